/** What a tests file says, as data: visits, and what should count in each. */
import type { Place } from "../diagnostic.ts";
import type { RecordedAct } from "./recording/recording.ts";
import type { Step } from "./step.ts";

/** A tests file after reading. */
export interface TestsFile {
  readonly file: string;
  readonly tests: readonly GoalTest[];
}

/** One visitor in one browser, and what is expected of the visit; or many addresses and one goal. */
export type GoalTest = VisitTest | TableTest;

interface TestCommon {
  readonly name: string;
  readonly at: Place;
}

export interface VisitTest extends TestCommon {
  readonly is: "visit";
  readonly steps: readonly Step[];
  /** What a recording of Chrome DevTools says about the same visit, for a browser to do again; null where there is none. */
  readonly recorded: readonly RecordedAct[] | null;
  readonly expects: readonly Expectation[];
  /** Nothing but what `counts` names may count. */
  readonly only: boolean;
}

/** Each address is a separate visit, which views one page. */
export interface TableTest extends TestCommon {
  readonly is: "table";
  readonly goal: string;
  readonly pages: readonly { readonly step: Step; readonly counts: boolean; readonly at: Place }[];
}

export type Expectation =
  /** How many key events, after the goal's own `counting`. */
  | { readonly of: "goal"; readonly goal: string; readonly times: number; readonly at: Place }
  /** An event leaves for Analytics, with at least these parameters; `isSent` false: it does not. */
  | {
      readonly of: "event";
      readonly event: string;
      readonly isSent: boolean;
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly at: Place;
    }
  /** `completed`, `not_entered`, or the id of the last step reached. */
  | { readonly of: "funnel"; readonly funnel: string; readonly reached: string; readonly at: Place };
