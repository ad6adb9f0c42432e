/** The way from the top of the file to one value, as the schema check reports it. */
import { child, type Located, type LocatedEntry } from "../source/located.ts";
import type { Span } from "../source/source-text.ts";
import type { SchemaError } from "./schema-errors.ts";

export class FilePath {
  readonly keys: readonly string[];
  /** The value; undefined where the check reports something that the file does not have. */
  readonly node: Located | undefined;
  /** The mapping or list that contains the value. */
  readonly parent: Located | undefined;
  readonly #entry: LocatedEntry | undefined;
  readonly #root: Located;

  constructor(root: Located, pointer: string) {
    this.#root = root;
    this.keys = pointer.split("/").slice(1).map(unescapePointer);
    let node: Located | undefined = root;
    this.parent = undefined;
    for (const key of this.keys) {
      this.parent = node;
      this.#entry = node?.kind === "map" ? node.entries.get(key) : this.#entry;
      node = node?.kind === "list" ? node.items[Number(key)] : child(node, key);
    }
    this.node = node;
  }

  /** The value at the end of a longer or shorter way. */
  valueAt(...keys: readonly string[]): Located | undefined {
    return keys.reduce<Located | undefined>((node, key) => child(node, key), this.#root);
  }

  /** Where to point: at a plain value itself, at the key of anything bigger or empty. */
  get span(): Span {
    const { node } = this;
    if (node?.kind === "scalar" && node.end > node.start) return node;
    if (node?.kind === "map" && this.#isListItem()) return { start: node.start, end: node.start + 1 };
    if (this.#entry) return this.#entry.keySpan;
    return node ? { start: node.start, end: node.start + 1 } : { start: 0, end: 1 };
  }

  /** Where a key inside this mapping is. */
  keySpan(key: string): Span {
    const { node } = this;
    return (node?.kind === "map" && node.entries.get(key)?.keySpan) || this.span;
  }

  /** The key that this value is under, outside any list. */
  get key(): string {
    return this.#entry?.key ?? "";
  }

  get keySpanOfValue(): Span {
    return this.#entry?.keySpan ?? this.span;
  }

  /** The independent part of the file that the mistake spoils. */
  part(error: SchemaError): string {
    const [section, id] = [...this.keys, ...ownKey(error)];
    if (section === undefined) return "";
    return id !== undefined && SECTIONS_OF_PARTS.has(section) ? `${section}/${id}` : section;
  }

  /** True when the value has been refused before (an alias, say) and its shape is not known. */
  isUnknown(error: SchemaError): boolean {
    if (this.node?.kind === "unknown") return true;
    if (
      child(this.node, "<<") &&
      (error.keyword === "required" || error.params["additionalProperty"] === "<<")
    )
      return true;
    const missing: unknown = error.keyword === "required" ? error.params["missingProperty"] : undefined;
    return typeof missing === "string" && child(this.node, missing)?.kind === "unknown";
  }

  #isListItem(): boolean {
    return /^[0-9]+$/.test(this.keys.at(-1) ?? "") && this.#entry?.value !== this.node;
  }
}

const SECTIONS_OF_PARTS: ReadonlySet<string> = new Set([
  "goals",
  "funnels",
  "targets",
  "forward",
  "dimensions",
  "metrics",
  "experiments",
]);

/** The key that an error about a key is about: it belongs to the way, though the pointer stops above it. */
function ownKey(error: SchemaError): readonly string[] {
  const name = error.propertyName ?? error.params["additionalProperty"];
  return typeof name === "string" ? [name] : [];
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
