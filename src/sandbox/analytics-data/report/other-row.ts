/** "(other)": what a table has no room for (support.google.com/analytics/answer/13331684). */
import type { Fact } from "../../events/facts.ts";

const OTHER = "(other)";

type ReadField = (fact: Fact) => string;

/**
 * Of a field with more values than there is room for, all but the most frequent ones become one.
 *
 * @param facts of the whole table, whatever the request filters
 */
export function withOther(
  of: ReadField,
  facts: readonly Fact[],
  room: number | null,
): { of: ReadField; hasOther: boolean } {
  if (room === null) return { of, hasOther: false };
  const counts = new Map<string, number>();
  for (const fact of facts) counts.set(of(fact), (counts.get(of(fact)) ?? 0) + 1);
  if (counts.size <= room) return { of, hasOther: false };
  const kept = [...counts]
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .slice(0, room)
    .map(([value]) => value);
  const isKept = new Set(kept);
  return { of: (fact) => (isKept.has(of(fact)) ? of(fact) : OTHER), hasOther: true };
}
