/** What one target gets of a file: all of it, unless the target says `only` or `except`. */

import type { Goal } from "./goal-set/goal.ts";
import type { GoalSet } from "./goal-set/goal-set.ts";
import type { Target } from "./goal-set/target.ts";

/** Whether the target measures the goal or funnel of this id. */
export function measures({ only, except }: Pick<Target, "only" | "except">, id: string): boolean {
  return (only === null || only.includes(id)) && !except.includes(id);
}

/**
 * The file as if what the target leaves out were not in it, but for its place.
 *
 * @param neighbours Names of the targets in the same Analytics property: an event that one of them counts stays a key event.
 */
export function forTarget(file: GoalSet, name: string, neighbours: readonly string[] = []): GoalSet {
  const target = file.targets.find((one) => one.name === name);
  if (!target) return file;
  const { defaults: _, ...others } = file;
  const goalSet: GoalSet = target.own ? { ...others, ...target.own } : file;
  if (target.only === null && target.except.length === 0) return goalSet;
  const isIn = ({ id }: { readonly id: string }) => measures(target, id);
  const isOut = (one: { readonly id: string }) => !isIn(one);
  const goals = goalSet.goals.filter(isIn);
  return {
    ...goalSet,
    goals: goals.map((goal) => withoutLinks(goal, target)),
    funnels: goalSet.funnels.filter(isIn),
    leftOut: [
      ...goalSet.goals.filter(isOut).map(({ id, at }) => ({ is: "goal", id, at }) as const),
      ...goalSet.funnels.filter(isOut).map(({ id, at }) => ({ is: "funnel", id, at }) as const),
    ],
    keptKeyEvents: keptKeyEvents(goalSet, goals, neighbours),
  };
}

/** A goal that is not measured here cannot be led to. */
function withoutLinks(goal: Goal, target: Target): Goal {
  return { ...goal, leadsTo: goal.leadsTo.filter((id) => measures(target, id)) };
}

function keptKeyEvents(
  { goals, targets }: GoalSet,
  here: readonly Goal[],
  neighbours: readonly string[],
): GoalSet["keptKeyEvents"] {
  const own = new Set(here.filter(({ keyEvent }) => keyEvent).map(({ event }) => event));
  return targets
    .filter(({ name }) => neighbours.includes(name))
    .flatMap((target) =>
      goals
        .filter(({ id, keyEvent, event }) => keyEvent && !own.has(event) && measures(target, id))
        .map(({ event }) => ({ event, target: target.name })),
    );
}
