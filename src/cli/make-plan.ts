/** Read, compile, compare: the plan that `plan` shows and `apply` carries out. */
import { compile } from "../compile/compile.ts";
import { type BuiltPlan, buildPlan } from "../plan/build-plan.ts";
import type { Blocker, GuardOverride } from "../plan/plan.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import type { GoalSet } from "../spec/goal-set.ts";
import type { OpenTarget } from "./target.ts";

export interface MadePlan extends BuiltPlan {
  readonly snapshot: Snapshot;
}

export async function makePlan(goalSet: GoalSet, { target, port }: OpenTarget): Promise<MadePlan> {
  const compiled = compile(goalSet, target.ga4.measurementId);
  const snapshot = await port.read();
  return { ...buildPlan(compiled, snapshot, target.name), snapshot };
}

/** What still stands in the way when the given guards are overridden. */
export function standing(blockers: readonly Blocker[], overrides: ReadonlySet<GuardOverride>): Blocker[] {
  return blockers.filter(({ override }) => override === null || !overrides.has(override));
}
