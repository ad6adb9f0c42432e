/**
 * Goals or funnels into the text of a goals file. Nothing but what is inserted changes: comments, blank
 * lines, line ends and indentation of everything else stay as they are, character by character.
 */
import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import { applied, type Edit } from "./edits.ts";
import {
  columnOf,
  endOfBlock,
  endOfLineBefore,
  lineEnd,
  lineNumber,
  lineStart,
  rangeOf,
  type Spot,
  startOf,
} from "./text-positions.ts";
import { type Indentation, isJson } from "./yaml-text.ts";

/** A section of the file, and what is inserted into it. */
export interface Insert {
  readonly into: Section;
  /** At least one. The file has no such ids yet. */
  readonly entries: readonly Entry[];
}

export type Section = "forward" | "metrics" | "goals" | "funnels";

/** A goal, a funnel, a forward or a metric with its comments, in each way in which a file may contain it. */
export interface Entry {
  readonly id: string;
  /** With a line for each key. */
  readonly block: (indent: Indentation) => readonly string[];
  /** Inside braces: the comments, and one line. */
  readonly flow: (key: number) => readonly string[];
  readonly json: (key: number) => string;
}

export type Insertion =
  | {
      readonly ok: true;
      readonly text: string;
      readonly edits: readonly Edit[];
      /** The line of the first id in the new text. */
      readonly line: number;
    }
  | { readonly ok: false; readonly why: string };

/** Keys that come before a section. */
const FILE_HEAD = ["version", "name", "targets", "default_target", "defaults", "include"];
const GOALS_HEAD = [...FILE_HEAD, "forward", "dimensions", "metrics"];
const HEADS = {
  forward: FILE_HEAD,
  metrics: [...FILE_HEAD, "forward", "dimensions"],
  goals: GOALS_HEAD,
  funnels: [...GOALS_HEAD, "goals"],
} as const;

/** @param text A valid goals file, without its byte order mark. */
export function insertEntries(text: string, insert: Insert): Insertion {
  const root = parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).contents;
  if (!isMap(root)) return { ok: false, why: "it is not a mapping" };
  const edits = editsFor({ text, eol: text.includes("\r\n") ? "\r\n" : "\n" }, root, insert);
  if (typeof edits === "string") return { ok: false, why: edits };
  const after = applied(text, edits);
  if (!hasTheRest(text, after, insert)) return { ok: false, why: "its existing content would change" };
  return { ok: true, text: after, edits, line: lineOf(after, insert) };
}

interface File {
  readonly text: string;
  readonly eol: string;
}

/** A text instead of edits says why there is no place. */
function editsFor(file: File, root: YAMLMap, insert: Insert): readonly Edit[] | string {
  const section = root.items.find(({ key }) => isScalar(key) && key.value === insert.into);
  if (!section) return root.flow ? "the whole file is in braces" : withoutSection(file, root, insert);
  const { value } = section;
  if (isMap(value) && value.flow) {
    if (value.items.length > 0 || root.flow) return intoBraces(file, value, insert);
    return underKey(file, root, section, insert);
  }
  if (isMap(value)) return afterTheLast(file, root, value, insert);
  return root.flow ? "the whole file is in braces" : underKey(file, root, section, insert);
}

function withoutSection(file: File, root: YAMLMap, insert: Insert): readonly Edit[] {
  const column = columnOf(file.text, startOf(root.items[0]));
  const head = root.items.filter(
    ({ key }) => isScalar(key) && HEADS[insert.into].includes(String(key.value)),
  );
  const spot = endOfBlock(file.text, head.at(-1) ?? root.items.at(-1), column + 1);
  const indent = { key: column + stepOf(file, root), step: stepOf(file, root) };
  const lines = [`${" ".repeat(column)}${insert.into}:`, ...blockLines(insert, indent)];
  return [below(file, spot, lines, true)];
}

/** `goals:` with nothing after it, or with `{}` or `null`, which is replaced. */
function underKey(file: File, root: YAMLMap, section: Pair, insert: Insert): readonly Edit[] {
  const column = columnOf(file.text, startOf(section));
  const indent = { key: column + stepOf(file, root), step: stepOf(file, root) };
  const [start = 0, end = 0] = rangeOf(section.value) ?? [];
  if (end > start && file.text.slice(start, end).includes("#"))
    return afterBrace(file, start, end, insert, indent);
  const room = end > start ? [{ start: start - spacesBefore(file.text, start), end, text: "" }] : [];
  const from = end > start ? end : (rangeOf(section.key)?.[1] ?? 0);
  const spot = endOfBlock(file.text, from, column + 1);
  const isFirst = spot.at === lineEnd(file.text, from);
  return [...room, below(file, spot, blockLines(insert, indent), !isFirst)];
}

function afterTheLast(file: File, root: YAMLMap, goals: YAMLMap, insert: Insert): readonly Edit[] {
  const first = goals.items[0];
  const key = columnOf(file.text, startOf(first));
  const inner = isMap(first?.value) && !first.value.flow ? startOf(first.value.items[0]) : null;
  const step = inner === null ? stepOf(file, root) : columnOf(file.text, inner) - key;
  const spot = endOfBlock(file.text, goals.items.at(-1), key);
  return [below(file, spot, blockLines(insert, { key, step }), true)];
}

/** In braces with something in them: a comma behind the last, and the new ones on lines of their own. */
function intoBraces(file: File, goals: YAMLMap, insert: Insert): readonly Edit[] {
  const { text, eol } = file;
  const last = goals.items.at(-1);
  const lastEnd = rangeOf(last?.value ?? last?.key)?.[1] ?? (rangeOf(goals)?.[0] ?? 0) + 1;
  const close = (rangeOf(goals)?.[1] ?? 0) - 1;
  const comma = !last || isCommaBetween(text, lastEnd, close) ? "" : ",";
  const own = text.slice(lineStart(text, close), close).trim() === "";
  const column = columnOf(text, startOf(goals.items[0] ?? null));
  const key = own && last ? column : columnOf(text, lineStart(text, close)) + 2;
  const lines = linesInBraces(text, insert, key).map((line) => eol + line);
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

/** `goals: { # none yet }` over several lines: the comment stays, what is new comes before the brace. */
function afterBrace(
  { text, eol }: File,
  start: number,
  end: number,
  insert: Insert,
  { key }: Indentation,
): readonly Edit[] {
  const close = Math.max(start, end - 1);
  const at = endOfLineBefore(text, close);
  const lines = linesInBraces(text, insert, key).map((line) => eol + line);
  return [{ start: at, end: at, text: lines.join("") }];
}

/** With a blank line between two entries. */
function blockLines({ entries }: Insert, indent: Indentation): readonly string[] {
  return entries.flatMap((entry, index) => [...(index === 0 ? [] : [""]), ...entry.block(indent)]);
}

/** With a comma after each entry but the last. A file that is JSON as well stays so: it cannot contain comments. */
function linesInBraces(text: string, { entries }: Insert, key: number): readonly string[] {
  const isPlain = isJson(text);
  return entries.flatMap((entry, index) => {
    const lines = isPlain ? [entry.json(key)] : entry.flow(key);
    return index === entries.length - 1 ? lines : [...lines.slice(0, -1), `${lines.at(-1)},`];
  });
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

/** Counts from 1. */
function lineOf(text: string, { into, entries: [first] }: Insert): number {
  const section = parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).get(into);
  const entry = isMap(section)
    ? section.items.find(({ key }) => isScalar(key) && key.value === first?.id)
    : null;
  return lineNumber(text, startOf(entry));
}

/** The check that does not trust the code above: read again, the file has what it had before, and what is new. */
function hasTheRest(before: string, after: string, { into, entries }: Insert): boolean {
  const document = parseDocument(after, { uniqueKeys: false, logLevel: "silent" });
  const ids = new Set(entries.map(({ id }) => id));
  if (document.errors.length > 0 || ![...ids].every((id) => document.hasIn([into, id]))) return false;
  const old = parseDocument(before, { uniqueKeys: false, logLevel: "silent" }).toJS() as Content;
  const now = document.toJS() as Content;
  const others = Object.entries(now[into] ?? {}).filter(([id]) => !ids.has(id));
  return withSection(old, into, old[into] ?? {}) === withSection(now, into, Object.fromEntries(others));
}

type Content = Readonly<Record<string, object | null>>;

function withSection(content: Content, into: Insert["into"], entries: object): string {
  const { [into]: _, ...rest } = content;
  return JSON.stringify([rest, entries]);
}
