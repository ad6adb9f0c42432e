/** What a goal counts, in one line of plain words: for plans and reviews. */

import { countedBy } from "../countable/counted-by.ts";
import type {
  Comparison,
  Conditions,
  Exception,
  PageConditions,
  TextMatcher,
  ValueCondition,
} from "../language/goal-set/conditions.ts";
import type { EventParameter } from "../language/goal-set/event-parameter.ts";
import type { Forward } from "../language/goal-set/forward.ts";
import type { Funnel, FunnelStep } from "../language/goal-set/funnel.ts";
import type {
  DestinationGoal,
  Ecommerce,
  Goal,
  PageDurationGoal,
  SessionDurationGoal,
} from "../language/goal-set/goal.ts";
import type { SharedDefaults } from "../language/goal-set/goal-set.ts";
import type {
  DownloadInteraction,
  FunnelInteraction,
  Interaction,
  PushInteraction,
  ScrollInteraction,
  VideoInteraction,
  VisibleInteraction,
} from "../language/goal-set/interaction.ts";
import { goalsOfWays, type OneWayGoal } from "../language/goal-set/one-way.ts";
import type { SiteSource } from "../language/goal-set/site-source.ts";
import { bySlash } from "../language/goal-set/trailing-slash.ts";
import { durationInWords } from "../resources/duration-words.ts";

export { durationInWords };

/** `link url`, `data_layer plan, or "none"`. */
export function sourceInWords({ from, name, otherwise }: SiteSource): string {
  return `${from} ${name}${otherwise === null ? "" : `, or ${JSON.stringify(otherwise)}`}`;
}

export function goalInWords(goal: Goal): string {
  const rest = sentInWords(goal) + exceptionsInWords(goal);
  if (goal.type !== "any") return eachWayInWords(goal).join() + rest;
  const inEachCase = inEachCaseInWords(goal) + rest;
  const more = inEachCase === "" ? "" : `; in each case ${inEachCase.replace(/^,? /, "")}`;
  return eachWayInWords({ ...goal, where: [], cookie: [] }).join("; or ") + more;
}

/** ` where cookie member is gold`: what a goal with `any` asks of all of its ways. */
export function inEachCaseInWords({ where, cookie }: Values): string {
  return atThatMoment({ where, cookie });
}

/** Of a goal that Analytics counts by itself, values are parameters of the event. */
export function exceptionsInWords(goal: Goal): string {
  return unlessInWords(goal.unless, countedBy(goal) === "tag" ? "data layer" : "parameter");
}

function sentInWords({ sent }: Goal): string {
  return sent === "once_per_page" ? ", sent once for each page that loads" : "";
}

/** One for each way of `any:`, the only one of another goal: without how often it is sent, and without exceptions. */
export function eachWayInWords(goal: Goal): readonly string[] {
  return goalsOfWays(goal).map((way) => whatHappens(way) + atThatMoment(way));
}

function whatHappens(goal: OneWayGoal): string {
  switch (goal.type) {
    case "destination":
      return pageViewInWords(goal);
    case "duration":
      return sessionOrPageInWords(goal);
    case "pages_per_session":
      return `more than ${goal.moreThan} pages in one session${goal.via === "ga4" ? ", by an audience in Analytics" : ""}`;
    case "event":
      return interactionInWords(goal.on) + ofEvent(goal) + onPages(goal.page);
  }
}

type Values = Pick<Conditions, "where" | "cookie">;

/** What an event of the site brings along. */
function ofEvent({ on, where }: { readonly on: Interaction } & Values): string {
  return bringsValues(on) ? listed(valuesInWords(where)) : "";
}

function bringsValues({ kind }: Interaction): boolean {
  return kind === "data_layer" || kind === "ga4_event";
}

/** Values and cookies at the moment at which it happens. */
function atThatMoment({ where, cookie, ...counted }: Values & { readonly on?: Interaction }): string {
  const isSaid = counted.on !== undefined && bringsValues(counted.on);
  return listed([
    ...(isSaid ? [] : valuesInWords(where).map((words) => `data layer ${words}`)),
    ...valuesInWords(cookie).map((words) => `cookie ${words}`),
  ]);
}

function listed(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
}

/** What all goals have from the file's defaults, in one line. */
export function defaultsInWords(
  { parameters, userProperties, host }: SharedDefaults,
  forwards: readonly Forward[] = [],
): string {
  const senders = `goals that Tag Manager counts ${forwards.length === 0 ? "also" : "and forwarded events also"}`;
  const named = ({ name, from }: EventParameter) =>
    `${name} (${"constant" in from ? JSON.stringify(from.constant) : sourceInWords(from)})`;
  const sent = [...parameters.map(named), ...userProperties.map((one) => `the user property ${named(one)}`)];
  return [
    ...(sent.length === 0 ? [] : [`${senders} send ${sent.join(", ")}`]),
    ...host.map((matcher) => `only pages whose host ${matcherInWords(matcher)} count`),
  ].join("; ");
}

/** Two clocks that count different people: reviewers should know which one they get, and what it needs. */
function sessionOrPageInWords(goal: PageDurationGoal | SessionDurationGoal): string {
  const time = durationInWords(goal.seconds);
  if (goal.scope === "session") return `session longer than ${time}`;
  const from = goal.spa
    ? "from each page view, virtual ones too, while the tab is visible and analytics_storage is granted"
    : "from the loading of the document";
  return `longer than ${time} on ${pageInWords(goal.page) || "one page"}, ${from}`;
}

/** `view_item, add_to_cart: each is sent to Analytics under its own name, with the e-commerce data of the push`. */
export function forwardInWords({ events, ecommerce, ...asked }: Omit<Forward, "id" | "at">): string {
  const object = ecommerce === null ? "" : `, with ${ecommerceInWords(ecommerce)}`;
  return `${events.join(", ")}: each is sent to Analytics under its own name${object}${onHostsInWords(asked.host)}${forwardExceptionsInWords(asked.unless)}`;
}

/** `the e-commerce data of the push` */
export function ecommerceInWords({ dataLayer }: Ecommerce): string {
  return `the e-commerce data of ${dataLayer === null ? "the push" : `data_layer ${dataLayer}`}`;
}

export function onHostsInWords(host: readonly TextMatcher[]): string {
  return host.map((matcher) => `, on pages whose host ${matcherInWords(matcher)}`).join("");
}

export function forwardExceptionsInWords(unless: readonly Exception[]): string {
  return unlessInWords(unless, "data layer");
}

export function funnelInWords(funnel: Funnel): string {
  const steps = funnel.steps.map((step) => step.name).join(" → ");
  return `${funnel.open ? "open" : "closed"} funnel: ${steps}${audiencesInWords(funnel)}${unlessInWords(funnel.unless, "data layer")}`;
}

/** `, unless cookie staff has a value, or host begins with staging.` */
function unlessInWords(unless: readonly Exception[], values: "data layer" | "parameter"): string {
  const all = unless.map((one) => exceptionInWords(one, values));
  return all.length === 0 ? "" : `, unless ${all.join(", or ")}`;
}

/** @param of what `where` asks for: of an event that Analytics receives, a parameter */
export function exceptionInWords(
  { page, where, cookie }: Conditions,
  of: "data layer" | "parameter" = "data layer",
): string {
  const values = valuesInWords(where);
  return [
    ...(values.length === 0 ? [] : [`${of} ${values.join(" and ")}`]),
    ...valuesInWords(cookie).map((words) => `cookie ${words}`),
    ...pageParts(page),
  ].join(" and ");
}

function audiencesInWords({ audiences }: Funnel): string {
  const each = audiences.map(({ of, days }) => `${of} (${days} ${days === 1 ? "day" : "days"})`);
  return each.length === 0 ? "" : `; ${each.length === 1 ? "audience" : "audiences"} ${each.join(" and ")}`;
}

/** Analytics sees virtual page views whether they are asked for or not. */
function seenBy({ spa, via }: PageView): string {
  if (via === "ga4") return ", by a rule in Analytics";
  return spa ? ", also without a reload" : "";
}

/** What a step counts that is not a goal. */
export function stepInWords(step: Exclude<FunnelStep, { is: "goal" }>): string {
  const what =
    step.is === "page"
      ? pageViewInWords(step)
      : interactionInWords(step.on) + ofEvent(step) + onPages(step.page);
  return what + atThatMoment(step);
}

type PageView = Pick<DestinationGoal, "page" | "spa" | "via">;

function pageViewInWords(view: PageView): string {
  return `page viewed: ${pageInWords(view.page)}${seenBy(view)}`;
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
      return `the site pushes ${pushInWords(on)} to the data layer`;
    case "click":
      return which("click", [...selected(on.selector), ...that("text", on.text), ...attributes(on)]);
    case "link":
      return which("link clicked", [
        ...that("address", on.url),
        ...selected(on.selector),
        ...that("text", on.text),
        ...attributes(on),
        ...(on.outbound === null ? [] : [on.outbound ? "leads to another site" : "stays on the site"]),
      ]);
    case "download":
      return downloadInWords(on);
    case "form":
      return which("form sent", [...selected(on.selector), ...that("action", on.action), ...attributes(on)]);
    case "scroll":
      return scrollInWords(on);
    case "visible":
      return visibleInWords(on);
    case "video":
      return videoInWords(on);
    case "returning_visit":
      return "visit of somebody who came before";
    case "funnel":
      return completedInWords(on);
  }
}

function completedInWords({ funnel, via, within }: FunnelInteraction): string {
  const limit = within === null ? "" : `, each step within ${durationInWords(within)} of the one before`;
  const by = via === "ga4" ? "across visits, by an audience in Analytics" : "in one visit";
  return `the funnel ${funnel} is completed ${by}${limit}`;
}

/** `lead`, `one of lead, quote`, `an event that begins with checkout_`. */
function pushInWords({ event }: PushInteraction): string {
  const [only, ...others] = event;
  const isNamed = only !== undefined && isExact(only) && others.length === 0;
  if (isNamed) return `${only.values.length > 1 ? "one of " : ""}${only.values.join(", ")}`;
  return `an event that ${event.map(matcherInWords).join(" and ")}`;
}

function isExact({ op, not, ignoreCase }: TextMatcher): boolean {
  return (op === "equals" || op === "one_of") && !not && !ignoreCase;
}

function downloadInWords({ extensions, url }: DownloadInteraction): string {
  const files =
    extensions === null ? "any usual file type" : extensions.map((extension) => `.${extension}`).join(", ");
  return which("download", [files, ...that("address", url)]);
}

/** Tag Manager counts what is in the window when the page has loaded as scrolled to: people should know before they apply. */
function scrollInWords({ depth }: ScrollInteraction): string {
  return "percent" in depth
    ? `scrolled to ${depth.percent} % of the page (a short page counts when it has loaded)`
    : `scrolled to ${depth.pixels} pixels of the page (a higher window counts when it has loaded)`;
}

function visibleInWords({ selector, percent, seconds, once }: VisibleInteraction): string {
  const long = seconds > 0 ? ` for ${durationInWords(seconds)}` : "";
  return `${percent} % of ${selector} on screen${long}, ${once ? "once a page" : "each time"}`;
}

function videoInWords({ moment, url, title }: VideoInteraction): string {
  const conditions = [...that("address", url), ...that("title", title)];
  if (moment === "start") return which("video started", conditions);
  if (moment === "complete") return which("video watched to the end", conditions);
  return which(`video watched to ${moment.progress} %`, conditions);
}

function which(what: string, conditions: readonly string[]): string {
  return conditions.length === 0 ? `any ${what}` : `${what}: ${conditions.join(" and ")}`;
}

function selected(css: string | null): string[] {
  return css === null ? [] : [css];
}

function attributes({
  id,
  classes,
}: {
  id: readonly TextMatcher[];
  classes: readonly TextMatcher[];
}): string[] {
  return [...that("id", id), ...that("class", classes)];
}

function that(what: string, matchers: readonly TextMatcher[]): string[] {
  return matchers.map((matcher) => `${what} ${matcherInWords(matcher)}`);
}

function valuesInWords(values: readonly ValueCondition[]): string[] {
  return values.flatMap(({ key, is }) => is.map((matcher) => `${key} ${matcherInWords(matcher)}`));
}

function pageInWords(page: PageConditions): string {
  return pageParts(page).join(" and ");
}

function pageParts(page: PageConditions): string[] {
  return [
    ...page.host.map((matcher) => `host ${matcherInWords(matcher)}`),
    ...page.path.map((matcher) => (isPlain(matcher) ? matcher.values[0] : `path ${matcherInWords(matcher)}`)),
    ...page.url.map((matcher) => `address ${matcherInWords(matcher)}`),
    ...page.query.flatMap(({ name, is }) => is.map((matcher) => `?${name} ${matcherInWords(matcher)}`)),
    ...page.fragment.map((matcher) => `fragment ${matcherInWords(matcher)}`),
    ...page.title.map((matcher) => `title ${matcherInWords(matcher)}`),
    ...page.referrer.map((matcher) => `referrer ${matcherInWords(matcher)}`),
  ];
}

function isPlain(matcher: TextMatcher): boolean {
  return matcher.op === "equals" && !matcher.not && !matcher.ignoreCase && !matcher.eitherSlash;
}

const VERBS = {
  equals: ["is", "is not"],
  begins_with: ["begins with", "does not begin with"],
  ends_with: ["ends with", "does not end with"],
  contains: ["contains", "does not contain"],
  matches: ["matches", "does not match"],
  one_of: ["is one of", "is none of"],
  number_equals: ["is", "is not"],
  more_than: ["is more than", "is not more than"],
  at_least: ["is at least", "is not at least"],
  less_than: ["is less than", "is not less than"],
  at_most: ["is at most", "is not at most"],
  present: ["has a value", "is missing or empty"],
} as const;

function matcherInWords(matcher: Comparison): string {
  const verb = VERBS[matcher.op][matcher.not ? 1 : 0];
  if (matcher.op === "present") return verb;
  if (!("values" in matcher)) return `${verb} ${matcher.value}`;
  const texts = bySlash(matcher).map(({ text }) => text);
  const between = matcher.op === "one_of" ? ", " : " or ";
  const also = [
    ...(matcher.ignoreCase ? [" (any case)"] : []),
    ...(matcher.eitherSlash ? [" (with or without a slash at the end)"] : []),
  ];
  return `${verb} ${texts.join(between)}${also.join("")}`;
}
