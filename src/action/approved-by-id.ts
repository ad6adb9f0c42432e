/** What a plan id lets pass: the plan that a person read, and what is left of it. */
import { needsApproval, type Plan, type ResourceChange, resourceChanges } from "../plan/plan.ts";
import { planDigest } from "../plan/plan-digest.ts";
import type { Inputs } from "./inputs.ts";

/**
 * The id approves the very plan that has it. For a plan that is partly done already, the list of
 * operations tells what was approved: it must have that id itself.
 */
export function notInApprovedPlan(
  plan: Plan,
  { planId: id, planOperations: operations }: Inputs,
): ResourceChange[] {
  const all = resourceChanges(plan).filter(needsApproval);
  const isApproved = (digest: string) => id !== "" && digest.startsWith(id);
  if (isApproved(plan.digest)) return [];
  if (!isApproved(planDigest(plan.target, operations))) return all;
  return all.filter(({ digest }) => !operations.includes(digest));
}
