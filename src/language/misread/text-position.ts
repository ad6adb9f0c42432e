/** Every text of the file that is compared character by character or looked up by its exact name. */
import type { TextMatcher } from "../goal-set/conditions.ts";
import type { Subject, Written } from "../meaning/written.ts";
import { entriesOf, type Located, type LocatedScalar } from "../source/located.ts";
import type { Span } from "../source/source-text.ts";

/** Names are looked up exactly: of data-layer keys, of query parameters and of cookies. */
export type NameSubject = "data-layer key" | "query name" | "cookie name";

export interface TextPosition {
  readonly subject: Subject | NameSubject;
  readonly op: TextMatcher["op"];
  readonly text: string;
  readonly span: Span;
  /** The key that the text is under: `path`, `begins_with`, `plan`, `data_layer` … For names that are keys, the key itself. */
  readonly under: string;
  /** All values of the comparison, this one among them: more than one only in a list. */
  readonly all: readonly string[];
  /** The author wrote quotes around it. */
  readonly isQuoted: boolean;
  /** A text for the schema, but written as a number, `true` or `false`. */
  readonly isText: boolean;
  readonly not: boolean;
  readonly ignoresCase: boolean;
}

/** Six rules ask for them. */
const known = new WeakMap<Written, readonly TextPosition[]>();

export function textPositions(file: Written): readonly TextPosition[] {
  const positions = known.get(file) ?? [...compared(file, keysOf(file.root)), ...lookedUp(file.root)];
  known.set(file, positions);
  return positions;
}

function compared(file: Written, keys: ReadonlyMap<Located, string>): readonly TextPosition[] {
  return file.comparisons.flatMap(({ subject, matcher, nodes }) => {
    if (!("values" in matcher)) return [];
    const all = nodes.map(({ text }) => text);
    return nodes.map((node) => ({
      subject,
      op: matcher.op,
      text: node.text,
      span: node,
      under: keys.get(node) ?? matcher.op,
      all,
      isQuoted: node.style !== "plain",
      isText: typeof node.value === "string",
      not: matcher.not,
      ignoresCase: matcher.ignoreCase,
    }));
  });
}

/** The key that each value, or the list around it, is under. */
function keysOf(root: Located): ReadonlyMap<Located, string> {
  const keys = new Map<Located, string>();
  const waiting: (readonly [Located, string])[] = [[root, ""]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, key] = next;
    keys.set(node, key);
    if (node.kind === "list") for (const item of node.items) waiting.push([item, key]);
    for (const entry of entriesOf(node)) waiting.push([entry.value, entry.key]);
  }
  return keys;
}

/** Names under `on`, `where`, `query`, `cookie`, `value` and `parameters`, wherever these are in goals, funnels and defaults. */
function lookedUp(root: Located): readonly TextPosition[] {
  const found: TextPosition[] = [];
  const waiting: (readonly [Located, readonly string[]])[] = entriesOf(root)
    .filter(({ key }) => key === "goals" || key === "funnels" || key === "forward" || key === "defaults")
    .map(({ value }) => [value, []] as const);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, path] = next;
    if (node.kind === "list") for (const item of node.items) waiting.push([item, path]);
    for (const { key, keySpan, value } of entriesOf(node)) {
      const inner = [...path, key];
      const keyName = NAMES_AS_KEYS.get(path.at(-1) ?? "");
      const isEmpty = value.kind === "scalar" && value.value === null;
      if (keyName && value.kind !== "unknown" && !isEmpty)
        found.push(nameAt(keyName, key, keySpan, key, false));
      const subject = nameSubject(inner);
      if (subject && value.kind === "scalar" && typeof value.value === "string")
        found.push(nameAt(subject, value.text, value, key, value.style !== "plain"));
      waiting.push([value, inner]);
    }
  }
  return found;
}

const NAMES_AS_KEYS: ReadonlyMap<string, NameSubject> = new Map([
  ["where", "data-layer key"],
  ["query", "query name"],
  ["cookie", "cookie name"],
]);

function nameSubject(path: readonly string[]): NameSubject | null {
  const [holder, key] = path.slice(-2);
  if (key === "data_layer") return holder === "on" ? null : "data-layer key";
  if (path.at(-3) !== "parameters") return null;
  return key === "query" ? "query name" : key === "cookie" ? "cookie name" : null;
}

function nameAt(
  subject: NameSubject,
  text: string,
  span: Span | LocatedScalar,
  under: string,
  isQuoted: boolean,
): TextPosition {
  return {
    subject,
    op: "equals",
    text,
    span,
    under,
    all: [text],
    isQuoted,
    isText: true,
    not: false,
    ignoresCase: false,
  };
}

const NAME_SUBJECTS: ReadonlySet<string> = new Set<NameSubject>([
  "data-layer key",
  "query name",
  "cookie name",
]);

export function isName({ subject }: Pick<TextPosition, "subject">): boolean {
  return NAME_SUBJECTS.has(subject);
}

const ADDRESSES: ReadonlySet<string> = new Set<Subject>([
  "path",
  "url",
  "host",
  "fragment",
  "link url",
  "form action",
  "video url",
]);

/** Part of an address: no `*`, no bracket and no space is expected in it. */
export function isAddress({ subject }: Pick<TextPosition, "subject">): boolean {
  return ADDRESSES.has(subject);
}

/** Written for people to read: punctuation means nothing there. */
export function isProse({ subject }: Pick<TextPosition, "subject">): boolean {
  return subject === "element text" || subject === "video title";
}

/** The name of an event that the site pushes: a word, where neither `*` nor a comma is expected. */
export function isEvent({ subject }: Pick<TextPosition, "subject">): boolean {
  return subject === "event";
}

/** A value that the site chooses: a word mostly, sometimes a sentence. */
export function isValue({ subject }: Pick<TextPosition, "subject">): boolean {
  return subject === "data layer" || subject === "query" || subject === "cookie";
}
