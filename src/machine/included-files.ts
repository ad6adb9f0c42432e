/** The files on disk that the patterns of an `include` mean. Follows no links and never leaves the folder. */
import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { compareText } from "../diagnostic.ts";
import {
  type IncludeAnswer,
  type IncludedFile,
  type IncludeTrouble,
  MOST_INCLUDED_FILES,
} from "../language/include/answer.ts";
import { isGlob, isTests, matchesName } from "../language/include/pattern.ts";
import { MAX_BYTES } from "../language/source/decode.ts";

/** Names that are looked at in all: a pattern in the wrong folder must not walk a whole disk. */
const MOST_NAMES = 10_000;

/**
 * @param file The goals file as it was named; included files are shown relative to it.
 * @param size Its bytes: all files together may have what one may have.
 */
export function includedFiles(
  patterns: readonly string[],
  file: string,
  size: number,
  cwd: string,
): IncludeAnswer[] {
  const search = new Search(file, size, cwd);
  return patterns.map((pattern) => search.answer(pattern));
}

class Search {
  readonly #file: string;
  readonly #root: string;
  readonly #read = new Map<string, IncludedFile>();
  #bytes: number;
  #names = 0;
  #troubles: IncludeTrouble[] = [];

  constructor(file: string, size: number, cwd: string) {
    this.#file = file;
    this.#root = dirname(resolve(cwd, file));
    this.#bytes = size;
  }

  answer(pattern: string): IncludeAnswer {
    this.#troubles = [];
    const matching = [...new Set(this.#walk("", pattern.split("/")))].sort(compareText);
    const paths = matching.filter((path) => path !== basename(this.#file) && !isTests(path));
    const files = paths.flatMap((path) => this.#readOnce(path) ?? []);
    if (paths.length + this.#troubles.length === 0)
      this.#report(this.#whyNothing(pattern, matching.length > 0));
    return { pattern, files, troubles: this.#troubles };
  }

  #whyNothing(pattern: string, isItself: boolean): IncludeTrouble {
    if (isItself) return { is: "itself", path: pattern };
    if (isGlob(pattern)) return { is: "no match", path: pattern };
    return { is: "missing", path: pattern, others: this.#yamlFilesBeside(pattern) };
  }

  /** Paths of ordinary files, from the root on. */
  #walk(folder: string, [segment = "", ...rest]: readonly string[]): string[] {
    if (segment === "**") return this.#anywhereBelow(folder, rest);
    const names = isGlob(segment)
      ? this.#namesIn(folder).filter((name) => matchesName(segment, name))
      : [segment];
    return names.flatMap((name) => this.#step(below(folder, name), rest, isGlob(segment)));
  }

  /** What is hidden, installed or linked is nobody's own folder of goals. */
  #anywhereBelow(folder: string, rest: readonly string[]): string[] {
    const folders = this.#namesIn(folder)
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .map((name) => below(folder, name))
      .filter((path) => this.#statusOf(path)?.isDirectory());
    return [this.#walk(folder, rest), ...folders.map((path) => this.#anywhereBelow(path, rest))].flat();
  }

  #step(path: string, rest: readonly string[], isMatched: boolean): string[] {
    const status = this.#statusOf(path);
    if (!status) return [];
    const isLast = rest.length === 0;
    if (status.isSymbolicLink()) {
      if (isLast || !isMatched) this.#report({ is: "link", path });
      return [];
    }
    if (!isLast) return status.isDirectory() ? this.#walk(path, rest) : [];
    if (status.isFile()) return [path];
    this.#report({ is: "no ordinary file", path });
    return [];
  }

  #readOnce(path: string): IncludedFile | null {
    const known = this.#read.get(path);
    if (known) return known;
    const size = this.#statusOf(path)?.size ?? 0;
    if (this.#read.size >= MOST_INCLUDED_FILES) return this.#report({ is: "too many files", path });
    if (this.#bytes + size > MAX_BYTES) return this.#report({ is: "too large", path });
    const bytes = this.#trying(path, () => readFileSync(join(this.#root, path)));
    if (!bytes) return null;
    this.#bytes += bytes.length;
    const read = { file: displayPath(this.#file, path), bytes };
    this.#read.set(path, read);
    return read;
  }

  #namesIn(folder: string): string[] {
    const names = this.#trying(folder, () => readdirSync(join(this.#root, folder))) ?? [];
    this.#names += names.length;
    if (this.#names <= MOST_NAMES) return names;
    this.#report({ is: "too wide", path: folder });
    return [];
  }

  #yamlFilesBeside(path: string): string[] {
    const folder = dirname(path) === "." ? "" : dirname(path);
    const status = this.#statusOf(folder);
    if (!status?.isDirectory()) return [];
    return this.#namesIn(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => below(folder, name))
      .filter((one) => one !== basename(this.#file))
      .slice(0, 100);
  }

  #statusOf(path: string): Stats | null {
    return this.#trying(path, () => lstatSync(join(this.#root, path)));
  }

  /** Null if there is nothing; a file that exists but cannot be read is reported. */
  #trying<T>(path: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return code === "ENOENT" || code === "ENOTDIR" ? null : this.#report({ is: "unreadable", path });
    }
  }

  #report(trouble: IncludeTrouble): null {
    const isKnown = this.#troubles.some(({ is, path }) => is === trouble.is && path === trouble.path);
    const isOnce = trouble.is === "too wide" || trouble.is === "too many files" || trouble.is === "too large";
    if (!isKnown && !(isOnce && this.#troubles.some(({ is }) => is === trouble.is)))
      this.#troubles.push(trouble);
    return null;
  }
}

function below(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** `conf/goals.yaml` includes `shop.yaml`: people find it as `conf/shop.yaml`. */
function displayPath(file: string, path: string): string {
  const folder = dirname(file);
  return folder === "." ? path : `${folder.replaceAll("\\", "/").replace(/\/$/, "")}/${path}`;
}
