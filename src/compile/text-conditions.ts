/** One matcher of the file → conditions of a trigger, in Tag Manager's own operators where these say the same. */
import { outsideEscapes } from "../countable/pattern/outside-escapes.ts";
import type { Comparison, NumberMatcher, TextMatcher } from "../language/goal-set/conditions.ts";
import { addressPattern, plainAddress } from "./address-pattern.ts";
import { encodePattern, literalPattern, patternFor, plainSpelling } from "./encoded-text.ts";
import type { Condition } from "./gtm-json.ts";
import { DECIMAL_NUMBER, numberPattern } from "./number-pattern.ts";
import { ENDS, valuesPattern } from "./values-pattern.ts";
import { NOT_SET, type Variable } from "./variables/variable.ts";

const OPERATORS = {
  equals: { type: "equals", ...ENDS.equals },
  begins_with: { type: "startsWith", ...ENDS.begins_with },
  ends_with: { type: "endsWith", ...ENDS.ends_with },
  contains: { type: "contains", ...ENDS.contains },
  one_of: { type: "matchRegex", ...ENDS.one_of },
} as const;

/** Text that the browser shows as it is: a data-layer value, a decoded query parameter, the text of a button. */
export function plainTextCondition(variable: Variable, matcher: TextMatcher): Condition {
  return textCondition(variable, matcher, {
    plain: (text) => text,
    pattern: literalPattern,
    own: (pattern) => pattern,
    within: (pattern) => pattern,
  });
}

/** Text that the browser percent-encodes: a path, a fragment. */
export function encodedCondition(variable: Variable, matcher: TextMatcher): Condition {
  return textCondition(variable, matcher, {
    plain: plainSpelling,
    pattern: (text) => patternFor(text, matcher.ignoreCase),
    own: (pattern) => encodePattern(pattern, matcher.ignoreCase),
    within: (pattern) => outsideEscapes(pattern, matcher),
  });
}

/**
 * A whole address: of a page, a link, the action of a form. The browser always shows a link's with scheme
 * and host, so a value that begins with `/` means the path of any host.
 */
export function addressCondition(variable: Variable, matcher: TextMatcher): Condition {
  const plain = plainAddress(matcher);
  if (plain !== null && matcher.op !== "matches" && matcher.op !== "one_of")
    return { variable, type: OPERATORS[matcher.op].type, value: plain, negate: matcher.not };
  return regexCondition(variable, addressPattern(matcher), matcher);
}

interface Spelling {
  /** The text for Tag Manager's plain operators; null when only a pattern will do. */
  readonly plain: (text: string) => string | null;
  readonly pattern: (text: string) => string;
  readonly own: (pattern: string) => string;
  /** The pattern as it is looked for in the text; the same pattern where the plain operators find the same. */
  readonly within: (pattern: string) => string;
}

/** `ignore_case` acts on `matchRegex` alone, so every case-insensitive matcher becomes a pattern. */
function textCondition(variable: Variable, matcher: TextMatcher, spelling: Spelling): Condition {
  if (matcher.op === "matches")
    return regexCondition(variable, spelling.within(spelling.own(matcher.values[0])), matcher);
  const { type, before, after } = OPERATORS[matcher.op];
  const anywhere = before + valuesPattern(matcher, spelling.pattern) + after;
  const pattern = spelling.within(anywhere);
  const isPlain =
    type !== "matchRegex" &&
    matcher.values.length === 1 &&
    !matcher.ignoreCase &&
    matcher.numbers === undefined;
  const plain = isPlain && pattern === anywhere ? spelling.plain(matcher.values[0]) : null;
  if (plain !== null) return { variable, type, value: plain, negate: matcher.not };
  return regexCondition(variable, pattern, matcher);
}

function regexCondition(variable: Variable, value: string, matcher: TextMatcher): Condition {
  return { variable, type: "matchRegex", value, ignoreCase: matcher.ignoreCase, negate: matcher.not };
}

const NUMBER_OPERATORS = {
  more_than: "greater",
  at_least: "greaterOrEquals",
  less_than: "less",
  at_most: "lessOrEquals",
} as const;

export function numberCondition(variable: Variable, matcher: NumberMatcher): Condition {
  const { op, value, not: negate } = matcher;
  if (op === "number_equals")
    return { variable, type: "matchRegex", value: `^${numberPattern(value)}$`, negate };
  return { variable, type: NUMBER_OPERATORS[op], value: String(value), negate };
}

/** The condition that a value is a number at all; a missing one is none. */
export function isDecimalNumber(variable: Variable): Condition {
  return { variable, type: "matchRegex", value: DECIMAL_NUMBER };
}

export function isNumberMatcher(matcher: Comparison): matcher is NumberMatcher {
  return "value" in matcher;
}

/** The condition that a variable of ours has a value at all. */
export function isSet(variable: Variable): Condition {
  return { variable, type: "equals", value: NOT_SET, negate: true };
}

/** What a variable of ours reads for a value that is missing or empty. */
export const MISSING_OR_EMPTY = `^(?:${literalPattern(NOT_SET)})?$`;

/** The condition that a variable has a value that is not empty; with `not`, that it has none. */
export function isPresent(variable: Variable, not: boolean): Condition {
  return { variable, type: "matchRegex", value: MISSING_OR_EMPTY, negate: !not };
}

/** Whether a condition would be true for an empty text. */
export function isMetByEmpty({ type, value, ignoreCase, negate }: Condition): boolean {
  const isFound = type === "matchRegex" && new RegExp(String(value), ignoreCase ? "i" : "").test("");
  return isFound !== (negate ?? false);
}

/** Whether a condition would be true for a missing value and therefore also needs `isSet`. */
export function isMetByNotSet(condition: Condition): boolean {
  return isMetBy(condition, NOT_SET);
}

/** Whether a condition would be true for `false`, which compares as a text, and as 0. */
export function isMetByFalse(condition: Condition): boolean {
  return isMetBy(condition, "false");
}

/**
 * The condition under which a missing value counts as unlike everything: "not" of a pattern such as `.+`, which finds
 * what our variables read for "missing" too. Tag Manager's patterns are JavaScript's, so they may look ahead.
 */
export function exceptNotSet(condition: Condition): Condition {
  const value = `^(?!${literalPattern(NOT_SET)}$)(?=[\\s\\S]*(?:${asPattern(condition)}))`;
  return { ...condition, type: "matchRegex", value };
}

/** The same condition as a regular expression. */
export function patternOf(condition: Condition): Condition {
  return { ...condition, type: "matchRegex", value: asPattern(condition) };
}

function asPattern({ type, value }: Condition): string {
  if (type === "matchRegex") return String(value);
  const [ends] = Object.values(OPERATORS).filter((one) => one.type === type);
  return `${ends?.before ?? ""}${literalPattern(String(value))}${ends?.after ?? ""}`;
}

function isMetBy({ type, value, ignoreCase, negate = false }: Condition, text: string): boolean {
  const isMet = typeof value === "string" && compares(type, value, ignoreCase ?? false, text);
  return isMet !== negate;
}

function compares(type: Condition["type"], value: string, ignoreCase: boolean, text: string): boolean {
  switch (type) {
    case "equals":
      return text === value;
    case "contains":
      return text.includes(value);
    case "startsWith":
      return text.startsWith(value);
    case "endsWith":
      return text.endsWith(value);
    case "matchRegex":
      return new RegExp(value, ignoreCase ? "i" : "").test(text);
    default:
      return false;
  }
}
