/**
 * The result of `goalform report`, which is also what `--format json` prints: `goalform.report/1`. Counts are numbers,
 * rates and shares are fractions between 0 and 1, null is what is not known.
 */
import type { Quality, QualityCode } from "./figure.ts";
import type { Day } from "./period.ts";
import type { Breakdown } from "./question.ts";
import type { SourceName } from "./source.ts";

export const REPORT_FORMAT = "goalform.report/1";

export interface Report {
  readonly format: typeof REPORT_FORMAT;
  /** `name:` of the goals file. */
  readonly owner: string;
  readonly source: SourceName;
  readonly period: ReportPeriod;
  readonly previous: { readonly from: Day; readonly to: Day } | null;
  readonly quality: readonly Quality[];
  readonly traffic: { readonly current: ReportTraffic; readonly previous: ReportTraffic | null };
  readonly goals: readonly GoalReport[];
  readonly funnels: readonly FunnelReport[];
  readonly leads: readonly LeadReport[];
  readonly experiments: readonly ExperimentReport[];
  readonly dead: readonly DeadReport[];
  /** What changed what is counted, in time. */
  readonly changes: readonly ChangeMark[];
}

export interface ReportPeriod {
  readonly from: Day;
  readonly to: Day;
  readonly timeZone: string | null;
  /** Whether the figures of all its days are final. */
  readonly settled: boolean;
}

export interface ReportTraffic {
  readonly sessions: number | null;
  readonly engagedSessions: number | null;
  readonly users: number | null;
  readonly secondsPerSession: number | null;
  readonly microWithoutMacro: number | null;
}

export interface GoalReport {
  readonly id: string;
  readonly name: string;
  readonly event: string;
  readonly role: "macro" | "micro" | null;
  readonly stage: string | null;
  readonly owner: string | null;
  readonly leadsTo: readonly string[];
  /** In this period, and in the one before. */
  readonly keyEvents: number | null;
  readonly previous: number | null;
  readonly events: number | null;
  readonly users: number | null;
  /** The share of all sessions, and of all users, with at least one. */
  readonly perSession: number | null;
  readonly perUser: number | null;
  readonly perSessionPrevious: number | null;
  /** Of all of the period's, in `currency`. */
  readonly value: number | null;
  readonly currency: string | null;
  /** Every day of the period. */
  readonly perDay: readonly { readonly date: Day; readonly count: number }[];
  readonly perMonth: readonly { readonly month: string; readonly count: number }[] | null;
  readonly by: {
    readonly dimension: Breakdown;
    readonly rows: readonly {
      readonly value: string;
      readonly keyEvents: number;
      readonly perSession: number | null;
    }[];
  } | null;
  /** Clicks per view of their pages; null: not a click, or not known. */
  readonly clickThrough: { readonly views: number; readonly rate: number } | null;
  readonly incomplete: readonly {
    readonly parameter: string;
    readonly without: number;
    readonly of: number;
  }[];
  /** What this goal's figures are not worth; the report's own `quality` has the sentences. */
  readonly quality: readonly QualityCode[];
}

export interface FunnelReport {
  readonly id: string;
  readonly name: string;
  readonly unit: "user" | "session";
  readonly open: boolean;
  /** Seconds. */
  readonly within: number | null;
  /** Whose next events `next` of the steps has: of those who left, or of all before they took the next step. */
  readonly nextOf: "left" | "all";
  readonly steps: readonly StepReport[];
  /** Why there are no steps; null where there are. */
  readonly notMeasurable: string | null;
}

export interface StepReport {
  readonly name: string;
  readonly goal: string | null;
  readonly count: number;
  /** Null without anybody to compare with. 1 for the first step. */
  readonly ofFirst: number | null;
  readonly ofPrevious: number | null;
  readonly medianSeconds: number | null;
  /** The step before which the most people of all are lost; one step of a funnel, or none. */
  readonly isLargestLoss: boolean;
  /** What one percentage point more from the step before to this one would mean for the end of the funnel. */
  readonly onePointMore: {
    readonly conversions: number;
    readonly value: number | null;
    readonly currency: string | null;
  } | null;
  readonly next: readonly { readonly event: string; readonly count: number }[] | null;
}

export interface LeadReport {
  readonly micro: string;
  readonly macro: string;
  readonly unit: "user" | "session";
  /** Days; null: within the period. */
  readonly within: number | null;
  readonly with: number | null;
  readonly converted: number | null;
  readonly rate: number | null;
  /** Of those without the micro goal. */
  readonly baseRate: number | null;
  /** `rate / baseRate`; null without a base. */
  readonly lift: number | null;
  /** `estimate`: `baseRate`, `lift` and the value by lift are. */
  readonly quality: readonly QualityCode[];
  readonly markov: number | null;
  readonly shapley: number | null;
  /** What one micro conversion could be said to be worth, by either way; null where the macro goal has no value. */
  readonly suggestedValue: { readonly ratio: number | null; readonly lift: number | null };
  readonly currency: string | null;
}

export interface ExperimentReport {
  readonly id: string;
  readonly name: string;
  readonly unit: "user" | "session";
  /** The goal that decides. */
  readonly goal: string;
  readonly variants: readonly {
    readonly name: string;
    readonly n: number;
    readonly conversions: number;
    readonly rate: number | null;
    /** The macro goals that the deciding one leads to. */
    readonly others: readonly {
      readonly goal: string;
      readonly conversions: number;
      readonly rate: number | null;
    }[];
  }[];
  /** Whether the variants were shown as often as planned. `ok` from P ≥ 0.001 on. */
  readonly srm: { readonly p: number; readonly ok: boolean } | null;
  /** Of the second variant's rate over the first one's, and its 95% interval (Newcombe). */
  readonly difference: number | null;
  readonly interval: readonly [number, number] | null;
  /** That the second variant is better than the first. */
  readonly probability: number | null;
  /** How many more each variant needs to see a difference of this size; null: enough, or not known. */
  readonly stillNeeded: number | null;
  /** Each variant after the first, compared with the first. Empty where `srm` is not ok, or nothing is known. */
  readonly comparisons: readonly VariantComparison[];
  readonly notMeasurable: string | null;
}

export interface VariantComparison {
  readonly variant: string;
  readonly difference: number;
  readonly interval: readonly [number, number];
  /** That it is better than the first variant. */
  readonly probability: number;
  /** Of such a difference by chance alone, by the z test; with several variants, corrected for their number (Holm). */
  readonly p: number | null;
  readonly stillNeeded: number | null;
}

/** A goal or a key event about which something is wrong. */
export type DeadReport = (
  | { readonly goal: string; readonly event?: undefined }
  | { readonly event: string; readonly goal?: undefined }
) & {
  /** `unseen`: it looks silent, but the source has left out rows. */
  readonly kind: "silent" | "unnamed" | "doubled" | "incomplete" | "never" | "unseen";
  /** The last day with an event, or the day on which it began; null: not known. */
  readonly since: Day | null;
  /** The container version that came at that time; null: none, or not known. */
  readonly version: string | null;
  readonly reason: string;
};

export interface ChangeMark {
  readonly date: Day;
  /** For example "Container version 12". */
  readonly label: string;
  /** What people called it; empty where they did not. */
  readonly name: string;
  readonly version: string | null;
}
