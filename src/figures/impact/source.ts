/** The port of sources that can say how often something was recorded. */
import type { Quality } from "../figure.ts";
import type { Calendar, Period } from "../period.ts";
import type { SourceName } from "../source.ts";
import type { Counted } from "./impact.ts";
import type { RecordedEvents } from "./recorded.ts";

export interface ImpactSource {
  readonly name: SourceName;
  readonly calendar: () => Promise<Calendar>;
  /** In the order of what was asked; a refusal is a sentence. */
  readonly match: (
    asked: readonly RecordedEvents[],
    period: Period,
  ) => Promise<{ readonly counts: readonly MatchCount[]; readonly quality: readonly Quality[] }>;
  /** The most frequent values, the most frequent first. */
  readonly frequent: (
    asked: readonly Frequent[],
    period: Period,
  ) => Promise<readonly (readonly ValueCount[])[]>;
}

export type MatchCount = Counted | { readonly why: string };

/** Pages that were viewed, links that were clicked, events that were received. */
export type Frequent = "page" | "link" | "event";

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}
