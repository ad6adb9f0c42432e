/** Conditions on pages, values and cookies in plain words. */

import type {
  Comparison,
  Conditions,
  Exception,
  PageConditions,
  TextMatcher,
  ValueCondition,
} from "../../language/goal-set/conditions.ts";
import type { Interaction } from "../../language/goal-set/interaction.ts";
import type { SiteSource } from "../../language/goal-set/site-source.ts";
import { bySlash } from "../../language/goal-set/trailing-slash.ts";

/** `link url`, `data_layer plan, or "none"`. */
export function sourceInWords({ from, name, otherwise }: SiteSource): string {
  return `${from} ${name}${otherwise === null ? "" : `, or ${JSON.stringify(otherwise)}`}`;
}

export type Values = Pick<Conditions, "where" | "cookie">;

/** The values that come with an event of the site. */
export function ofEvent({ on, where }: { readonly on: Interaction } & Values): string {
  return bringsValues(on) ? listed(valuesInWords(where)) : "";
}

function bringsValues({ kind }: Interaction): boolean {
  return kind === "data_layer" || kind === "ga4_event";
}

/** Values and cookies at the moment at which it happens. */
export function atThatMoment({ where, cookie, ...counted }: Values & { readonly on?: Interaction }): string {
  const isSaid = counted.on !== undefined && bringsValues(counted.on);
  return listed([
    ...(isSaid ? [] : valuesInWords(where).map((words) => `data layer ${words}`)),
    ...valuesInWords(cookie).map((words) => `cookie ${words}`),
  ]);
}

function listed(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
}

/** `, unless cookie staff has a value, or host begins with staging.` */
export function unlessInWords(unless: readonly Exception[], values: "data layer" | "parameter"): string {
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

export function onPages(page: PageConditions): string {
  const words = pageInWords(page);
  return words === "" ? "" : `, on ${words}`;
}

function valuesInWords(values: readonly ValueCondition[]): string[] {
  return values.flatMap(({ key, is }) => is.map((matcher) => `${key} ${matcherInWords(matcher)}`));
}

export function pageInWords(page: PageConditions): string {
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

export function matcherInWords(matcher: Comparison): string {
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
