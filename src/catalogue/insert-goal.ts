/**
 * A goal into the text of a goals file. Nothing but what is inserted changes: comments, blank
 * lines, line ends and indentation of everything else stay as they are, letter by letter.
 */
import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import type { GoalEntry } from "./goal-entry.ts";
import { blockLines, flowLines, type Indentation, jsonLine } from "./goal-yaml.ts";
import {
  columnOf,
  endOfBlock,
  endOfLineBefore,
  lineEnd,
  lineNumber,
  lineStart,
  type Spot,
} from "./places.ts";

/** The text between `start` and `end` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type Insertion =
  | {
      readonly ok: true;
      readonly text: string;
      readonly edits: readonly Edit[];
      /** The line of the goal's id in the new text. */
      readonly line: number;
    }
  | { readonly ok: false; readonly why: string };

/** Keys that come before `goals`. */
const HEAD = ["version", "name", "targets", "default_target", "defaults", "include"];

/** @param text A valid goals file that has no goal of that id, without its byte order mark. */
export function insertGoal(text: string, entry: GoalEntry): Insertion {
  const root = parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).contents;
  if (!isMap(root)) return { ok: false, why: "it is not a mapping" };
  const edits = editsFor({ text, eol: text.includes("\r\n") ? "\r\n" : "\n" }, root, entry);
  if (typeof edits === "string") return { ok: false, why: edits };
  const after = applied(text, edits);
  if (!holdsAsBefore(text, after, entry.id)) return { ok: false, why: "its existing content would change" };
  return { ok: true, text: after, edits, line: lineOf(after, entry.id) };
}

interface File {
  readonly text: string;
  readonly eol: string;
}

/** A text instead of edits says why there is no place. */
function editsFor(file: File, root: YAMLMap, entry: GoalEntry): readonly Edit[] | string {
  const goals = root.items.find(({ key }) => isScalar(key) && key.value === "goals");
  if (!goals) return root.flow ? "the whole file is in braces" : withoutGoals(file, root, entry);
  const { value } = goals;
  if (isMap(value) && value.flow) {
    if (value.items.length > 0 || root.flow) return intoBraces(file, value, entry);
    return underGoals(file, root, goals, entry);
  }
  if (isMap(value)) return afterTheLast(file, root, value, entry);
  return root.flow ? "the whole file is in braces" : underGoals(file, root, goals, entry);
}

function withoutGoals(file: File, root: YAMLMap, entry: GoalEntry): readonly Edit[] {
  const column = columnOf(file.text, startOf(root.items[0]));
  const head = root.items.filter(({ key }) => isScalar(key) && HEAD.includes(String(key.value)));
  const spot = endOfBlock(file.text, head.at(-1) ?? root.items.at(-1), column + 1);
  const indent = { key: column + stepOf(file, root), step: stepOf(file, root) };
  const lines = [`${" ".repeat(column)}goals:`, ...blockLines(entry, indent)];
  return [below(file, spot, lines, true)];
}

/** `goals:` with nothing after it, or with `{}` or `null`, which is replaced. */
function underGoals(file: File, root: YAMLMap, goals: Pair, entry: GoalEntry): readonly Edit[] {
  const column = columnOf(file.text, startOf(goals));
  const indent = { key: column + stepOf(file, root), step: stepOf(file, root) };
  const [start = 0, end = 0] = rangeOf(goals.value) ?? [];
  if (end > start && file.text.slice(start, end).includes("#"))
    return afterBrace(file, start, end, entry, indent);
  const room = end > start ? [{ start: start - spacesBefore(file.text, start), end, text: "" }] : [];
  const from = end > start ? end : (rangeOf(goals.key)?.[1] ?? 0);
  const spot = endOfBlock(file.text, from, column + 1);
  const isFirst = spot.at === lineEnd(file.text, from);
  return [...room, below(file, spot, blockLines(entry, indent), !isFirst)];
}

function afterTheLast(file: File, root: YAMLMap, goals: YAMLMap, entry: GoalEntry): readonly Edit[] {
  const first = goals.items[0];
  const key = columnOf(file.text, startOf(first));
  const inner = isMap(first?.value) && !first.value.flow ? startOf(first.value.items[0]) : null;
  const step = inner === null ? stepOf(file, root) : columnOf(file.text, inner) - key;
  const spot = endOfBlock(file.text, goals.items.at(-1), key);
  return [below(file, spot, blockLines(entry, { key, step }), true)];
}

/** In braces with goals in them: a comma behind the last, and the new one on a line of its own. */
function intoBraces(file: File, goals: YAMLMap, entry: GoalEntry): readonly Edit[] {
  const { text, eol } = file;
  const last = goals.items.at(-1);
  const lastEnd = rangeOf(last?.value ?? last?.key)?.[1] ?? (rangeOf(goals)?.[0] ?? 0) + 1;
  const close = (rangeOf(goals)?.[1] ?? 0) - 1;
  const comma = !last || isCommaBetween(text, lastEnd, close) ? "" : ",";
  const own = text.slice(lineStart(text, close), close).trim() === "";
  const column = columnOf(text, startOf(goals.items[0] ?? null));
  const key = own && last ? column : columnOf(text, lineStart(text, close)) + 2;
  const lines = linesInBraces(text, entry, key).map((line) => eol + line);
  if (!own) {
    const at = comma === "" ? behindComma(text, lastEnd, close) : lastEnd;
    return [{ start: at, end: at, text: comma + lines.join("") }];
  }
  const end = endOfLineBefore(text, close);
  const edits = [
    { start: lastEnd, end: lastEnd, text: comma },
    { start: end, end, text: lines.join("") },
  ];
  return edits.filter((edit) => edit.text !== "");
}

/** `goals: { # none yet }` over several lines: the comment stays, the goal comes before the brace. */
function afterBrace(
  { text, eol }: File,
  start: number,
  end: number,
  entry: GoalEntry,
  { key }: Indentation,
): readonly Edit[] {
  const close = Math.max(start, end - 1);
  const at = endOfLineBefore(text, close);
  const lines = linesInBraces(text, entry, key).map((line) => eol + line);
  return [{ start: at, end: at, text: lines.join("") }];
}

/** A file that is JSON as well stays so: it cannot contain comments. */
function linesInBraces(text: string, entry: GoalEntry, key: number): readonly string[] {
  try {
    JSON.parse(text);
    return [jsonLine(entry, key)];
  } catch {
    return flowLines(entry, key);
  }
}

function below({ eol }: File, { at, keepsBlankLines }: Spot, lines: readonly string[], apart: boolean): Edit {
  const gap = apart && !keepsBlankLines ? eol : "";
  return { start: at, end: at, text: gap + lines.map((line) => eol + line).join("") };
}

/** How far the file indents: by the first key that has keys below it. */
function stepOf({ text }: File, root: YAMLMap): number {
  for (const { key, value } of root.items) {
    if (!isMap(value) || value.flow || !isScalar(key)) continue;
    return Math.max(1, columnOf(text, startOf(value.items[0])) - columnOf(text, key.range?.[0] ?? 0));
  }
  return 2;
}

function startOf(pair: Pair | null | undefined): number {
  return rangeOf(pair?.key)?.[0] ?? 0;
}

function rangeOf(node: unknown): readonly number[] | null {
  return (node as { range?: readonly number[] | null } | null | undefined)?.range ?? null;
}

function spacesBefore(text: string, offset: number): number {
  return /[ ]*$/.exec(text.slice(lineStart(text, offset), offset))?.[0].length ?? 0;
}

function behindComma(text: string, from: number, to: number): number {
  const comma = text.slice(from, to).indexOf(",");
  return comma < 0 ? from : from + comma + 1;
}

/** A comma behind the last goal, not one in a comment. */
function isCommaBetween(text: string, from: number, to: number): boolean {
  return text.slice(from, to).replace(/#.*$/gm, "").includes(",");
}

/** Edits are in the order of the text and do not overlap. */
export function applied(text: string, edits: readonly Edit[]): string {
  let done = 0;
  const parts = edits.flatMap(({ start, end, text: fresh }) => {
    const before = text.slice(done, start);
    done = end;
    return [before, fresh];
  });
  return [...parts, text.slice(done)].join("");
}

/** Counts from 1. */
function lineOf(text: string, id: string): number {
  const goals = parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).get("goals");
  const goal = isMap(goals) ? goals.items.find(({ key }) => isScalar(key) && key.value === id) : null;
  return lineNumber(text, startOf(goal));
}

/** The check that does not trust the code above: read again, the file contains what it contained before, and the goal. */
function holdsAsBefore(before: string, after: string, id: string): boolean {
  const document = parseDocument(after, { uniqueKeys: false, logLevel: "silent" });
  if (document.errors.length > 0 || !document.hasIn(["goals", id])) return false;
  const held = withGoals(parseDocument(before, { uniqueKeys: false, logLevel: "silent" }).toJS());
  const { [id]: _, ...goals } = withGoals(document.toJS()).goals;
  return JSON.stringify(held) === JSON.stringify({ ...withGoals(document.toJS()), goals });
}

function withGoals(content: { readonly goals?: object | null }): { readonly goals: Record<string, unknown> } {
  const { goals, ...rest } = content;
  return { ...rest, goals: { ...goals } };
}
