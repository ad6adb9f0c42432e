/** `goalform apply`: carries the plan out, after asking. */
import { type Applied, apply as applyPlan } from "../apply/apply.ts";
import { type GuardOverride, isEmpty, type Plan } from "../plan/plan.ts";
import { counted } from "../render/counted.ts";
import { planJson } from "../render/plan-json.ts";
import type { JsonObject } from "../resources/resource.ts";
import { readValidGoals } from "./goals-file.ts";
import { type MadePlan, makePlan, standing } from "./make-plan.ts";
import { type Outcome, Refusal } from "./outcome.ts";
import { planOutcome } from "./plan.ts";
import type { Process } from "./process.ts";
import { type OpenTarget, type TargetOptions, withTarget } from "./target.ts";

export interface ApplyOptions extends TargetOptions {
  readonly autoApprove?: boolean | undefined;
  readonly allowRemovals?: boolean | undefined;
  readonly allowUnpublished?: boolean | undefined;
}

export async function apply(options: ApplyOptions, io: Process): Promise<Outcome> {
  const goalSet = readValidGoals(options.file, io);
  return withTarget(goalSet, options, "write", io, async (open) => {
    const made = await makePlan(goalSet, open);
    const shown = planOutcome(made.plan, io);
    if (isEmpty(made.plan)) return { ...shown, json: { ...shown.json, applied: null } };
    refuseBlocked(made.plan, overridesOf(options), shown);
    await confirm(made.plan, shown, options, io);
    const applied = await applyPlan(made, made.snapshot, open.port, (doing) => io.err(`${doing} …\n`), {
      title: `goalform ${goalSet.owner}`,
      notes: versionNotes(made.plan),
      allowUnpublished: options.allowUnpublished ?? false,
    });
    return outcome(made, applied, open);
  });
}

function overridesOf({ allowRemovals, allowUnpublished }: ApplyOptions): Set<GuardOverride> {
  return new Set([
    ...(allowRemovals ? (["allow-removals"] as const) : []),
    ...(allowUnpublished ? (["allow-unpublished"] as const) : []),
  ]);
}

function refuseBlocked(plan: Plan, overrides: ReadonlySet<GuardOverride>, shown: Outcome): void {
  const [blocker] = standing(plan.blockers, overrides);
  if (blocker) throw new Refusal(blocker.code, blocker.message, blocker.waysOut.join(" Or: "), shown);
}

/** Only `yes` counts, and only from somebody who has seen the plan. */
async function confirm(
  plan: Plan,
  shown: Outcome,
  { autoApprove }: ApplyOptions,
  io: Process,
): Promise<void> {
  if (autoApprove) return io.err(shown.text);
  if (!io.interactive) {
    throw new Refusal(
      "needs-approval",
      "Nobody is there to approve this plan.",
      "Run it in a terminal, or add --auto-approve after reviewing `goalform plan`.",
      { json: shown.json },
    );
  }
  io.err(shown.text);
  const answer = await io.ask(
    `Apply this to ${plan.target.container} and property ${plan.target.property}? Only "yes" counts: `,
  );
  if (answer.trim() !== "yes") throw new Refusal("not-approved", "Not applied: the answer was not yes.");
}

/** What people see in Tag Manager's list of versions. */
function versionNotes({ summary: { add, change, remove }, digest }: Plan): string {
  return `Goals: ${add} added, ${change} changed, ${remove} removed. Plan ${digest}.`;
}

function outcome({ plan }: MadePlan, applied: Applied, { port }: OpenTarget): Outcome {
  const { summary, target } = plan;
  const words = `Applied: ${summary.add} added, ${summary.change} changed, ${summary.remove} removed.`;
  const live = applied.published
    ? `Live now: version ${applied.published.id} of ${target.container}, and property ${target.property}.`
    : `Live now: property ${target.property}; nothing in Tag Manager had to change.`;
  const requests = `${counted(port.requests, "request")} in all.`;
  const result: JsonObject = {
    key_events: applied.keyEvents,
    version: applied.published ? { id: applied.published.id, name: applied.published.name } : null,
    requests: port.requests,
  };
  const lines = [words, live, requests];
  return {
    exitCode: 0,
    text: `${lines.join("\n")}\n`,
    json: { ...planJson(plan), applied: result },
    markdown: `${lines.map((line) => `- ${line}`).join("\n")}\n`,
  };
}
