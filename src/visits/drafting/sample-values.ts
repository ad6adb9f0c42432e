/** Values that meet the conditions of a goal, as far as the conditions can be read backwards. */

import type {
  Comparison,
  NumberMatcher,
  PageConditions,
  TextMatcher,
} from "../../language/goal-set/conditions.ts";
import type { Goal } from "../../language/goal-set/goal.ts";

/** `order.type` → `{ order: { type } }`. */
export function nested(pushed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(pushed)) {
    let at = all;
    const parts = key.split(".");
    for (const part of parts.slice(0, -1)) {
      at[part] ??= {};
      at = at[part] as Record<string, unknown>;
    }
    at[parts.at(-1)!] = value;
  }
  return all;
}

export function valuesOf(conditions: Goal["where"]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(conditions.map(({ key, is }) => [key, sampleOf(is)]));
}

/** An address that meets the conditions, as far as they can be read backwards. */
export function pathOf({ path, host, query, fragment, url }: PageConditions): string {
  const whole = sampled(url, "");
  if (whole !== "") return whole;
  const names = query.filter(({ is }) => is.some((one) => !one.not));
  const search = names.map(({ name, is }) => `${name}=${encodeURIComponent(sampled(is, "x"))}`).join("&");
  const hash = sampled(fragment, "");
  const origin = host.length === 0 ? "" : `https://${sampled(host, "www.example.com")}`;
  return `${origin}${sampled(path, "/")}${search && `?${search}`}${hash && `#${hash}`}`;
}

/** The nearest first: the same page with something more, the same without its query, another one. */
export function nearlyPaths(path: string): readonly string[] {
  const [plain = ""] = path.split(/[?#]/);
  const near = plain === path ? `${plain.replace(/\/$/, "")}/something-else` : plain;
  return [near, plain.replace(/[^/]*$/, ""), "/something-else"];
}

/** A text that the comparisons may be true of; the play says whether they are. */
export function sampled(matchers: readonly (string | object)[], otherwise: string): string {
  const [first] = matchers.filter((one) => typeof one === "string" || (one as TextMatcher).not !== true);
  if (first === undefined) return otherwise;
  if (typeof first === "string") return first;
  const { op, values = [] } = first as Partial<TextMatcher>;
  const [value = otherwise] = values;
  switch (op) {
    case "begins_with":
      return /^[a-z]+:$/.test(value) ? `${value}+491234567` : `${value}something`;
    case "ends_with":
      return otherwise.startsWith("/") && !value.startsWith("/") ? `/something${value}` : `something${value}`;
    case "contains":
      return otherwise.startsWith("/") && !value.startsWith("/") ? `/${value}` : value;
    case "matches":
      return plainText(value) ?? otherwise;
    default:
      return value;
  }
}

/** The plain part of a simple pattern: `^/thanks$` → `/thanks`. */
function plainText(pattern: string): string | null {
  const text = pattern
    .replace(/^\^|\$$/g, "")
    .replace(/\([^()]*\)\?|\\?[^)\]*+]\?/g, "")
    .replace(/\(\?:|\(/g, "(")
    .replace(/\(([^()|]*)(?:\|[^()]*)*\)/g, "$1")
    .replace(/(?:\[0-9\]|\\d)[+*]?/g, "1")
    .replace(/\.[*+]?/g, "x")
    .replace(/\\(.)/g, "$1");
  return /[[\]{}()*+?|]/.test(text) ? null : text;
}

function sampleOf(matchers: readonly Comparison[]): unknown {
  const number = matchers.find((one): one is NumberMatcher => "value" in one);
  if (number) {
    const step = number.op === "more_than" ? 1 : number.op === "less_than" ? -1 : 0;
    return number.value + step;
  }
  return sampled(matchers, "something");
}
