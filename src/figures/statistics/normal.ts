/** The normal distribution. */
import { upperGamma } from "./gamma.ts";

/** Below it are 97.5%: for two-sided intervals and tests at 95%. */
export const Z_975 = 1.959963984540054;
/** Below it are 80%: the usual power of a test. */
export const Z_80 = 0.8416212335729143;

/** The probability that pure chance is at least `z` standard deviations away from the mean, in either direction. */
export function twoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}
