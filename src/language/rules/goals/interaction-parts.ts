/** Every goal, way of a goal and funnel step that has an interaction. */
import type { Interaction } from "../../goal-set/interaction.ts";
import type { Written } from "../../meaning/written.ts";
import { child, itemsOf, type Located } from "../../source/located.ts";

export interface InteractionPart {
  readonly on: Interaction;
  /** The goal, its way or the step. */
  readonly node: Located;
  /** What applies to it, too: the goal of a way. */
  readonly within?: Located;
}

export function interactionParts({ goals, funnels }: Written): readonly InteractionPart[] {
  const ofGoals = goals.flatMap(({ goal, node }): readonly InteractionPart[] => {
    if (goal.type === "event") return [{ on: goal.on, node }];
    const nodes = goal.type === "any" ? itemsOf(child(node, "any")) : [];
    const ways = goal.type === "any" ? goal.ways : [];
    return ways.flatMap((way, index) =>
      way.is === "page" ? [] : [{ on: way.on, node: nodes[index]!, within: node }],
    );
  });
  const ofSteps = funnels.flatMap(({ funnel, steps }) =>
    funnel.steps.flatMap((step, index) => {
      const node = steps[index];
      return step.is === "interaction" && node ? [{ on: step.on, node }] : [];
    }),
  );
  return [...ofGoals, ...ofSteps];
}
