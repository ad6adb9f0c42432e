/** Conditions on pages, values and cookies in plain words. */

import type {
  Conditions,
  Exception,
  PageConditions,
  TextMatcher,
  ValueCondition,
} from "../../language/goal-set/conditions.ts";
import type { Interaction } from "../../language/goal-set/interaction.ts";
import type { SiteSource } from "../../language/goal-set/site-source.ts";
import { compared, matchersInWords, type WhenMissing } from "./matchers.ts";

/** `link address`, `data-layer key plan, or "none" if it is missing`. */
export function sourceInWords({ from, name, otherwise }: SiteSource): string {
  const isKey = from === "data_layer" || from === "query" || from === "cookie" || from === "attribute";
  const place = from === "data_layer" ? "data-layer key" : from === "query" ? "query parameter" : from;
  return `${place} ${name === "url" && !isKey ? "address" : name}${otherwise === null ? "" : `, or ${JSON.stringify(otherwise)} if it is missing`}`;
}

export type Values = Pick<Conditions, "where" | "cookie">;

/** ` where plan is pro`: the values that come with an event of the site. */
export function ofEvent({ on, where }: { readonly on: Interaction } & Values): string {
  return bringsValues(on) && where.length > 0 ? ` where ${valuesInWords("", where).join(" and ")}` : "";
}

function bringsValues({ kind }: Interaction): boolean {
  return kind === "data_layer" || kind === "ga4_event";
}

/** `, if data-layer key plan is pro and cookie member is gold`: at the moment at which it happens. */
export function atThatMoment({ where, cookie, ...counted }: Values & { readonly on?: Interaction }): string {
  const isSaid = counted.on !== undefined && bringsValues(counted.on);
  const all = [
    ...(isSaid ? [] : valuesInWords("data-layer key ", where)),
    ...valuesInWords("cookie ", cookie),
  ];
  return all.length === 0 ? "" : `, if ${all.join(" and ")}`;
}

/** `, unless cookie staff has a value, or on pages whose host begins with staging.` */
export function unlessInWords(unless: readonly Exception[], values: "data-layer key" | "parameter"): string {
  const all = unless.map((one) => exceptionInWords(one, values));
  return all.length === 0 ? "" : `, unless ${all.join(", or ")}`;
}

/** @param of what `where` asks for: of an event that Analytics receives, a parameter */
export function exceptionInWords(
  { page, where, cookie }: Conditions,
  of: "data-layer key" | "parameter" = "data-layer key",
): string {
  const values = [...valuesInWords(`${of} `, where), ...valuesInWords("cookie ", cookie)].join(" and ");
  return [values, on(page)].filter((words) => words !== "").join(" ");
}

export function onPages(page: PageConditions): string {
  const words = on(page);
  return words === "" ? "" : `, ${words}`;
}

/** `on /thanks`, `on pages whose path begins with /guides/`; empty for every page. */
function on(page: PageConditions): string {
  const words = plainPath(page);
  if (words !== null) return `on ${words}`;
  const parts = pageParts(page);
  return parts.length === 0 ? "" : `on pages whose ${parts.join(" and ")}`;
}

/** `/thanks`, `path begins with /guides/ and host is shop.example`, `any page`. */
export function pageInWords(page: PageConditions): string {
  return plainPath(page) ?? (pageParts(page).join(" and ") || "any page");
}

/** `/guide`, `one page whose path begins with /guides/`: not several together. */
export function onePageInWords(page: PageConditions): string {
  const parts = pageParts(page);
  return plainPath(page) ?? (parts.length === 0 ? "any one page" : `one page whose ${parts.join(" and ")}`);
}

/** All that is asked for is one of these paths: they are said alone. */
function plainPath(page: PageConditions): string | null {
  const [only, ...others] = page.path;
  const isPlain = only !== undefined && (only.op === "equals" || only.op === "one_of") && !only.not;
  const isAlone = others.length === 0 && pageParts({ ...page, path: [] }).length === 0;
  return isPlain && isAlone ? compared(only) : null;
}

function valuesInWords(start: string, values: readonly ValueCondition[]): readonly string[] {
  return values.map(({ key, is }) => matchersInWords(`${start}${key}`, is, "fails: set"));
}

/** Host, path and address always exist. */
function pageParts(page: PageConditions): readonly string[] {
  const part = (what: string, is: PageConditions["title"], when: WhenMissing = "always there") =>
    is.length === 0 ? [] : [matchersInWords(what, is, when)];
  return [
    ...part("host", page.host),
    ...part("path", page.path.filter(isSome)),
    ...part("address", page.url),
    ...page.query.flatMap(({ name, is }) => part(`query parameter ${name}`, is, "meets not")),
    ...part("fragment", page.fragment, "meets not"),
    ...part("title", page.title, "fails: has a value"),
    ...part("referrer", page.referrer, "fails: has a value"),
  ];
}

/** Every path begins with a slash. */
function isSome({ op, values, not }: TextMatcher): boolean {
  return op !== "begins_with" || !values.includes("/") || not;
}
