/** What is wrong with a tests file, gathered while it is read; and the reading of plain values. */
import type { Diagnostic, Place } from "../../diagnostic.ts";
import { didYouMean, wordList } from "../../language/schema/nearest.ts";
import { child, entriesOf, itemsOf, type Located, type LocatedEntry } from "../../language/source/located.ts";
import type { SourceText, Span } from "../../language/source/source-text.ts";

export class Notes {
  readonly source: SourceText;
  readonly problems: Diagnostic[] = [];

  constructor(source: SourceText) {
    this.source = source;
  }

  error(code: string, span: Span, message: string, hint?: string): undefined {
    // What has been refused before (an alias, say) is not a second mistake.
    if ((span as Partial<Located>).kind !== "unknown")
      this.problems.push(this.source.error(code, span, message, hint));
    return undefined;
  }

  place(span: Span): Place {
    return this.source.place(span);
  }

  /** A mapping with no other keys than these; undefined, with the problem noted, for anything else. */
  map(node: Located | undefined, name: string, known: readonly string[]): Located | undefined {
    if (node === undefined) return undefined;
    if (node.kind !== "map") return this.wrongType(node, name, "keys with values");
    for (const { key, keySpan } of entriesOf(node))
      if (!known.includes(key)) this.unknownKey(key, keySpan, name, known);
    return node;
  }

  unknownKey(key: string, span: Span, where: string, known: readonly string[]): undefined {
    const near = didYouMean(key, known);
    const all = `Allowed keys: ${wordList(known)}.`;
    const hint = near?.startsWith("Did") ? `${near} ${all}` : all;
    return this.error("unknown-key", span, `There is no key \`${key}\` in ${where}.`, hint);
  }

  wrongType(node: Located, name: string, wanted: string): undefined {
    return this.error("wrong-type", pointAt(node), `\`${name}\` must be ${wanted}.`);
  }

  text(node: Located | undefined, name: string): string | undefined {
    if (node === undefined) return undefined;
    if (node.kind !== "scalar" || node.value === null || typeof node.value === "boolean")
      return node.kind === "scalar" && node.value === null
        ? this.error("empty-value", node, `\`${name}\` is empty.`)
        : this.wrongType(node, name, "a text");
    return node.text.trim() === "" ? this.error("empty-value", node, `\`${name}\` is empty.`) : node.text;
  }

  number(node: Located | undefined, name: string, least: number, most: number): number | undefined {
    if (node === undefined) return undefined;
    const value = node.kind === "scalar" ? node.value : null;
    if (typeof value !== "number") return this.wrongType(node, name, "a number");
    if (value < least) return this.error("too-small", node, `\`${name}\` must be at least ${least}.`);
    if (value > most) return this.error("too-big", node, `\`${name}\` must be at most ${most}.`);
    return value;
  }

  flag(node: Located | undefined, name: string): boolean | undefined {
    if (node === undefined) return undefined;
    const value = node.kind === "scalar" ? node.value : null;
    return typeof value === "boolean" ? value : this.wrongType(node, name, "true or false");
  }

  word<W extends string>(node: Located | undefined, name: string, words: readonly W[]): W | undefined {
    const text = this.text(node, name);
    if (text === undefined || (words as readonly string[]).includes(text)) return text as W | undefined;
    const near = didYouMean(text, words);
    const all = `Allowed are ${wordList(words)}.`;
    return this.error(
      "unknown-word",
      node!,
      `\`${text}\` is not one of the words allowed for \`${name}\`.`,
      near?.startsWith("Did") ? `${near} ${all}` : all,
    );
  }

  /** One text, or a list of texts. */
  texts(node: Located | undefined, name: string): readonly { text: string; node: Located }[] {
    const nodes = node?.kind === "list" ? itemsOf(node) : node === undefined ? [] : [node];
    if (node?.kind === "list" && nodes.length === 0)
      this.error("empty-value", pointAt(node), `The list \`${name}\` is empty.`);
    return nodes.flatMap((one) => {
      const text = this.text(one, name);
      return text === undefined ? [] : [{ text, node: one }];
    });
  }

  list(node: Located | undefined, name: string): readonly Located[] {
    if (node === undefined) return [];
    if (node.kind !== "list") this.wrongType(node, name, "a list");
    else if (node.items.length === 0)
      this.error("empty-value", pointAt(node), `The list \`${name}\` is empty.`);
    return itemsOf(node);
  }

  entries(node: Located | undefined, name: string): readonly LocatedEntry[] {
    if (node !== undefined && node.kind !== "map") this.wrongType(node, name, "keys with values");
    return entriesOf(node);
  }

  /** Whether the mapping has the key; if not, the problem is noted. */
  needs(node: Located, key: string, name: string, hint?: string): boolean {
    if (child(node, key) !== undefined) return true;
    this.error("missing-key", pointAt(node), `${name} has no \`${key}\`.`, hint);
    return false;
  }
}

/** A mapping or a list is pointed at by its first character. */
export function pointAt(node: Located): Span {
  return node.kind === "scalar" || node.kind === "unknown"
    ? node
    : { start: node.start, end: node.start + 1 };
}

/** The value as the site would push it: texts, numbers, booleans, null, lists and objects. */
export function dataOf(node: Located): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(dataOf);
  if (node.kind === "unknown") return undefined;
  return Object.fromEntries(entriesOf(node).map(({ key, value }) => [key, dataOf(value)]));
}

export function recordOf(node: Located): Readonly<Record<string, unknown>> {
  return dataOf(node) as Readonly<Record<string, unknown>>;
}
