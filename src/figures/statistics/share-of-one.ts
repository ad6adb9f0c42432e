/** What falls to each goal, as shares that add up to 1. All are 0 where nothing falls to any. */
export function shareOfOne(parts: ReadonlyMap<string, number>): Map<string, number> {
  const all = [...parts.values()].reduce((sum, part) => sum + part, 0);
  return new Map([...parts].map(([goal, part]) => [goal, all === 0 ? 0 : part / all]));
}
