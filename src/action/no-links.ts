/**
 * Symbolic links on the way to the goals file are never followed: a pull request can bring one along that leads to any
 * file of the runner, and messages show the lines that they are about.
 */
import { lstatSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { Refusal } from "../app/result/refusal.ts";

/** The workspace itself may be a link: the runner made it. */
export function refuseLinks(file: string, workspace: string): void {
  const root = resolve(workspace);
  const path = resolve(root, file);
  if (relative(root, path).split(sep)[0] === "..") throw outside(file);
  for (let at = path; at.startsWith(root + sep); at = dirname(at)) {
    if (!isLink(at)) continue;
    throw new Refusal(
      "goals-file-link",
      `${relative(root, at)} is a symbolic link, and links are not followed.`,
      "Put the goals file itself there, or name the real file in the input `file`.",
    );
  }
}

/** What cannot be looked at cannot be read either, and reading it says why. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function outside(file: string): Refusal {
  return new Refusal(
    "usage",
    `The input file is wrong: ${file} is not in the workspace.`,
    "Name a file of the repository, relative to the workspace.",
  );
}
