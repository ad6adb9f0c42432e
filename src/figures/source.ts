/**
 * The port that sources of figures implement: questions in, figures out. Google's Data API is one (`google/`), an
 * export of events another (`events/`).
 */
import type { Figure, Quality } from "./figure.ts";
import type { Calendar, Day } from "./period.ts";
import type { Questions } from "./question.ts";

export type SourceName = "ga4-data-api" | "events" | "bigquery";

export interface FigureSource {
  readonly name: SourceName;
  /** Asked first: the period depends on it. */
  readonly calendar: () => Promise<Calendar>;
  /** Everything at once. What cannot be answered is a figure that says why, never a wrong number. */
  readonly answer: (questions: Questions) => Promise<Answers>;
}

export interface Answers {
  /** ISO 4217 code of `GoalCounts.value` where it is measured; null: the source does not say. */
  readonly currency: string | null;
  readonly traffic: { readonly current: Traffic; readonly previous: Traffic | null };
  /** One for each goal of the questions, in their order. */
  readonly goals: readonly GoalAnswer[];
  /** One for each funnel, in their order. */
  readonly funnels: readonly FunnelAnswer[];
  /** One for each pair, in their order. */
  readonly leads: readonly LeadAnswer[];
  /** How the macro goals' conversions are shared out; empty where the source cannot know it or nobody asked. */
  readonly attribution: readonly Attribution[];
  /** One for each experiment, in their order. */
  readonly experiments: readonly ExperimentAnswer[];
  /** Key events of the property that no goal names, with their count in the period. Null: the source cannot know. */
  readonly otherKeyEvents: readonly OtherKeyEvent[] | null;
  /** What all or some of the figures are not worth. */
  readonly quality: readonly Quality[];
}

/** All visits, whether they reached a goal or not: the denominators. */
export interface Traffic {
  readonly sessions: Figure;
  readonly engagedSessions: Figure;
  readonly users: Figure;
  /** Mean length of a session. */
  readonly secondsPerSession: Figure;
  /** Sessions with a micro goal and without a macro goal. */
  readonly microWithoutMacro: Figure;
}

export interface GoalAnswer {
  readonly id: string;
  readonly current: GoalCounts;
  readonly previous: GoalCounts | null;
  /** Every day of `history`, in order. */
  readonly perDay: readonly DayCount[];
  /** Every month of `months`, in order; null: not asked. */
  readonly perMonth: readonly MonthCount[] | null;
  /** The most frequent values first; null: not asked. */
  readonly by: readonly BreakdownCount[] | null;
  /** Views of the pages on which the click may happen, in the period; null: not a click. */
  readonly views: Figure | null;
  /** How many of the period's events came without something that the goal reports; null: the source cannot know. */
  readonly incomplete: readonly { readonly parameter: string; readonly without: number }[] | null;
}

/** Of one goal in one period. */
export interface GoalCounts {
  /** As the property counts: by the counting method. The same as `events` where the goal is not a key event. */
  readonly keyEvents: Figure;
  readonly events: Figure;
  /** Sessions and users with at least one of them. */
  readonly sessions: Figure;
  readonly users: Figure;
  /** The sum of the values that the events carried; not what the file says one is worth. */
  readonly value: Figure;
}

export interface DayCount {
  readonly date: Day;
  readonly keyEvents: number;
  readonly events: number;
  /** Events that came without consent, and are in no other figure. Absent: the source does not know of any. */
  readonly unconsented?: number;
}

export interface MonthCount {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly keyEvents: number;
}

export interface BreakdownCount {
  readonly value: string;
  readonly keyEvents: number;
  /** All sessions of this value, and those with at least one such event; null where the source cannot know. */
  readonly sessions: number | null;
  readonly reached: number | null;
}

export interface FunnelAnswer {
  readonly id: string;
  readonly unit: "user" | "session";
  /** Whose next events the steps have: of those who left after the step, or of all before they took the next one. */
  readonly nextOf: "left" | "all";
  /** One for each step, in order; or why it could not be asked, and what to do instead. */
  readonly steps: readonly StepCount[] | { readonly why: string };
}

/** Google's tag sends these by itself; nobody does them. */
export const AUTOMATIC_EVENTS: readonly string[] = ["session_start", "first_visit", "user_engagement"];

export interface StepCount {
  readonly count: number;
  /** Since the step before; null for the first step, without anybody there, or where the source cannot know. */
  readonly medianSeconds: number | null;
  /** What they did next after this step, the most frequent first; null where the source cannot know. */
  readonly next: readonly { readonly event: string; readonly count: number }[] | null;
}

export interface LeadAnswer {
  readonly micro: string;
  readonly macro: string;
  readonly unit: "user" | "session";
  /** Days within which the macro goal must follow; null: within the period. This many days at the end are left out. */
  readonly within: number | null;
  /** Or why nobody can know. */
  readonly counts: LeadCounts | { readonly why: string };
}

export interface LeadCounts {
  /** Those who reached the micro goal, and how many of them reached the macro goal afterwards. */
  readonly with: number;
  readonly converted: number;
  /** Those who did not reach the micro goal before the macro goal, and how many of them reached the macro goal. */
  readonly without: number;
  readonly convertedWithout: number;
  /** The source cannot say who did without the micro goal, and puts both numbers together from others. */
  readonly isWithoutEstimated?: true;
}

export interface Attribution {
  readonly macro: string;
  readonly conversions: number;
  /** Fractions of the conversions that add up to 1, over the micro goals; null where it was not computed. */
  readonly shares: readonly {
    readonly micro: string;
    readonly markov: number | null;
    readonly shapley: number | null;
  }[];
}

export interface ExperimentAnswer {
  readonly id: string;
  readonly unit: "user" | "session";
  /** In the order of the question, with a number for each of its goals; or why nobody can know. */
  readonly variants:
    | readonly { readonly name: string; readonly n: number; readonly conversions: readonly number[] }[]
    | { readonly why: string };
}

export interface OtherKeyEvent {
  readonly event: string;
  readonly keyEvents: number;
  /** The last day of `history` with such an event; null: none. */
  readonly last: Day | null;
}
