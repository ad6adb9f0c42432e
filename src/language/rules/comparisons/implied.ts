/** Whether one comparison makes another true. Only what literal texts and numbers prove. */
import type { Comparison, NumberMatcher, TextMatcher } from "../../goal-set/conditions.ts";

export type { Comparison };

/** True when whatever satisfies `a` satisfies `b` as well. */
export function implies(a: Comparison, b: Comparison): boolean {
  if (sameComparison(a, b)) return true;
  if (a.not || b.not || a.op === "present") return false;
  // No text that is looked for is empty; a pattern may find nothing in nothing.
  if (b.op === "present") return a.op !== "matches";
  if ("value" in a || "value" in b) return "value" in a && "value" in b && isWithin(rangeOf(a), rangeOf(b));
  if (a.numbers !== undefined || b.numbers !== undefined) return false;
  if (a.ignoreCase && !b.ignoreCase) return false;
  const fold = (text: string) => (b.ignoreCase ? text.toLowerCase() : text);
  return a.values.every((one) => b.values.some((other) => textImplies(a.op, fold(one), b.op, fold(other))));
}

/** Wherever the two are written. */
function sameComparison(a: Comparison, b: Comparison): boolean {
  if (a.op !== b.op || a.not !== b.not) return false;
  if (a.op === "present" || b.op === "present") return true;
  if ("value" in a || "value" in b) return "value" in a && "value" in b && a.value === b.value;
  if (a.ignoreCase !== b.ignoreCase || a.values.length !== b.values.length) return false;
  const isSame = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((text, index) => text === other[index]);
  return isSame(a.values, b.values) && isSame(a.numbers ?? [], b.numbers ?? []);
}

type Op = TextMatcher["op"];

function textImplies(opA: Op, a: string, opB: Op, b: string): boolean {
  if (isExact(opB)) return isExact(opA) && a === b;
  if (opA === "matches" || opB === "matches") return false;
  if (opB === "contains") return a.includes(b);
  if (opB === "begins_with") return (isExact(opA) || opA === opB) && a.startsWith(b);
  return (isExact(opA) || opA === opB) && a.endsWith(b);
}

export function isExact(op: Op): boolean {
  return op === "equals" || op === "one_of";
}

/** The numbers that a comparison lets through; `open` ends do not belong to them. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly openFrom: boolean;
  readonly openTo: boolean;
}

function rangeOf({ op, value }: NumberMatcher): Range {
  const isLower = op === "more_than" || op === "at_least" || op === "number_equals";
  const isUpper = op === "less_than" || op === "at_most" || op === "number_equals";
  return {
    from: isLower ? value : Number.NEGATIVE_INFINITY,
    to: isUpper ? value : Number.POSITIVE_INFINITY,
    openFrom: op === "more_than",
    openTo: op === "less_than",
  };
}

function isWithin(a: Range, b: Range): boolean {
  const begins = a.from > b.from || (a.from === b.from && (a.openFrom || !b.openFrom));
  const ends = a.to < b.to || (a.to === b.to && (a.openTo || !b.openTo));
  return begins && ends;
}

/** True when no number satisfies both. */
export function noNumberInBoth(a: NumberMatcher, b: NumberMatcher): boolean {
  const [one, other] = [rangeOf(a), rangeOf(b)];
  return endsBefore(one, other) || endsBefore(other, one);
}

function endsBefore(a: Range, b: Range): boolean {
  return a.to < b.from || (a.to === b.from && (a.openTo || b.openFrom));
}
