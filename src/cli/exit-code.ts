/** What differs at Google, for commands whose exit code says so. */
import { Refusal } from "../app/result/refusal.ts";
import type { AtTargets, Drift, Planned } from "../app/result/result.ts";
import { isEmpty } from "../plan/plan.ts";

export function hasChanges(result: Planned | Drift | AtTargets): boolean {
  if (result.is !== "targets") return !isEmpty(result.plan);
  return result.targets.some((one) => !(one.result instanceof Refusal) && !isEmpty(one.result.plan));
}
