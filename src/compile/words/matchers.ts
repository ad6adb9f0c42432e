/** Comparisons in plain words. */

import { type Comparison, needsNumberCheck, type TextMatcher } from "../../language/goal-set/conditions.ts";
import { bySlash } from "../../language/goal-set/trailing-slash.ts";

/** What a "not" makes of a value that is missing. It meets nothing else that is compared. */
export type WhenMissing = "always there" | "meets not" | "fails: set" | "fails: has a value";

/** `plan is set but is not free`, `path begins with /a and does not contain b`: all that one thing is asked for. */
export function matchersInWords(what: string, is: readonly Comparison[], missing: WhenMissing): string {
  const [first = "", ...rest] = is.map(matcherInWords);
  const isSaid = first.startsWith("is ");
  const others = rest.map((words, index) => (isSaid && "value" in is[index + 1]! ? words.slice(3) : words));
  const words = [first, ...others].join(" and ");
  if (missing === "always there" || !is.every(isSaidAsNot)) return `${what} ${words}`;
  if (missing === "meets not") return `${what} ${words} (or is missing)`;
  const exists = missing === "fails: set" ? "is set" : "has a value";
  return `${what} ${needsNumberCheck(is) ? "is a number" : exists} but ${words}`;
}

function isSaidAsNot({ op, not }: Comparison): boolean {
  return not && op !== "present" && !(op in OPPOSITES);
}

/** "Not at least 5" is true of smaller numbers, and of nothing that is not a number. */
const OPPOSITES = {
  more_than: "at_most",
  at_least: "less_than",
  less_than: "at_least",
  at_most: "more_than",
} as const;

const NUMBER_VERBS = {
  number_equals: "is",
  more_than: "is more than",
  at_least: "is at least",
  less_than: "is less than",
  at_most: "is at most",
} as const;

const TEXT_VERBS = {
  equals: ["is", "is not"],
  begins_with: ["begins with", "does not begin with"],
  ends_with: ["ends with", "does not end with"],
  contains: ["contains", "does not contain"],
  matches: ["matches", "does not match"],
  one_of: ["is", "is none of"],
} as const;

export function matcherInWords(matcher: Comparison): string {
  if (matcher.op === "present") return matcher.not ? "is missing or empty" : "has a value";
  if ("values" in matcher) return textInWords(matcher);
  const { op, value, not } = matcher;
  if (op === "number_equals") return `${not ? "is not" : "is"} ${value}`;
  return `${NUMBER_VERBS[not ? OPPOSITES[op] : op]} ${value}`;
}

/** `is neither a nor b`: "is not a or b" could be read in two ways. */
function textInWords(matcher: TextMatcher): string {
  const texts = textsOf(matcher);
  const isOneOf = matcher.op === "one_of" && texts.length > 1;
  if (isOneOf && matcher.not && texts.length === 2)
    return `is neither ${texts.join(" nor ")}${inBrackets(matcher)}`;
  const verb = TEXT_VERBS[isOneOf ? "one_of" : matcher.op === "one_of" ? "equals" : matcher.op];
  return `${verb[matcher.not ? 1 : 0]} ${compared(matcher)}`;
}

/** `a, b or c (any case)`: what it is compared with. */
export function compared(matcher: TextMatcher): string {
  return anyOf(textsOf(matcher)) + inBrackets(matcher);
}

/** A text that could be taken for a number is in quotes, as in the file. */
function textsOf(matcher: TextMatcher): readonly string[] {
  const { numbers = [], op } = matcher;
  const isWhole = op === "equals" || op === "one_of";
  return bySlash(matcher).map(({ text }) =>
    isWhole && NUMBER.test(text) && !numbers.includes(text) ? `"${text}"` : plainText(text),
  );
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

function inBrackets({ ignoreCase, eitherSlash }: TextMatcher): string {
  const also = [
    ...(ignoreCase ? ["any case"] : []),
    ...(eitherSlash ? ["with or without a trailing slash"] : []),
  ];
  return also.length === 0 ? "" : ` (${also.join(", ")})`;
}

/** `a, b or c` */
export function anyOf(texts: readonly string[]): string {
  const [last = ""] = texts.slice(-1);
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} or ${last}`;
}

/** In quotes if it could be taken for more than one text. */
export function plainText(text: string): string {
  if (text !== "" && !AMBIGUOUS.test(text)) return text;
  return text.includes('"') ? (text.includes("'") ? JSON.stringify(text) : `'${text}'`) : `"${text}"`;
}

const AMBIGUOUS = /[\s→]|^["']|[.,;]$/;
