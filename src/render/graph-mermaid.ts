/** The graph as Mermaid text, which GitHub and others draw inside Markdown. */
import {
  alone,
  type GoalGraph,
  type GoalNode,
  type Lane,
  type NodeRole,
  ROLE_NAMES,
} from "../graph/goal-graph.ts";
import { visibleMarkup } from "./markup.ts";

const CLASSES: Readonly<Record<NodeRole, string>> = {
  macro: "fill:#e3f5ea,stroke:#116b3b,stroke-width:3px,color:#1b2129",
  milestone: "fill:#e8f2fc,stroke:#0b5cad,color:#1b2129",
  secondary: "fill:#f5edfb,stroke:#7a3ea8,color:#1b2129",
  micro: "fill:#e4f4f5,stroke:#0a6a75,color:#1b2129",
  none: "fill:#ffffff,stroke:#5b6572,color:#1b2129",
};

/** Ids are ours (`g1`), never the file's: `end` and `graph` are words of Mermaid's own. */
export function graphMermaid(graph: GoalGraph): string {
  const ids = new Map(graph.nodes.map(({ id }, at) => [id, `g${at + 1}`]));
  const roles = (Object.keys(CLASSES) as NodeRole[]).filter((role) =>
    graph.nodes.some((node) => node.role === role),
  );
  const lines = [
    "flowchart LR",
    ...linkedFirst(graph).map((node) => `  ${ids.get(node.id)}["${nodeLabel(node)}"]:::${node.role}`),
    ...graph.leads.map(
      ({ from, to, funnel }) => `  ${ids.get(from)} ${funnel === null ? "-->" : "-.->"} ${ids.get(to)}`,
    ),
    ...graph.lanes.flatMap(laneLines),
    ...roles.map((role) => `  classDef ${role} ${CLASSES[role]}`),
  ];
  return `${lines.join("\n")}\n`;
}

function linkedFirst(graph: GoalGraph): readonly GoalNode[] {
  const lonely = new Set(alone(graph));
  return [...graph.nodes.filter((node) => !lonely.has(node)), ...lonely];
}

function nodeLabel({ name, role, counts, value }: GoalNode): string {
  const facts = [role === "none" ? [] : [ROLE_NAMES[role]], value === null ? [] : [value]].flat().join(", ");
  return [name, ...(facts === "" ? [] : [facts]), counts].map(mermaidText).join("<br>");
}

function laneLines({ name, steps }: Lane, at: number): string[] {
  const id = (step: number) => `f${at + 1}s${step + 1}`;
  return [
    `  subgraph f${at + 1}["${mermaidText(`Funnel: ${name}`)}"]`,
    "    direction LR",
    ...steps.map((step, place) => {
      const words = step.goal === null ? [step.name, step.counts] : [step.name, "goal"];
      return `    ${id(place)}(["${place + 1}: ${words.map(mermaidText).join("<br>")}"])${step.goal ? `:::${step.goal.role}` : ""}`;
    }),
    `    ${steps.map((_, place) => id(place)).join(" --> ")}`,
    "  end",
  ];
}

/**
 * Letters, digits and harmless characters stay; everything else becomes a numbered entity (`#34;`), which Mermaid puts back when all
 * parsing is done (mermaid.js.org/syntax/flowchart.html, "Entity codes to escape characters").
 * A number with a dot, or a minus or plus, at the beginning would begin a list.
 */
export function mermaidText(text: string): string {
  return visibleMarkup(text)
    .replace(/[^\p{L}\p{M}\p{N} ,.:/?=-]/gu, entity)
    .replace(/^[-=]|(?<=^\d+)\.|(?<=:)\/|(?<=www)\./giu, entity)
    .replace(/-(?=-)|=(?==)/g, entity);
}

function entity(sign: string): string {
  return `#${sign.codePointAt(0)};`;
}
