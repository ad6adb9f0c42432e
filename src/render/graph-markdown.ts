/** The graph for a README or a pull request: Mermaid's picture, and what each goal counts. */
import { countsOf } from "../graph/drawing.ts";
import { type GoalGraph, type GoalNode, ROLE_NAMES } from "../graph/goal-graph.ts";
import { graphMermaid } from "./graph-mermaid.ts";
import { markdownText } from "./markdown.ts";

export function graphMarkdown(graph: GoalGraph): string {
  const picture = `\`\`\`mermaid\n${graphMermaid(graph)}\`\`\``;
  const heading = `## ${markdownText(graph.owner)}: ${countsOf(graph)}`;
  return `${[heading, picture, ...table(graph.nodes)].join("\n\n")}\n`;
}

function table(nodes: readonly GoalNode[]): string[] {
  if (nodes.length === 0) return [];
  const rows = nodes.map(({ name, role, counts, value }) => {
    const cells = [name, role === "none" ? "" : ROLE_NAMES[role], counts, value ?? ""];
    return `| ${cells.map(markdownText).join(" | ")} |`;
  });
  return [["| Goal | Role | Counts | Value |", "|---|---|---|---|", ...rows].join("\n")];
}
