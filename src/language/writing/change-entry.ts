/**
 * Keys of one goal, funnel, forward or column of reports in the text of a goals file. Everything else stays as it is, character by character, and so do
 * the comments: one inside something that goes is put above its line.
 */
import { isMap, isScalar, isSeq, Lexer, type Node, type Pair, parseDocument, type YAMLMap } from "yaml";
import { applied, type Edit } from "./edits.ts";
import { columnOf, endOfBlock, lineEnd, lineStart } from "./text-positions.ts";
import { inBraces, isJson } from "./yaml-text.ts";
import type { YamlValue } from "./yaml-value.ts";

export interface EntryChange {
  readonly in: "goals" | "funnels" | "forward" | "dimensions" | "metrics";
  readonly id: string;
  /** What the entry says, and what it is to say. Keys that are the same in both stay as they are written. */
  readonly before: YamlMap;
  readonly after: YamlMap;
}

export type YamlMap = { readonly [key: string]: YamlValue };

type Path = readonly (string | number)[];

/** Null: the key goes. */
interface Step {
  readonly path: Path;
  readonly to: YamlValue | null;
  /** All keys of its mapping, in the order in which they are written. */
  readonly order: readonly string[];
}

/** @param text a file that has the entry, without its byte order mark. Null where it has no mapping of that name. */
export function changeEntry(text: string, change: EntryChange): string | null {
  const at: Path = [change.in, change.id];
  const entry = nodeAt(text, at);
  if (!isMap(entry)) return null;
  return steps(entry, change.before, change.after, at).reduce(carriedOut, text);
}

function nodeAt(text: string, path: Path): unknown {
  return parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).getIn(path, true);
}

function steps(node: YAMLMap, before: YamlMap, after: YamlMap, at: Path): readonly Step[] {
  // What goes comes last, so that no mapping is ever empty.
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return keys.flatMap((key): readonly Step[] => {
    const [was, is] = [before[key], after[key]];
    if (isSame(was, is)) return [];
    const path = [...at, key];
    const order = Object.keys(after);
    if (is === undefined) return node.has(key) ? [{ path, to: null, order }] : [];
    return was === undefined ? [{ path, to: is, order }] : within(node.get(key, true), was, is, path, order);
  });
}

/** As deep as the file is written in the same shape; where it is not, the whole value is replaced. */
function within(
  node: unknown,
  was: YamlValue,
  is: YamlValue,
  path: Path,
  order: readonly string[],
): readonly Step[] {
  const whole = [{ path, to: is, order }];
  if (isMap(node) && isSaidMap(was) && isSaidMap(is)) {
    const written = node.items.map(({ key }) => String(isScalar(key) ? key.value : key));
    const isAlike = Object.keys(was).sort().join() === written.sort().join();
    const isKept = Object.keys(was).some((key) => key in is);
    return isAlike && isKept ? steps(node, was, is, path) : whole;
  }
  if (!isSeq(node) || !Array.isArray(was) || !Array.isArray(is) || !hasLength(node.items.length, was, is))
    return whole;
  return is.flatMap((item: YamlValue, index): readonly Step[] =>
    isSame(was[index], item) ? [] : within(node.items[index], was[index]!, item, [...path, index], []),
  );
}

function hasLength(length: number, ...lists: readonly (readonly YamlValue[])[]): boolean {
  return lists.every((list) => list.length === length);
}

function isSaidMap(said: YamlValue): said is YamlMap {
  return typeof said === "object" && !Array.isArray(said);
}

function isSame(one: YamlValue | undefined, other: YamlValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The text is read again for each step, so that no step moves the places of another. */
function carriedOut(text: string, { path, to, order }: Step): string {
  const key = path.at(-1)!;
  const parent = nodeAt(text, path.slice(0, -1));
  if (isSeq(parent)) return applied(text, replacing(text, null, parent.items[Number(key)] as Node, to!));
  if (!isMap(parent)) return text;
  const pair = parent.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (to === null) return pair === undefined ? text : applied(text, removing(text, parent, pair));
  if (pair === undefined) return applied(text, adding(text, parent, String(key), to, order));
  return applied(text, replacing(text, pair, pair.value as Node | null, to));
}

function rangeOf(node: unknown): readonly [start: number, end: number] {
  const [start = 0, end = start] =
    (node as { range?: readonly number[] | null } | null | undefined)?.range ?? [];
  return [start, end];
}

/** @param pair null in a list */
function replacing(text: string, pair: Pair | null, value: Node | null, to: YamlValue): readonly Edit[] {
  const fresh = written(text, to);
  const [keyStart, keyEnd] = rangeOf(pair?.key ?? value);
  const [start, end] = rangeOf(value);
  const isBlock = isMap(value) || isSeq(value) ? !value.flow : isBlockText(text, value);
  if (pair === null && !isBlock) return [{ start, end, text: fresh }];
  const colon = pair === null ? start : text.indexOf(":", keyEnd) + 1;
  const isEmpty = end <= start;
  if (!isBlock && !isEmpty) return [...above(text, keyStart, start, end), { start, end, text: fresh }];
  const stop = isEmpty ? colon : contentEnd(text, pair ?? value);
  const space = pair === null ? "" : " ";
  return [...above(text, keyStart, colon, stop), { start: colon, end: stop, text: space + fresh }];
}

function isBlockText(text: string, value: Node | null): boolean {
  return /^[|>]/.test(text.slice(...rangeOf(value)));
}

/** Without the line breaks and comments that follow. */
function contentEnd(text: string, node: unknown): number {
  const { at } = endOfBlock(text, node as Pair, Number.MAX_SAFE_INTEGER);
  const comment = commentsIn(text).find(({ start, end }) => end === at && start >= lineStart(text, at));
  return text.slice(0, comment?.start ?? at).trimEnd().length;
}

function adding(
  text: string,
  map: YAMLMap,
  key: string,
  to: YamlValue,
  order: readonly string[],
): readonly Edit[] {
  const before = order.slice(0, order.indexOf(key));
  const names = map.items.map((one) => String(isScalar(one.key) ? one.key.value : ""));
  const last = map.items[names.findLastIndex((name) => before.includes(name))] ?? map.items.at(-1);
  const field = `${isJson(text) ? JSON.stringify(key) : key}: ${written(text, to)}`;
  const [start, end] = rangeOf(map);
  if (last === undefined) return [{ start, end, text: `{ ${field} }` }];
  if (map.flow) {
    const at = rangeOf(last.value ?? last.key)[1];
    return [{ start: at, end: at, text: `, ${field}` }];
  }
  const column = columnOf(text, rangeOf(map.items[0]!.key)[0]);
  const { at } = endOfBlock(text, last, column + 1);
  return [{ start: at, end: at, text: `${eolOf(text)}${" ".repeat(column)}${field}` }];
}

function removing(text: string, map: YAMLMap, pair: Pair): readonly Edit[] {
  const [start] = rangeOf(pair.key);
  if (!map.flow) {
    const first = lineStart(text, start);
    const isOwnLine = text.slice(first, start).trim() === "";
    const stop = lineEnd(text, contentEnd(text, pair));
    const kept = above(text, start, start, stop);
    if (isOwnLine) return [...kept, { start: first, end: afterBreak(text, stop), text: "" }];
    return [...kept, { start, end: nextKey(map, pair, stop), text: "" }];
  }
  const index = map.items.indexOf(pair);
  const [, end] = rangeOf(pair.value ?? pair.key);
  const next = map.items[index + 1];
  if (next) {
    const comma = text.indexOf(",", end) + 1;
    const rest = /^[ \t]*/.exec(text.slice(comma))![0].length;
    return [...above(text, start, start, end), { start, end: comma + rest, text: "" }];
  }
  const previous = map.items[index - 1];
  const from = previous ? rangeOf(previous.value ?? previous.key)[1] : start;
  return [...above(text, start, from, end), { start: from, end, text: "" }];
}

/** The first key of a mapping in a list has the dash on its line: the next key takes its place. */
function nextKey(map: YAMLMap, pair: Pair, otherwise: number): number {
  const next = map.items[map.items.indexOf(pair) + 1];
  return next ? rangeOf(next.key)[0] : otherwise;
}

function afterBreak(text: string, end: number): number {
  const found = text.indexOf("\n", end);
  return found < 0 ? text.length : found + 1;
}

/** The comments between two places, as lines of their own above the line of `at`. */
function above(text: string, at: number, start: number, end: number): readonly Edit[] {
  const comments = commentsIn(text).filter((one) => one.start >= start && one.end <= end);
  if (comments.length === 0) return [];
  const line = lineStart(text, at);
  const indent = /^[ ]*/.exec(text.slice(line))![0];
  const lines = comments.map((one) => `${indent}${text.slice(one.start, one.end)}${eolOf(text)}`);
  return [{ start: line, end: line, text: lines.join("") }];
}

/** What a scalar begins with: a text that begins with `#` is not a comment. */
const SCALAR = "\u001f";
const MARKERS = ["\u0002", "\u0018", SCALAR];

function commentsIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  let offset = 0;
  let before = "";
  const found: { start: number; end: number }[] = [];
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith("#") && before !== SCALAR)
      found.push({ start: offset, end: offset + token.trimEnd().length });
    if (!MARKERS.includes(token)) offset += token.length;
    before = token;
  }
  return found;
}

/** As it is written in braces, where more has to be in quotes. */
function written(text: string, said: YamlValue): string {
  if (isJson(text)) return JSON.stringify(said);
  return inBraces({ x: said })
    .replace(/^\{ x: /, "")
    .replace(/ \}$/, "");
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
