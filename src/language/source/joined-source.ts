/** Several files as one text, so that one number still says where something was written. */
import type { Place } from "../../diagnostic.ts";
import type { Located, LocatedEntry } from "./located.ts";
import { SourceText, type Span } from "./source-text.ts";

interface Part {
  readonly source: SourceText;
  /** Where its text begins in the joined one. */
  readonly start: number;
}

export class JoinedSource extends SourceText {
  readonly #parts: readonly Part[];

  /** The first file is the one that people named; it gives the whole its name. */
  constructor(first: SourceText, ...others: readonly SourceText[]) {
    const sources = [first, ...others];
    super(first.file, sources.map(({ text }) => text).join("\n"));
    let start = 0;
    this.#parts = sources.map((source) => {
      const part = { source, start };
      start += source.text.length + 1;
      return part;
    });
  }

  override place({ start, end }: Span): Place {
    const part = this.#partAt(start);
    return part.source.place({ start: start - part.start, end: end - part.start });
  }

  override lineOf(offset: number): number {
    const { source, start } = this.#partAt(offset);
    return source.lineOf(offset - start);
  }

  override fileOf(offset: number): string {
    return this.#partAt(offset).source.file;
  }

  /** What was located in one of the files, with its places in the joined text. */
  located(source: SourceText, node: Located): Located {
    const part = this.#parts.find((one) => one.source === source);
    return moved(node, part?.start ?? 0);
  }

  #partAt(offset: number): Part {
    return this.#parts.findLast(({ start }) => start <= offset) ?? { source: this, start: 0 };
  }
}

function moved<T extends Located>(node: T, by: number): T {
  const span = { start: node.start + by, end: node.end + by };
  if (node.kind === "list") return { ...node, ...span, items: node.items.map((item) => moved(item, by)) };
  if (node.kind !== "map") return { ...node, ...span };
  const entries = [...node.entries].map(([key, entry]) => [key, movedEntry(entry, by)] as const);
  return { ...node, ...span, entries: new Map(entries) };
}

function movedEntry({ key, keySpan, value }: LocatedEntry, by: number): LocatedEntry {
  return { key, keySpan: { start: keySpan.start + by, end: keySpan.end + by }, value: moved(value, by) };
}
