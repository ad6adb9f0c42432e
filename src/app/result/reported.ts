/** What was counted, or would have been, and the values that follow from it. */
import type { Place } from "../../diagnostic.ts";
import type { Impact } from "../../figures/impact/impact.ts";
import type { Report } from "../../figures/report.ts";

/** What the goals counted. */
export interface Reported {
  readonly is: "report";
  readonly report: Report;
  /** The file that it was written to. */
  readonly out: string | null;
  /** Values that were written into the goals file; absent where nobody asked. */
  readonly values?: SuggestedValues;
}

/** What micro goals are worth by what they lead to, and the files that say so now. */
export interface SuggestedValues {
  readonly way: "ratio" | "lift";
  readonly changes: readonly ValueChange[];
  readonly left: readonly ValueNotWritten[];
  readonly files: readonly string[];
}

export interface ValueChange {
  readonly goal: string;
  readonly name: string;
  readonly at: Place;
  /** Null: it had no value. */
  readonly before: number | null;
  readonly after: number;
  readonly currency: string;
  /** Sessions or users that it follows from. */
  readonly cases: number;
}

export interface ValueNotWritten {
  readonly goal: string;
  readonly name: string;
  readonly why: string;
}

/** How often goals would have counted. */
export interface ImpactReported {
  readonly is: "impact";
  readonly impact: Impact;
  /** The target's name. */
  readonly target: string;
}
