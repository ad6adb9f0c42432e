/** How probable it is that a variant really is better, after what was seen. */
import { logBeta } from "./gamma.ts";
import type { Proportion } from "./proportion.ts";

/**
 * P(rate of b > rate of a), each with the prior Beta(1, 1).
 *
 * Evan Miller's closed sum (evanmiller.org/bayesian-ab-testing.html); each term follows from the one before, so a
 * million conversions take a moment. The sum runs over the side with fewer conversions.
 */
export function probabilityBetter(a: Proportion, b: Proportion): number {
  return b.count <= a.count ? exceeds(a, b) : 1 - exceeds(b, a);
}

function exceeds(a: Proportion, b: Proportion): number {
  const [alphaA, betaA] = [1 + a.count, 1 + a.of - a.count];
  const [alphaB, betaB] = [1 + b.count, 1 + b.of - b.count];
  let term = logBeta(alphaA, betaA + betaB) - logBeta(alphaA, betaA);
  let sum = 0;
  for (let i = 0; i < alphaB; i++) {
    sum += Math.exp(term);
    term += Math.log(((alphaA + i) / (alphaA + i + betaA + betaB)) * ((betaB + i) / (1 + i)));
  }
  return Math.min(1, sum);
}
