/** What comes nearest to a value that nothing has matched: mostly what the author meant. */

import type { Condition, RecordedEvents } from "./recorded.ts";
import type { Frequent, ValueCount } from "./source.ts";

/** What was looked for, and among what; null where nothing can be near, as with a pattern. */
export function nearestQuestion({
  events,
}: RecordedEvents): { readonly among: Frequent; readonly values: readonly string[] } | null {
  const [only, ...others] = events;
  if (only === undefined || others.length > 0) return null;
  const { event, conditions } = only;
  if (conditions.length === 0) return { among: "event", values: [event] };
  const address = conditions.find(
    ({ field, is }) => isText(is) && (field === "path" || field === "link url"),
  );
  if (address === undefined || !("values" in address.is)) return null;
  return { among: address.field === "path" ? "page" : "link", values: address.is.values };
}

function isText(is: Condition["is"]): boolean {
  return "values" in is && !is.not && is.op !== "matches";
}

/** Less alike is something else. */
const ALIKE = 0.5;

/** The most alike; of those that are alike, the most frequent. What is the same character by character is not "near". */
export function nearestOf(wanted: readonly string[], seen: readonly ValueCount[]): ValueCount | null {
  let best: { readonly one: ValueCount; readonly likeness: number } | null = null;
  for (const one of seen) {
    if (wanted.includes(one.value)) continue;
    const likeness = Math.max(...wanted.map((value) => likenessOf(folded(value), folded(one.value))));
    const isBetter =
      best === null || likeness > best.likeness || (likeness === best.likeness && one.count > best.one.count);
    if (likeness >= ALIKE && isBetter) best = { one, likeness };
  }
  return best?.one ?? null;
}

function folded(text: string): string {
  return text.toLowerCase().replace(/\/$/, "");
}

/** 1 for the same text, 0 for two without anything in common. */
function likenessOf(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - editsBetween(a.slice(0, LONGEST), b.slice(0, LONGEST)) / longest;
}

const LONGEST = 200;

/** Levenshtein: letters to add, to leave out or to replace. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
