/** `readGoals`: the check of a goals file. */
import type { IncludeAnswer } from "../language/include/answer.ts";
import { openGoals } from "../language/read-goals.ts";
import { includedFiles } from "../machine/included-files.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { Goals } from "./goals.ts";

export interface ReadOptions {
  /** The name of the file, as it appears in diagnostics. Default: `goals.yaml`. */
  readonly file?: string | undefined;
  /**
   * The folder that `file` is relative to. If it is given, the files that the goals file includes are read from disk,
   * without following links or leaving the folder of the goals file. Otherwise nothing is read, and each `include` is an error.
   */
  readonly folder?: string | undefined;
}

export type ReadResult =
  /** The diagnostics are warnings. */
  | { readonly goals: Goals; readonly diagnostics: readonly Diagnostic[] }
  /** At least one diagnostic is an error. */
  | { readonly goals: null; readonly diagnostics: readonly Diagnostic[] };

/**
 * Checks a goals file: the same as `goalform validate`, everything at once, in reading order.
 *
 * @param text the whole file, as text or as its bytes; at most 1 MB of UTF-8
 * @returns the goals, or null if there is any error; it does not throw, whatever the text
 */
export function readGoals(
  text: string | Uint8Array,
  { file = "goals.yaml", folder }: ReadOptions = {},
): ReadResult {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const { include, read } = openGoals(file, bytes);
  const answers =
    folder === undefined ? include.map(notLookedUp) : includedFiles(include, file, bytes.length, folder);
  const { goalSet, diagnostics } = read(answers);
  return { goals: goalSet && new Goals(goalSet), diagnostics };
}

function notLookedUp(pattern: string): IncludeAnswer {
  return { pattern, files: [], troubles: [{ is: "not looked up", path: pattern }] };
}
