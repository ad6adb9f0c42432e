/** Figures of a site are its owner's: in a public repository nothing writes them, unless the workflow says that they may be read. */
import { asRefusal } from "../app/result/refusal.ts";
import type { Impact } from "../figures/impact/impact.ts";
import type { ResolvedTarget } from "../language/resolve-target.ts";
import type { Plan } from "../plan/plan.ts";
import type { Job } from "./job.ts";
import { readGoals } from "./live.ts";

/** How often what changes would have counted, and what there is to say about it. */
export interface PastCounts {
  readonly impact: Impact | null;
  readonly note: string | null;
}

export const NOT_ASKED: PastCounts = { impact: null, note: null };

export function mayShowFigures({ inputs, trigger }: Pick<Job, "inputs" | "trigger">): boolean {
  return trigger.isPrivate || inputs.publicFigures;
}

export const LEFT_OUT =
  "Figures are only written into private repositories. Set `public-figures: true` in the workflow if they may be public.";

/** A plan is a plan without it: what Google refuses is said, and nothing else fails. */
export async function pastCounts(job: Job, plan: Plan, target: ResolvedTarget): Promise<PastCounts> {
  if (!job.inputs.impact) return NOT_ASKED;
  if (!mayShowFigures(job))
    return { impact: null, note: `How often the goals would have counted is left out. ${LEFT_OUT}` };
  try {
    const { impactOfPlan } = await import("../app/impact.ts");
    const { goalSet } = readGoals(job);
    return { impact: await impactOfPlan(plan, goalSet, target, job.ports, job.inputs.events), note: null };
  } catch (error) {
    const { message } = asRefusal(error);
    return {
      impact: null,
      note: `It is not known how often the goals would have counted. ${oneLine(message)}`,
    };
  }
}

function oneLine(message: string): string {
  return message.replace(/[\s<>|`]+/g, " ").slice(0, 500);
}
