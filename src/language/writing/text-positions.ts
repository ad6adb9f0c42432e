/** Places in the text of a YAML file: lines, columns, and where something that is indented ends. */
import { isCollection, isPair, isScalar, type Pair } from "yaml";

/** Where new lines may follow: at the end of a line, before its line break. */
export interface Spot {
  readonly at: number;
  /** The text before is a block scalar with `+`: a blank line after it would become part of it. */
  readonly keepsBlankLines: boolean;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The end of the line without its line break. */
export function lineEnd(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  if (found < 0) return text.length;
  return text[found - 1] === "\r" ? Math.max(offset, found - 1) : found;
}

/** Where the line above ends, without its line break. */
export function endOfLineBefore(text: string, offset: number): number {
  return lineEnd(text, lineStart(text, Math.max(0, lineStart(text, offset) - 1)));
}

/** Counts from 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Counts from 1. */
export function lineNumber(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/**
 * Behind a pair (or an offset) and the comments that belong to it: those on its last line, and
 * those on lines of their own below it that are indented by at least `column`.
 */
export function endOfBlock(text: string, from: Pair | number | undefined, column: number): Spot {
  const leaf = typeof from === "number" ? null : lastLeaf(from);
  const end = typeof from === "number" ? from : (leaf?.range?.[1] ?? text.length);
  if (leaf && keepsBlankLines(text, leaf)) return { at: beforeLineBreak(text, end), keepsBlankLines: true };
  const content = text.slice(0, end).trimEnd().length;
  return { at: withComments(text, lineEnd(text, content), column), keepsBlankLines: false };
}

interface Leaf {
  readonly range?: readonly [number, number, number] | null;
}

/** The last thing that is written in a pair; a block's own range reaches into what follows it. */
function lastLeaf(node: unknown): Leaf | null {
  if (isPair(node)) return lastLeaf(isNothing(node.value) ? node.key : node.value);
  if (isCollection(node) && !node.flow && node.items.length > 0) return lastLeaf(node.items.at(-1));
  return (node as Leaf | null) ?? null;
}

/** A key without a value: the parser puts one of no length behind the colon. */
function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.range?.[0] === node.range?.[1]);
}

function keepsBlankLines(text: string, leaf: Leaf): boolean {
  if (!isScalar(leaf) || (leaf.type !== "BLOCK_LITERAL" && leaf.type !== "BLOCK_FOLDED")) return false;
  const start = leaf.range?.[0] ?? 0;
  return /^[|>]\d?\+/.test(text.slice(start, start + 3));
}

function beforeLineBreak(text: string, offset: number): number {
  if (text[offset - 1] !== "\n") return offset;
  return text[offset - 2] === "\r" ? offset - 2 : offset - 1;
}

function withComments(text: string, from: number, column: number): number {
  let end = from;
  for (let next = text.indexOf("\n", from) + 1; next > 0 && next < text.length; ) {
    const stop = lineEnd(text, next);
    const line = text.slice(next, stop);
    const isComment = line.trimStart().startsWith("#") && line.search(/[^ ]/) >= column;
    if (line.trim() !== "" && !isComment) break;
    if (isComment) end = stop;
    next = text.indexOf("\n", stop) + 1;
  }
  return end;
}

export function startOf(pair: Pair | null | undefined): number {
  return rangeOf(pair?.key)?.[0] ?? 0;
}

export function rangeOf(node: unknown): readonly number[] | null {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range ?? null;
}
