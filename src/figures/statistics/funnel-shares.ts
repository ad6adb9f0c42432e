/** How many of a funnel are left at each step, and where most are lost. */

export interface FunnelShare {
  readonly count: number;
  /** Of those of the first step, a fraction 0–1; null where there were none. An open funnel may exceed 1. */
  readonly ofFirst: number | null;
  /** Of those of the step before; null for the first step and where there were none. */
  readonly ofPrevious: number | null;
  /** 1 − `ofPrevious`; null where that is. */
  readonly lost: number | null;
  /** Whether more are lost before this step than before any other one. */
  readonly isLargestLoss: boolean;
}

/** @param counts users or sessions at each step, in order */
export function funnelShares(counts: readonly number[]): FunnelShare[] {
  const of = (count: number, all: number | undefined): number | null => (all ? count / all : null);
  const losses = counts.map((count, i) => (i === 0 ? 0 : counts[i - 1]! - count));
  const largest = Math.max(...losses);
  const at = largest > 0 ? losses.indexOf(largest) : -1;
  return counts.map((count, i) => {
    const ofPrevious = of(count, counts[i - 1]);
    return {
      count,
      ofFirst: of(count, counts[0]),
      ofPrevious,
      lost: ofPrevious === null ? null : 1 - ofPrevious,
      isLargestLoss: i === at,
    };
  });
}

/**
 * How many more reach the end if one point (0.01) more of those at the step before come to each step, all later shares
 * being equal. Null for the first step and where a share is missing; never more than all of the step before.
 */
export function onePointMore(counts: readonly number[]): (number | null)[] {
  const end = counts.at(-1);
  return counts.map((count, i) => {
    const before = counts[i - 1];
    if (!before || !count || end === undefined) return null;
    return Math.min(0.01 * before, Math.max(0, before - count)) * (end / count);
  });
}
