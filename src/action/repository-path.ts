/** Paths as the repository has them, which is how GitHub's lists of files and annotations name them. */
import { statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** actions/checkout may have put the repository into a folder of the workspace. */
export function inRepository(path: string, workspace: string): string {
  const absolute = resolve(workspace, path);
  return relative(rootOf(absolute, workspace), absolute).split(sep).join("/");
}

/** The nearest folder above that is a repository; the workspace when there is none in it. */
function rootOf(absolute: string, workspace: string): string {
  let folder = dirname(absolute);
  while (folder.startsWith(workspace + sep)) {
    if (isRepository(folder)) return folder;
    folder = dirname(folder);
  }
  return workspace;
}

function isRepository(folder: string): boolean {
  try {
    return statSync(join(folder, ".git")).isDirectory();
  } catch {
    return false;
  }
}
