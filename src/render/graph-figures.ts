/** What goals counted, in a picture of them: below a goal's value, and behind the names of a funnel's steps. */
import type { FunnelReport, GoalReport, Report } from "../figures/report.ts";
import type { GoalGraph, GoalNode, Lane } from "../graph/goal-graph.ts";
import type { JsonObject } from "../resources/resource.ts";
import { count, share } from "./report/numbers.ts";

/** The same graph where there is no report. */
export function withFigures(graph: GoalGraph, report: Report | undefined): GoalGraph {
  if (report === undefined) return graph;
  const nodes = graph.nodes.map((node) => nodeWith(node, goalIn(report, node.id)));
  const lanes = graph.lanes.map((lane) => laneWith(lane, funnelIn(report, lane.id)));
  return { ...graph, nodes, lanes };
}

function nodeWith(node: GoalNode, goal: GoalReport | undefined): GoalNode {
  if (goal === undefined || goal.keyEvents === null) return node;
  const rate = goal.perSession === null ? "" : `, ${share(goal.perSession)} of sessions`;
  const figures = `${count(goal.keyEvents)}${rate}`;
  return { ...node, value: node.value === null ? figures : `${node.value}; ${figures}` };
}

function laneWith(lane: Lane, funnel: FunnelReport | undefined): Lane {
  if (funnel === undefined || funnel.steps.length !== lane.steps.length) return lane;
  const steps = lane.steps.map((step, index) => {
    const { count: number, ofPrevious } = funnel.steps[index]!;
    const kept = ofPrevious === null ? "" : `, ${share(ofPrevious)}`;
    return { ...step, name: `${step.name} (${count(number)}${kept})` };
  });
  return { ...lane, steps };
}

/** For machines: by the goals' ids. */
export function figuresJson({ nodes }: GoalGraph, report: Report): JsonObject {
  const { from, to } = report.period;
  const goals = nodes.flatMap(({ id }) => {
    const goal = goalIn(report, id);
    return goal === undefined
      ? []
      : [{ goal: id, keyEvents: goal.keyEvents, perSession: goal.perSession, value: goal.value }];
  });
  return { period: { from, to }, goals };
}

function goalIn({ goals }: Report, id: string): GoalReport | undefined {
  return goals.find((goal) => goal.id === id);
}

function funnelIn({ funnels }: Report, id: string): FunnelReport | undefined {
  return funnels.find((funnel) => funnel.id === id);
}
