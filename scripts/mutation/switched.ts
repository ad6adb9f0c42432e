/** One source with all of its faults, each behind a switch: `a && b` becomes `(__fault(17) ? (a) || (b) : a && b)`. */
import type { Mutant } from "./mutants.ts";

/** A mutant and the number that makes its switch answer yes. */
export interface NumberedMutant extends Mutant {
  readonly id: number;
}

/**
 * Only inserts, so what stands in an expression may have faults of its own.
 *
 * @param mutants of this source
 */
export function switched(source: string, mutants: readonly NumberedMutant[]): string {
  const inserted = mutants.flatMap(({ id, start, end, faulty }) => [
    // Of two expressions that begin at the same place, the longer one is around the other.
    { at: start, after: -end, text: `(__fault(${id}) ? (${faulty}) : ` },
    { at: end, after: Number.NEGATIVE_INFINITY, text: ")" },
  ]);
  inserted.sort((a, b) => a.at - b.at || a.after - b.after);
  let text = "";
  let from = 0;
  for (const one of inserted) {
    text += source.slice(from, one.at) + one.text;
    from = one.at;
  }
  return text + source.slice(from);
}
