/** Goals that match nothing: what comes nearest to each, or that nothing of the kind was ever received. */
import type { QualityCode } from "../figure.ts";
import type { GoalImpact } from "./impact.ts";
import { matchesNothing } from "./impact.ts";
import type { Asking } from "./judge.ts";
import { eventSought, type NearestQuestion, nearestOf, nearestQuestion } from "./nearest.ts";
import { MEASURED, type RecordedEvents } from "./recorded.ts";
import type { Frequent, ValueCount } from "./source.ts";

export interface Unmatched {
  /** Its place among the goals. */
  readonly index: number;
  readonly seen: RecordedEvents;
  /** What to look for; null where nothing can be near. */
  readonly wanted: NearestQuestion | null;
}

export function unmatched({ goals }: Asking, impacts: readonly GoalImpact[]): Unmatched[] {
  return goals.flatMap(({ after }, index) => {
    if (!matchesNothing(impacts[index]!) || after === "none" || !("at" in after)) return [];
    return [{ index, seen: after.seen, wanted: nearestQuestion(after.seen) }];
  });
}

/** Which lists are needed: always that of the events, without which nothing can match. */
export function listsFor(nothing: readonly Unmatched[]): Frequent[] {
  if (nothing.length === 0) return [];
  return [...new Set<Frequent>(["event", ...nothing.flatMap(({ wanted }) => wanted?.among ?? [])])];
}

type Lists = ReadonlyMap<Frequent, readonly ValueCount[]>;

/** @param all of all figures: where the source hides small numbers, nothing found proves nothing */
export function withNearest(
  impacts: readonly GoalImpact[],
  nothing: readonly Unmatched[],
  lists: Lists,
  all: GoalImpact["quality"],
): GoalImpact[] {
  const events = lists.get("event") ?? [];
  const hiding = all.filter(({ code }) => HIDING.includes(code));
  if (nothing.length > 0 && events.length === 0 && hiding.length === 0) return impacts.map(withoutData);
  return impacts.map((impact, index) => {
    const one = nothing.find((unmatched) => unmatched.index === index);
    if (one === undefined) return impact;
    const told = explained(impact, one, lists);
    return hiding.length === 0
      ? told
      : { ...told, method: "estimate", quality: [...told.quality, ...hiding] };
  });
}

const HIDING: readonly QualityCode[] = ["thresholded", "other-row", "sampled"];

/** A silent property says nothing about a goal, right or wrong. */
function withoutData(impact: GoalImpact): GoalImpact {
  if (impact.method === "not-measurable") return impact;
  const message =
    "Analytics has not received a single event in these days, so there is nothing to compare with.";
  return {
    ...impact,
    method: "not-measurable",
    filter: null,
    proposed: null,
    quality: [{ code: "not-measurable", message }],
  };
}

function explained(impact: GoalImpact, { seen, wanted }: Unmatched, lists: Lists): GoalImpact {
  const events = lists.get("event") ?? [];
  const [first, ...others] = seen.events;
  if (first === undefined) return impact;
  const isReceived = events.some(({ value }) => value === first.event);
  if (!isReceived && others.length === 0) {
    if (seen.because?.includes(MEASURED)) return neverMeasured(impact, first.event);
    if (first.event !== "page_view") return { ...impact, nearest: nearIn(eventSought(first.event), events) };
  }
  return wanted === null ? impact : { ...impact, nearest: nearIn(wanted, lists.get(wanted.among) ?? []) };
}

function nearIn({ among, sought }: NearestQuestion, list: readonly ValueCount[]): GoalImpact["nearest"] {
  const near = nearestOf(sought, list);
  return near && { what: among, ...near };
}

function neverMeasured(impact: GoalImpact, event: string): GoalImpact {
  const message = `Analytics has not received one ${event} event in these days: look whether enhanced measurement is switched on.`;
  return { ...impact, quality: [{ code: "estimate", message }] };
}
