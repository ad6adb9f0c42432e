/** The events that a file waits for without sending them: Analytics must get them from somebody. */

import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { Interaction } from "../language/goal-set/interaction.ts";
import { COLLECTED_EVENTS } from "../language/rules/events/google-names.ts";
import type { ExpectedEvent } from "../resources/compiled.ts";

/** Without those that Analytics collects by itself, those that the file forwards, and those that the file says are sent where no plan sees it. */
export function expectedEvents({
  goals,
  funnels,
  forwards = [],
}: Pick<GoalSet, "goals" | "funnels" | "forwards">): ExpectedEvent[] {
  const forwarded = new Set(forwards.flatMap(({ events }) => events));
  const ofGoals = goals.flatMap((goal) =>
    goal.type === "event" && !isAllowed(goal) ? expected(goal.on, goal.name, "goal") : [],
  );
  const ofSteps = funnels.flatMap((funnel) =>
    funnel.steps.flatMap((step) =>
      step.is === "interaction" && !isAllowed(funnel) ? expected(step.on, funnel.name, "funnel") : [],
    ),
  );
  return [...ofGoals, ...ofSteps].filter(({ event }) => !forwarded.has(event));
}

function isAllowed({ allows }: { readonly allows: readonly string[] }): boolean {
  return allows.includes("event-not-sent");
}

function expected(on: Interaction, name: string, is: ExpectedEvent["is"]): ExpectedEvent[] {
  if (on.kind !== "ga4_event" || COLLECTED_EVENTS.has(on.event)) return [];
  return [{ event: on.event, name, is }];
}
