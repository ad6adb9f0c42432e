/** Counts of what was recorded → what a goal would have counted, and what that is worth. */
import type { Goal } from "../../language/goal-set/goal.ts";
import type { Counted, GoalImpact } from "./impact.ts";
import { MEASURED, type RecordedEvents, type RecordedOrReason, recordedEventsOf } from "./recorded.ts";
import type { MatchCount, Matches } from "./source.ts";
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
  /** Events of goals that are live. */
  readonly ownEvents: readonly string[];
  readonly hasEveryEvent: boolean;
}

/** `at`: its place among what is asked; several goals may ask the same. `none`: there is no such goal. */
type Side = { readonly at: number; readonly seen: RecordedEvents } | { readonly why: string } | "none";

/** @param hasEveryEvent whether the source knows what only every single event says */
export function askingOf(goals: readonly Compared[], hasEveryEvent: boolean): Asking {
  const places = new Map<string, { readonly at: number; readonly seen: RecordedEvents }>();
  const sideOf = (of: RecordedOrReason | null): Side => {
    const seen = of !== null && "why" in of && hasEveryEvent ? (of.inEvents ?? of) : of;
    if (seen === null) return "none";
    if ("why" in seen) return seen;
    const asked = [seen.events, seen.session];
    const key = JSON.stringify(asked, (name, value) => (name === "at" ? undefined : value));
    const { at } = places.get(key) ?? { at: places.size };
    if (at === places.size) places.set(key, { at, seen });
    return { at, seen };
  };
  return {
    goals: goals.map((compared) => ({
      compared,
      before: sideOf(compared.before && seenBefore(compared.before, hasEveryEvent)),
      after: sideOf(compared.after && recordedEventsOf(compared.after)),
    })),
    seen: [...places.values()].map(({ seen }) => seen),
    ownEvents: [...new Set(goals.flatMap(({ before }) => before?.event ?? []))],
    hasEveryEvent,
  };
}

/** What is already live sends its own event: where Analytics saw nothing else of it, that is what it counted. */
function seenBefore(goal: Goal, hasEveryEvent: boolean): RecordedOrReason {
  const seen = recordedEventsOf(goal);
  const isSeen = "why" in seen ? hasEveryEvent && seen.inEvents !== undefined : !seen.isPartial;
  return isSeen ? seen : ofOwnEvent(goal.event);
}

function ofOwnEvent(event: string): RecordedEvents {
  const events = [{ event, conditions: [] }];
  return { events, session: null, unknown: [], because: null, isPartial: false };
}

export function impactsOf(
  { goals, hasEveryEvent }: Asking,
  { counts, received }: Pick<Matches, "counts" | "received">,
): GoalImpact[] {
  return goals.map(({ compared, before, after }) => {
    const { id: goal, name } = compared;
    const own = compared.before?.event;
    const counted = own === undefined || received === null ? null : (received.get(own) ?? NONE);
    const main = after === "none" ? before : after;
    const found = knownOr(countOf(before, counts));
    const isUnseen = isBlind(found, counted);
    const why =
      main === "none"
        ? "There is nothing to count."
        : (whyNot(main, counts) ?? (isUnseen && isNothing(after, counts) ? unseen(main) : null));
    const proposed = why === null ? countOf(after, counts) : null;
    const common = {
      goal,
      name,
      oncePerSession: isOncePerSession(compared.after),
      // What its conditions cannot find, its own event may still say.
      current: found === null || isUnseen ? (counted ?? found) : found,
      proposed: knownOr(proposed),
      counted,
      nearest: null,
    };
    if (why !== null || main === "none" || !("at" in main)) {
      const quality = [{ code: "not-measurable" as const, message: why ?? "" }];
      return { ...common, method: "not-measurable", quality, filter: null };
    }
    // It goes: what it counted is what its own event says.
    if (after === "none" && isUnseen)
      return { ...common, method: "exact", quality: [], filter: recordedInWords(ofOwnEvent(own!)) };
    const isFound = (countOf(main, counts) as Counted).count > 0;
    const quality = qualityOf(main.seen, hasEveryEvent, isFound);
    const method = quality.length === 0 ? "exact" : "estimate";
    return { ...common, method, quality, filter: recordedInWords(main.seen) };
  });
}

/** What is live has counted, and yet nothing like it was recorded: then what was recorded does not measure it. */
function isBlind(found: Counted | null, counted: Counted | null): boolean {
  return found?.count === 0 && counted !== null && counted.count > 0;
}

function isNothing(side: Side, counts: readonly MatchCount[]): boolean {
  return knownOr(countOf(side, counts))?.count === 0;
}

function unseen(side: Side): string {
  const isMeasured = typeof side === "object" && "seen" in side && side.seen.because?.includes(MEASURED);
  const about = isMeasured ? " Is enhanced measurement switched on?" : "";
  return `Analytics has recorded nothing that fits, although the goal has counted all the while.${about}`;
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

const NONE: Counted = { count: 0, sessions: 0 };

/**
 * Of an export, every event has been compared. Only where nothing was found may the reason be that enhanced measurement is
 * off, and only where a part is never recorded is it less than the whole.
 */
function qualityOf(
  { because, unknown, isPartial }: RecordedEvents,
  hasEveryEvent: boolean,
  isFound: boolean,
): GoalImpact["quality"] {
  const matters = !hasEveryEvent || isPartial || (!isFound && because?.includes(MEASURED));
  return [
    ...(because === null || !matters ? [] : [{ code: "estimate" as const, message: because }]),
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
