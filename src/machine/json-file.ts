/** JSON files that people give: found, decoded and parsed, with the place of what is wrong. */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { type Document, parseDocument } from "yaml";
import { Refusal } from "../app/result/refusal.ts";
import { entryIn } from "../entry-in.ts";

/** What a file is meant to be. */
export interface JsonFileWords {
  /** The refusal's code. */
  readonly code: string;
  /** What to do about anything that is wrong with it. */
  readonly help: string;
}

export interface JsonFile {
  readonly text: string;
  readonly json: unknown;
}

/** @throws Refusal that names file and line */
export function readJsonFile(path: string, meant: JsonFileWords): JsonFile {
  const text = decoded(path, meant);
  try {
    return { text, json: JSON.parse(text) as unknown };
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const line = position === undefined ? null : lineAt(text, Number(position));
    throw wrongFile(path, line, `it is not valid JSON: ${message}.`, meant);
  }
}

function decoded(path: string, meant: JsonFileWords): string {
  const bytes = bytesOf(path, meant);
  const refused = (problem: string) => wrongFile(path, null, problem, meant);
  if (bytes.length === 0) throw refused("it is empty.");
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) throw refused("it is a ZIP archive. Unpack it first.");
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) throw refused("it is written in UTF-16. Save it as UTF-8.");
  try {
    // A byte order mark is taken off.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused("it is not written in UTF-8. Save it as UTF-8.");
  }
}

function bytesOf(path: string, meant: JsonFileWords): Buffer {
  try {
    // A device may never end; a pipe does.
    const status = statSync(path);
    if (!status.isFile() && !status.isFIFO() && !status.isDirectory())
      throw Object.assign(new Error(), { code: "ENOTFILE" });
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw wrongFile(path, null, entryIn(WHY, code ?? "") ?? `it cannot be read: ${message}`, meant);
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file.",
  ENOTDIR: "there is no such file.",
  EISDIR: "it is a folder.",
  ENOTFILE: "it is not a file.",
  EACCES: "its permissions do not allow reading it.",
};

export function wrongFile(
  path: string,
  line: number | null,
  problem: string,
  { code, help }: JsonFileWords,
): Refusal {
  return new Refusal(code, `${placed(path, line)}: ${problem}`, help);
}

export function placed(path: string, line: number | null): string {
  return line === null ? basename(path) : `${basename(path)}:${line}`;
}

/** JSON is YAML, whose parser knows where everything is. The nearest thing that exists counts. */
export function lineFinder(text: string): (path: readonly (string | number)[]) => number | null {
  let document: Document | undefined;
  return (path) => {
    document ??= parseDocument(text, { logLevel: "silent" });
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
      if (node?.range) return lineAt(text, node.range[0]!);
    }
    return null;
  };
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
