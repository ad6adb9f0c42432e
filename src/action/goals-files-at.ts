/** The goals file and what its `include:` names as they are in a commit: read from GitHub, with nothing checked out. */
import { posix } from "node:path";
import {
  type IncludeAnswer,
  type IncludedFile,
  type IncludeTrouble,
  MOST_INCLUDED_FILES,
} from "../language/include/answer.ts";
import { isGlob, matchesInclude, matchesName } from "../language/include/pattern.ts";
import { type OpenedGoals, openGoals } from "../language/read-goals.ts";
import { MAX_BYTES } from "../language/source/decode.ts";
import type { GitHub } from "./github/port.ts";

export type GoalsFilesAt =
  | {
      readonly is: "read";
      readonly bytes: Uint8Array;
      readonly opened: OpenedGoals;
      readonly answers: readonly IncludeAnswer[];
    }
  | { readonly is: "missing" }
  /** A link, a folder, a submodule, or too large. */
  | { readonly is: "no file" };

/** @param file the goals file's path in the repository */
export async function goalsFilesAt(github: GitHub, file: string, commit: string): Promise<GoalsFilesAt> {
  const content = await github.read(file, commit);
  if (content === null) return { is: "missing" };
  if (content.is !== "file") return { is: "no file" };
  const opened = openGoals(file, content.bytes);
  const search = new Search(github, file, commit, content.bytes.length);
  const answers: IncludeAnswer[] = [];
  for (const pattern of opened.include) answers.push(await search.answer(pattern));
  return { is: "read", bytes: content.bytes, opened, answers };
}

/** Folders that are looked into at most: `**` must not walk through a whole repository. */
const MOST_FOLDERS = 100;
/** GitHub lists no more of a folder (docs.github.com/rest, "Get repository content"). */
const MOST_LISTED = 1000;

/** Finds what a disk would have, with the same troubles (`machine/included-files.ts`). */
class Search {
  readonly #github: GitHub;
  readonly #file: string;
  readonly #commit: string;
  readonly #read = new Map<string, IncludedFile>();
  #bytes: number;
  #troubles: IncludeTrouble[] = [];

  constructor(github: GitHub, file: string, commit: string, bytes: number) {
    this.#github = github;
    this.#file = file;
    this.#commit = commit;
    this.#bytes = bytes;
  }

  async answer(pattern: string): Promise<IncludeAnswer> {
    this.#troubles = [];
    const found = isGlob(pattern) ? await this.#matching(pattern) : [pattern];
    const paths = found.filter((path) => path !== posix.basename(this.#file));
    const files: IncludedFile[] = [];
    for (const path of paths) files.push(...(await this.#fileAt(path)));
    if (paths.length + this.#troubles.length === 0)
      this.#troubles.push({ is: found.length > 0 ? "itself" : "no match", path: pattern });
    return { pattern, files, troubles: this.#troubles };
  }

  async #fileAt(path: string): Promise<IncludedFile[]> {
    const known = this.#read.get(path);
    if (known) return [known];
    if (this.#read.size >= MOST_INCLUDED_FILES) return this.#trouble("too many files", path);
    const file = this.#at(path);
    const content = await this.#github.read(file, this.#commit);
    if (content === null) return this.#trouble("missing", path);
    if (content.is !== "file") return this.#trouble("no ordinary file", path);
    this.#bytes += content.bytes.length;
    if (this.#bytes > MAX_BYTES) return this.#trouble("too large", path);
    const read = { file, bytes: content.bytes };
    this.#read.set(path, read);
    return [read];
  }

  /** In the order of their names, as they are read from a disk. */
  async #matching(pattern: string): Promise<string[]> {
    const segments = pattern.split("/");
    const fixed = segments.slice(0, segments.findIndex(isGlob));
    const paths: string[] = [];
    const folders = [fixed.join("/")];
    for (let looked = 0; folders.length > 0; looked++) {
      const folder = folders.shift()!;
      if (looked >= MOST_FOLDERS) return this.#trouble("too wide", folder);
      for (const { name, is } of await this.#entries(folder)) {
        const path = posix.join(folder, name);
        if (is === "dir" && mayLead(segments, path)) folders.push(path);
        if (is === "file" && matchesInclude(pattern, path)) paths.push(path);
        if (is === "symlink" && matchesInclude(pattern, path)) this.#trouble("link", path);
      }
    }
    return paths.sort();
  }

  async #entries(folder: string): Promise<readonly { readonly name: string; readonly is: string }[]> {
    const there = await this.#github.read(this.#at(folder), this.#commit);
    if (there?.is !== "folder") return [];
    return there.entries.length < MOST_LISTED ? there.entries : this.#trouble("too wide", folder);
  }

  #at(path: string): string {
    return posix.join(posix.dirname(this.#file), path);
  }

  #trouble(is: IncludeTrouble["is"], path: string): [] {
    this.#troubles.push({ is, path });
    return [];
  }
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
