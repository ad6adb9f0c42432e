/** Files on disk, by the names that people give them. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Files } from "../app/ports.ts";
import { Refusal } from "../app/result/refusal.ts";
import { compareText } from "../diagnostic.ts";
import { entryIn } from "../entry-in.ts";
import { includedFiles } from "./included-files.ts";
import { save } from "./save.ts";
import { createGoalsFile, replaceGoalsFile } from "./write-goals.ts";

export interface DiskFiles extends Files {
  /** A result that somebody asked to have in a file. @param what for people: `The plan`, `The graph` */
  readonly save: (what: string, file: string, text: string) => void;
}

/** @param cwd the folder that names are relative to */
export function filesIn(cwd: string): DiskFiles {
  const at = (file: string) => resolve(cwd, file);
  return {
    readGoals: (file) => readGoals(file, at(file)),
    included: (patterns, file, size) => includedFiles(patterns, file, size, cwd),
    readTests: (file) => readTests(file, at(file)),
    testsBeside: (files) => testsBeside(files, at),
    namedIn: (from, name) => join(dirname(from), name),
    exists: (file) => existsSync(at(file)),
    createGoals: (file, text, overwrite) => createGoalsFile(file, at(file), text, overwrite),
    replaceGoals: (file, text) => replaceGoalsFile(file, at(file), text),
    folderName: () => basename(cwd),
    schemaFor: (file) => schemaFor(at(file), cwd),
    readText: (file) => readText(at(file)),
    save: (what, file, text) => save(what, file, at(file), text),
  };
}

function readGoals(file: string, path: string): Uint8Array {
  if (file === "-" || file === "/dev/stdin")
    throw new Refusal(
      "no-goals-file",
      "A goals file cannot be read from standard input.",
      "Save the text in a file, in the folder of the files that it includes, and name it with -f.",
    );
  if (file === "") throw new Refusal("no-goals-file", "-f names no file.", "Name a file with -f.");
  try {
    const status = statSync(path);
    if (status.isDirectory())
      throw new Refusal("no-goals-file", `${file} is a folder.`, "Name a file with -f.");
    if (!status.isFile())
      throw new Refusal("no-goals-file", `${file} is not a regular file.`, "Name a file with -f.");
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable(file, path, error as NodeJS.ErrnoException);
  }
}

function readTests(file: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = entryIn(WHY, code ?? "") ?? message;
    throw new Refusal(
      "no-tests-file",
      `${file} cannot be read: ${why}.`,
      "Name a tests file, such as goals.test.yaml.",
    );
  }
}

/** No more names than that are looked at in one folder. */
const MOST_NAMES = 10_000;

/** In the order of their names, folder by folder; what is hidden or linked is left alone. */
function testsBeside(files: readonly string[], at: (file: string) => string): readonly string[] {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  return folders.flatMap((folder) => {
    try {
      return readdirSync(at(folder), { withFileTypes: true })
        .slice(0, MOST_NAMES)
        .filter((entry) => entry.isFile() && /^[^.].*\.test\.ya?ml$/.test(entry.name))
        .map(({ name }) => (folder === "." ? name : join(folder, name)))
        .sort(compareText);
    } catch {
      return [];
    }
  });
}

function unreadable(file: string, path: string, { code, message }: NodeJS.ErrnoException): Refusal {
  if (code === "ENOENT" || code === "ENOTDIR") {
    const [near] = namesLike(path);
    const other = near === undefined ? null : join(dirname(file), near);
    return new Refusal(
      "no-goals-file",
      `There is no file ${file}${other === null ? "" : `, but ${other} is there`}.`,
      other === null
        ? "Start one with `goalform init`, or name another with -f."
        : `Write \`-f ${other}\`, or rename it to ${basename(file)}.`,
    );
  }
  if (code === "EACCES")
    return new Refusal(
      "no-goals-file",
      `${file} cannot be read: its permissions do not allow it.`,
      "Check its permissions.",
    );
  return new Refusal("no-goals-file", `${file} cannot be read: ${message}`);
}

/** Files next to the missing one that differ only in their extension, in upper and lower case, or in - and _. */
function namesLike(path: string): readonly string[] {
  const wanted = plainName(basename(path));
  try {
    return readdirSync(dirname(path)).filter((name) => /\.ya?ml$/i.test(name) && plainName(name) === wanted);
  } catch {
    return [];
  }
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.ya?ml$/, "")
    .replace(/[-_ ]/g, "");
}

function readText(path: string): string | { readonly cannotBeRead: string } {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { cannotBeRead: entryIn(WHY, code ?? "") ?? message };
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "its permissions do not allow reading it",
};

/** The schema of an installed goalform, or of a checkout of it. */
function schemaFor(path: string, cwd: string): string {
  const schema = "schemas/goals.schema.json";
  const installed = `node_modules/goalform/${schema}`;
  const known = [installed, schema].find((one) => existsSync(resolve(cwd, one))) ?? installed;
  const from = relative(dirname(path), resolve(cwd, known)).replaceAll("\\", "/");
  return from.startsWith(".") ? from : `./${from}`;
}
