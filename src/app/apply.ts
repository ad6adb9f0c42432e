/** `apply`: carries the plan out, after somebody agreed. */
import { GoogleError } from "../apply/google-port.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { isEmpty, type Plan } from "../plan/plan.ts";
import { type ApplyOptions, carryOut, planned, planToCarryOut, refuseStopped } from "./carry-out.ts";
import { readValidGoals } from "./goals-file.ts";
import { approvedBy, refuseOtherTarget, refuseUnreviewed } from "./guards.ts";
import type { Ports } from "./ports.ts";
import type { ApplyResult } from "./result/at-target.ts";
import { type OpenTarget, withTarget } from "./target.ts";

export async function apply(options: ApplyOptions, ports: Ports): Promise<ApplyResult> {
  const goalSet = readValidGoals(options.file, ports);
  const access = options.publish === false ? "prepare" : "write";
  return withTarget(goalSet, options, access, ports, (open) => applyAt(goalSet, open, options, ports));
}

async function applyAt(
  goalSet: GoalSet,
  open: OpenTarget,
  options: ApplyOptions,
  ports: Ports,
): Promise<ApplyResult> {
  const { saved = null } = options;
  const work = await planToCarryOut(goalSet, open, options).catch(beforeAnyChange);
  const { plan } = work.built;
  const about = planned(plan, options);
  if (saved) refuseOtherTarget(saved, plan);
  if (isEmpty(plan)) return nothingToDo(about.plan, options);
  refuseStopped(about, options);
  if (saved) refuseUnreviewed(saved, plan, about);
  else await ports.approve(about, `Apply this to ${placesOf(plan)}?`);
  return carryOut(work, goalSet, saved ?? approvedBy(plan), open, options, ports);
}

/** When apply stops, people want to know what is live. */
export function beforeAnyChange(error: unknown): never {
  if (!(error instanceof GoogleError) || error.code !== "interrupted") throw error;
  throw error.but({ message: `${error.message} Nothing was changed.` });
}

export function nothingToDo(plan: Plan, { publish = true }: ApplyOptions): ApplyResult {
  return { is: "applied", plan, done: null, publish, namesTarget: false };
}

export function placesOf({ target }: Plan): string {
  return `${target.container} and property ${target.property}`;
}
