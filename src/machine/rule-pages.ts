/** The pages about the codes of `validate`, which travel in the package. */
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
    const path = pathOf(code);
    return existsSync(path) ? { path, markdown: readFileSync(path, "utf8") } : null;
  },
};

function pathOf(code: string): string {
  return `${PAGES}${code}.md`;
}

/**
 * Where the page is, as somebody in this folder would name it: relative to it where goalform is installed below it,
 * else from the root. Null where the page is not installed.
 */
export function pagePaths(cwd: string): (code: string) => string | null {
  return (code) => {
    const path = pathOf(code);
    if (!existsSync(path)) return null;
    const below = relative(cwd, path);
    return below.startsWith("..") ? path : below.split(sep).join("/");
  };
}
