/** What at Google notices that a goal is reached, or a step taken. */

import { type Exception, isAnyPage } from "../language/goal-set/conditions.ts";
import type { FunnelStep } from "../language/goal-set/funnel.ts";
import type { EventGoal, Goal } from "../language/goal-set/goal.ts";

/**
 * `tag`: triggers and a tag in Tag Manager. `rule`: an event create rule in Analytics. `audience`: an audience
 * that sends an event. `itself`: Analytics receives the event anyway, nothing new is sent.
 */
export type CountedBy = "tag" | "rule" | "audience" | "itself";

export function countedBy(goal: Goal): CountedBy {
  switch (goal.type) {
    case "destination":
      return goal.via === "ga4" ? "rule" : "tag";
    case "pages_per_session":
      return goal.via === "ga4" ? "audience" : "tag";
    case "duration":
    case "any":
      return "tag";
    case "event":
      return interactionCountedBy(goal, goal.unless);
  }
}

export type OwnStep = Exclude<FunnelStep, { is: "goal" }>;

/** Of a step that is not a goal. */
export function stepCountedBy(step: OwnStep): CountedBy {
  if (step.is === "interaction") return interactionCountedBy(step, []);
  return step.via === "ga4" ? "rule" : "tag";
}

function interactionCountedBy(
  { on, page, where, cookie }: Pick<EventGoal, "on" | "page" | "where" | "cookie">,
  unless: readonly Exception[],
): CountedBy {
  if (on.kind === "funnel" && on.via === "ga4") return "audience";
  if (on.kind !== "ga4_event") return "tag";
  return where.length + cookie.length + unless.length === 0 && isAnyPage(page) ? "itself" : "rule";
}
