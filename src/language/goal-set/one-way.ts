/** A goal that several ways lead to, as goals with one way each. */
import type { AnyGoal, Goal } from "./goal.ts";

export type OneWayGoal = Exclude<Goal, AnyGoal>;

/** One for each way of `any:`, with what the goal asks of all of them; another goal is the only one. */
export function goalsOfWays(goal: Goal): readonly OneWayGoal[] {
  if (goal.type !== "any") return [goal];
  const { ways, type: _, ...common } = goal;
  return ways.map((way): OneWayGoal => {
    const asked = {
      ...common,
      where: [...way.where, ...common.where],
      cookie: [...way.cookie, ...common.cookie],
      page: way.page,
    };
    return way.is === "page"
      ? { ...asked, type: "destination", spa: way.spa, via: "gtm" }
      : { ...asked, type: "event", on: way.on };
  });
}

/** As the file says it: a goal with `any:` is of type `event` too. */
export function typeInFile({ type }: Goal): OneWayGoal["type"] {
  return type === "any" ? "event" : type;
}
