/** The goals as they were in another commit. */
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { GitHub } from "./github/port.ts";
import { goalsFilesAt } from "./goals-files-at.ts";

export type GoalsBefore =
  | { readonly is: "read"; readonly goalSet: GoalSet; readonly include: readonly string[] }
  /** There was none: everything is new. */
  | { readonly is: "missing" }
  /** It had errors, was a link, or was too large. */
  | { readonly is: "unreadable"; readonly include: readonly string[] };

/** @param file the goals file's path in the repository */
export async function goalsAt(github: GitHub, file: string, commit: string): Promise<GoalsBefore> {
  const there = await goalsFilesAt(github, file, commit);
  if (there.is === "missing") return there;
  if (there.is === "no file") return { is: "unreadable", include: [] };
  const { include, read } = there.opened;
  // What was there counts, even if something that it names was not.
  const { goalSet } = read(there.answers.map((answer) => ({ ...answer, troubles: [] })));
  return goalSet === null ? { is: "unreadable", include } : { is: "read", goalSet, include };
}
