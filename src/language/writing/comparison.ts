/** Comparisons that must all be true → `{ begins_with: /a, not: { contains: b } }`: the inverse of `meaning/comparison.ts`. */
import type { NumberMatcher, TextMatcher } from "../goal-set/conditions.ts";
import { type Field, fieldsInOne, type Said } from "./said.ts";

type Comparison = TextMatcher | NumberMatcher;

/**
 * Whether one mapping can say all of them: it has each operator once, `not` negates one comparison, and `ignore_case`
 * applies to everything next to it and below it.
 */
export function isSayable(matchers: readonly Comparison[]): boolean {
  const { beside, negated } = parted(matchers);
  const operators = new Set(beside.map(keyOf));
  const inAnyCase = beside.map(ignoresCase);
  return (
    operators.size === beside.length &&
    negated.length <= 1 &&
    new Set(inAnyCase).size <= 1 &&
    !(inAnyCase[0] === true && negated.some((one) => !ignoresCase(one)))
  );
}

/** Null for no comparison at all. @throws Error where `isSayable` says no: a bug of the caller. */
export function comparisonSaid(matchers: readonly Comparison[]): Said | null {
  if (matchers.length === 0) return null;
  if (!isSayable(matchers)) throw new Error("these comparisons do not fit into one mapping");
  const { beside, negated } = parted(matchers);
  const [not] = negated;
  const [first] = beside;
  if (first === undefined) return not === undefined ? null : onlyNegated(not);
  if (not === undefined && beside.length === 1 && isPlain(first)) return saidValue(first);
  return fieldsInOne([
    ...beside.map((one): Field => [keyOf(one), saidValue(one)]),
    ...caseOf(first),
    ...(not === undefined ? [] : [["not", notSaid(not, ignoresCase(first))] as const]),
  ]);
}

function parted(matchers: readonly Comparison[]) {
  return { beside: matchers.filter((one) => !one.not), negated: matchers.filter((one) => one.not) };
}

function onlyNegated(matcher: Comparison): Said {
  return fieldsInOne([["not", notSaid(matcher, false)]]);
}

/** A text alone is one that must not be equal; `true` alone would negate what is next to it. */
function notSaid(matcher: Comparison, isInAnyCase: boolean): Said {
  const isShort = keyOf(matcher) === "equals" && (isInAnyCase || !ignoresCase(matcher));
  if (isShort) return saidValue(matcher);
  return fieldsInOne([[keyOf(matcher), saidValue(matcher)], ...(isInAnyCase ? [] : caseOf(matcher))]);
}

function caseOf(matcher: Comparison): readonly Field[] {
  return ignoresCase(matcher) ? [["ignore_case", true]] : [];
}

function ignoresCase(matcher: Comparison): boolean {
  return "values" in matcher && matcher.ignoreCase;
}

function isPlain(matcher: Comparison): boolean {
  return keyOf(matcher) === "equals" && !ignoresCase(matcher);
}

function keyOf({ op }: Comparison): string {
  return op === "number_equals" ? "equals" : op;
}

function saidValue(matcher: Comparison): Said {
  if (!("values" in matcher)) return matcher.value;
  const values = matcher.values.map((text) => (matcher.numbers?.includes(text) ? Number(text) : text));
  return matcher.op === "one_of" ? values : values[0]!;
}
