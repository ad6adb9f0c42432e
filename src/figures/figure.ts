/** A number, and what it is worth. */

/**
 * Why a figure is not simply the number of things that happened. The codes are part of `goalform.report/1`.
 *
 * Google's reasons: developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/ResponseMetaData
 */
const QUALITY_CODES = [
  /** Computed from something other than what was asked for. */
  "estimate",
  /** Counted with an algorithm that knows distinct people and sessions to about one percent, or in parts. */
  "approximate",
  /** Google leaves out rows of few people. */
  "thresholded",
  /** Google has read a part of the events and has projected it. */
  "sampled",
  /** Google has put rare values together into one row "(other)". */
  "other-row",
  /** These credentials may not see some of the metrics. */
  "restricted",
  /** Older data have been deleted, or the source has only a part of the period. */
  "truncated",
  /** The last days may still change. */
  "provisional-days",
  /** Events without consent have neither a user nor a session. */
  "unconsented-left-out",
  /** The same event or purchase was there more than once. */
  "duplicates-removed",
  /** The variants of an experiment have not been shown as often as planned. */
  "sample-ratio-mismatch",
  /** The property does not know this event as a key event, for the whole period or a part of it. */
  "no-key-event",
  /** Events came without the parameter or value that the goal reports. */
  "incomplete-events",
  /** Nobody can know this from the source. */
  "not-measurable",
] as const;

export type QualityCode = (typeof QUALITY_CODES)[number];

/** What a quality is about; `null` in `Quality.about`: every figure of the report. */
export type Subject =
  | { readonly goal: string }
  | { readonly funnel: string }
  | { readonly micro: string; readonly macro: string }
  | { readonly experiment: string };

/** One sentence for people, and its code for programs. */
export interface Quality {
  readonly code: QualityCode;
  readonly message: string;
  readonly about: Subject | null;
}

/** A number that is known, or the reason why it cannot be. */
export type Figure = Measured | NotMeasurable;

export interface Measured {
  readonly is: "measured";
  readonly value: number;
  /** Empty: exact. Each once; the sentence for it is in `Answers.quality`. */
  readonly quality: readonly QualityCode[];
}

export interface NotMeasurable {
  readonly is: "not measurable";
  /** A sentence. */
  readonly why: string;
}

export function exactly(value: number): Measured {
  return { is: "measured", value, quality: [] };
}

export function measured(value: number, ...quality: readonly QualityCode[]): Measured {
  return { is: "measured", value, quality: [...new Set(quality)] };
}

export function notMeasurable(why: string): NotMeasurable {
  return { is: "not measurable", why };
}

/** Null where there is none. */
export function numberOf(figure: Figure | null): number | null {
  return figure?.is === "measured" ? figure.value : null;
}

/** Part of whole as a fraction; null without a whole. Both must be known. */
export function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}
