/** `apply --all-targets`: every plan first, one question for all, then one target after the other. */
import type { WorkingPlan } from "../apply/working-plan.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { isEmpty } from "../plan/plan.ts";
import { atEachTarget, combinedResult, orRefusal, refuseOneTarget, savedPlanForAll } from "./all-targets.ts";
import { beforeAnyChange, nothingToDo, placesOf } from "./apply.ts";
import { type ApplyOptions, carryOut, planned, planToCarryOut, refuseStopped } from "./carry-out.ts";
import { readValidGoals } from "./goals-file.ts";
import { approvedBy, refuseUnreviewed } from "./guards.ts";
import type { Ports, PortsAtTargets } from "./ports.ts";
import type { ApplyResult, AtTargets, Planned, TargetResult } from "./result/at-target.ts";
import { Refusal } from "./result/refusal.ts";
import { type OpenByName, type OpenTarget, withTargets } from "./target.ts";

/** A plan and what it takes to carry it out. */
interface Prepared {
  readonly open: OpenTarget;
  readonly work: WorkingPlan;
  readonly about: Planned;
}

/** A target that cannot be planned, or at which a guard stops it, fails alone: the others are applied, and the end is 1. */
export async function applyAtTargets(options: ApplyOptions, ports: PortsAtTargets): Promise<AtTargets> {
  refuseOneTarget(options);
  if (options.saved) throw savedPlanForAll();
  const goalSet = readValidGoals(options.file, ports);
  return withTargets(goalSet, options, "write", ports, (open) => applyEach(goalSet, open, options, ports));
}

async function applyEach(
  goalSet: GoalSet,
  open: OpenByName,
  options: ApplyOptions,
  ports: PortsAtTargets,
): Promise<AtTargets> {
  const prepared = await atEachTarget(goalSet, open, (one) => prepare(goalSet, one, options));
  const ready = prepared.flatMap(({ result }) => (isReady(result) ? [result] : []));
  if (ready.length > 0) await ports.approve(preview(prepared), question(ready));
  const results: TargetResult<ApplyResult>[] = [];
  for (const { target, result } of prepared) {
    if (isReady(result)) ports.atTarget(target);
    results.push({
      target,
      result: isReady(result)
        ? await orRefusal(() => applyOne(goalSet, result, results, options, ports))
        : withoutWork(result, options),
    });
  }
  return combinedResult("apply", results);
}

async function prepare(goalSet: GoalSet, open: OpenTarget, options: ApplyOptions): Promise<Prepared> {
  const work = await planToCarryOut(goalSet, open, options).catch(beforeAnyChange);
  const about = planned(work.built.plan, options);
  if (!isEmpty(about.plan)) refuseStopped(about, options);
  return { open, work, about };
}

function isReady(result: Prepared | Refusal): result is Prepared {
  return !(result instanceof Refusal) && !isEmpty(result.about.plan);
}

function preview(prepared: readonly TargetResult<Prepared>[]): AtTargets {
  const targets = prepared.map(({ target, result }) => ({
    target,
    result: result instanceof Refusal ? result : result.about,
  }));
  return { is: "targets", command: "apply", targets };
}

function question(ready: readonly Prepared[]): string {
  return `Apply this to ${ready.map(({ about }) => placesOf(about.plan)).join("; ")}?`;
}

function withoutWork(result: Prepared | Refusal, options: ApplyOptions): ApplyResult | Refusal {
  return result instanceof Refusal ? result : nothingToDo(result.about.plan, options);
}

/**
 * A target before this one may have done a part of its work, in a property that they share. Then it is planned again,
 * and what is to be done now must be among what was approved.
 */
async function applyOne(
  goalSet: GoalSet,
  prepared: Prepared,
  before: readonly TargetResult[],
  options: ApplyOptions,
  ports: Ports,
): Promise<ApplyResult> {
  const { open } = prepared;
  const isShared = before.some(({ target }) => open.neighbours.includes(target));
  const now = isShared ? await prepare(goalSet, open, options) : prepared;
  const approved = approvedBy(prepared.work.built.plan);
  refuseUnreviewed(approved, now.work.built.plan, prepared.about);
  if (isEmpty(now.about.plan)) return nothingToDo(now.about.plan, options);
  return carryOut(now.work, goalSet, approved, open, options, ports);
}
