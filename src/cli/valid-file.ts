/**
 * `goalform validate` of a file without a mistake, which is what editors, hooks and builds run most: done before the other
 * commands, the parser of their options and the views of their results are loaded.
 */
import { Refusal } from "../app/result/refusal.ts";
import type { Validated } from "../app/result/result.ts";
import { validate } from "../app/validate.ts";
import { filesIn } from "../machine/files.ts";
import { validatedText } from "../render/validated.ts";
import { wrapped } from "../render/wrapped.ts";
import type { Process } from "./process.ts";

/** What to print; null if these arguments ask for more, or if there is anything to say about the file. */
export function validFile(
  args: readonly string[],
  { cwd, columns }: Pick<Process, "cwd" | "columns">,
): string | null {
  const file = fileOf(args);
  const validated = file === null ? null : withoutProblems(file, cwd);
  return validated && wrapped(validatedText(validated), columns);
}

/** Of `validate` and `validate -f FILE`. */
function fileOf([command, option, file, ...others]: readonly string[]): string | null {
  if (command !== "validate" || others.length > 0) return null;
  if (option === undefined) return "goals.yaml";
  return (option === "-f" || option === "--file") && file && !file.startsWith("-") ? file : null;
}

function withoutProblems(file: string, cwd: string): Validated | null {
  try {
    const validated = validate(file, filesIn(cwd));
    return validated.diagnostics.length === 0 ? validated : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
