/** Files that a command makes because its user asked for them. What was there before is lost. */
import { accessSync, chmodSync, constants, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal } from "../app/result/refusal.ts";
import { viaDraft } from "./draft.ts";

/** @param what For people: `The plan`, `The graph`. */
export function save(what: string, file: string, path: string, text: string): void {
  refuseGoals(what, file, path);
  try {
    write(path, text);
  } catch (error) {
    throw cannotSave(file, error as NodeJS.ErrnoException);
  }
}

/** Whole or not at all, unless it is a pipe or a device, or nothing else may be made in its folder. */
function write(path: string, text: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  const real = there === undefined ? path : realpathSync(path);
  if (there?.isFile()) accessSync(real, constants.W_OK);
  if (there?.isFile() === false || !mayMake(dirname(real))) writeFileSync(path, text);
  else
    viaDraft(real, text, (draft) => {
      if (there !== undefined) chmodSync(draft, there.mode & 0o777);
      renameSync(draft, real);
    });
}

function mayMake(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export function cannotSave(file: string, { code, message }: NodeJS.ErrnoException): Refusal {
  if (code === "ENOENT")
    return new Refusal("cannot-save", `There is no folder for ${file}.`, "Make the folder first.");
  if (code === "EISDIR") return new Refusal("cannot-save", `${file} is a folder.`, "Name a file.");
  return new Refusal("cannot-save", `${file} cannot be written: ${message}`);
}

/** Nothing that goalform saves is YAML, and goals are: a slip must not cost anybody's file. */
function refuseGoals(what: string, file: string, path: string): void {
  if (!/\.ya?ml$/i.test(whereItLeads(path))) return;
  throw new Refusal(
    "cannot-save",
    `${what} is not written to ${file}: it is a YAML file and may contain goals.`,
    "Choose a name with another ending.",
  );
}

function whereItLeads(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
