/** `goalform.impact/1`: how often goals would have counted, and how often they did as they were. */
import type { Quality } from "../figure.ts";
import type { Day } from "../period.ts";
import type { SourceName } from "../source.ts";

export const IMPACT_FORMAT = "goalform.impact/1";

export interface Impact {
  readonly format: typeof IMPACT_FORMAT;
  readonly owner: string;
  readonly source: SourceName;
  readonly period: {
    readonly from: Day;
    readonly to: Day;
    readonly timeZone: string | null;
    readonly settled: boolean;
  };
  /** Of all figures. */
  readonly quality: readonly Pick<Quality, "code" | "message">[];
  readonly goals: readonly GoalImpact[];
}

export interface GoalImpact {
  /** The goal's id. */
  readonly goal: string;
  readonly name: string;
  /** As the file says: a key event is at most one of a session. */
  readonly oncePerSession: boolean;
  readonly method: "exact" | "estimate" | "not-measurable";
  readonly quality: readonly Pick<Quality, "code" | "message">[];
  /** What was asked for, in words; null where nothing could be. */
  readonly filter: string | null;
  /** As it is at Google now; null: it counts nothing yet, or nobody can know. */
  readonly current: Counted | null;
  /** As the file says; null: it is removed, or nobody can know. */
  readonly proposed: Counted | null;
  /** What the goal's own event has counted, if it is live; null: it is not, or nobody can know. */
  readonly counted: Counted | null;
  /** What comes nearest to a goal that matches nothing: a page, a link or an event; null: nothing does, or nobody asked. */
  readonly nearest: {
    readonly what: "page" | "link" | "event";
    readonly value: string;
    readonly count: number;
  } | null;
}

/** Events, and sessions with at least one of them. */
export interface Counted {
  readonly count: number;
  readonly sessions: number;
}

export function matchesNothing({ method, proposed }: GoalImpact): boolean {
  return method !== "not-measurable" && proposed?.count === 0;
}
