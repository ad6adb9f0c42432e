/** Why nothing was applied, what differs, and the two ways to continue. */
import type { Plan, ResourceChange } from "../plan/plan.ts";
import { REASONS } from "../plan/plan.ts";
import { fieldLines } from "../render/field-text.ts";
import { markdownMessage } from "../render/markdown.ts";
import { planDiff } from "../render/plan-diff.ts";
import { visible } from "../render/visible.ts";
import { counted } from "../render/words.ts";
import { labelOf } from "../resources/kinds.ts";
import type { Job } from "./job.ts";
import { planId } from "./live.ts";

/** Why nothing was applied, and what to do. */
interface StopText {
  readonly message: string;
  readonly hint: string;
}

const MOST_SHOWN = 3;

export function unapprovedText(
  plan: Plan,
  missing: readonly ResourceChange[],
  job: Job,
  wasReviewed: boolean,
  notes: readonly string[],
): StopText {
  const number = counted(missing.length, "change");
  const what = wasReviewed
    ? `Nothing was applied. ${number} ${missing.length === 1 ? "was" : "were"} not in the reviewed plan: ${listed(missing)}.`
    : `Nothing was applied: nobody reviewed this plan. ${withoutReview(job)}`;
  const message = [what, ...notes.map(visible)].join(" ");
  return { message, hint: nextStepTexts(plan, job) };
}

function withoutReview({ inputs, trigger }: Job): string {
  if (inputs.approval === "plan-id") return "The input plan-id is empty.";
  return `${trigger.sha.slice(0, 7)} was not merged from a pull request whose plan comment approves it.`;
}

function listed(missing: readonly ResourceChange[]): string {
  const first = missing.slice(0, MOST_SHOWN).map(changeText);
  const left = missing.length - first.length;
  return left === 0 ? first.join("; ") : `${first.join("; ")}; and ${left} more`;
}

/** What would be done, to what, and why; for an update also which fields. */
function changeText({ action, kind, name, reason, fields }: ResourceChange): string {
  const [first] = action === "update" ? fields.flatMap((field) => fieldLines(field)) : [];
  const detail = first === undefined ? "" : `, ${first}`;
  return `${action} ${labelOf(kind)} "${visible(name)}" (${REASONS[reason]}${detail})`;
}

export function nextStepTexts(plan: Plan, { inputs }: Job): string {
  const id = planId(plan);
  const review =
    inputs.approval === "plan-id"
      ? "Plan again and have the new plan approved."
      : "Open a pull request that changes these goals: merging it approves what it changes itself.";
  return `${review} Or, when what is shown above is right: run the workflow by hand with the command apply, approval plan-id and plan-id ${id}.`;
}

/** In the summary: the same with the whole difference. */
export function stopMarkdown(
  plan: Plan,
  missing: readonly ResourceChange[],
  { message, hint }: StopText,
): string {
  const digests = new Set(missing.map(({ digest }) => digest));
  const changes = plan.changes
    .map((change) => ({ ...change, resources: change.resources.filter(({ digest }) => digests.has(digest)) }))
    .filter(({ resources }) => resources.length > 0);
  return [
    `> [!CAUTION]\n> ${markdownMessage(message, 4000)}`,
    markdownMessage(hint, 2000),
    "**Not in a reviewed plan:**",
    ...planDiff(changes, 100_000, "the plan below"),
  ].join("\n\n");
}
