/** The goals file as commands read it: with what it includes, and every mistake at once. */
import type { Diagnostic } from "../diagnostic.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { openGoals, type ReadResult } from "../language/read-goals.ts";
import type { Files, Ports } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";

/** A goals file as it was read, with the patterns of its `include`. */
export interface ReadFile extends ReadResult {
  readonly include: readonly string[];
}

type Reading = Pick<Files, "readGoals" | "included">;

export function readGoalsFile(file: string, files: Reading): ReadFile {
  return readGoalsBytes(file, files.readGoals(file), files);
}

/** The same for a file that is not on disk yet; what it includes is. */
export function readGoalsBytes(file: string, bytes: Uint8Array, files: Pick<Files, "included">): ReadFile {
  const { include, read } = openGoals(file, bytes);
  return { ...read(files.included(include, file, bytes.length)), include };
}

/** The file without a mistake, or a refusal that shows all of them. Warnings are passed on. */
export function readValidGoals(file: string, { files, warn }: Pick<Ports, "files" | "warn">): GoalSet {
  const { goalSet, diagnostics } = readGoalsFile(file, files);
  if (!goalSet) throw invalidGoals(file, diagnostics);
  if (diagnostics.length > 0) warn(diagnostics);
  return goalSet;
}

export function invalidGoals(file: string, diagnostics: readonly Diagnostic[]): Refusal {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const files = new Set(diagnostics.map(({ place }) => place?.file ?? file));
  const which = files.size === 1 ? [...files].join() : `${file} and the files it includes`;
  const message = `${which} ${files.size === 1 ? "has" : "have"} ${errors === 1 ? "1 error" : `${errors} errors`}.`;
  return new Refusal("invalid-goals-file", message, null, { about: { is: "problems", file, diagnostics } });
}
