/**
 * "Form begun, and sent", a funnel that needs nothing but enhanced measurement: it sends `form_start` when a visitor first
 * does something in a form, and `form_submit` (support.google.com/analytics/answer/9216061).
 */

import type { Goal } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { FormInteraction } from "../language/goal-set/interaction.ts";
import { goalsOfWays } from "../language/goal-set/one-way.ts";
import { formConditions, pageOf } from "./impact/recorded.ts";
import type { FunnelQuestion } from "./question.ts";

/** Of each goal on a form; of all forms together where there is no such goal. Their ids are those of no funnel in a file. */
export function formFunnels({ goals }: Pick<GoalSet, "goals">): FunnelQuestion[] {
  const all = goals.flatMap(funnelsOf);
  return all.length > 0 ? all : [ANY_FORM];
}

const BEGUN = { event: "form_start", goal: null } as const;

const COMMON = {
  open: false,
  within: null,
  ifNobody:
    "Analytics has not seen anybody start a form: `form_start` comes from enhanced measurement, if form interactions are switched on there.",
} as const;

const ANY_FORM: FunnelQuestion = {
  ...COMMON,
  id: "form:any",
  name: "Forms begun, and sent",
  steps: [
    { ...BEGUN, name: "Form begun" },
    { name: "Form sent", event: "form_submit", goal: null },
  ],
};

function funnelsOf(goal: Goal): FunnelQuestion[] {
  const ways = goalsOfWays(goal).flatMap((way) =>
    way.type === "event" && way.on.kind === "form" ? [{ on: way.on, page: way.page }] : [],
  );
  return ways.map(({ on, page }, index) => ({
    ...COMMON,
    id: `form:${goal.id}${index === 0 ? "" : `:${index + 1}`}`,
    name: `${goal.name}: form begun, and sent`,
    steps: [
      {
        ...BEGUN,
        name: isKnown(on) ? "Form begun" : "Any form begun",
        only: [...pageOf(page).conditions, ...formConditions(on)],
      },
      { name: goal.name, event: goal.event, goal: goal.id },
    ],
  }));
}

/** Analytics knows neither a form's classes nor what a selector finds. */
function isKnown({ selector, classes }: FormInteraction): boolean {
  return selector === null && classes.length === 0;
}
