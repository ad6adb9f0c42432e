/**
 * Symbolic links on the way to the goals file are never followed: a pull request can bring one along that leads to any
 * file of the runner, and messages show the lines that they are about.
 */
import { lstatSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { Refusal } from "../app/result/refusal.ts";

/** The input that names the file; null for one that another file names. */
type NamedFile = "file" | "gtm-js" | "gtag-js" | "play" | null;

/** The workspace itself may be a link: the runner made it. */
export function refuseLinks(file: string, workspace: string, named: NamedFile = "file"): void {
  const root = resolve(workspace);
  const path = resolve(root, file);
  if (relative(root, path).split(sep)[0] === "..") throw outside(file, named);
  for (let at = path; at.startsWith(root + sep); at = dirname(at)) {
    if (!isLink(at)) continue;
    throw new Refusal(
      "goals-file-link",
      `${relative(root, at)} is a symbolic link, and links are not followed.`,
      named === null
        ? "Put the file itself there."
        : `Put the file itself there, or name it in the input \`${named}\`.`,
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

function outside(file: string, named: NamedFile): Refusal {
  return new Refusal(
    "usage",
    named === null
      ? `${file} is not in the workspace.`
      : `The input ${named} is wrong: ${file} is not in the workspace.`,
    "Name a file of the repository, relative to the workspace.",
  );
}
