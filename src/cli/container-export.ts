/** Container export files that people give: found, decoded and checked, with the place of what is wrong. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Document, parseDocument } from "yaml";
import { Refusal } from "../app/result/refusal.ts";
import { visible } from "../render/visible.ts";
import type { ExportProblem } from "../sandbox/sandbox.ts";

type Emulator = typeof import("../sandbox/sandbox.ts");

/** How many lines of warnings people read. */
const SHOWN = 20;

/**
 * The parsed file.
 *
 * @param warn gets what the file refers to and does not have
 * @throws Refusal that names file, line, entity and field.
 */
export function readContainerExport(
  path: string,
  { exportProblems, InvalidInput }: Emulator,
  warn: (text: string) => void,
): unknown {
  const text = decoded(path);
  const json = parsed(path, text);
  try {
    const problems = exportProblems(json);
    if (problems.length > 0) warn(warningText(path, text, problems));
    return json;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw refused(path, lineOf(text, error.path), error.message);
  }
}

/** The sandbox takes them as Tag Manager's import does; a version with them does not compile at Google. */
function warningText(path: string, text: string, problems: readonly ExportProblem[]): string {
  const lines = placesOf(text, problems.slice(0, SHOWN)).map(
    ({ message, line }) => `warning[container-export]: ${visible(`${placed(path, line)}: ${message}`)}`,
  );
  const more = problems.length - lines.length;
  return [
    ...lines,
    ...(more > 0 ? [`and ${more} more like these.`] : []),
    "help: Tag Manager does not compile a version with such problems. The sandbox takes them with the file, and refuses new ones. " +
      "Something without its folder is in none.",
    "",
  ].join("\n");
}

function placesOf(text: string, problems: readonly ExportProblem[]) {
  const document = parseDocument(text, { logLevel: "silent" });
  return problems.map(({ message, path }) => ({ message, line: lineIn(document, text, path) }));
}

function decoded(path: string): string {
  const bytes = bytesOf(path);
  if (bytes.length === 0) throw refused(path, null, "it is empty.");
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw refused(path, null, "it is a ZIP archive. Unpack it first.");
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) throw refused(path, null, "it is written in UTF-16. Save it as UTF-8.");
  try {
    // A byte order mark is taken off.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused(path, null, "it is not written in UTF-8. Save it as UTF-8.");
  }
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refused(path, null, `it cannot be read: ${(error as Error).message}`);
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    const line = position === undefined ? null : lineAt(text, Number(position));
    throw refused(path, line, `it is not valid JSON: ${message}.`);
  }
}

/** JSON is YAML, whose parser knows where everything is. The nearest thing that exists counts. */
function lineOf(text: string, path: readonly (string | number)[]): number | null {
  return lineIn(parseDocument(text, { logLevel: "silent" }), text, path);
}

function lineIn(document: Document, text: string, path: readonly (string | number)[]): number | null {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
    if (node?.range) return lineAt(text, node.range[0]!);
  }
  return null;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

function refused(path: string, line: number | null, problem: string): Refusal {
  return new Refusal(
    "container-export",
    `${placed(path, line)}: ${problem}`,
    "Correct it there, or export the container again in Tag Manager (Admin, Export Container).",
  );
}

function placed(path: string, line: number | null): string {
  return line === null ? basename(path) : `${basename(path)}:${line}`;
}
