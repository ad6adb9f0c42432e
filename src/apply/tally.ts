/** How many resources of each kind were written in Analytics, counted and in words. */
import { type AnalyticsStep, ga4KindOf } from "../plan/steps.ts";
import { GA4_KINDS, labelOf, pluralOf } from "../resources/kinds.ts";
import type { Ga4Kind } from "../resources/resource.ts";

export type Tally = Readonly<Partial<Record<Ga4Kind, number>>>;

export function tallyOf(steps: readonly AnalyticsStep[]): Tally {
  const count = (kind: Ga4Kind) => steps.filter((step) => ga4KindOf(step) === kind).length;
  return Object.fromEntries(GA4_KINDS.map((kind) => [kind, count(kind)]));
}

export function sumOf(one: Tally, other: Tally): Tally {
  return Object.fromEntries(GA4_KINDS.map((kind) => [kind, (one[kind] ?? 0) + (other[kind] ?? 0)]));
}

export function countOf(tally: Tally): number {
  return GA4_KINDS.reduce((sum, kind) => sum + (tally[kind] ?? 0), 0);
}

/** "2 key events and 1 audience". */
export function tallyInWords(tally: Tally): string {
  return listed(partsOf(tally));
}

/** `done`: of all these, how many were written. */
export function partsOf(tally: Tally, done?: Tally): string[] {
  return GA4_KINDS.flatMap((kind) => {
    const count = tally[kind] ?? 0;
    if (count === 0) return [];
    if (done) return [`${done[kind] ?? 0} of ${count} ${pluralOf(kind)}`];
    return [`${count} ${count === 1 ? labelOf(kind) : pluralOf(kind)}`];
  });
}

export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
