/** What `verify` says about a goal, a funnel step or an event after visits in a browser. */

import type { Expectation } from "../../visits/goal-test.ts";
import type { Step } from "../../visits/step.ts";
import type { SentHit } from "../gate.ts";
import type { PlayedVisit } from "../play.ts";

export type HitStatus = "exact" | "missing" | "twice" | "different" | "without-consent" | "not-tried";

export interface HitProblem {
  readonly code: string;
  readonly message: string;
}

export interface JudgedSubject {
  /** The goal's id, `<funnel>.<step>`, or the name of an event that only a test names. */
  readonly subject: string;
  readonly status: HitStatus;
  /** How many hits should have left; null: nothing says it. */
  readonly expectedHits: number | null;
  readonly hits: readonly SentHit[];
  readonly problems: readonly HitProblem[];
}

export interface PlayedTest {
  readonly name: string;
  /** What the test expects; null for a recording, in which everything that happened should count. */
  readonly expects: readonly Expectation[] | null;
  readonly only: boolean;
  /** The steps as they are written; none for a recording. */
  readonly steps: readonly Step[];
  readonly played: PlayedVisit;
}

export type Verdict = Omit<JudgedSubject, "subject">;
