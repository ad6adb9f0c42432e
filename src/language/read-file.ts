/** Bytes of one file → its keys and values with their places, or what keeps it from being read at all. */
import type { Diagnostic } from "../diagnostic.ts";
import { decode } from "./source/decode.ts";
import { locate } from "./source/locate.ts";
import type { Located, LocatedMap } from "./source/located.ts";
import { readYaml } from "./source/read-yaml.ts";
import type { SourceText } from "./source/source-text.ts";

export interface YamlFile {
  readonly source: SourceText;
  readonly root: LocatedMap;
}

export interface FileReading {
  /** Null when the file has no keys that could be looked at. */
  readonly content: YamlFile | null;
  readonly diagnostics: readonly Diagnostic[];
}

interface Wording {
  readonly what: string;
  readonly hint: string;
}

const GOALS_FILE: Wording = {
  what: "A goals file",
  hint: "A goals file begins with `version: 1`, `name:` and `targets:`.",
};

const PART: Wording = {
  what: "An included file",
  hint: "An included file contains `goals:`, `funnels:` or both.",
};

const TESTS: Wording = {
  what: "A tests file",
  hint: "A tests file begins with `version: 1`, `site:` and `tests:`.",
};

export function readGoalsFile(file: string, bytes: Uint8Array): FileReading {
  return readFile(file, bytes, GOALS_FILE);
}

export function readPart(file: string, bytes: Uint8Array): FileReading {
  return readFile(file, bytes, PART);
}

/** Tests of goals (`*.test.yaml`). */
export function readTestsFile(file: string, bytes: Uint8Array): FileReading {
  return readFile(file, bytes, TESTS);
}

function readFile(file: string, bytes: Uint8Array, wording: Wording): FileReading {
  const decoded = decode(file, bytes);
  if (!decoded.ok) return { content: null, diagnostics: decoded.diagnostics };
  const { source } = decoded;
  const { contents, unread, diagnostics: syntax } = readYaml(source);
  const isEmpty = contents === null || source.text.trim() === "";
  if (isEmpty)
    return { content: null, diagnostics: syntax.length > 0 ? syntax : [emptyFile(source, wording)] };
  const { root, diagnostics: refused } = locate(source, contents, unread ?? []);
  // Behind a syntax error the parser guesses, so nothing more is said about what it guessed.
  if (unread === null)
    return {
      content: null,
      diagnostics: [...syntax, ...refused.filter(({ code }) => code !== "key-not-text")],
    };
  const diagnostics = [...syntax, ...refused];
  if (root.kind === "map") return { content: { source, root }, diagnostics };
  return { content: null, diagnostics: [...diagnostics, ...notAMapping(source, root, wording)] };
}

function emptyFile(source: SourceText, { hint }: Wording): Diagnostic {
  const message = source.text.trim() === "" ? "The file is empty." : "The file contains only comments.";
  return source.error("empty-file", { start: 0, end: 1 }, message, hint);
}

function notAMapping(source: SourceText, root: Located, wording: Wording): readonly Diagnostic[] {
  if (root.kind === "unknown") return [];
  if (root.kind === "scalar" && root.value === null) return [emptyFile(source, wording)];
  const kind = root.kind === "list" ? "a list" : "a single value";
  return [
    source.error(
      "not-a-goals-file",
      { start: root.start, end: root.start + 1 },
      `${wording.what} is made of keys with values; this file is ${kind}.`,
      wording.hint,
    ),
  ];
}
