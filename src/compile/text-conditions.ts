/** One matcher of the file → conditions of a trigger, in Tag Manager's own operators where these say the same. */
import type { NumberMatcher, TextMatcher } from "../spec/conditions.ts";
import { encodePattern, literalPattern, patternFor, plainSpelling } from "./encoded-text.ts";
import type { Condition } from "./gtm-json.ts";
import { DECIMAL_NUMBER, numberPattern } from "./number-pattern.ts";
import { NOT_SET, type Variable } from "./variables.ts";

export const OPERATORS = {
  equals: { type: "equals", before: "^", after: "$" },
  begins_with: { type: "startsWith", before: "^", after: "" },
  ends_with: { type: "endsWith", before: "", after: "$" },
  contains: { type: "contains", before: "", after: "" },
  one_of: { type: "matchRegex", before: "^", after: "$" },
} as const;

/** Text that the browser shows as it is: a data-layer value, a decoded query parameter, the text of a button. */
export function plainTextCondition(variable: Variable, matcher: TextMatcher): Condition {
  return textCondition(variable, matcher, {
    plain: (text) => text,
    pattern: literalPattern,
    own: (pattern) => pattern,
  });
}

/** Text that the browser percent-encodes: a path, an address, a fragment. */
export function addressCondition(variable: Variable, matcher: TextMatcher): Condition {
  if (matcher.values.every(isOpaque)) return plainTextCondition(variable, matcher);
  return textCondition(variable, withValues(matcher, asShown(matcher.op)), {
    plain: plainSpelling,
    pattern: (text) => patternFor(text, matcher.ignoreCase),
    own: (pattern) => encodePattern(pattern, matcher.ignoreCase),
  });
}

/** `tel:`, `mailto:` and the like have no parts that browsers encode. */
function isOpaque(text: string): boolean {
  return /^(?!https?:)[a-z][a-z0-9+.-]*:(?!\/\/)/i.test(text) && !/[\u0080-\u{10ffff}]/u.test(text);
}

/** Browsers write scheme and host in lower case, and a slash behind the host of a whole address. */
export function asShown(op: TextMatcher["op"]): (text: string) => string {
  const isWhole = op === "equals" || op === "one_of";
  if (!isWhole && op !== "begins_with") return (text) => text;
  return (text) => {
    const lower = text.replace(/^https?:\/\/[^/?#]*/i, (start) => start.toLowerCase());
    return isWhole ? lower.replace(/^(https?:\/\/[^/?#]+)(?=[?#]|$)/, "$1/") : lower;
  };
}

export function withValues(matcher: TextMatcher, change: (text: string) => string): TextMatcher {
  const [first, ...rest] = matcher.values.map(change);
  return { ...matcher, values: [first!, ...rest] };
}

/**
 * The address of a link or of a form's action. The browser always shows it with
 * scheme and host, so a value that begins with `/` means the path of any host.
 */
export function linkAddressCondition(variable: Variable, matcher: TextMatcher): Condition {
  const isPath = matcher.values.every((value) => value.startsWith("/"));
  if (!isPath || (matcher.op !== "equals" && matcher.op !== "begins_with" && matcher.op !== "one_of")) {
    return addressCondition(variable, matcher);
  }
  const paths = matcher.values.map((value) => patternFor(value, matcher.ignoreCase));
  const end = matcher.op === "begins_with" ? "" : "([?#].*)?$";
  return regexCondition(variable, `^https?://[^/?#]+${anyOf(paths)}${end}`, matcher);
}

interface Spelling {
  /** The text for Tag Manager's plain operators; null when only a pattern will do. */
  readonly plain: (text: string) => string | null;
  readonly pattern: (text: string) => string;
  readonly own: (pattern: string) => string;
}

/** `ignore_case` acts on `matchRegex` alone, so every case-insensitive matcher becomes a pattern. */
function textCondition(variable: Variable, matcher: TextMatcher, spelling: Spelling): Condition {
  if (matcher.op === "matches") return regexCondition(variable, spelling.own(matcher.values[0]), matcher);
  const { type, before, after } = OPERATORS[matcher.op];
  const isPlain = type !== "matchRegex" && !matcher.ignoreCase && matcher.numbers === undefined;
  const plain = isPlain ? spelling.plain(matcher.values[0]) : null;
  if (plain !== null) return { variable, type, value: plain, negate: matcher.not };
  return regexCondition(variable, before + valuesPattern(matcher, spelling.pattern) + after, matcher);
}

/** Any of the values: a text as `literal` spells it, a number in each of its spellings. */
export function valuesPattern({ values, numbers }: TextMatcher, literal: (text: string) => string): string {
  const patterns = values.flatMap((text) => {
    if (!numbers?.includes(text)) return [literal(text)];
    const number = numberPattern(Number(text));
    return new RegExp(`^${number}$`).test(text) ? [number] : [number, literal(text)];
  });
  return anyOf([...new Set(patterns)]);
}

export function anyOf(patterns: readonly string[]): string {
  return patterns.length === 1 ? patterns[0]! : `(?:${patterns.join("|")})`;
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

export function isNumberMatcher(matcher: TextMatcher | NumberMatcher): matcher is NumberMatcher {
  return !("values" in matcher);
}

/** The condition that a variable of ours has a value at all. */
export function isSet(variable: Variable): Condition {
  return { variable, type: "equals", value: NOT_SET, negate: true };
}

/** Whether a condition would hold for a missing value, so that it needs `isSet` beside it. */
export function holdsWhenNotSet(condition: Condition): boolean {
  return compares(condition) !== (condition.negate ?? false);
}

function compares({ type, value, ignoreCase }: Condition): boolean {
  if (typeof value !== "string") return false;
  switch (type) {
    case "equals":
      return value === NOT_SET;
    case "contains":
      return NOT_SET.includes(value);
    case "startsWith":
      return NOT_SET.startsWith(value);
    case "endsWith":
      return NOT_SET.endsWith(value);
    case "matchRegex":
      return new RegExp(value, ignoreCase ? "i" : "").test(NOT_SET);
    default:
      return false;
  }
}
