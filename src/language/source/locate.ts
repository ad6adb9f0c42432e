/**
 * YAML syntax tree → located data, refusing the parts of YAML that make a file mean something
 * else than a reviewer reads: anchors and aliases, merge keys, tags, repeated keys.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { Diagnostic } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import type { Located, LocatedEntry, LocatedScalar } from "./located.ts";
import { MAX_DEPTH, tooDeep } from "./read-yaml.ts";
import { repeatedKeyHint } from "./repeated-keys.ts";
import type { SourceText, Span } from "./source-text.ts";
import { inQuotes } from "./value-at.ts";

/** More goals than any container can have; keeps later checks fast, whatever the file. */
export const MAX_ENTRIES = 2000;

export interface Location {
  readonly root: Located;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param unread values that have been reported already */
export function locate(source: SourceText, contents: ParsedNode, unread: readonly Span[] = []): Location {
  const locator = new Locator(source, unread);
  return { root: locator.node(contents, 0), diagnostics: locator.diagnostics };
}

class Locator {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: SourceText;
  /** References are reported at their first use: a bomb of them shall not become a bomb of messages. */
  readonly #aliases = new Set<string>();

  readonly #unread: readonly Span[];

  constructor(source: SourceText, unread: readonly Span[]) {
    this.#source = source;
    this.#unread = unread;
  }

  node(node: ParsedNode | null, depth: number): Located {
    if (node === null) return { kind: "scalar", start: 0, end: 0, value: null, text: "", style: "plain" };
    const span = spanOf(node);
    if (depth > MAX_DEPTH) return this.#unknown(tooDeep(this.#source, span), span);
    if (isAlias(node)) return this.#alias(node.source, span);
    this.#refuseProperties(node);
    // `&buy` was meant as a text: that the value is empty is not a second mistake.
    const isMarked = node.anchor !== undefined || node.tag !== undefined;
    if (isScalar(node) && isMarked && (node.source ?? "") === "") return { kind: "unknown", ...span };
    if (isScalar(node) && this.#unread.some((one) => one.start <= span.start && span.end <= one.end))
      return { kind: "unknown", ...span };
    if (isScalar(node)) return this.#scalar(node, span);
    if (node.items.length > MAX_ENTRIES) return this.#unknown(this.#tooMany(span, node.items.length), span);
    if (isSeq(node))
      return {
        kind: "list",
        ...span,
        items: node.items.map((item) => this.node(item as ParsedNode | null, depth + 1)),
      };
    return this.#map(node, span, depth);
  }

  #scalar(node: Scalar.Parsed, span: Span): LocatedScalar {
    const style = entryIn(STYLES, node.type ?? "PLAIN") ?? "plain";
    const value = node.tag === undefined ? known(node.value) : String(node.value);
    const text = typeof value === "string" ? value : (node.source ?? String(value));
    return { kind: "scalar", ...span, value, text, style };
  }

  #map(node: YAMLMap.Parsed, span: Span, depth: number): Located {
    const entries = new Map<string, LocatedEntry>();
    for (const pair of node.items) {
      const entry = this.#entry(pair.key as ParsedNode | null, pair.value as ParsedNode | null, span, depth);
      const first = entry && entries.get(entry.key);
      if (first) this.#duplicate(entry, first);
      else if (entry) entries.set(entry.key, entry);
    }
    // `{{ x }}` is a mapping whose only key has been refused: nothing is known about what was meant.
    return entries.size === 0 && node.items.length > 0
      ? { kind: "unknown", ...span }
      : { kind: "map", ...span, entries };
  }

  #entry(key: ParsedNode | null, value: ParsedNode | null, map: Span, depth: number): LocatedEntry | null {
    const keySpan = key ? spanOf(key) : map;
    const name = this.#keyName(key, keySpan);
    if (name === null) return null;
    if (name === "<<") this.#mergeKey(keySpan);
    const empty = {
      kind: "scalar",
      start: keySpan.end,
      end: keySpan.end,
      value: null,
      text: "",
      style: "plain",
    } as const;
    return {
      key: name,
      keySpan,
      value: name === "<<" ? { kind: "unknown", ...keySpan } : value ? this.node(value, depth + 1) : empty,
    };
  }

  #keyName(key: ParsedNode | null, span: Span): string | null {
    if (key && isScalar(key)) {
      this.#refuseProperties(key);
      const text = typeof key.value === "string" ? key.value : (key.source ?? "");
      if (text !== "") return text;
    }
    this.diagnostics.push(this.#badKey(key, span));
    return null;
  }

  #badKey(key: ParsedNode | null, span: Span): Diagnostic {
    if (key && isMap(key))
      return this.#source.error(
        "key-not-text",
        span,
        "Double curly brackets are not plain text in YAML, and Tag Manager variables cannot be used here.",
        "Write the value itself; a value of the site comes from `{ data_layer: key }`.",
      );
    return this.#source.error("key-not-text", span, "A key must be a plain word.", "Write `key: value`.");
  }

  #duplicate(second: LocatedEntry, first: LocatedEntry): void {
    const line = this.#source.lineOf(first.keySpan.start);
    const isSame = line === this.#source.lineOf(second.keySpan.start);
    this.#error(
      "duplicate-key",
      second.keySpan,
      `The key \`${second.key}\` is given twice; the first one is ${isSame ? "on the same line" : `on line ${line}`}.`,
      repeatedKeyHint(first, second),
    );
  }

  #mergeKey(span: Span): void {
    this.#error(
      "yaml-merge-key",
      span,
      "Merge keys (<<) are not allowed: a reader could not see what a goal contains.",
      "Write the keys out.",
    );
  }

  #alias(name: string, span: Span): Located {
    if (!this.#aliases.has(name))
      this.#error(
        "yaml-alias",
        span,
        `\`*${name}\` is a YAML reference to another place; references are not allowed.`,
        this.#source.text.includes(`&${name}`)
          ? "Write the value out."
          : `A text that begins with * needs quotes: write \`${inQuotes(this.#source.text, span.start)}\`.`,
      );
    this.#aliases.add(name);
    return { kind: "unknown", ...span };
  }

  #refuseProperties(node: Exclude<ParsedNode, Alias.Parsed>): void {
    if (node.anchor) this.#anchor(node.anchor, node.range[0]);
    if (node.tag !== undefined) this.#tag(node.tag, node.range[0]);
  }

  #anchor(name: string, valueStart: number): void {
    const start = this.#source.text.lastIndexOf(`&${name}`, valueStart);
    this.#error(
      "yaml-anchor",
      { start, end: start + 1 + name.length },
      `\`&${name}\` marks this for use in other places; that is not allowed.`,
      quotesOr(this.#source.text, start, "Delete the & and the word after it"),
    );
  }

  #tag(tag: string, valueStart: number): void {
    const written = tag.replace(/^tag:yaml\.org,2002:/, "!!");
    const bang = this.#source.text.lastIndexOf("!", valueStart - 1);
    const start = this.#source.text[bang - 1] === "!" ? bang - 1 : bang;
    this.#error(
      "yaml-tag",
      { start, end: start + written.length },
      `The tag \`${written}\` is not allowed: values are plain text, numbers, true or false.`,
      negation(this.#source.text, start) ?? quotesOr(this.#source.text, start, "Delete the tag"),
    );
  }

  #tooMany(span: Span, count: number): Diagnostic {
    return this.#source.error(
      "file-too-large",
      { start: span.start, end: span.start + 1 },
      `There are ${count} entries here; ${MAX_ENTRIES} are read at most.`,
      "Is this the right file? A property can have 30 key events.",
    );
  }

  #unknown(diagnostic: Diagnostic, span: Span): Located {
    this.diagnostics.push(diagnostic);
    return { kind: "unknown", ...span };
  }

  #error(code: string, span: Span, message: string, hint: string): void {
    this.diagnostics.push(this.#source.error(code, span, message, hint));
  }
}

/** `plan: != free`, `plan: ! free`: a comparison, which YAML reads as a tag. */
function negation(text: string, start: number): string | null {
  const value = /^!=?\s+([\w./-]+)\s*(?=[,}\n]|$)/.exec(text.slice(start, start + 200))?.[1];
  return value === undefined
    ? null
    : `For everything else write \`{ not: ${value} }\` instead of it and of the text after it.`;
}

/** One word that begins with a special character was meant as a text; before anything longer, the character was meant. */
function quotesOr(text: string, start: number, otherwise: string): string {
  const written = inQuotes(text, start);
  if (/[\s{[]/.test(written) || written.startsWith("'!!")) return `${otherwise}.`;
  return `A text that begins with ${text[start]} needs quotes: write \`${written}\`. Otherwise ${otherwise.toLowerCase()}.`;
}

const STYLES: Readonly<Record<string, LocatedScalar["style"]>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_FOLDED: "block",
  BLOCK_LITERAL: "block",
};

function spanOf(node: ParsedNode): Span {
  const [start, end] = node.range;
  return { start, end };
}

function known(value: unknown): string | number | boolean | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : String(value);
}
