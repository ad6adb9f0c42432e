/** How often a property is tried: usually few times, and as often as `GOALFORM_RUNS` says for a deep search. */
export function runs(usual: number): number {
  return Math.max(usual, Number(process.env["GOALFORM_RUNS"] ?? 0));
}
