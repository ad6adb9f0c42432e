/** The goals file and its parts → one file with all goals and funnels, in which everything still knows its place. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { YamlFile } from "../read-file.ts";
import { JoinedSource } from "../source/joined-source.ts";
import { MAX_ENTRIES } from "../source/locate.ts";
import { child, entriesOf, type Located, type LocatedEntry, type LocatedMap } from "../source/located.ts";
import { firstOfEach } from "./first-of-each.ts";

export interface Joined extends YamlFile {
  readonly diagnostics: readonly Diagnostic[];
}

const SECTIONS = ["goals", "funnels"] as const;

export function join(main: YamlFile, parts: readonly YamlFile[]): Joined {
  if (parts.length === 0) return { ...main, diagnostics: [] };
  const source = new JoinedSource(main.source, ...parts.map((part) => part.source));
  const roots = parts.map((part) => source.located(part.source, part.root));
  const diagnostics: Diagnostic[] = [];
  const entries = new Map(main.root.entries);
  for (const section of SECTIONS) {
    const joined = joinSection(source, main.root, roots, section);
    if (joined.entry) entries.set(section, joined.entry);
    diagnostics.push(...joined.diagnostics);
  }
  return { source, root: { ...main.root, entries }, diagnostics };
}

interface JoinedSection {
  /** Null where there is nothing to join. */
  readonly entry: LocatedEntry | null;
  readonly diagnostics: readonly Diagnostic[];
}

function joinSection(
  source: JoinedSource,
  main: LocatedMap,
  parts: readonly Located[],
  section: (typeof SECTIONS)[number],
): JoinedSection {
  const own = main.entries.get(section);
  const further = parts.flatMap((part) => entriesOf(child(part, section)));
  const isMistaken =
    own && own.value.kind !== "map" && !(own.value.kind === "scalar" && own.value.value === null);
  if (further.length === 0 || isMistaken) return { entry: null, diagnostics: [] };
  const all = [...entriesOf(own?.value), ...further];
  if (all.length > MAX_ENTRIES) return { entry: null, diagnostics: [tooMany(source, further, all.length)] };
  const entries = firstOfEach(all, ({ key }) => key);
  const first = further[0]?.keySpan ?? main;
  const value: LocatedMap = { kind: "map", start: own?.value.start ?? first.start, end: first.end, entries };
  return {
    entry: { key: section, keySpan: own?.keySpan ?? first, value },
    diagnostics: all.filter((one) => entries.get(one.key) !== one).map((one) => given(source, one, entries)),
  };
}

function given(
  source: JoinedSource,
  { key, keySpan }: LocatedEntry,
  entries: ReadonlyMap<string, LocatedEntry>,
): Diagnostic {
  const first = entries.get(key)?.keySpan.start ?? 0;
  return source.error(
    "duplicate-key",
    keySpan,
    `The key \`${key.slice(0, 60)}\` is given twice; the first one is on ${source.lineInWords(first, keySpan)}.`,
    "Delete or rename one of the two.",
  );
}

function tooMany(source: JoinedSource, further: readonly LocatedEntry[], count: number): Diagnostic {
  return source.error(
    "file-too-large",
    further[0]?.keySpan ?? { start: 0, end: 1 },
    `There are ${count} entries in all files together; ${MAX_ENTRIES} are read at most.`,
    "Are these the right files? A property can have 30 key events.",
  );
}
