/** Whether visitors were shared out among the variants as planned: if not, every other figure of an experiment is worthless. */
import { upperGamma } from "./gamma.ts";

/** Below this probability the shares are not chance. */
const MISMATCH_BELOW = 0.001;

export interface SampleRatio {
  readonly chiSquare: number;
  /** The probability that chance alone is this far off, or farther. */
  readonly p: number;
  /** False: stop, and find the reason before looking at conversions. */
  readonly ok: boolean;
}

/**
 * Pearson's chi-square test.
 * @param counts cases per variant; at least two
 * @param planned the planned share of each variant, in any unit; equal shares if absent
 * @returns null where there are no cases
 */
export function sampleRatio(
  counts: readonly number[],
  planned: readonly number[] = counts.map(() => 1),
): SampleRatio | null {
  const all = sum(counts);
  if (all === 0 || counts.length < 2) return null;
  const chiSquare = sum(
    counts.map((count, i) => {
      const expected = (all * planned[i]!) / sum(planned);
      return (count - expected) ** 2 / expected;
    }),
  );
  const p = upperGamma((counts.length - 1) / 2, chiSquare / 2);
  return { chiSquare, p, ok: p >= MISMATCH_BELOW };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
