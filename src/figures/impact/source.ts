/** The port of sources that can say how often something was recorded. */
import type { Quality } from "../figure.ts";
import type { Calendar, Period } from "../period.ts";
import type { SourceName } from "../source.ts";
import type { Counted } from "./impact.ts";
import type { RecordedEvents } from "./recorded.ts";

export interface ImpactSource {
  readonly name: SourceName;
  readonly calendar: () => Promise<Calendar>;
  /** It has every single event with all of its parameters, and knows which belong to one session. */
  readonly hasEveryEvent: boolean;
  /** `ownEvents`: the names of events that goals send already. */
  readonly match: (
    asked: readonly RecordedEvents[],
    ownEvents: readonly string[],
    period: Period,
  ) => Promise<Matches>;
  /** The most frequent values, the most frequent first. */
  readonly frequent: (
    asked: readonly Frequent[],
    period: Period,
  ) => Promise<readonly (readonly ValueCount[])[]>;
}

export interface Matches {
  /** In the order of what was asked; a refusal is a sentence. */
  readonly counts: readonly MatchCount[];
  /** How often each event was received; null: the source could not say. */
  readonly received: ReadonlyMap<string, Counted> | null;
  readonly quality: readonly Quality[];
}

export type MatchCount = Counted | { readonly why: string };

/** Pages that were viewed, links that were clicked, events that were received. */
export type Frequent = "page" | "link" | "event";

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}
