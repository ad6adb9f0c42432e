/** The graph for machines. */
import type { GoalGraph } from "../graph/goal-graph.ts";
import type { JsonObject } from "../resources/resource.ts";

const GRAPH_FORMAT = "goalform.graph/1";

export function graphJson({ owner, nodes, leads, lanes }: GoalGraph): JsonObject {
  return {
    format: GRAPH_FORMAT,
    owner,
    goals: nodes.map(({ id, name, role, type, counts, value }) => ({
      goal: id,
      name,
      role: role === "none" ? null : role === "macro" ? "macro" : "micro",
      kind: role === "milestone" || role === "secondary" ? role : null,
      type,
      counts,
      value,
    })),
    leads: leads.map(({ from, to, funnel }) => ({ from, to, funnel })),
    funnels: lanes.map(({ id, name, open, within, steps }) => ({
      funnel: id,
      name,
      open,
      within,
      steps: steps.map((step) => ({ name: step.name, goal: step.goal?.id ?? null, counts: step.counts })),
    })),
  };
}
