/** What to write instead, as it fits the place of a text: the entry that takes the place of the one that is there. */
import { regexProblem } from "../../countable/pattern/portable-regex.ts";
import { TEXT_COMPARISONS } from "../goal-set/text-comparisons.ts";
import { inYaml } from "../source/in-yaml.ts";
import type { TextPosition } from "./text-position.ts";

/** Keys whose plain text stands for one of several things: the others can only be said in the long form. */
export const LONG_FORMS: ReadonlyMap<string, string> = new Map([
  ["page", "path"],
  ["link", "url"],
  ["form", "id"],
]);

/** The entry with one comparison, such as `path: { begins_with: /guides/ }` or `begins_with: /guides/`; a list stands for itself. */
export function entryOf(
  { under }: Pick<TextPosition, "under">,
  op: string,
  value: string | readonly string[] | number,
  more = "",
): string {
  if (op === "one_of" && more === "")
    return `${TEXT_COMPARISONS.has(under) ? "equals" : inYaml(under)}: ${inYaml(value)}`;
  const comparison = `${op}: ${inYaml(value)}${more}`;
  if (TEXT_COMPARISONS.has(under)) return comparison;
  const inner = LONG_FORMS.get(under);
  const held = inner === undefined ? `{ ${comparison} }` : `{ ${inner}: { ${comparison} } }`;
  return `${inYaml(under)}: ${held}`;
}

/** The entry that asks whether there is a value at all. */
export function presenceOf({ under }: Pick<TextPosition, "under">, isThere: boolean): string {
  const comparison = `present: ${isThere}`;
  return TEXT_COMPARISONS.has(under) ? comparison : `${inYaml(under)}: { ${comparison} }`;
}

/** The entry with the same comparison and another text. In a list, the text alone. */
export function sameWith(position: TextPosition, text: string): string {
  if (position.all.length > 1) return inYaml(text);
  return `${inYaml(position.under)}: ${inYaml(text)}`;
}

/**
 * The comparison with this text as a regular expression; null when that would be no valid one. The other texts of a list
 * come along, and in a list of patterns the pattern is written by itself.
 */
export function asPattern(position: TextPosition, pattern: string, more = ""): string | null {
  const { all, op, text } = position;
  if (all.length < 2) return patternEntry(position, pattern, more);
  if (op === "matches") return more === "" && regexProblem(pattern) === null ? inYaml(pattern) : null;
  const each = all.map((one) => (one === text ? pattern : anchored(op, literally(one))));
  return patternEntry(position, each.join("|"), more);
}

/** The entry with this pattern in place of the whole comparison; null when it is not valid. */
export function patternEntry(position: TextPosition, pattern: string, more = ""): string | null {
  return regexProblem(pattern) === null ? entryOf(position, "matches", pattern, more) : null;
}

/** The pattern with the ends that the operator implies; one that says its ends for each alternative stays as it is. */
export function anchored(op: TextPosition["op"], pattern: string): string {
  const isWhole = op === "equals" || op === "one_of";
  const start = isWhole || op === "begins_with" ? "^" : "";
  const end = isWhole || op === "ends_with" ? "$" : "";
  if (!hasAlternatives(pattern)) {
    const isOpen = !/(?:^|[^\\])\$$/.test(pattern);
    return `${pattern.startsWith("^") ? "" : start}${pattern}${isOpen ? end : ""}`;
  }
  const hasEnds = /[\^$]/.test(pattern.replace(/\[\^|\\./g, ""));
  return hasEnds || start + end === "" ? pattern : `${start}(${pattern})${end}`;
}

/** Alternatives outside all groups and classes. */
function hasAlternatives(pattern: string): boolean {
  let plain = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  for (let before = ""; before !== plain; ) {
    before = plain;
    plain = plain.replace(/\([^()]*\)/g, "x");
  }
  return plain.includes("|");
}

export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
