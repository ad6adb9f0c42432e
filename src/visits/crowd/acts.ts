/** What somebody does to reach a goal, or a step of a funnel, in the words of a tests file. Each was played before. */

import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { CompiledSite } from "../compiled-site.ts";
import { stepsToGoal, stepsToStep, type Steps as WrittenSteps } from "../drafting/drafted-tests.ts";

export type { WrittenSteps };

export interface Acts {
  /** By the goal's id: one way, or several that differ in their value. */
  readonly goals: ReadonlyMap<string, readonly WrittenSteps[]>;
  /** By the funnel's id and the index of the step: `checkout 0`. */
  readonly steps: ReadonlyMap<string, readonly WrittenSteps[]>;
  readonly unknown: readonly string[];
}

export function actsOf(measured: CompiledSite): Acts {
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

function waysTo(goal: Goal, measured: CompiledSite): Ways {
  // People who come back do that anyway.
  if (goal.type === "event" && goal.on.kind === "returning_visit") return [];
  const steps = stepsToGoal(goal, measured);
  return steps === null ? [] : [[goal.id, valued(goal, withParameters(goal, steps))]];
}

/** A push contains what the goal sends from the data layer. */
function withParameters({ parameters, userProperties }: Goal, steps: WrittenSteps): WrittenSteps {
  const sent = [...parameters, ...userProperties].flatMap(({ from, registered }) =>
    "from" in from && from.from === "data_layer"
      ? [[from.name, registered?.as === "metric" ? 1 : `some ${from.name}`] as const]
      : [],
  );
  return pushing(steps, Object.fromEntries(sent)) ?? steps;
}

/** What an order may come to. */
const PRICES = [29, 49, 120];

/** What the site says about an order: as a parameter of its own event, or in the data layer where the goal asks for it. */
function valued({ value }: Goal, steps: WrittenSteps): readonly WrittenSteps[] {
  const event = steps.at(-1)?.["ga4_event"];
  if (typeof event === "string" && value === null)
    return PRICES.map((price) => [
      ...steps.slice(0, -1),
      { ga4_event: { [event]: { value: price, currency: "EUR" } } },
    ]);
  if (value === null || !("source" in value) || value.source.from !== "data_layer") return [steps];
  const { name } = value.source;
  return PRICES.map((price) => pushing(steps, { [name]: price }) ?? steps);
}

/** The last step with more in its push, where it has none of that; null if it pushes nothing. A dot leads into an object. */
function pushing(steps: WrittenSteps, more: Readonly<Record<string, unknown>>): WrittenSteps | null {
  const last = steps.at(-1)?.["data_layer"];
  if (typeof last !== "object" || last === null) return null;
  const added = Object.entries(more).reduce(
    (all: unknown, [name, value]) =>
      merged(
        name.split(".").reduceRight<unknown>((within, part) => ({ [part]: within }), value),
        all,
      ),
    last,
  );
  return [...steps.slice(0, -1), { data_layer: added }];
}

/** The second wins where both say something. */
function merged(one: unknown, other: unknown): unknown {
  if (!isObject(one) || !isObject(other)) return other;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(keys.map((key) => [key, key in other ? merged(one[key], other[key]) : one[key]]));
}

type Values = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stepsIn(
  { id, steps }: Funnel,
  goals: ReadonlyMap<string, readonly WrittenSteps[]>,
  measured: CompiledSite,
): Ways {
  return steps.flatMap((step, index): Ways => {
    const own = step.is === "goal" ? null : stepsToStep(step, measured);
    const ways = step.is === "goal" ? goals.get(step.goal) : own && [own];
    return ways ? [[`${id} ${index}`, ways]] : [];
  });
}
