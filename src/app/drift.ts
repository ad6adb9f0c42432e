/** `drift`: a plan for schedules. */
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { type AllTargetsOptions, atEachTarget, combinedResult, refuseOneTarget } from "./all-targets.ts";
import { readValidGoals } from "./goals-file.ts";
import { planToRead } from "./make-plan.ts";
import type { Ports } from "./ports.ts";
import type { AtTargets, Drift } from "./result/at-target.ts";
import { type OpenTarget, withTarget, withTargets } from "./target.ts";

export async function drift(options: AllTargetsOptions, ports: Ports): Promise<Drift | AtTargets> {
  refuseOneTarget(options);
  const goalSet = readValidGoals(options.file, ports);
  const driftAt = (open: OpenTarget) => driftOf(goalSet, open);
  if (!options.allTargets) return withTarget(goalSet, options, "read", ports, driftAt);
  const all = await withTargets(goalSet, options, "read", ports, (open) =>
    atEachTarget(goalSet, open, driftAt),
  );
  return combinedResult("drift", all);
}

/** What blocks an apply does not matter here: drift only shows what differs. */
async function driftOf(goalSet: GoalSet, open: OpenTarget): Promise<Drift> {
  const { built, snapshot } = await planToRead(goalSet, open, true);
  return { is: "drift", plan: built.plan, live: snapshot.container.live?.id ?? null };
}
