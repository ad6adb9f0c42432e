/** When a goal was judged during a visit, and what each of its conditions met. */
import type { ConditionWords } from "./condition-words.ts";

export interface Moment {
  /** Milliseconds since the visit began. */
  readonly at: number;
  /** The index of the step. */
  readonly step: number;
  /** The goal's id, or `<funnel>.<step>`. */
  readonly goal: string;
  readonly conditions: readonly ConditionWords[];
  /** Whether an event left for the goal. */
  readonly counts: boolean;
  /** What else decided, such as consent or an exception. */
  readonly note: string | null;
}
