/** Follows the advice of a diagnostic as a person would: the snippet in backquotes takes the place that it fits. */
import { isMap, isScalar, type Pair, parseDocument, visit } from "yaml";
import type { Diagnostic } from "../../src/diagnostic.ts";

/** The file as it is when the first piece of advice is followed; null when there is nothing to follow. */
export function followed(text: string, { hint = "", place }: Diagnostic): string | null {
  if (!place) return null;
  const lines = text.split("\n");
  const lineStart = lines.slice(0, place.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const start = lineStart + [...(lines[place.line - 1] ?? "")].slice(0, place.column - 1).join("").length;
  const marked = { start, end: start + (place.length ?? 1) };
  const meant = /Did you mean `([^`]+)`/.exec(hint)?.[1];
  if (meant !== undefined) return replaced(text, marked, meant);
  if (/^Delete (?:it|one of the two)/.test(hint)) return withoutEntry(text, marked);
  const twins = / write `(.+)` in place of the two/.exec(hint)?.[1];
  if (twins !== undefined) return inPlaceOfTwo(text, marked, twins);
  const [, snippet, instead] =
    /[Ww]rite (?:the number alone: |the extension alone: )?`(.+?)`(?= |\.|,|;|$)(?: instead of `(\w+)`)?/.exec(
      hint,
    ) ?? [];
  if (snippet === undefined) return null;
  const beside = /, and `([^`]+)` next to it/.exec(hint)?.[1];
  return putInPlace(text, marked, beside === undefined ? snippet : `${snippet}, ${beside}`, instead);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function replaced(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** `key: value` takes the place of the nearest entry of that key around the mark, or of the marked entry itself. */
function putInPlace(text: string, marked: Span, snippet: string, instead: string | undefined): string {
  const keys = keysOf(snippet);
  const entries = entriesAround(text, marked);
  const wanted = instead === undefined ? keys : [instead];
  const entry =
    entries.findLast(({ key }) => wanted.includes(key)) ??
    (keys.length > 0 ? markedEntry(entries, marked) : undefined);
  if (entry === undefined || keys.length === 0) return replaced(text, marked, snippet);
  return replaced(text, { start: entry.start, end: Math.max(entry.end, marked.end) }, snippet);
}

/** The marked entry becomes the snippet, and the earlier one with the same key goes. */
function inPlaceOfTwo(text: string, marked: Span, snippet: string): string {
  const key = text.slice(marked.start, marked.end);
  const second = entriesAround(text, marked).findLast(({ keyStart }) => keyStart === marked.start);
  const earlier = text.lastIndexOf(`${key}: `, marked.start - 1);
  const replacedText = replaced(text, second ?? marked, snippet);
  return withoutEntry(replacedText, { start: earlier, end: earlier + key.length });
}

function keysOf(snippet: string): readonly string[] {
  if (/^[{['"]/.test(snippet) && !/^['"][^'"]+['"]:/.test(snippet)) return [];
  const document = parseDocument(`{ ${snippet} }`);
  if (document.errors.length > 0 || !isMap(document.contents)) return [];
  const pairs = document.contents.items as Pair[];
  return pairs.every(({ value }) => value !== null)
    ? pairs.map(({ key }) => String(isScalar(key) ? key.value : ""))
    : [];
}

interface Entry extends Span {
  readonly key: string;
  readonly keyStart: number;
  readonly operator: boolean;
}

const OPERATORS = ["equals", "begins_with", "ends_with", "contains", "matches", "one_of", "not"];

/** From the outside in. */
function entriesAround(text: string, { start }: Span): readonly Entry[] {
  const found: Entry[] = [];
  visit(parseDocument(text, { uniqueKeys: false }), {
    Pair: (_, pair) => {
      const key = pair.key as { value?: unknown; range?: [number, number, number]; source?: string } | null;
      const value = pair.value as { range?: [number, number, number] } | null;
      const from = key?.range?.[0] ?? -1;
      const to = value?.range?.[1] ?? key?.range?.[1] ?? -1;
      const name = String(key?.source ?? key?.value ?? "");
      if (from <= start && start < Math.max(to, from + name.length))
        found.push({
          key: name,
          start: from,
          end: Math.max(to, key?.range?.[1] ?? 0),
          keyStart: from,
          operator: OPERATORS.includes(name),
        });
    },
  });
  return found;
}

/** The entry whose key is marked, or whose operator's value is. */
function markedEntry(entries: readonly Entry[], marked: Span): Entry | undefined {
  const last = entries.at(-1);
  return last && (last.keyStart === marked.start || last.operator) ? last : undefined;
}

function withoutEntry(text: string, marked: Span): string {
  const entry = entriesAround(text, marked).findLast(({ keyStart }) => keyStart === marked.start);
  const { start, end } = entry ?? marked;
  const before = text.slice(0, start).replace(/,\s*$/, "");
  const after = before.length < start ? text.slice(end) : text.slice(end).replace(/^,\s*/, "");
  return (
    (before.length < start && !after.startsWith(" ") && !after.startsWith(",") ? `${before} ` : before) +
    after
  );
}
