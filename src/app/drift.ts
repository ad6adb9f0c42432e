/** `goalform drift`: a plan for schedules, which ends with 2 when live differs from the file. */

import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { Process } from "../machine/process.ts";
import { isEmpty } from "../plan/plan.ts";
import { type AllTargetsOptions, atEachTarget, refuseOneTarget, type Told, together } from "./all-targets.ts";
import { readValidGoals } from "./goals-file.ts";
import { makePlan } from "./make-plan.ts";
import { type Outcome, Refusal } from "./outcome.ts";
import { planInShort, planOutcome } from "./plan.ts";
import { type OpenTarget, withGoogle, withTarget } from "./target.ts";

export async function drift(options: AllTargetsOptions, io: Process): Promise<Outcome> {
  refuseOneTarget(options);
  const goalSet = readValidGoals(options.file, io);
  const look = (open: OpenTarget) => driftOf(goalSet, open, io);
  if (!options.allTargets) return (await withTarget(goalSet, options, "read", io, look)).outcome;
  const ended = await withGoogle(goalSet, options, "read", io, (open) => atEachTarget(goalSet, open, look));
  const drifted = ended.some(({ result }) => !(result instanceof Refusal) && result.outcome.exitCode === 2);
  return together(ended, { drift: drifted });
}

/** What stands in the way of an apply is no matter here: whoever looks for drift wants to know what differs. */
async function driftOf(goalSet: GoalSet, open: OpenTarget, io: Process): Promise<Told> {
  const { built, snapshot } = await makePlan(goalSet, open);
  const differs = !isEmpty(built.plan);
  const shown = planOutcome(built.plan, io, snapshot.container.live?.id);
  const outcome: Outcome = {
    ...shown,
    exitCode: differs ? 2 : 0,
    json: { drift: differs, ...shown.json },
  };
  return { outcome, inShort: planInShort(built.plan) };
}
