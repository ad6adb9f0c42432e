/** The picture as data: boxes, lines and words with their places. Knows nothing of SVG. */
import { type Box, boxOf, GOAL_BOX, moved, STEP_BOX } from "./boxes.ts";
import { alone, type GoalGraph, type Lane, type LaneStep, ROLE_NAMES } from "./goal-graph.ts";
import { layersOf } from "./layers.ts";
import { type Line, placed } from "./positions.ts";
import { textLines } from "./text-lines.ts";

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly words: readonly Words[];
  readonly bands: readonly Band[];
  readonly lines: readonly Line[];
  readonly boxes: readonly Box[];
}

export interface Words {
  readonly text: string;
  readonly style: "title" | "heading" | "note";
  readonly x: number;
  readonly y: number;
}

/** The background of a funnel's steps. */
export interface Band {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Makes text safe to look at. It may get longer, so it happens before anything is measured. */
export type MakeSafe = (text: string) => string;

const MARGIN = 32;
const GAP = 24;
const LEAST_WIDTH = 4 * GOAL_BOX.width + 3 * GAP;

type Part = Omit<Drawing, "width">;

/** One part below the other: title, ways to the main conversion, goals on their own, funnels. */
export function drawingOf(graph: GoalGraph, shown: MakeSafe): Drawing {
  const ways = placed(layersOf(graph), shown);
  const width = Math.max(LEAST_WIDTH, ways.width);
  const parts: Part[] = [
    titlePart(graph, width, shown),
    ...(ways.boxes.length === 0 ? [] : [waysPart(graph, ways)]),
    ...alonePart(graph, width, shown),
    ...graph.lanes.map((lane) => lanePart(lane, width, shown)),
  ];
  return { ...stacked(parts), width: width + 2 * MARGIN };
}

function stacked(parts: readonly Part[]): Part {
  let top = MARGIN;
  const all = parts.map((part) => {
    const lower = shifted(part, MARGIN, top);
    top += part.height + MARGIN;
    return lower;
  });
  return {
    height: top,
    words: all.flatMap(({ words }) => words),
    bands: all.flatMap(({ bands }) => bands),
    lines: all.flatMap(({ lines }) => lines),
    boxes: all.flatMap(({ boxes }) => boxes),
  };
}

function shifted(part: Part, x: number, y: number): Part {
  const move = <T extends { readonly x: number; readonly y: number }>(one: T): T => ({
    ...one,
    x: one.x + x,
    y: one.y + y,
  });
  return {
    height: part.height,
    words: part.words.map(move),
    bands: part.bands.map(move),
    lines: part.lines.map((line) => ({ ...line, points: line.points.map(move) })),
    boxes: part.boxes.map((box) => moved(box, x, y)),
  };
}

function part(words: readonly Words[], height: number): Part {
  return { height, words, bands: [], lines: [], boxes: [] };
}

export function countsOf({ nodes, lanes }: GoalGraph): string {
  const goals = `${nodes.length} ${nodes.length === 1 ? "goal" : "goals"}`;
  return lanes.length === 0
    ? goals
    : `${goals}, ${lanes.length} ${lanes.length === 1 ? "funnel" : "funnels"}`;
}

function titlePart(graph: GoalGraph, width: number, shown: MakeSafe): Part {
  const fit = { width: width - MARGIN, size: 22, bold: true, atMost: 1 };
  const title = textLines(shown(graph.owner), fit)[0] ?? "";
  return part(
    [
      { text: title, style: "title", x: 0, y: 20 },
      { text: countsOf(graph), style: "note", x: 0, y: 42 },
    ],
    44,
  );
}

const HEADING = 34;

function headed(text: string, note: string): Words[] {
  const words: Words[] = [{ text, style: "heading", x: 0, y: 14 }];
  return note === "" ? words : [...words, { text: note, style: "note", x: 0, y: 32 }];
}

function waysPart(graph: GoalGraph, { boxes, lines, height }: ReturnType<typeof placed>): Part {
  const hasMacro = graph.nodes.some(({ role }) => role === "macro");
  const hasFunnelLines = lines.some(({ isFunnel }) => isFunnel);
  const note = hasFunnelLines ? "Dashed: the order in a funnel" : "";
  const top = HEADING + (note === "" ? 0 : 16);
  const words = headed(hasMacro ? "Ways to the main conversion" : "What leads where", note);
  const lower = shifted({ height, words: [], bands: [], lines, boxes }, 0, top);
  return { ...lower, words, height: height + top };
}

/** In rows, the tallest box of a row decides its height. */
function alonePart(graph: GoalGraph, width: number, shown: MakeSafe): Part[] {
  const boxes = alone(graph).map((node) => boxOf({ ...node, tag: ROLE_NAMES[node.role] }, GOAL_BOX, shown));
  if (boxes.length === 0) return [];
  const rows = inRows(
    boxes,
    Math.floor((width + GAP) / (GOAL_BOX.width + GAP)),
    GAP,
    HEADING,
    GOAL_BOX.width,
  );
  const others = boxes.length < graph.nodes.length;
  return [{ ...rows, words: headed(others ? "Goals on their own" : "Goals", ""), bands: [], lines: [] }];
}

function inRows(boxes: readonly Box[], perRow: number, gap: number, top: number, boxWidth: number) {
  const moves: Box[] = [];
  let y = top;
  for (let first = 0; first < boxes.length; first += perRow) {
    const row = boxes.slice(first, first + perRow);
    const height = Math.max(...row.map((box) => box.height));
    // Boxes of one row are of one height: it looks calmer.
    for (const [at, box] of row.entries()) moves.push(moved({ ...box, height }, at * (boxWidth + gap), y));
    y += height + gap;
  }
  return { boxes: moves, height: y - gap };
}

const STEP_GAP = 30;
const BAND_PADDING = 18;

/** A swim lane: the steps of one funnel in their order, in as many rows as they need. */
function lanePart(lane: Lane, width: number, shown: MakeSafe): Part {
  const boxes = lane.steps.map((step, at) => boxOf(stepContent(step, at), STEP_BOX, shown));
  const perRow = Math.floor((width - 2 * BAND_PADDING + STEP_GAP) / (STEP_BOX.width + STEP_GAP));
  const top = HEADING + 16;
  const rows = inRows(boxes, perRow, STEP_GAP, 0, STEP_BOX.width);
  const steps = rows.boxes.map((box) => moved(box, BAND_PADDING, top + BAND_PADDING));
  const height = rows.height + 2 * BAND_PADDING;
  const fit = { width: width - MARGIN, size: 16, bold: true, atMost: 1 };
  return {
    height: top + height,
    words: headed(textLines(shown(`Funnel: ${lane.name}`), fit)[0] ?? "", laneNote(lane)),
    bands: [{ x: 0, y: top, width, height }],
    lines: stepLines(steps),
    boxes: steps,
  };
}

function stepContent({ name, goal, counts }: LaneStep, at: number) {
  const kind = goal === null ? "" : ` · ${goal.role === "none" ? "goal" : goal.role}`;
  return { name, counts, value: null, role: goal?.role ?? ("step" as const), tag: `step ${at + 1}${kind}` };
}

export function laneNote({ open, within }: Lane): string {
  const entry = open ? "Open: people may enter at any step" : "Closed: begins with the first step";
  return within === null ? entry : `${entry}; at most ${within} between two steps`;
}

function stepLines(boxes: readonly Box[]): Line[] {
  return boxes.slice(1).map((to, at): Line => {
    const from = boxes[at]!;
    const start = { x: from.x + from.width, y: from.y + from.height / 2 };
    const end = { x: to.x, y: to.y + to.height / 2 };
    const common = { isFunnel: false, hasArrow: true };
    if (from.y === to.y) return { ...common, points: [start, end], isStraight: true };
    const below = { x: from.x + from.width / 2, y: from.y + from.height };
    const above = { x: to.x + to.width / 2, y: to.y };
    const between = (below.y + above.y) / 2;
    const corners = [below, { x: below.x, y: between }, { x: above.x, y: between }, above];
    return { ...common, points: corners, isStraight: true };
  });
}
