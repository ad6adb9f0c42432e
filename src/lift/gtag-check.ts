/** The condition that compile/ adds where the page sends events itself. */
import { NOT_SET } from "../compile/variables/variable.ts";
import type { Conditions, ValueCondition } from "../language/goal-set/conditions.ts";
import { type Interaction, pushedName } from "../language/goal-set/interaction.ts";

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
