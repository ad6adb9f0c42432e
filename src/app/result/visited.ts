/** What visits of the site come to: tests, explanations, and a test that was made from a recording. */
import type { Coverage } from "../../visits/coverage.ts";
import type { UnnoticedLoss } from "../../visits/drafting/test-strength.ts";
import type { ForeignTag, GoalExplained } from "../../visits/explaining/explain.ts";
import type { TestResult } from "../../visits/judging/test-result.ts";
import type { Step } from "../../visits/step.ts";

/** Tests of goals that ran; some of them may have failed. */
export interface Tested {
  readonly is: "tested";
  /** The goals file. */
  readonly file: string;
  /** The tests files. */
  readonly files: readonly string[];
  readonly tests: readonly TestResult[];
  /** Every goal and funnel, with the number of visits that say something about it. */
  readonly goals: readonly Coverage[];
  /** Whether those without a visit are listed. */
  readonly showsMissing: boolean;
  /** Conditions whose loss no test notices; null where nobody asked. */
  readonly unnoticed: readonly UnnoticedLoss[] | null;
}

/** Why one happening counts, or does not. */
export interface Explained {
  readonly is: "explained";
  readonly file: string;
  readonly steps: readonly Step[];
  readonly goals: readonly GoalExplained[];
  /** Tags of a container that are not the file's and would fire; null where no container was given. */
  readonly foreign: readonly ForeignTag[] | null;
}

/** A test made from a recording, with the clicks still to be filled in. */
export interface VisitDrafted {
  readonly is: "visit drafted";
  readonly yaml: string;
}
