/** The goals file on disk. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostic.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { openGoals, type ReadResult } from "../language/read-goals.ts";
import { includedFiles } from "../machine/included-files.ts";
import type { Process } from "../machine/process.ts";
import { diagnosticsJson } from "../render/diagnostics-json.ts";
import { diagnosticsMarkdown } from "../render/diagnostics-markdown.ts";
import { diagnosticsText } from "../render/diagnostics-text.ts";
import { markdownText } from "../render/markdown.ts";
import { wrapped } from "../render/wrapped.ts";
import { Refusal } from "./outcome.ts";

/** A goals file as it was read, with the patterns of its `include`. */
export interface ReadFile extends ReadResult {
  readonly include: readonly string[];
}

export function readGoalsFile(file: string, io: Process): ReadFile {
  return readGoalsBytes(file, readBytes(file, io), io);
}

/** The same for a file that is not on disk yet; what it includes is. */
export function readGoalsBytes(file: string, bytes: Uint8Array, { cwd }: Process): ReadFile {
  const { include, read } = openGoals(file, bytes);
  return { ...read(includedFiles(include, file, bytes.length, cwd)), include };
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

/** Files beside the missing one that differ in their ending, in capital letters or in - and _ alone. */
function namesLike(path: string): readonly string[] {
  const wanted = plainName(basename(path));
  try {
    return readdirSync(dirname(path)).filter((name) => /\.ya?ml$/i.test(name) && plainName(name) === wanted);
  } catch {
    return [];
  }
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.ya?ml$/, "")
    .replace(/[-_ ]/g, "");
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
    throw error instanceof Refusal ? error : unreadable(file, path, error as NodeJS.ErrnoException);
  }
}

function unreadable(file: string, path: string, { code, message }: NodeJS.ErrnoException): Refusal {
  if (code === "ENOENT" || code === "ENOTDIR") {
    const [near] = namesLike(path);
    const other = near === undefined ? null : join(dirname(file), near);
    return new Refusal(
      "no-goals-file",
      `There is no file ${file}${other === null ? "" : `, but ${other} is there`}.`,
      other === null
        ? "Start one with `goalform init`, or name another with -f."
        : `Write \`-f ${other}\`, or rename it to ${basename(file)}.`,
    );
  }
  if (code === "EACCES")
    return new Refusal("no-goals-file", `${file} may not be read.`, "Check its permissions.");
  return new Refusal("no-goals-file", `${file} cannot be read: ${message}`);
}
