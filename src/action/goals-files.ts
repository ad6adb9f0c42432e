/** Which of a repository's files the goals are in. */
import { posix } from "node:path";
import { readGoalsFile } from "../app/goals-file.ts";
import { Refusal } from "../app/result/refusal.ts";
import { matchesInclude } from "../language/include/pattern.ts";
import type { Job } from "./job.ts";
import { refuseLinks } from "./no-links.ts";
import { inRepository } from "./repository-path.ts";

/** The goals file itself and whatever its `include` names, even if that no longer exists. Paths are the repository's. */
export function goalsFiles(job: Job): (path: string) => boolean {
  const file = inRepository(job.inputs.file, job.workspace);
  const folder = posix.dirname(file);
  const patterns = includeOf(job);
  return (path) => {
    if (path === file) return true;
    const below =
      folder === "." ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
    return below !== null && patterns.some((pattern) => matchesInclude(pattern, below));
  };
}

/** A file that cannot be read includes nothing; its problems are reported where it is needed. */
function includeOf(job: Job): readonly string[] {
  return hasGoalsFile(job) ? readGoalsFile(job.inputs.file, job.ports.files).include : [];
}

/** Whether there is a goals file, with or without mistakes, where the workflow says that it is. */
export function hasGoalsFile({ inputs: { file }, workspace, ports }: Job): boolean {
  try {
    refuseLinks(file, workspace);
    ports.files.readGoals(file);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
