/** The value around a place in the text, as its author meant it: where the YAML parser gave up, it has not read one. */
import type { Span } from "./source-text.ts";

export interface Value extends Span {
  readonly text: string;
  readonly key: string;
}

/** The value on the line around `offset`: behind the last colon before it, up to what closes it. */
export function valueAt(text: string, offset: number): Value | null {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const lineEnd = ((end) => (end < 0 ? text.length : end))(text.indexOf("\n", offset));
  const line = text.slice(lineStart, lineEnd).replace(/\r$/, "");
  let found: Value | null = null;
  for (const match of line.matchAll(/(?:^|[\s{[,])(['"]?)([\w.-]+)\1:[ \t]+(?=\S)/g)) {
    const start = match.index + match[0].length;
    if (lineStart + start > offset || isQuotedAt(line, match.index)) continue;
    if (/^[{[]\s/.test(line.slice(start))) continue;
    found = { ...spanOf(line, start, lineStart), key: match[2] ?? "" };
  }
  return found;
}

function spanOf(line: string, start: number, lineStart: number): Span & { readonly text: string } {
  const rest = line.slice(start);
  const text = quotedStart(rest) ?? balanced(rest, plainEnd(rest));
  return { start: lineStart + start, end: lineStart + start + text.length, text };
}

/** A value in quotes with nothing after it; null for all others. */
function quotedStart(rest: string): string | null {
  const [quote] = /^['"]/.exec(rest) ?? [];
  if (quote === undefined) return null;
  const end = rest.slice(1).search(new RegExp(`${quote}\\s*(?:[}\\]]|,\\s|$)`));
  return end < 0 ? null : rest.slice(0, end + 2);
}

/** A plain value ends before ` }`, before `, key:` and before a comment. */
function plainEnd(rest: string): string {
  const [expression] = /^\$\{\{[^{}\n]*\}\}(?=\s*[},]|\s*$)/.exec(rest) ?? [];
  if (expression !== undefined) return expression;
  const ends = [/\s+[}\]]/, /,\s+['"]?[a-z_]+['"]?\s*:\s/, /\s+#\s/, /\s*$/]
    .map((one) => rest.search(one))
    .filter((one) => one >= 0);
  return rest.slice(0, Math.min(...ends));
}

/** Closing brackets at the end belong to the value only where it opens them. */
function balanced(rest: string, value: string): string {
  let text = value;
  const count = (sign: string) => text.split(sign).length - 1;
  for (const [open, close] of ["{}", "[]"].map((pair) => [...pair]) as [string, string][]) {
    while (count(close) < count(open) && rest[text.length] === close) text += close;
    while (text.endsWith(close) && count(close) > count(open)) text = text.slice(0, -1).trimEnd();
  }
  return text;
}

/** Whether a quote that begins a value is open there. */
function isQuotedAt(line: string, index: number): boolean {
  let quote = "";
  for (let at = 0; at < index; at += 1) {
    const sign = line[at] ?? "";
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if ((sign === "'" || sign === '"') && /[\s{[,]/.test(line[at - 1] ?? " ")) quote = sign;
  }
  return quote !== "";
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The text in quotes, for values that begin with `*`, `&` or `!`. */
export function inQuotes(text: string, offset: number): string {
  const value = valueAt(text, offset);
  return value && value.start === offset
    ? quoted(value.text)
    : quoted(/^[^\s,}\]]+/.exec(text.slice(offset))?.[0] ?? "");
}
