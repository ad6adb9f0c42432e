/** Goals as a graph, from small actions to the main conversion, and funnels as separate lanes: data for every picture. */

import { sourceInWords } from "../compile/words/conditions.ts";
import { stepInWords } from "../compile/words/funnel.ts";
import { goalInWords } from "../compile/words/goal.ts";
import type { Funnel, FunnelStep } from "../language/goal-set/funnel.ts";
import type { Goal, GoalValue, Role } from "../language/goal-set/goal.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { type Lead, leadsOf } from "../language/goal-set/leads.ts";
import { type OneWayGoal, typeInFile } from "../language/goal-set/one-way.ts";
import { durationInWords } from "../resources/duration-words.ts";

export { intoEach } from "../language/goal-set/leads.ts";

export interface GoalGraph {
  readonly owner: string;
  /** In the file's order. */
  readonly nodes: readonly GoalNode[];
  /** Between nodes, never round in a circle. */
  readonly leads: readonly Lead[];
  readonly lanes: readonly Lane[];
}

export type NodeRole = "macro" | "milestone" | "secondary" | "micro" | "none";

/** In the order in which people read them: what matters most comes first. */
export const ROLE_NAMES: Readonly<Record<NodeRole, string>> = {
  macro: "macro",
  milestone: "micro, milestone",
  secondary: "micro, secondary",
  micro: "micro",
  none: "no role",
};

export interface GoalNode {
  readonly id: string;
  readonly name: string;
  readonly role: NodeRole;
  readonly type: OneWayGoal["type"];
  /** In plain words. */
  readonly counts: string;
  /** `5 EUR`; null when a conversion has no value. */
  readonly value: string | null;
}

export interface Lane {
  readonly id: string;
  readonly name: string;
  readonly open: boolean;
  /** `30m`; null: no limit. */
  readonly within: string | null;
  readonly steps: readonly LaneStep[];
}

export interface LaneStep {
  readonly name: string;
  /** The goal that the step is; null for a page or an interaction. */
  readonly goal: GoalNode | null;
  readonly counts: string;
}

export function goalGraph(goalSet: GoalSet): GoalGraph {
  const nodes = goalSet.goals.map(nodeOf);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return {
    owner: goalSet.owner,
    nodes,
    leads: withoutCircles(nodes, leadsOf(goalSet)),
    lanes: goalSet.funnels.map((funnel) => laneOf(funnel, byId)),
  };
}

function nodeOf(goal: Goal): GoalNode {
  const { id, name, role, value } = goal;
  const type = typeInFile(goal);
  return { id, name, type, role: roleOf(role), counts: goalInWords(goal), value: value && worth(value) };
}

function roleOf(role: Role): NodeRole {
  if (role.is === "micro") return role.kind ?? "micro";
  return role.is === "macro" ? "macro" : "none";
}

function worth(value: GoalValue): string {
  if ("amount" in value) return `${value.amount} ${value.currency}`;
  const { source, currency } = value;
  return `${source.from === "data_layer" ? source.name : sourceInWords(source)}, in ${currency}`;
}

function laneOf({ id, name, open, within, steps }: Funnel, byId: ReadonlyMap<string, GoalNode>): Lane {
  return {
    id,
    name,
    open,
    within: within === null ? null : durationInWords(within),
    steps: steps.map((step) => laneStep(step, byId)),
  };
}

function laneStep(step: FunnelStep, byId: ReadonlyMap<string, GoalNode>): LaneStep {
  const goal = step.is === "goal" ? (byId.get(step.goal) ?? null) : null;
  const counts = step.is === "goal" ? (goal?.counts ?? "") : stepInWords(step);
  return { name: step.name, goal, counts };
}

/** `leads_to` has no circles. A funnel whose order would close one keeps it to its own lane. */
function withoutCircles(nodes: readonly GoalNode[], leads: readonly Lead[]): readonly Lead[] {
  let kept = leads.filter(({ funnel }) => funnel === null);
  const funnels = new Set(leads.flatMap(({ funnel }) => (funnel === null ? [] : [funnel])));
  for (const funnel of funnels) {
    const more = [...kept, ...leads.filter((lead) => lead.funnel === funnel)];
    if (distances(nodes, more).size === nodes.length) kept = more;
  }
  return kept;
}

/** How many leads the longest way from each node on takes; nodes on a circle or before one are missing. */
export function distances(nodes: readonly GoalNode[], leads: readonly Lead[]): ReadonlyMap<string, number> {
  const open = new Map(nodes.map(({ id }) => [id, 0]));
  const into = new Map(nodes.map(({ id }) => [id, [] as string[]]));
  for (const { from, to } of leads) {
    open.set(from, (open.get(from) ?? 0) + 1);
    into.get(to)?.push(from);
  }
  const ends = nodes.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  const longest = new Map(ends.map((id) => [id, 0]));
  const reached = new Map(longest);
  for (const [id, distance] of reached) {
    for (const from of into.get(id) ?? []) {
      longest.set(from, Math.max(longest.get(from) ?? 0, distance + 1));
      open.set(from, (open.get(from) ?? 0) - 1);
      if (open.get(from) === 0) reached.set(from, longest.get(from) ?? 0);
    }
  }
  return reached;
}

/** Goals that neither lead anywhere nor are led to, the main conversions left out. */
export function alone({ nodes, leads }: GoalGraph): readonly GoalNode[] {
  const linked = new Set(leads.flatMap(({ from, to }) => [from, to]));
  return nodes.filter(({ id, role }) => role !== "macro" && !linked.has(id));
}
