/** Which steps of a funnel Tag Manager sees as they happen. */
import type { Forward } from "../language/goal-set/forward.ts";
import type { Funnel, FunnelStep } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import { countedBy, stepCountedBy } from "./counted-by.ts";

/** What else the file says that matters to a step. */
export interface Around {
  readonly goals: readonly Goal[];
  readonly forwards: readonly Forward[];
}

/** The goal that a step is; undefined for a step of the funnel's own, and where the file has no such goal. */
export function goalOf(step: FunnelStep, goals: readonly Goal[]): Goal | undefined {
  return step.is === "goal" ? goals.find(({ id }) => id === step.goal) : undefined;
}

/** Steps that only Analytics knows of: nothing happens in Tag Manager when they are taken. */
export function unseenSteps({ steps }: Funnel, around: Around): readonly FunnelStep[] {
  return steps.filter((step) => !isSeen(step, around));
}

function isSeen(step: FunnelStep, around: Around): boolean {
  if (pushedFor(step, around) !== null) return true;
  if (step.is !== "goal") return stepCountedBy(step) === "tag";
  const goal = goalOf(step, around.goals);
  return goal === undefined || countedBy(goal) === "tag";
}

/** The push that the file forwards to Analytics, of a step that is on what Analytics receives; null for any other step. */
export function pushedFor(step: FunnelStep, { goals, forwards }: Around): string | null {
  const counted = step.is === "goal" ? goalOf(step, goals) : step;
  if (counted === undefined || !("on" in counted) || counted.on.kind !== "ga4_event") return null;
  const isAll = "is" in counted ? stepCountedBy(counted) === "itself" : countedBy(counted) === "itself";
  const { event } = counted.on;
  return isAll && forwards.some(({ events }) => events.includes(event)) ? event : null;
}
