/** Several tests at once: one of twenty is "significant" by chance alone. */

/** Holm's correction of probabilities, in the order in which they came. Each is at least what it was, at most 1. */
export function holm(probabilities: readonly number[]): number[] {
  const order = probabilities.map((_, i) => i).sort((a, b) => probabilities[a]! - probabilities[b]!);
  const corrected = new Array<number>(probabilities.length);
  let least = 0;
  order.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, (probabilities.length - rank) * probabilities[at]!));
    corrected[at] = least;
  });
  return corrected;
}
