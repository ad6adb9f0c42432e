/** What somebody does to reach a goal, or a step of a funnel, in the words of a tests file. Each was played before. */
import type { Funnel, Goal } from "../../language/goal-set/goal-set.ts";
import { stepsToGoal, stepsToStep, type Steps as WrittenSteps } from "../drafted-tests.ts";
import type { Measured } from "../measured.ts";

export type { WrittenSteps };

export interface Acts {
  /** By the goal's id: one way, or several that differ in their value. */
  readonly goals: ReadonlyMap<string, readonly WrittenSteps[]>;
  /** By the funnel's id and the index of the step: `checkout 0`. */
  readonly steps: ReadonlyMap<string, readonly WrittenSteps[]>;
  readonly unknown: readonly string[];
}

export function actsOf(measured: Measured): Acts {
  const { goals, funnels } = measured.goalSet;
  const byGoal = new Map(goals.flatMap((goal) => waysTo(goal, measured)));
  const byStep = new Map(funnels.flatMap((funnel) => stepsIn(funnel, byGoal, measured)));
  const unknown = [
    ...goals.filter(({ id }) => !byGoal.has(id)).map(({ id }) => id),
    ...funnels.flatMap(({ id, steps }) =>
      steps.flatMap((step, index) =>
        byStep.has(`${id} ${index}`) ? [] : [`${id}.${step.is === "goal" ? step.goal : step.id}`],
      ),
    ),
  ];
  return { goals: byGoal, steps: byStep, unknown };
}

type Ways = readonly (readonly [string, readonly WrittenSteps[]])[];

function waysTo(goal: Goal, measured: Measured): Ways {
  // People who come back do that anyway.
  if (goal.type === "event" && goal.on.kind === "returning_visit") return [];
  const steps = stepsToGoal(goal, measured);
  return steps === null ? [] : [[goal.id, valued(goal, steps)]];
}

/** What an order may come to. */
const PRICES = [29, 49, 120];

/** An event that the site sends, and of which the file gives no value, comes with one of its own. */
function valued({ value }: Goal, steps: WrittenSteps): readonly WrittenSteps[] {
  const last = steps.at(-1) ?? {};
  const event = last["ga4_event"];
  if (typeof event !== "string" || value !== null) return [steps];
  return PRICES.map((price) => [
    ...steps.slice(0, -1),
    { ga4_event: { [event]: { value: price, currency: "EUR" } } },
  ]);
}

function stepsIn(
  { id, steps }: Funnel,
  goals: ReadonlyMap<string, readonly WrittenSteps[]>,
  measured: Measured,
): Ways {
  return steps.flatMap((step, index): Ways => {
    const own = step.is === "goal" ? null : stepsToStep(step, measured);
    const ways = step.is === "goal" ? goals.get(step.goal) : own && [own];
    return ways ? [[`${id} ${index}`, ways]] : [];
  });
}
