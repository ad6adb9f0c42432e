/** How often goals would have counted, for machines: `goalform.impact/1`. */
import type { GoalImpact, Impact } from "../../figures/impact/impact.ts";
import type { JsonObject } from "../../resources/resource.ts";

export function impactJson({ goals, ...impact }: Impact): JsonObject {
  return { ...impact, goals: goals.map(goalJson) } as unknown as JsonObject;
}

/** What `changes[]` of a plan contains, too. */
export function goalJson({
  goal,
  method,
  quality,
  filter,
  current,
  proposed,
  counted,
  nearest,
}: GoalImpact): JsonObject {
  return { goal, method, quality, filter, current, proposed, counted, nearest } as unknown as JsonObject;
}
