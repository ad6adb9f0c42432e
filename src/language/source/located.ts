/** What the file says, as plain data in which every part knows its place. */
import type { SourceText, Span } from "./source-text.ts";

export type Located = LocatedMap | LocatedList | LocatedScalar | LocatedUnknown;

export interface LocatedMap extends Span {
  readonly kind: "map";
  /** In the file's order; of a key given twice, the first. */
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}

export interface LocatedEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Located;
}

export interface LocatedList extends Span {
  readonly kind: "list";
  readonly items: readonly Located[];
}

export interface LocatedScalar extends Span {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** The value as text, exactly as the author wrote it: `1.50` stays `1.50`. */
  readonly text: string;
  readonly style: "plain" | "single" | "double" | "block";
}

/** Something that has been reported already and whose value is not known, such as an alias. */
export interface LocatedUnknown extends Span {
  readonly kind: "unknown";
}

/** The value under `key`, when `node` is a mapping that has it. */
export function child(node: Located | undefined, key: string): Located | undefined {
  return node?.kind === "map" ? node.entries.get(key)?.value : undefined;
}

export function entriesOf(node: Located | undefined): readonly LocatedEntry[] {
  return node?.kind === "map" ? [...node.entries.values()] : [];
}

export function itemsOf(node: Located | undefined): readonly Located[] {
  return node?.kind === "list" ? node.items : [];
}

export function textOf(node: Located | undefined): string | undefined {
  return node?.kind === "scalar" && node.value !== null ? node.text : undefined;
}

export function numberOf(node: Located | undefined): number | undefined {
  return node?.kind === "scalar" && typeof node.value === "number" ? node.value : undefined;
}

export function booleanOf(node: Located | undefined): boolean | undefined {
  return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

/** The place inside a value, if the file contains the value character by character; else the whole value. */
export function insideText(
  source: SourceText,
  node: LocatedScalar,
  { index, length }: { readonly index: number; readonly length: number },
): Span {
  const raw = source.text.slice(node.start, node.end);
  const start = node.start + (node.style === "plain" ? 0 : 1) + index;
  const isVerbatim = raw.slice(node.style === "plain" ? 0 : 1).startsWith(node.text);
  return isVerbatim && node.style !== "block" ? { start, end: start + length } : node;
}

/**
 * The value without its places, for the schema check. Objects have no prototype, so that keys
 * like `__proto__` or `toString` are ordinary keys.
 */
export function plain(node: Located): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plain);
  if (node.kind === "unknown") return undefined;
  const object: Record<string, unknown> = Object.create(null);
  for (const entry of node.entries.values()) object[entry.key] = plain(entry.value);
  return object;
}

/** Every text in the tree, keys included, with the keys that lead to it. Keeps its own stack. */
export function* everyText(
  root: Located,
): Generator<{ text: string; span: Span; path: readonly string[]; isKey: boolean }> {
  const stack: { node: Located; path: readonly string[] }[] = [{ node: root, path: [] }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, path } = next;
    if (node.kind === "scalar" && typeof node.value === "string")
      yield { text: node.value, span: node, path, isKey: false };
    if (node.kind === "list") for (const item of node.items) stack.push({ node: item, path });
    for (const entry of entriesOf(node)) {
      const inner = [...path, entry.key];
      yield { text: entry.key, span: entry.keySpan, path: inner, isKey: true };
      stack.push({ node: entry.value, path: inner });
    }
  }
}

/** Every value of the tree that is neither a mapping nor a list, with the keys that lead to it. Keeps its own stack. */
export function everyScalar(root: Located): readonly { node: LocatedScalar; path: readonly string[] }[] {
  const found: { node: LocatedScalar; path: readonly string[] }[] = [];
  const stack: { node: Located; path: readonly string[] }[] = [{ node: root, path: [] }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, path } = next;
    if (node.kind === "scalar") found.push({ node, path });
    if (node.kind === "list") for (const item of node.items) stack.push({ node: item, path });
    for (const entry of entriesOf(node)) stack.push({ node: entry.value, path: [...path, entry.key] });
  }
  return found;
}
