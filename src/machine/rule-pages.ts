/** The pages about the codes of `validate`: a file for each in a checkout, all in one compressed file in the package. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import type { RulePages } from "../app/ports.ts";

/** Two levels up, from the sources, from the pieces that the build makes of them, and from the action's bundle. */
const PAGES = fileURLToPath(new URL("../../docs/rules/", import.meta.url));

/** Written by `scripts/build.mjs`, one level above the pieces: an object `{ code: markdown }`. */
const PACKED = fileURLToPath(new URL("../rule-pages.json.br", import.meta.url));

export const rulePages: RulePages = {
  codes: () => [...pages().keys()].sort(),
  page: (code) => {
    const markdown = pages().get(code);
    return markdown === undefined ? null : { path: existingPath(code), markdown };
  },
};

let known: ReadonlyMap<string, string> | undefined;

function pages(): ReadonlyMap<string, string> {
  known ??= new Map(existsSync(PAGES) ? inCheckout() : inPackage());
  return known;
}

function inCheckout(): [code: string, markdown: string][] {
  return readdirSync(PAGES)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => [name.slice(0, -".md".length), readFileSync(PAGES + name, "utf8")]);
}

function inPackage(): [code: string, markdown: string][] {
  return Object.entries(JSON.parse(brotliDecompressSync(readFileSync(PACKED)).toString()));
}

function existingPath(code: string): string | null {
  const path = `${PAGES}${code}.md`;
  return existsSync(path) ? path : null;
}

/**
 * Where the page is, as somebody in this folder would name it: relative to it where goalform is below it,
 * otherwise from the root. Null if the page is not a file.
 */
export function pagePaths(cwd: string): (code: string) => string | null {
  return (code) => {
    const path = existingPath(code);
    if (path === null) return null;
    const below = relative(cwd, path);
    return below.startsWith("..") ? path : below.split(sep).join("/");
  };
}
