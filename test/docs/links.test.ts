/** Every link in the pages leads to a file that exists, and to a heading in it; files that they name exist. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

function withoutCode(text: string): string {
  return text
    .replace(/^( *)```[\s\S]*?^\1```$/gm, "")
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ""));
}

/** As GitHub makes them: small letters, no punctuation, hyphens for spaces, a number for a heading that comes again. */
function anchorsOf(page: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const headings = [...withoutCode(readFileSync(page, "utf8")).matchAll(/^#+ (.+)$/gm)];
  const anchors = headings.map(([, heading]) => {
    const anchor = heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return new Set(anchors);
}

/** What is wrong with a link; null when nothing is. Only links within the repository are followed. */
function problemOf(page: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) return null;
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), path));
  if (!existsSync(file)) return `${page}: ${link}: ${file} does not exist`;
  if (anchor === undefined || statSync(file).isDirectory()) return null;
  return anchorsOf(file).has(anchor) ? null : `${page}: ${link}: ${file} does not have this heading`;
}

function linksIn(page: string): readonly string[] {
  return [...withoutCode(readFileSync(page, "utf8")).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
}

test("every link leads to a file and a heading that exist", () => {
  const links = PAGES.flatMap((page) => linksIn(page).map((link) => ({ page, link })));
  expect(links.length).toBeGreaterThan(250);
  expect(links.map(({ page, link }) => problemOf(page, link)).filter((one) => one !== null)).toEqual([]);
});

test("a link to a missing file or heading is found", () => {
  expect(problemOf("docs/github.md", "../README.md#commands")).toBeNull();
  expect(problemOf("docs/github.md", "README.md")).toMatch("docs/README.md does not exist");
  expect(problemOf("docs/github.md", "security.md#nowhere")).toMatch("does not have this heading");
});

/** `app/plan.ts` is below src/, `test/words.test.ts` and `.ci/run` below the root, `catalogue.md` beside a page. */
function isThere(path: string): boolean {
  return [path, join("src", path), join("docs", path)].some((one) => existsSync(one));
}

test("every folder of src is named on the page on the architecture", () => {
  const page = readFileSync("docs/architecture.md", "utf8");
  const folders = readdirSync("src", { recursive: true, withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  expect(folders.length).toBeGreaterThan(50);
  expect(folders.map(({ name }) => name).filter((name) => !page.includes(`${name}/`))).toEqual([]);
});

test("files that the page on the architecture and CONTRIBUTING.md name are there", () => {
  const named = ["docs/architecture.md", "CONTRIBUTING.md"].flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/`([\w.-]+(?:\/[\w.-]+)+\/?)`/g)].map(([, path]) => path!),
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((path) => !isThere(path))).toEqual([]);
});
