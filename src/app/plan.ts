/** `goalform plan`: the difference between the file and Google, in the language of goals. */

import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { Process } from "../machine/process.ts";
import { isEmpty, type Plan } from "../plan/plan.ts";
import { planJson } from "../render/plan-json.ts";
import { planMarkdown } from "../render/plan-markdown.ts";
import { planText } from "../render/plan-text.ts";
import {
  type AllTargetsOptions,
  atEachTarget,
  refuseOneTarget,
  refuseSavedPlan,
  type Told,
  together,
} from "./all-targets.ts";
import { readValidGoals } from "./goals-file.ts";
import { makePlan, refuseEdited } from "./make-plan.ts";
import { type Outcome, Refusal } from "./outcome.ts";
import { savePlan } from "./saved-plan.ts";
import { type OpenTarget, withGoogle, withTarget } from "./target.ts";

export interface PlanOptions extends AllTargetsOptions {
  readonly detailedExitcode?: boolean | undefined;
  /** Refuse when somebody edited at Google what the plan would overwrite. */
  readonly strict?: boolean | undefined;
  /** A file to save the plan in, for `apply`. */
  readonly out?: string | undefined;
}

export async function plan(options: PlanOptions, io: Process): Promise<Outcome> {
  refuseOneTarget(options);
  refuseSavedPlan(options, options.out);
  const goalSet = readValidGoals(options.file, io);
  const planOne = (open: OpenTarget) => planTarget(goalSet, open, options, io);
  if (!options.allTargets) return (await withTarget(goalSet, options, "read", io, planOne)).outcome;
  return together(
    await withGoogle(goalSet, options, "read", io, (open) => atEachTarget(goalSet, open, planOne)),
  );
}

/** A guard may still be overridden when applying, so it only shows; what cannot be overridden is an error now. */
async function planTarget(
  goalSet: GoalSet,
  open: OpenTarget,
  options: PlanOptions,
  io: Process,
): Promise<Told> {
  const { built, snapshot } = await makePlan(goalSet, open);
  const shown = planOutcome(built.plan, io, snapshot.container.live?.id);
  const conflict = built.plan.blockers.find(({ override }) => override === null);
  if (conflict) throw new Refusal(conflict.code, conflict.message, conflict.waysOut.join(" Or: "), shown);
  if (options.strict) refuseEdited(built.plan, shown);
  if (options.out !== undefined) savePlan(built.plan, options.out, io);
  const exitCode = options.detailedExitcode && !isEmpty(built.plan) ? 2 : 0;
  const text = `${shown.text}${nextStep(built.plan, options, io)}`;
  return { outcome: { ...shown, text, exitCode }, inShort: planInShort(built.plan) };
}

/** For somebody at a terminal; a log needs no advice. */
function nextStep(made: Plan, { out }: PlanOptions, { interactive }: Process): string {
  if (!interactive || isEmpty(made)) return "";
  const how =
    out === undefined
      ? "`goalform apply` plans again, shows the plan and asks."
      : `\`goalform apply ${out}\` carries out exactly this.`;
  return `\nNothing has been changed yet. ${how}\n`;
}

export function planInShort(made: Plan): string {
  const { add, change, remove } = made.summary;
  return isEmpty(made) ? "no changes" : `${add} to add, ${change} to change, ${remove} to remove`;
}

/** `live`: the number of the container version that is live now. */
export function planOutcome(made: Plan, io: Process, live: string | null = null): Outcome {
  return {
    exitCode: 0,
    text: planText(made, { color: io.color.out }),
    json: planJson(made),
    markdown: planMarkdown(made, { live }),
  };
}
