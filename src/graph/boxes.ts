/** One goal or step as a box with its lines of text. */
import type { NodeRole } from "./goal-graph.ts";
import { textLines } from "./text-lines.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly role: NodeRole | "step";
  /** Everything that is known of it, uncut, for those who point at it. */
  readonly whole: string;
  readonly lines: readonly BoxLine[];
}

export interface BoxLine {
  readonly text: string;
  readonly style: "tag" | "name" | "counts" | "value";
  /** Within the box. */
  readonly y: number;
}

export interface BoxShape {
  readonly width: number;
  readonly atMostName: number;
  readonly atMostCounts: number;
}

export const GOAL_BOX: BoxShape = { width: 236, atMostName: 2, atMostCounts: 3 };
export const STEP_BOX: BoxShape = { width: 204, atMostName: 2, atMostCounts: 3 };

/** From the box's edge to its text, left and right. */
export const PADDING = 16;

export interface BoxContent {
  readonly tag: string;
  readonly name: string;
  readonly counts: string;
  readonly value: string | null;
  readonly role: Box["role"];
}

/** Size of the letters and height of the line of each style. */
export const STYLES = {
  tag: { size: 11, line: 17, bold: true },
  name: { size: 15, line: 20, bold: true },
  counts: { size: 12, line: 16, bold: false },
  value: { size: 12, line: 19, bold: true },
} as const;

export function boxOf(content: BoxContent, shape: BoxShape, shown: (text: string) => string): Box {
  const { tag, name, counts, value, role } = content;
  const written = [
    ...fitted("tag", shown(tag), 1, shape),
    ...fitted("name", shown(name), shape.atMostName, shape),
    ...fitted("counts", shown(counts), shape.atMostCounts, shape),
    ...(value === null ? [] : fitted("value", shown(value), 1, shape)),
  ];
  let y = 10;
  const lines = written.map(({ text, style }): BoxLine => {
    y += STYLES[style].line;
    return { text, style, y: y - 4 };
  });
  const whole = [name, tag, counts, ...(value === null ? [] : [value])].map(shown).join("; ");
  return { x: 0, y: 0, width: shape.width, height: y + 10, role, whole, lines };
}

function fitted(style: BoxLine["style"], text: string, atMost: number, { width }: BoxShape) {
  const { size, bold } = STYLES[style];
  return textLines(text, { width: width - 2 * PADDING, size, bold, atMost }).map((line) => ({
    text: line,
    style,
  }));
}

export function moved(box: Box, x: number, y: number): Box {
  return { ...box, x: box.x + x, y: box.y + y };
}
