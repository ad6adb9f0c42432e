/** The goals as they were in another commit, read from GitHub: the goals file and what its `include:` names. */
import { posix } from "node:path";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { IncludeAnswer, IncludedFile } from "../language/include/answer.ts";
import { isGlob, matchesInclude, matchesName } from "../language/include/pattern.ts";
import { openGoals } from "../language/read-goals.ts";
import type { GitHub } from "./github/port.ts";

export type GoalsBefore =
  | { readonly is: "read"; readonly goalSet: GoalSet; readonly include: readonly string[] }
  /** There was none: everything is new. */
  | { readonly is: "missing" }
  /** It had errors, was a link, or was too large. */
  | { readonly is: "unreadable"; readonly include: readonly string[] };

/** @param file the goals file's path in the repository */
export async function goalsAt(github: GitHub, file: string, commit: string): Promise<GoalsBefore> {
  const content = await github.read(file, commit);
  if (content === null) return { is: "missing" };
  if (content.is !== "file") return { is: "unreadable", include: [] };
  const { include, read } = openGoals(file, content.bytes);
  const answers: IncludeAnswer[] = [];
  for (const pattern of include)
    answers.push({
      pattern,
      files: await included(github, posix.dirname(file), pattern, commit),
      troubles: [],
    });
  const { goalSet } = read(answers);
  return goalSet === null ? { is: "unreadable", include } : { is: "read", goalSet, include };
}

/** Folders that are looked into at most: `**` must not walk through a whole repository. */
const MOST_FOLDERS = 100;

/** In the order of their names, as they are read from a disk. */
async function included(
  github: GitHub,
  root: string,
  pattern: string,
  commit: string,
): Promise<IncludedFile[]> {
  const paths = isGlob(pattern) ? await matching(github, root, pattern, commit) : [pattern];
  const files: IncludedFile[] = [];
  for (const path of paths) {
    const file = posix.join(root, path);
    const content = await github.read(file, commit);
    if (content?.is === "file") files.push({ file, bytes: content.bytes });
  }
  return files;
}

async function matching(github: GitHub, root: string, pattern: string, commit: string): Promise<string[]> {
  const segments = pattern.split("/");
  const fixed = segments.slice(0, segments.findIndex(isGlob));
  const paths: string[] = [];
  const folders = [fixed.join("/")];
  for (let looked = 0; folders.length > 0 && looked < MOST_FOLDERS; looked++) {
    const folder = folders.shift()!;
    const there = await github.read(posix.join(root, folder), commit);
    if (there?.is !== "folder") continue;
    for (const { name, is } of there.entries) {
      const path = posix.join(folder, name);
      if (is === "dir" && mayLead(segments, path)) folders.push(path);
      if (is === "file" && matchesInclude(pattern, path)) paths.push(path);
    }
  }
  return paths.sort();
}

/** Whether something below the folder may match. */
function mayLead(segments: readonly string[], folder: string): boolean {
  const names = folder.split("/");
  for (const [index, name] of names.entries()) {
    const segment = segments[index];
    if (segment === "**") return true;
    if (segment === undefined || !matchesName(segment, name)) return false;
  }
  return names.length < segments.length;
}
