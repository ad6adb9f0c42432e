/** A share of cases, such as a conversion rate, and how sure it is. */
import type { Interval } from "./interval.ts";
import { Z_975 } from "./normal.ts";

/** `count` of `of` cases; both whole numbers, `count` ≤ `of`. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
}

/** A fraction 0–1; null where there are no cases. */
export function rate({ count, of }: Proportion): number | null {
  return of === 0 ? null : count / of;
}

/** Wilson's 95% interval, which is right for few cases and for shares near 0 too; null where there are no cases. */
export function wilson({ count, of }: Proportion): Interval | null {
  if (of === 0) return null;
  const p = count / of;
  const z2 = (Z_975 * Z_975) / of;
  const middle = p + z2 / 2;
  const half = Math.sqrt(z2 * (p * (1 - p) + z2 / 4));
  return [count === 0 ? 0 : (middle - half) / (1 + z2), count === of ? 1 : (middle + half) / (1 + z2)];
}
