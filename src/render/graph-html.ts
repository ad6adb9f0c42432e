/** The graph as one page for people who look rather than read: the picture, and the same as tables. */
import { countsOf, laneNote } from "../graph/drawing.ts";
import { type GoalGraph, type GoalNode, type Lane, ROLE_NAMES } from "../graph/goal-graph.ts";
import { FONT, graphSvg } from "./graph-svg.ts";
import { htmlPage } from "./html-page.ts";
import { markup } from "./markup.ts";

const STYLE = `body{margin:0;padding:24px;font:15px/1.5 ${FONT}}
.gf-picture{overflow-x:auto;margin:0 0 32px}
.gf-picture>svg{display:block;max-width:100%;min-width:1080px;height:auto}
h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
h2{font-size:18px;margin:32px 0 8px}
h3{font-size:15px;margin:20px 0 4px}
table{border-collapse:collapse;width:100%;max-width:1200px}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid;overflow-wrap:break-word}
td:nth-child(3){overflow-wrap:anywhere;min-width:16em}
th{font-weight:600}
td:nth-child(2),td:nth-child(4){white-space:nowrap}
p,ol{margin:4px 0}
bdi{unicode-bidi:isolate}
@media print{
@page{size:landscape;margin:12mm}
body{padding:0}
.gf-picture{overflow:visible}
.gf-picture>svg{min-width:0;max-height:180mm;width:auto}
h2,h3{break-after:avoid}
tr,li{break-inside:avoid}
}`;

export function graphHtml(graph: GoalGraph): string {
  const title = markup(`Goals of ${graph.owner}`);
  return htmlPage({
    title,
    style: STYLE,
    bodyClass: "gf-page",
    main: `<h1>${title}: ${markup(countsOf(graph))}</h1>
<div class="gf-picture" tabindex="0" role="region" aria-label="Picture of the goals">
${graphSvg(graph).trimEnd()}
</div>
${[...goalTable(graph), ...funnels(graph)].join("\n")}`,
  });
}

function goalTable({ nodes, leads }: GoalGraph): string[] {
  if (nodes.length === 0) return [];
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const next = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of leads) next.get(from)?.push(names.get(to) ?? to);
  return [
    "<h2>Goals</h2>",
    `<table class="gf-ruled"><thead><tr><th scope="col">Goal</th><th scope="col">Role</th><th scope="col">Counts</th><th scope="col">Value</th><th scope="col">Leads to</th></tr></thead>`,
    "<tbody>",
    ...nodes.map((node) => goalRow(node, next.get(node.id) ?? [])),
    "</tbody></table>",
  ];
}

function goalRow({ name, role, counts, value }: GoalNode, next: readonly string[]): string {
  const cells = [
    `<th scope="row">${isolated(name)}</th>`,
    `<td class="gf-role-${role}">${ROLE_NAMES[role]}</td>`,
    `<td>${isolated(counts)}</td>`,
    `<td>${isolated(value ?? "–")}</td>`,
    `<td>${next.map(isolated).join(", ") || "–"}</td>`,
  ];
  return `<tr>${cells.join("")}</tr>`;
}

function funnels({ lanes }: GoalGraph): string[] {
  return lanes.length === 0 ? [] : ["<h2>Funnels</h2>", ...lanes.map(funnel)];
}

function funnel(lane: Lane): string {
  const steps = lane.steps.map(
    ({ name, goal, counts }) =>
      `<li>${isolated(name)}${goal ? " (goal)" : ""} <span class="gf-soft">${isolated(counts)}</span></li>`,
  );
  return `<h3>${isolated(lane.name)}</h3>\n<p class="gf-soft">${markup(laneNote(lane))}</p>\n<ol>${steps.join("")}</ol>`;
}

/** A name written from right to left does not reverse the text next to it. */
function isolated(text: string): string {
  return `<bdi>${markup(text)}</bdi>`;
}
