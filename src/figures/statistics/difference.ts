/** Whether two shares differ: b − a, with its interval and the probability of pure chance. */
import type { Interval } from "./interval.ts";
import { twoSided, Z_975 } from "./normal.ts";
import { type Proportion, wilson } from "./proportion.ts";

/** The z test with a pooled share. Null where a side has no cases, or all cases of both sides are alike. */
export function twoProportions(
  a: Proportion,
  b: Proportion,
): { readonly z: number; readonly p: number } | null {
  const pooled = (a.count + b.count) / (a.of + b.of);
  const z = (b.count / b.of - a.count / a.of) / Math.sqrt(pooled * (1 - pooled) * (1 / a.of + 1 / b.of));
  return Number.isFinite(z) ? { z, p: twoSided(z) } : null;
}

/** Wald's 95% interval of b − a: the one in most textbooks, too narrow for few cases. Null where a side has no cases. */
export function wald(a: Proportion, b: Proportion): Interval | null {
  if (a.of === 0 || b.of === 0) return null;
  const [pa, pb] = [a.count / a.of, b.count / b.of];
  const half = Z_975 * Math.sqrt((pa * (1 - pa)) / a.of + (pb * (1 - pb)) / b.of);
  return [pb - pa - half, pb - pa + half];
}

/** Newcombe's 95% interval of b − a, made of both Wilson intervals. Null where a side has no cases. */
export function newcombe(a: Proportion, b: Proportion): Interval | null {
  const [ofA, ofB] = [wilson(a), wilson(b)];
  if (ofA === null || ofB === null) return null;
  const [pa, pb] = [a.count / a.of, b.count / b.of];
  return [pb - pa - Math.hypot(pb - ofB[0], ofA[1] - pa), pb - pa + Math.hypot(ofB[1] - pb, pa - ofA[0])];
}
