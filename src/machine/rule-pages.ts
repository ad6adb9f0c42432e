/** The pages about the codes of `validate`: a file for each, in a checkout and in the package. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { RulePages } from "../app/ports.ts";

/** Two levels up, from the sources, from the pieces that the build makes of them, and from the action's bundle. */
const PAGES = fileURLToPath(new URL("../../docs/rules/", import.meta.url));

export const rulePages: RulePages = {
  codes: () =>
    readdirSync(PAGES)
      .filter((name) => name.endsWith(".md") && name !== "README.md")
      .map((name) => name.slice(0, -".md".length))
      .sort(),
  page: (code) => {
    const path = existingPath(code);
    return path === null ? null : { path, markdown: readFileSync(path, "utf8") };
  },
};

/** Codes come from people too: only what has the form of a code names a file. */
function existingPath(code: string): string | null {
  if (!/^[a-z\d-]+$/.test(code)) return null;
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
