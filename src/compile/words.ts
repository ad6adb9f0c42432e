/** What a goal counts, in one line of plain words: for plans and reviews. */
import type {
  DataLayerCondition,
  Funnel,
  Goal,
  Interaction,
  NumberMatcher,
  PageConditions,
  TextMatcher,
} from "../spec/goal-set.ts";

export function goalInWords(goal: Goal): string {
  switch (goal.type) {
    case "destination":
      return `page viewed: ${pageInWords(goal.page)}${goal.spa ? ", also without a reload" : ""}`;
    case "duration":
      return goal.scope === "session"
        ? `session longer than ${duration(goal.seconds)}`
        : `longer than ${duration(goal.seconds)} on ${pageInWords(goal.page) || "one page"}`;
    case "pages_per_session":
      return `more than ${goal.moreThan} pages in one session`;
    case "event":
      return interactionInWords(goal.on) + onPages(goal.page);
  }
}

export function funnelInWords(funnel: Funnel): string {
  return `${funnel.open ? "open" : "closed"} funnel: ${funnel.steps.map((step) => step.name).join(" → ")}`;
}

function onPages(page: PageConditions): string {
  const words = pageInWords(page);
  return words === "" ? "" : `, on ${words}`;
}

function interactionInWords(on: Interaction): string {
  switch (on.kind) {
    case "ga4_event":
      return `GA4 already receives the event ${on.event}`;
    case "data_layer":
      return `the site pushes ${on.event} to the data layer${whereInWords(on.where)}`;
    case "click":
      return sentence("click", [
        selector(on.selector),
        part("text", on.text),
        part("id", on.id),
        part("class", on.classes),
      ]);
    case "link":
      return sentence("click on a link", [
        part("to", on.url),
        selector(on.selector),
        part("text", on.text),
        part("id", on.id),
        part("class", on.classes),
      ]);
    case "form":
      return sentence("form sent", [
        part("id", on.id),
        selector(on.selector),
        part("to", on.action),
        part("class", on.classes),
      ]);
  }
}

function sentence(what: string, parts: readonly string[]): string {
  const said = parts.filter((one) => one !== "");
  return said.length === 0 ? `any ${what}` : `${what} ${said.join(", ")}`;
}

function selector(css: string | null): string {
  return css === null ? "" : `on ${css}`;
}

function part(label: string, matchers: readonly TextMatcher[]): string {
  return matchers
    .map((matcher) => `${label} ${isPlain(matcher) ? matcher.values[0] : isMatcher(matcher)}`)
    .join(" and ");
}

function whereInWords(where: readonly DataLayerCondition[]): string {
  const all = where.flatMap(({ key, is }) => is.map((matcher) => `${key} ${isMatcher(matcher)}`));
  return all.length === 0 ? "" : ` where ${all.join(" and ")}`;
}

function pageInWords(page: PageConditions): string {
  return [
    ...page.host.map((matcher) => `host ${isMatcher(matcher)}`),
    ...page.path.map((matcher) => (isPlain(matcher) ? matcher.values[0] : `path ${isMatcher(matcher)}`)),
    ...page.url.map((matcher) => `address ${isMatcher(matcher)}`),
    ...page.query.flatMap(({ name, is }) => is.map((matcher) => `?${name} ${isMatcher(matcher)}`)),
    ...page.fragment.map((matcher) => `fragment ${isMatcher(matcher)}`),
  ].join(" and ");
}

function isPlain(matcher: TextMatcher): boolean {
  return matcher.op === "equals" && !matcher.not && !matcher.ignoreCase;
}

const VERBS = {
  equals: "is",
  begins_with: "begins with",
  ends_with: "ends with",
  contains: "contains",
  matches: "matches",
  one_of: "is one of",
  number_equals: "is",
  more_than: "is more than",
  at_least: "is at least",
  less_than: "is less than",
  at_most: "is at most",
} as const;

function isMatcher(matcher: TextMatcher | NumberMatcher): string {
  const not = matcher.not ? "not: " : "";
  if (!("values" in matcher)) return `${not}${VERBS[matcher.op]} ${matcher.value}`;
  return `${not}${VERBS[matcher.op]} ${matcher.values.join(" or ")}${matcher.ignoreCase ? " (any case)" : ""}`;
}

/** 90 → "1m 30s". */
export function duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor((seconds % 3600) / 60), "m"],
    [seconds % 60, "s"],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(" ");
}
