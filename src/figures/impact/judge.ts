/** Counts of what was recorded → what a goal would have counted, and what that is worth. */
import type { Goal } from "../../language/goal-set/goal-set.ts";
import type { GoalImpact } from "./impact.ts";
import { nearestOf, nearestQuestion } from "./nearest.ts";
import { type RecordedEvents, type RecordedOrReason, recordedEventsOf } from "./recorded.ts";
import type { Frequent, MatchCount, ValueCount } from "./source.ts";
import { recordedInWords } from "./words.ts";

/** A goal as it is at Google and as the file says; null where there is none, or where the language has no words for it. */
export interface Compared {
  readonly id: string;
  readonly name: string;
  readonly before: Goal | null;
  readonly after: Goal | null;
}

/** What must be asked, each once, and which of it belongs to which side of which goal. */
export interface Asking {
  readonly goals: readonly { readonly compared: Compared; readonly before: Side; readonly after: Side }[];
  readonly seen: readonly RecordedEvents[];
}

/** `at`: its place among what is asked; several goals may ask the same. `none`: there is no such goal. */
type Side = { readonly at: number; readonly seen: RecordedEvents } | { readonly why: string } | "none";

export function askingOf(goals: readonly Compared[]): Asking {
  const seen: RecordedEvents[] = [];
  const placeOf = (one: RecordedEvents): number => {
    const key = JSON.stringify(one.events, (name, value) => (name === "at" ? undefined : value));
    const known = keys.indexOf(key);
    if (known !== -1) return known;
    keys.push(key);
    return seen.push(one) - 1;
  };
  const keys: string[] = [];
  const sideOf = (of: RecordedOrReason | null): Side =>
    of === null ? "none" : "why" in of ? of : { at: placeOf(of), seen: of };
  return {
    goals: goals.map((compared) => ({
      compared,
      before: sideOf(compared.before && seenBefore(compared.before)),
      after: sideOf(compared.after && recordedEventsOf(compared.after)),
    })),
    seen,
  };
}

/** What is live already sends its own event: where Analytics saw nothing else of it, that is what it counted. */
function seenBefore(goal: Goal): RecordedOrReason {
  const seen = recordedEventsOf(goal);
  return "why" in seen || seen.isPartial
    ? { events: [{ event: goal.event, conditions: [] }], unknown: [], because: null, isPartial: false }
    : seen;
}

export function impactsOf({ goals }: Asking, counts: readonly MatchCount[]): GoalImpact[] {
  return goals.map(({ compared, before, after }) => {
    const { id: goal, name } = compared;
    const main = after === "none" ? before : after;
    const current = countOf(before, counts);
    const why = main === "none" ? "There is nothing to count." : whyNot(main, counts);
    const proposed = why === null ? countOf(after, counts) : null;
    const common = {
      goal,
      name,
      oncePerSession: isOncePerSession(compared.after),
      current: knownOr(current),
      proposed: knownOr(proposed),
      nearest: null,
    };
    if (why !== null || main === "none" || !("at" in main)) {
      const quality = [{ code: "not-measurable" as const, message: why ?? "" }];
      return { ...common, method: "not-measurable", quality, filter: null };
    }
    const quality = qualityOf(main.seen);
    const method = quality.length === 0 ? "exact" : "estimate";
    return { ...common, method, quality, filter: recordedInWords(main.seen) };
  });
}

function isOncePerSession(goal: Goal | null): boolean {
  return goal?.keyEvent === true && goal.counting === "once_per_session";
}

function countOf(side: Side, counts: readonly MatchCount[]): MatchCount | null {
  return side === "none" || !("at" in side) ? null : counts[side.at]!;
}

function knownOr(count: MatchCount | null): GoalImpact["current"] {
  return count === null || "why" in count ? null : count;
}

function whyNot(side: Exclude<Side, "none">, counts: readonly MatchCount[]): string | null {
  if ("why" in side) return side.why;
  const count = counts[side.at]!;
  if ("why" in count) return count.why;
  return count.count === 0 && side.seen.isPartial ? `It has recorded none. ${side.seen.because}` : null;
}

function qualityOf({ because, unknown }: RecordedEvents): GoalImpact["quality"] {
  return [
    ...(because === null ? [] : [{ code: "estimate" as const, message: because }]),
    ...(unknown.length === 0
      ? []
      : [
          {
            code: "estimate" as const,
            message: `It is at most this: Analytics does not know ${unknown.join(", ")}.`,
          },
        ]),
  ];
}

/** Goals that match nothing, with what to look among for what they mean. */
export function unmatched({ goals }: Asking, impacts: readonly GoalImpact[]): Unmatched[] {
  return goals.flatMap(({ after }, index) => {
    const isNothing = impacts[index]!.method !== "not-measurable" && impacts[index]!.proposed?.count === 0;
    if (!isNothing || after === "none" || !("at" in after)) return [];
    const wanted = nearestQuestion(after.seen);
    return wanted === null ? [] : [{ index, ...wanted }];
  });
}

export interface Unmatched {
  /** Its place among the goals. */
  readonly index: number;
  readonly among: Frequent;
  readonly values: readonly string[];
}

export function withNearest(
  impacts: readonly GoalImpact[],
  nothing: readonly Unmatched[],
  frequent: ReadonlyMap<Frequent, readonly ValueCount[]>,
): GoalImpact[] {
  return impacts.map((impact, index) => {
    const one = nothing.find((unmatched) => unmatched.index === index);
    const near = one && nearestOf(one.values, frequent.get(one.among) ?? []);
    return one && near ? { ...impact, nearest: { what: one.among, ...near } } : impact;
  });
}
