/** Pictures of a graph. */
import type { Graph, Picture } from "../app/result/result.ts";
import { withFigures } from "./graph-figures.ts";
import { graphHtml } from "./graph-html.ts";
import { graphMermaid } from "./graph-mermaid.ts";
import { graphSvg } from "./graph-svg.ts";

const DRAW = { svg: graphSvg, html: graphHtml, mermaid: graphMermaid };

/** The same result with its picture. */
export function withPicture(result: Graph, as: Picture): Graph {
  return { ...result, picture: { as, text: DRAW[as](withFigures(result.graph, result.report)) } };
}
