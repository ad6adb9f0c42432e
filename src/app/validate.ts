/** `validate`: the offline check. */
import { invalidGoals, readGoalsFile } from "./goals-file.ts";
import type { Files } from "./ports.ts";
import type { Validated } from "./result/result.ts";

/** @throws Refusal `invalid-goals-file` about all problems */
export function validate(file: string, files: Pick<Files, "readGoals" | "included">): Validated {
  const { goalSet, diagnostics } = readGoalsFile(file, files);
  if (!goalSet) throw invalidGoals(file, diagnostics);
  return { is: "validated", file, goalSet, diagnostics };
}
