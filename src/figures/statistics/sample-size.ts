/** How many cases an experiment needs before its result means something. */
import { Z_80, Z_975 } from "./normal.ts";

/**
 * Cases for each variant, so that a difference that exists is found with a power of 80% at a level of 5% (two-sided).
 * Not rounded. The formula of evanmiller.org's calculator.
 * @param baseline the rate without the change, a fraction 0–1
 * @param effect the absolute difference that should be found, such as 0.05 for five points; may be negative
 * @returns null where there is no such rate, or no difference to find
 */
export function sampleSize(baseline: number, effect: number): number | null {
  const changed = baseline + effect;
  if (effect === 0 || !(baseline >= 0 && baseline <= 1 && changed >= 0 && changed <= 1)) return null;
  const noEffect = Z_975 * Math.sqrt(2 * baseline * (1 - baseline));
  const someEffect = Z_80 * Math.sqrt(baseline * (1 - baseline) + changed * (1 - changed));
  return (noEffect + someEffect) ** 2 / effect ** 2;
}

/** How many cases the smallest variant still lacks. Null where `sampleSize` is. */
export function stillNeeded(baseline: number, effect: number, smallest: number): number | null {
  const all = sampleSize(baseline, effect);
  return all === null ? null : Math.max(0, Math.ceil(all) - smallest);
}
