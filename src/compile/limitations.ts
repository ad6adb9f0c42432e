/** What a way of counting cannot promise: said in every plan that has it. */
import { countedBy } from "../countable/counted-by.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { DestinationGoal, Goal } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";

interface Warning {
  readonly code: string;
  readonly message: string;
}

export function limitations({ goals, funnels }: Pick<GoalSet, "goals" | "funnels">): Warning[] {
  const byAudience = goals.filter((goal) => countedBy(goal) === "audience");
  const late = byAudience.map(audienceCounts);
  const lateSteps = funnels.flatMap((funnel) => stepsThatComeLate(funnel, byAudience));
  const ofGoals = goals.filter((goal) => goal.type === "destination" && isVirtual(goal));
  const ofSteps = funnels.flatMap(virtualSteps);
  return [...late, ...lateSteps, ...[...ofGoals.map(({ id }) => id), ...ofSteps].map(seesVirtualPages)];
}

function isVirtual({ spa, via }: Pick<DestinationGoal, "spa" | "via">): boolean {
  return spa && via === "ga4";
}

function virtualSteps({ id, steps }: Funnel): string[] {
  return steps.flatMap((step) =>
    step.is === "page" && isVirtual(step) ? [`The step ${step.id} of the funnel ${id}`] : [],
  );
}

/** Analytics Help 9216061: enhanced measurement, page views. */
function seesVirtualPages(what: string): Warning {
  return {
    code: "virtual-pages-by-analytics",
    message: `${what} counts pages that are shown without a reload only while "Page changes based on browser history events" is on in the stream's enhanced measurement.`,
  };
}

/** Analytics Help 9934109: audience triggers. */
function audienceCounts({ id, event }: Goal): Warning {
  return {
    code: "audience-counts-late",
    message: `${id} is counted by an audience in Analytics: at most once a day for each person, minutes to a day later, and ${event} names no page. To count every visit as it happens, write \`via: gtm\`.`,
  };
}

/** People who take the next step at once take it before the event of this one arrives. */
function stepsThatComeLate({ id, open, steps }: Funnel, byAudience: readonly Goal[]): Warning[] {
  const isStep = ({ id: goal }: Goal) => steps.some((step) => step.is === "goal" && step.goal === goal);
  return byAudience
    .filter((goal) => !open && isStep(goal))
    .map((goal) => ({
      code: "audience-counts-late",
      message: `The funnel ${id} asks for ${goal.id} in its place, and Analytics logs ${goal.event} minutes to a day late: people will seem to leave there. Delete \`via: ga4\` at ${goal.id}, or make the funnel \`open: true\`.`,
    }));
}
