/** Files that a command makes because its user asked for them. What was there before is lost. */
import { realpathSync, writeFileSync } from "node:fs";
import { Refusal } from "../app/result/refusal.ts";

/** @param what For people: `The plan`, `The graph`. */
export function save(what: string, file: string, path: string, text: string): void {
  refuseGoals(what, file, path);
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw cannotSave(file, error as NodeJS.ErrnoException);
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
