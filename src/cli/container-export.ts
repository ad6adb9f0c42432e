/** Container export files that people give: found, decoded and checked, with the place of what is wrong. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseDocument } from "yaml";
import { Refusal } from "../app/outcome.ts";

type Emulator = typeof import("../sandbox/sandbox.ts");

/** The parsed file. @throws Refusal that names file, line, entity and field. */
export function readContainerExport(
  path: string,
  { readContainerExport: check, InvalidInput }: Emulator,
): unknown {
  const text = decoded(path);
  const json = parsed(path, text);
  try {
    check(json);
    return json;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw refused(path, lineOf(text, error.path), error.message);
  }
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

/** JSON is YAML, whose parser knows where everything stands. The nearest thing that is there counts. */
function lineOf(text: string, path: readonly (string | number)[]): number | null {
  const document = parseDocument(text, { logLevel: "silent" });
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
  const place = line === null ? basename(path) : `${basename(path)}:${line}`;
  return new Refusal(
    "container-export",
    `${place}: ${problem}`,
    "Correct it there, or export the container again in Tag Manager (Admin, Export Container).",
  );
}
