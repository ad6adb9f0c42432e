/** Read, compile, compare: the plan that `plan` shows and `apply` carries out. */
import type { Work } from "../apply/apply.ts";
import { compile } from "../compile/compile.ts";
import { buildPlan } from "../plan/build-plan.ts";
import type { Blocker, GuardOverride } from "../plan/plan.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { GoalSet } from "../spec/goal-set.ts";
import type { OpenTarget } from "./target.ts";

export async function makePlan(goalSet: GoalSet, { target, port }: OpenTarget): Promise<Work> {
  const compiled = compile(goalSet, target.ga4.measurementId);
  const snapshot = await port.read();
  const planFor = (content: ContainerContent) =>
    buildPlan(compiled, { ...snapshot, container: { ...snapshot.container, content } }, target.name);
  return { built: buildPlan(compiled, snapshot, target.name), snapshot, planFor };
}

/** What still stands in the way when the given guards are overridden. */
export function standing(blockers: readonly Blocker[], overrides: ReadonlySet<GuardOverride>): Blocker[] {
  return blockers.filter(({ override }) => override === null || !overrides.has(override));
}
