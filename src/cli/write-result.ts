/** Files that a command makes because its user asked for them. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Refusal } from "./outcome.ts";
import type { Process } from "./process.ts";

export function writeResult(file: string, text: string, { cwd }: Process): void {
  try {
    writeFileSync(resolve(cwd, file), text);
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
