/** What a micro goal could be worth, by what it leads to. Bidding uses these values, so they are given with restraint. */
import type { Lead } from "./lead.ts";

export interface SuggestedValue {
  /** value × P(macro | micro). Milestones overlap, so these values must never be added up. */
  readonly ratio: number | null;
  /** value × (P(macro | micro) − P(macro | no micro)), at least 0: the honest lower figure. */
  readonly lift: number | null;
}

/** @param macroValue what one macro goal is worth on average */
export function suggestedValue(macroValue: number, { rate, baseRate }: Lead): SuggestedValue {
  return {
    ratio: rate === null ? null : rounded(macroValue * rate),
    lift: rate === null || baseRate === null ? null : rounded(macroValue * Math.max(0, rate - baseRate)),
  };
}

/** Two significant digits: more would pretend to know more. Never more than two decimal places, as money has. */
function rounded(value: number): number {
  return Number(Number(value.toPrecision(2)).toFixed(2));
}

/** Fewer cases of a micro goal say nothing about its value. */
export const ENOUGH_CASES = 100;
/** A smaller difference, as a fraction of the value in the file, is not worth a change. */
export const WORTH_A_CHANGE = 0.1;

/**
 * Whether a value should be proposed as a change of the file.
 * @param current the value in the file; null where it has none
 * @param cases sessions or users with the micro goal
 */
export function isWorthWriting(
  suggested: number | null,
  current: number | null,
  cases: number,
  enough = ENOUGH_CASES,
): suggested is number {
  if (suggested === null || suggested <= 0 || cases < enough) return false;
  return current === null || current === 0 || Math.abs(suggested - current) >= WORTH_A_CHANGE * current;
}
