/** The text of one file and the way from an offset in it to a place that people can find. */
import type { Diagnostic, Place, Severity } from "../../diagnostic.ts";

/** A stretch of the text, in UTF-16 offsets, as the YAML parser counts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export class SourceText {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];
  readonly #pairs: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#lineStarts = offsetsAfter(text, /\n/g);
    // Columns count characters: the places of characters beyond the 16-bit range, looked up by halving,
    // keep even a file of one endless line quick.
    this.#pairs = offsetsAfter(text, /[\ud800-\udbff](?=[\udc00-\udfff])/g).slice(1);
  }

  /** The place of a span; the marker stays on the first line. */
  place({ start, end }: Span): Place {
    const line = indexOfLast(this.#lineStarts, start);
    const lineStart = this.#lineStarts[line] ?? 0;
    const lineEnd = this.#endOfLine(line);
    const stop = Math.max(start, Math.min(end, lineEnd));
    return {
      file: this.file,
      line: line + 1,
      column: this.#characters(lineStart, start) + 1,
      length: Math.max(1, this.#characters(start, stop)),
      source: this.text.slice(lineStart, lineEnd),
    };
  }

  lineOf(offset: number): number {
    return indexOfLast(this.#lineStarts, offset) + 1;
  }

  /** The file that contains this offset: always the same one, unless several are joined. */
  fileOf(_offset: number): string {
    return this.file;
  }

  /** "line 12", for a reader of the line at `from`; "line 12 of goals/shop.yaml" when that is in another file. */
  lineInWords(offset: number, from: Span): string {
    const file = this.fileOf(offset);
    const line = `line ${this.lineOf(offset)}`;
    return file === this.fileOf(from.start) ? line : `${line} of ${file}`;
  }

  get lines(): number {
    return this.#lineStarts.length;
  }

  error(code: string, span: Span, message: string, hint?: string): Diagnostic {
    return this.#diagnostic("error", code, span, message, hint);
  }

  warning(code: string, span: Span, message: string, hint?: string): Diagnostic {
    return this.#diagnostic("warning", code, span, message, hint);
  }

  #diagnostic(severity: Severity, code: string, span: Span, message: string, hint?: string): Diagnostic {
    const place = this.place(span);
    return hint === undefined ? { severity, code, message, place } : { severity, code, message, place, hint };
  }

  #endOfLine(line: number): number {
    const next = this.#lineStarts[line + 1];
    const end = next === undefined ? this.text.length : next - 1;
    return this.text[end - 1] === "\r" ? end - 1 : end;
  }

  #characters(from: number, to: number): number {
    return to - from - (indexOfLast(this.#pairs, to) - indexOfLast(this.#pairs, from));
  }
}

/** 0, and the offset after each match. */
function offsetsAfter(text: string, pattern: RegExp): readonly number[] {
  const offsets = [0];
  for (const match of text.matchAll(pattern)) offsets.push(match.index + match[0].length);
  return offsets;
}

/** Index of the last number that is not greater than `limit`, or -1; the numbers are sorted. */
function indexOfLast(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
