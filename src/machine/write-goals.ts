/** Goals files that goalform writes: whole or not at all. */
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  realpathSync,
  renameSync,
  statSync,
} from "node:fs";
import { fileExists, type Refusal } from "../app/result/refusal.ts";
import { viaDraft } from "./draft.ts";
import { cannotSave } from "./save.ts";

/** A new file. One that already exists stays, unless it may be overwritten. */
export function createGoalsFile(file: string, path: string, text: string, overwrite: boolean): void {
  if (overwrite && existsSync(path)) replaceGoalsFile(file, path, text);
  else writing(file, () => viaDraft(path, text, (draft) => placeNew(draft, path)));
}

/** An existing file: the one that a link leads to, with the permissions that it has. */
export function replaceGoalsFile(file: string, path: string, text: string): void {
  writing(file, () => {
    const real = realpathSync(path);
    accessSync(real, constants.W_OK);
    const { mode } = statSync(real);
    viaDraft(real, text, (draft) => {
      chmodSync(draft, mode & 0o777);
      renameSync(draft, real);
    });
  });
}

/** A link fails where a file is already. Not every file system has links. */
function placeNew(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  }
}

function writing(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw asRefusal(file, error as NodeJS.ErrnoException);
  }
}

function asRefusal(file: string, error: NodeJS.ErrnoException): Refusal {
  if (error.code === "EEXIST") return fileExists(file);
  return cannotSave(file, error);
}
