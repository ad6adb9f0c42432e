/** Every goal and funnel step that has an interaction. */
import type { Interaction } from "../../goal-set/interaction.ts";
import type { Written } from "../../meaning/written.ts";
import type { Located } from "../../source/located.ts";

export interface InteractionPart {
  readonly on: Interaction;
  /** The goal or the step. */
  readonly node: Located;
}

export function interactionParts({ goals, funnels }: Written): readonly InteractionPart[] {
  const ofGoals = goals.flatMap(({ goal, node }) => (goal.type === "event" ? [{ on: goal.on, node }] : []));
  const ofSteps = funnels.flatMap(({ funnel, steps }) =>
    funnel.steps.flatMap((step, index) => {
      const node = steps[index];
      return step.is === "interaction" && node ? [{ on: step.on, node }] : [];
    }),
  );
  return [...ofGoals, ...ofSteps];
}
