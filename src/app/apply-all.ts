/** `apply --all-targets`: every plan first, one question for all, then one target after the other. */
import type { Work } from "../apply/work.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { Process } from "../machine/process.ts";
import { isEmpty, type Plan } from "../plan/plan.ts";
import { visible } from "../render/visible.ts";
import {
  atEachTarget,
  type Ended,
  orRefusal,
  refuseOneTarget,
  refuseSavedPlan,
  shownTogether,
  type Told,
  together,
} from "./all-targets.ts";
import {
  type ApplyOptions,
  asAllowed,
  beforeAnyChange,
  carryOut,
  nothingToDo,
  planAgain,
  refuseBlocked,
  whereTo,
} from "./apply.ts";
import { approve } from "./approve.ts";
import { readValidGoals } from "./goals-file.ts";
import { makePlan } from "./make-plan.ts";
import { type Outcome, Refusal } from "./outcome.ts";
import { planInShort, planOutcome } from "./plan.ts";
import { approvedBy, refuseUnreviewed } from "./saved-plan.ts";
import { type OpenOne, type OpenTarget, withGoogle } from "./target.ts";

interface Planned extends Told {
  readonly open: OpenTarget;
  readonly work: Work;
  /** False where there is nothing to do. */
  readonly hasWork: boolean;
}

/** A target that cannot be planned, or at which a guard stands, fails alone: the others are applied, and the end is 1. */
export async function applyAll(options: ApplyOptions, io: Process): Promise<Outcome> {
  refuseOneTarget(options);
  refuseSavedPlan(options, options.plan);
  const goalSet = readValidGoals(options.file, io);
  return withGoogle(goalSet, options, "write", io, (open) => applyEach(goalSet, open, options, io));
}

async function applyEach(
  goalSet: GoalSet,
  open: OpenOne,
  options: ApplyOptions,
  io: Process,
): Promise<Outcome> {
  const planned = await atEachTarget(goalSet, open, (one) => planTarget(goalSet, one, options, io));
  const ready = planned.flatMap(({ result }) => (isReady(result) ? [result] : []));
  if (ready.length > 0) await approve(shownTogether(planned), question(ready), options, io);
  const done: Ended<Told>[] = [];
  for (const { target, result } of planned) {
    if (isReady(result)) io.err(`\n${visible(target)}:\n`);
    const applied = isReady(result)
      ? await orRefusal(() => carryOutOne(goalSet, result, done, options, io))
      : withoutWork(result);
    done.push({ target, result: applied });
  }
  return together(done);
}

async function planTarget(
  goalSet: GoalSet,
  open: OpenTarget,
  options: ApplyOptions,
  io: Process,
): Promise<Planned> {
  const work = await makePlan(goalSet, open).catch(beforeAnyChange);
  const { plan } = work.built;
  const outcome = planOutcome(asAllowed(plan, options), io);
  if (!isEmpty(plan)) refuseBlocked(plan, options, outcome);
  return { open, work, outcome, inShort: planInShort(plan), hasWork: !isEmpty(plan) };
}

function isReady(result: Planned | Refusal): result is Planned & { readonly hasWork: true } {
  return !(result instanceof Refusal) && result.hasWork;
}

function question(ready: readonly Planned[]): string {
  return `Apply this to ${ready.map(({ work }) => whereTo(work.built.plan)).join("; ")}?`;
}

function withoutWork(result: Planned | Refusal): Told | Refusal {
  if (result instanceof Refusal) return result;
  return { outcome: nothingToDo(result.outcome), inShort: result.inShort };
}

/**
 * A target before this one may have done a part of its work, in a property that they share. Then it is planned anew,
 * and what is to be done now must be among what was approved.
 */
async function carryOutOne(
  goalSet: GoalSet,
  { open, work, outcome, inShort }: Planned,
  done: readonly Ended<Told>[],
  options: ApplyOptions,
  io: Process,
): Promise<Told> {
  const isShared = done.some(({ target }) => open.neighbours.includes(target));
  const planned = { open, work, outcome, inShort, hasWork: true };
  const now = isShared ? await planTarget(goalSet, open, options, io) : planned;
  const approved = approvedBy(work.built.plan);
  refuseUnreviewed(approved, now.work.built.plan, outcome);
  if (!now.hasWork) return { outcome: nothingToDo(now.outcome), inShort: now.inShort };
  const result = await carryOut(
    now.work,
    () => planAgain(goalSet, open, approved, options, io),
    open,
    options,
    io,
  );
  return { outcome: result, inShort: doneInShort(now.work.built.plan, options) };
}

function doneInShort({ summary }: Plan, { publish }: ApplyOptions): string {
  const { add, change, remove } = summary;
  const done = `${add} added, ${change} changed, ${remove} removed`;
  return publish === false ? `ready for a preview, ${done}` : done;
}
