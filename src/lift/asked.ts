/** What a trigger asks of a page or of a push, as a goal says it. */
import { NOT_SET } from "../compile/variables/variable.ts";
import {
  type Conditions,
  isAnyPage,
  type PageConditions,
  type ValueCondition,
} from "../language/goal-set/conditions.ts";
import { type Interaction, pushedName } from "../language/goal-set/interaction.ts";
import { NOWHERE } from "./matchers.ts";
import type { Way } from "./way.ts";

/** A page view and a history change that ask for the same. */
export function isVirtualPage(one: Way, other: Way): boolean {
  const [a, b] = [one, other].map(({ is: _, ...asked }) => JSON.stringify(asked));
  return [one.is, other.is].sort().join() === "history,page" && a === b;
}

/** A destination names a page; every path begins with a slash. */
export function somePage(page: PageConditions): PageConditions {
  if (!isAnyPage(page)) return page;
  return {
    ...page,
    path: [{ op: "begins_with", values: ["/"], not: false, ignoreCase: false, at: NOWHERE }],
  };
}

/** `{{eventModel}} equals (not set)` is not a condition of the goal: compile/ adds it where the page sends events itself. */
export function withoutGtagCheck<T extends Pick<Conditions, "where">>(
  asked: T,
  on: Interaction,
  sends: string,
): T {
  if (on.kind !== "data_layer" || pushedName(on) !== sends) return asked;
  const isCheck = ({ key, is: [only, ...more] }: ValueCondition) =>
    key === "eventModel" &&
    more.length === 0 &&
    only !== undefined &&
    "values" in only &&
    only.values[0] === NOT_SET &&
    !only.not;
  return { ...asked, where: asked.where.filter((one) => !isCheck(one)) };
}
