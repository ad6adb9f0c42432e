/** The picture of a graph, where one was asked for. */
import type { Graph } from "../../app/result/result.ts";
import { graphHtml } from "../graph-html.ts";
import { graphMermaid } from "../graph-mermaid.ts";
import { graphSvg } from "../graph-svg.ts";

const DRAW = { svg: graphSvg, html: graphHtml, mermaid: graphMermaid };

/** Null for a graph without a picture: a tree, a table or data. */
export function drawn({ graph, picture }: Graph): string | null {
  return picture === null ? null : DRAW[picture](graph);
}
