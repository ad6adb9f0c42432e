/** What stops a plan: guards that were not overridden, edits at Google, work that nobody reviewed. */
import { isSameTarget, noLongerNeeded, notApproved, type SavedPlan } from "../plan/approval.ts";
import { type Blocker, EDITED, type GuardOverride, type Plan, resourceChanges } from "../plan/plan.ts";
import { labelOf } from "../resources/kinds.ts";
import { Refusal } from "./result/refusal.ts";
import type { Subject } from "./result/result.ts";

/** What remains in the way when the given guards are overridden. */
export function remaining(blockers: readonly Blocker[], overrides: ReadonlySet<GuardOverride>): Blocker[] {
  return blockers.filter(({ override }) => override === null || !overrides.has(override));
}

/** The plan with these guards overridden: what they let pass stays visible as a warning, and stops nothing. */
export function withOverrides(plan: Plan, overrides: ReadonlySet<GuardOverride>): Plan {
  const blockers = remaining(plan.blockers, overrides);
  const passed = plan.blockers
    .filter((blocker) => !blockers.includes(blocker))
    .map(({ code, message, override }) => ({ code, message: `Let pass with --${override}: ${message}` }));
  return { ...plan, blockers, warnings: [...passed, ...plan.warnings] };
}

/** @param blockers those that are left with the overrides that apply here */
export function refuseBlocked([blocker]: readonly Blocker[], about: Subject): void {
  if (blocker) throw new Refusal(blocker.code, blocker.message, blocker.waysOut, { about });
}

/** With `--strict` nothing is overwritten that somebody edited at Google since the last apply. */
export function refuseEdited(plan: Plan, about: Subject): void {
  const edited = resourceChanges(plan).filter(({ reason }) => EDITED.includes(reason));
  if (edited.length === 0) return;
  const names = edited.map(({ kind, name }) => `${labelOf(kind)} "${name}"`).join(", ");
  throw new Refusal(
    "edited-at-google",
    `Somebody edited at Google since the last apply: ${names}.`,
    "Take the edit over into the goals file, or repeat without --strict to undo it.",
    { about },
  );
}

/** A plan that somebody has just seen approves what one on disk would. */
export function approvedBy(plan: Plan): SavedPlan {
  return { target: plan.target, digest: plan.digest, approved: resourceChanges(plan) };
}

export function refuseOtherTarget(saved: SavedPlan, plan: Plan): void {
  if (isSameTarget(saved, plan)) return;
  const { property, measurementId, container } = saved.target;
  throw new Refusal(
    "plan-for-another-target",
    `The saved plan is for property ${property} (${measurementId}) and ${container}, not for ${plan.target.property} (${plan.target.measurementId}) and ${plan.target.container}.`,
    "Choose the target that was reviewed with --target, or plan again.",
  );
}

/** Stops when anything would be done that was not reviewed, and shows what. */
export function refuseUnreviewed(saved: SavedPlan, plan: Plan, about: Subject): void {
  const fresh = notApproved(saved, plan);
  if (fresh.length === 0) return;
  const now = fresh.map(({ action, kind, name }) => `${action} ${labelOf(kind)} "${name}"`).join(", ");
  const then = noLongerNeeded(saved, plan)
    .map(({ action, name }) => `${action} "${name}"`)
    .join(", ");
  throw new Refusal(
    "plan-changed",
    `What would be done now was not reviewed: ${now}.${then === "" ? "" : ` Reviewed, and not to be done now: ${then}.`}`,
    "Plan again, review, and apply the new plan.",
    { about },
  );
}
