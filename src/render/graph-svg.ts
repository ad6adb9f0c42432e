/** The graph as a picture that needs nothing else: no script, no font, no link. */
import { type Box, PADDING, STYLES } from "../graph/boxes.ts";
import { countsOf, type Drawing, drawingOf, type Words } from "../graph/drawing.ts";
import type { GoalGraph } from "../graph/goal-graph.ts";
import type { Line } from "../graph/positions.ts";
import { COLOR_RULES } from "./graph-colors.ts";
import { markup, visibleMarkup } from "./markup.ts";

export const FONT = `system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif`;

const STYLE = `.gf text{font-family:${FONT}}
.gf-title{font-size:22px;font-weight:700}
.gf-heading{font-size:16px;font-weight:700}
.gf-note{font-size:12px}
${Object.entries(STYLES)
  .map(([style, { size, bold }]) => `.gf-${style}{font-size:${size}px${bold ? ";font-weight:700" : ""}}`)
  .join("\n")}
.gf-box{stroke-width:1.25}
.gf-macro .gf-box{stroke-width:2.5}
.gf-line{fill:none;stroke-width:1.75}
.gf-funnel{stroke-dasharray:5 4}
${COLOR_RULES}`;

export function graphSvg(graph: GoalGraph): string {
  const drawing = drawingOf(graph, visibleMarkup);
  const { width, height } = drawing;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="gf" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="gf-title gf-desc">
<title id="gf-title">${markup(`Goals of ${graph.owner}`)}</title>
<desc id="gf-desc">${markup(inWords(graph))}</desc>
<style>
${STYLE}
</style>
<rect class="gf-paper" width="${width}" height="${height}"/>
${elements(drawing).join("\n")}
</svg>
`;
}

/** What somebody hears who does not see the picture. */
function inWords(graph: GoalGraph): string {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const leads = graph.leads
    .slice(0, 100)
    .map(({ from, to }) => `${names.get(from)} leads to ${names.get(to)}.`);
  const lanes = graph.lanes.map(
    ({ name, steps }) => `${name}: ${steps.map((step) => step.name).join(", ")}.`,
  );
  return [`${countsOf(graph)}.`, ...leads, ...lanes].join(" ");
}

function elements({ words, bands, lines, boxes }: Drawing): string[] {
  return [
    ...bands.map(
      ({ x, y, width, height }) =>
        `<rect class="gf-band" x="${x}" y="${y}" width="${width}" height="${height}" rx="12"/>`,
    ),
    ...lines.map(lineElement),
    ...words.map(wordsElement),
    ...boxes.map(boxElement),
  ];
}

function wordsElement({ text, style, x, y }: Words): string {
  return `<text class="gf-${style}" x="${x}" y="${y}">${markup(text)}</text>`;
}

const ARROW = 8;

function lineElement({ points, isStraight, isFunnel, hasArrow }: Line): string {
  const path = `<path class="gf-line${isFunnel ? " gf-funnel" : ""}" d="${isStraight ? straight(points) : swung(points)}"/>`;
  return hasArrow ? `${path}${arrowHead(points)}` : path;
}

type Points = Line["points"];

function straight(points: Points): string {
  return points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
}

function swung(points: Points): string {
  const [{ x, y } = { x: 0, y: 0 }, end = { x: 0, y: 0 }] = points;
  const half = (x + end.x) / 2;
  return `M${x} ${y}C${half} ${y} ${half} ${end.y} ${end.x} ${end.y}`;
}

/** Lines end to the right or downwards. */
function arrowHead(points: Points): string {
  const { x, y } = points.at(-1)!;
  const isDown = points.at(-2)!.x === x;
  const d = isDown
    ? `M${x} ${y}l-${ARROW / 2} -${ARROW}h${ARROW}z`
    : `M${x} ${y}l-${ARROW} -${ARROW / 2}v${ARROW}z`;
  return `<path class="gf-arrow" d="${d}"/>`;
}

/** The words are in their own picture, which cuts off what would stick out in an unusual font. */
function boxElement({ x, y, width, height, role, whole, lines }: Box): string {
  const text = lines.map(
    ({ text, style, y }) => `<text class="gf-${style}" x="${PADDING}" y="${y}">${markup(text)}</text>`,
  );
  return `<g class="gf-node gf-${role}"><title>${markup(whole)}</title><rect class="gf-box" x="${x}" y="${y}" width="${width}" height="${height}" rx="9"/><rect class="gf-stripe" x="${x}" y="${y + 10}" width="5" height="${height - 20}" rx="2"/><svg x="${x}" y="${y}" width="${width}" height="${height}">${text.join("")}</svg></g>`;
}
