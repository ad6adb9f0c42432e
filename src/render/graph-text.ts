/** The graph for a terminal: a tree that grows from each main conversion to what leads there. */
import { countsOf, laneNote } from "../graph/drawing.ts";
import {
  alone,
  type GoalGraph,
  type GoalNode,
  intoEach,
  type Lane,
  ROLE_NAMES,
} from "../graph/goal-graph.ts";
import { paint, type Style } from "./color.ts";
import { visible } from "./visible.ts";

type Styled = (style: Style, text: string) => string;

export function graphText(graph: GoalGraph, { color }: { readonly color: boolean }): string {
  const styled: Styled = (style, text) => paint(color, style, text);
  const parts = [
    [`${styled("bold", visible(graph.owner))}: ${countsOf(graph)}`],
    ...trees(graph, styled),
    aloneLines(graph, styled),
    ...graph.lanes.map((lane) => laneLines(lane, styled)),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Deeper than this nobody follows the lines any more. */
const DEEPEST = 12;

function trees(graph: GoalGraph, styled: Styled): string[][] {
  const into = intoEach(graph.leads);
  const leading = new Set(graph.leads.map(({ from }) => from));
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const lonely = new Set(alone(graph));
  const drawn = new Set<string>();

  function below(node: GoalNode, indent: string, depth: number): string[] {
    const sources = (into.get(node.id) ?? []).map((id) => byId.get(id)!);
    if (sources.length === 0) return [];
    if (depth === DEEPEST) return [`${indent}└─ … ${sources.length} more`];
    return sources.flatMap((source, at) => {
      const isLast = at === sources.length - 1;
      const next = `${indent}${isLast ? "   " : "│  "}`;
      const head = `${indent}${isLast ? "└─ " : "├─ "}`;
      // What leads to several goals is shown in full once.
      if (drawn.has(source.id)) return [`${head}${visible(source.name)}  ${styled("dim", "(see above)")}`];
      drawn.add(source.id);
      const rail = into.has(source.id) ? `${next}│  ` : `${next}   `;
      return [...nodeLines(source, head, rail, styled), ...below(source, next, depth + 1)];
    });
  }

  return graph.nodes
    .filter((node) => !leading.has(node.id) && !lonely.has(node))
    .map((end) => {
      const rail = into.has(end.id) ? "│  " : "   ";
      return [...nodeLines(end, "", rail, styled), ...below(end, "", 0)];
    });
}

function nodeLines(node: GoalNode, head: string, rail: string, styled: Styled): string[] {
  const { name, role, value, counts } = node;
  const facts = [...(role === "none" ? [] : [ROLE_NAMES[role]]), ...(value === null ? [] : [visible(value)])];
  const behind = facts.length === 0 ? "" : `  ${styled("cyan", facts.join(", "))}`;
  return [`${head}${styled("bold", visible(name))}${behind}`, `${rail}${styled("dim", visible(counts))}`];
}

function aloneLines(graph: GoalGraph, styled: Styled): string[] {
  const nodes = alone(graph);
  if (nodes.length === 0) return [];
  const heading = nodes.length === graph.nodes.length ? "Goals" : "On their own";
  return [heading, ...nodes.flatMap((node) => nodeLines(node, "  ", "     ", styled))];
}

function laneLines(lane: Lane, styled: Styled): string[] {
  const digits = String(lane.steps.length).length;
  return [
    `Funnel: ${styled("bold", visible(lane.name))}`,
    `  ${styled("dim", laneNote(lane))}`,
    ...lane.steps.map(({ name, goal, counts }, at) => {
      const number = String(at + 1).padStart(digits);
      return `  ${number}. ${visible(name)}  ${styled("dim", goal ? "goal" : visible(counts))}`;
    }),
  ];
}
