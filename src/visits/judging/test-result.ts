/** What a test of goals came to. */
import type { Place } from "../../diagnostic.ts";
import type { Received } from "../analytics.ts";
import type { Moment } from "../explaining/moment.ts";
import type { Step } from "../step.ts";

export interface TestResult {
  readonly name: string;
  readonly at: Place;
  readonly status: "passed" | "failed";
  readonly expectations: readonly ExpectationResult[];
  /** One for each visit: a table has one for each address. */
  readonly visits: readonly JudgedVisit[];
}

export interface JudgedVisit {
  readonly steps: readonly Step[];
  /** What was judged, of the goals that the test names. Made when somebody asks. */
  readonly moments: () => readonly Moment[];
}

export type ExpectationResult = {
  readonly isMet: boolean;
  readonly at: Place;
  /** The address, in a table. */
  readonly page: string | null;
  /** The index of the visit. */
  readonly visit: number;
  /** Why it cannot be judged without a browser. */
  readonly unjudged: string | null;
  /** When it counted. */
  readonly counted: readonly CountedAt[];
  /** What no moment shows, such as the time between two steps of a funnel. */
  readonly note: string | null;
} & (
  | { readonly of: "goal"; readonly goal: string; readonly expected: number; readonly actual: number | null }
  | {
      readonly of: "event";
      readonly event: string;
      readonly expected: unknown;
      /** The parameters of what was sent, of the nearest event if there are several; null: nothing was. */
      readonly actual: unknown;
    }
  | {
      readonly of: "funnel";
      readonly funnel: string;
      readonly expected: string;
      readonly actual: string | null;
    }
);

export interface CountedAt {
  /** Milliseconds since the visit began. */
  readonly at: number;
  readonly step: number;
  readonly by: Received["by"];
}
