/** What comes out: goals, funnels and forwards in the words of the file, each with where it came from and how well it says it. */
import type { CalculatedMetric } from "../language/goal-set/calculated-metric.ts";
import type { Column } from "../language/goal-set/column.ts";
import type { Forward } from "../language/goal-set/forward.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { Field } from "../language/writing/yaml-value.ts";
import type { Kind } from "../resources/resource.ts";
import type { Difference } from "./differences.ts";
import type { Reason } from "./reasons.ts";

export interface Origin {
  readonly kind: Kind | "ua.goal";
  /** As people see it at Google. */
  readonly name: string;
}

export type Fidelity =
  /** The goal says all of it. */
  | { readonly is: "same" }
  /** The goal says all that decides whether it counts; in addition, this is sent or set. */
  | { readonly is: "more"; readonly kept: readonly string[] }
  /** The goal counts a little more, or less. */
  | { readonly is: "narrower"; readonly differs: readonly Difference[]; readonly kept: readonly string[] };

interface Lifted {
  readonly id: string;
  /** What is below the id in the file, in its order. */
  readonly fields: readonly Field[];
  readonly fidelity: Fidelity;
  readonly from: readonly Origin[];
}

export interface LiftedGoal extends Lifted {
  readonly goal: Goal;
}

export interface LiftedFunnel extends Lifted {
  readonly funnel: Funnel;
}

export interface LiftedForward extends Lifted {
  readonly forward: Forward;
}

export interface LiftedMetric {
  readonly metric: CalculatedMetric;
  /** It carries the mark of the file. */
  readonly isOwn: boolean;
}

export interface LeftOut extends Origin {
  /** All of them: the object can be said when the language has a word for each. */
  readonly reasons: readonly Reason[];
}

/** How many there are, and how many of them some goal stands for. */
export interface Share {
  readonly total: number;
  readonly lifted: number;
}

export interface Lift {
  readonly goals: readonly LiftedGoal[];
  readonly funnels: readonly LiftedFunnel[];
  /** Of the file's own, those that no lifted goal asks for. */
  readonly columns: readonly Column[];
  /** Calculated metrics, also those that nobody manages. */
  readonly metrics: readonly LiftedMetric[];
  readonly forwards: readonly LiftedForward[];
  readonly leftOut: readonly LeftOut[];
  readonly coverage: { readonly tags: Share; readonly keyEvents: Share; readonly rules: Share };
}

export function fidelityOf({
  differences,
  kept,
}: {
  readonly differences: readonly Difference[];
  readonly kept: readonly string[];
}): Fidelity {
  if (differences.length > 0) return { is: "narrower", differs: differences, kept };
  return kept.length > 0 ? { is: "more", kept } : { is: "same" };
}
