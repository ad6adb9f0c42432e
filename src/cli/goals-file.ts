/** The goals file on disk. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostic.ts";
import { diagnosticsJson } from "../render/diagnostics-json.ts";
import { diagnosticsMarkdown } from "../render/diagnostics-markdown.ts";
import { diagnosticsText } from "../render/diagnostics-text.ts";
import { markdownText } from "../render/markdown.ts";
import { wrapped } from "../render/wrapped.ts";
import type { GoalSet } from "../spec/goal-set.ts";
import { openGoals, type ReadResult } from "../spec/read-goals.ts";
import { includedFiles } from "./included-files.ts";
import { Refusal } from "./outcome.ts";
import type { Process } from "./process.ts";

export function readGoalsFile(file: string, io: Process): ReadResult {
  return readGoalsBytes(file, readBytes(file, io), io);
}

/** The same for a file that is not on disk yet; what it includes is. */
export function readGoalsBytes(file: string, bytes: Uint8Array, { cwd }: Process): ReadResult {
  const { include, read } = openGoals(file, bytes);
  return read(includedFiles(include, file, bytes.length, cwd));
}

/** The file without a mistake, or a refusal that shows all of them. Warnings go to standard error. */
export function readValidGoals(file: string, io: Process): GoalSet {
  const { goalSet, diagnostics } = readGoalsFile(file, io);
  if (!goalSet) throw refusal(file, diagnostics, io);
  if (diagnostics.length > 0)
    io.err(wrapped(`${diagnosticsText(diagnostics, { color: io.color.err })}\n`, io.columns));
  return goalSet;
}

export function refusal(file: string, diagnostics: readonly Diagnostic[], { color }: Process): Refusal {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const files = new Set(diagnostics.map(({ place }) => place?.file ?? file));
  const which = files.size === 1 ? [...files].join() : `${file} and the files it includes`;
  const message = `${which} ${files.size === 1 ? "has" : "have"} ${errors === 1 ? "1 error" : `${errors} errors`}.`;
  return new Refusal("invalid-goals-file", message, null, {
    text: diagnosticsText(diagnostics, { color: color.err }),
    json: { diagnostics: diagnosticsJson(diagnostics) },
    markdown: `## ${markdownText(message)}\n\n${diagnosticsMarkdown(diagnostics)}`,
  });
}

/** The file as it is on disk. */
export function readBytes(file: string, { cwd }: Process): Uint8Array {
  const path = resolve(cwd, file);
  try {
    const status = statSync(path);
    if (status.isDirectory())
      throw new Refusal("no-goals-file", `${file} is a folder.`, "Name a file with -f.");
    if (!status.isFile())
      throw new Refusal("no-goals-file", `${file} is no ordinary file.`, "Name a file with -f.");
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable(file, error as NodeJS.ErrnoException);
  }
}

function unreadable(file: string, { code, message }: NodeJS.ErrnoException): Refusal {
  if (code === "ENOENT") {
    return new Refusal(
      "no-goals-file",
      `There is no file ${file}.`,
      "Start one with `goalform init`, or name another with -f.",
    );
  }
  if (code === "EACCES")
    return new Refusal("no-goals-file", `${file} may not be read.`, "Check its permissions.");
  return new Refusal("no-goals-file", `${file} cannot be read: ${message}`);
}
