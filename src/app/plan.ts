/** `plan`: the difference between the file and Google, in the language of goals. */
import { GoogleError } from "../apply/google-port.ts";
import type { Impact } from "../figures/impact/impact.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { isEmpty, type Plan } from "../plan/plan.ts";
import {
  type AllTargetsOptions,
  atEachTarget,
  combinedResult,
  contradiction,
  refuseOneTarget,
} from "./all-targets.ts";
import { readValidGoals } from "./goals-file.ts";
import { refuseBlocked, refuseEdited } from "./guards.ts";
import { planToRead } from "./make-plan.ts";
import type { Ports, Reporting } from "./ports.ts";
import type { AtTargets, Planned } from "./result/at-target.ts";
import { asRefusal, Refusal } from "./result/refusal.ts";
import { type OpenTarget, withTarget, withTargets } from "./target.ts";

export interface PlanOptions extends AllTargetsOptions {
  /** Refuse when somebody edited at Google what the plan would overwrite. */
  readonly strict?: boolean | undefined;
  /** Say how often what changes would have counted. */
  readonly impact?: boolean | undefined;
  /** An export of events to say it from; otherwise Google's Data API. */
  readonly events?: readonly string[] | undefined;
}

/** `reporting` is needed for the impact only. */
export interface PlanPorts extends Ports {
  readonly reporting?: Reporting;
}

export async function plan(options: PlanOptions, ports: PlanPorts): Promise<Planned | AtTargets> {
  refuseOneTarget(options);
  refuseEvents(options);
  const goalSet = readValidGoals(options.file, ports);
  const planOne = (open: OpenTarget) => planTarget(goalSet, open, options, ports);
  if (!options.allTargets) return withTarget(goalSet, options, "read", ports, planOne);
  const all = await withTargets(goalSet, options, "read", ports, (open) =>
    atEachTarget(goalSet, open, planOne),
  );
  return combinedResult("plan", all);
}

/** Events belong to one property, and are only used for the impact. */
function refuseEvents({ allTargets, events, impact }: PlanOptions): void {
  if (events === undefined) return;
  if (allTargets) throw contradiction("--all-targets", "--events");
  if (!impact)
    throw new Refusal("invalid-option", "--events says how often goals would have counted.", "Add --impact.");
}

/** A plan is a plan without it: what Google refuses is said, and nothing else fails. What the person asked wrongly is an error. */
async function orWhyNot(made: () => Promise<Impact>): Promise<Pick<Planned, "impact" | "uncounted">> {
  try {
    return { impact: await made() };
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return { uncounted: asRefusal(error) };
  }
}

/** A guard may still be overridden when applying, so it only shows; what cannot be overridden is an error now. */
async function planTarget(
  goalSet: GoalSet,
  open: OpenTarget,
  { strict, impact, events }: PlanOptions,
  { reporting, progress }: PlanPorts,
): Promise<Planned> {
  const { built, snapshot } = await planToRead(goalSet, open);
  const planned: Planned = { is: "plan", plan: built.plan, live: snapshot.container.live?.id ?? null };
  const conflicts = built.plan.blockers.filter(({ override }) => override === null);
  refuseBlocked(conflicts, planned);
  if (strict) refuseEdited(built.plan, planned);
  const impactAt = async (of: Plan, by: Reporting) => {
    const { impactOfPlan } = await import("./impact.ts");
    return impactOfPlan(of, goalSet, open.target, { reporting: by, progress }, events);
  };
  const counted = impact && reporting ? await orWhyNot(() => impactAt(built.plan, reporting)) : {};
  return isEmpty(built.plan) ? { ...planned, ...counted } : { ...planned, ...counted, next: { saved: null } };
}
