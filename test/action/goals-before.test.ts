/** The goals of another commit, read from GitHub: what a pull request is compared with. */
import { expect, test } from "vitest";
import type { GitHub, RepositoryContent } from "../../src/action/github/port.ts";
import { goalsAt } from "../../src/action/goals-before.ts";
import { HEAD } from "../support/shop.ts";

const BEFORE = "b".repeat(40);
const goal = (id: string) => `  ${id}: { type: destination, page: /${id} }\n`;
const part = (id: string) => `goals:\n${goal(id)}`;
const including = (...patterns: string[]) =>
  `include: ${JSON.stringify(patterns)}\n${HEAD}goals:\n${goal("main")}`;

const LINK = null;

/** A repository with these files; every path that is read is remembered. */
function repository(files: Readonly<Record<string, string | typeof LINK>>) {
  const read: string[] = [];
  const at = (path: string): RepositoryContent | null => {
    const text = files[path];
    if (text !== undefined)
      return text === LINK ? { is: "other" } : { is: "file", bytes: new TextEncoder().encode(text) };
    const below = path === "." ? "" : `${path}/`;
    const entries = new Map<string, string>();
    for (const [file, content] of Object.entries(files)) {
      if (!file.startsWith(below)) continue;
      const [name = "", ...rest] = file.slice(below.length).split("/");
      entries.set(name, rest.length > 0 ? "dir" : content === LINK ? "symlink" : "file");
    }
    return entries.size === 0
      ? null
      : { is: "folder", entries: [...entries].map(([name, is]) => ({ name, is })).reverse() };
  };
  const github = {
    read: async (path: string, commit: string) => {
      expect(commit).toBe(BEFORE);
      read.push(path);
      return at(path);
    },
  } as unknown as GitHub;
  return { github, read };
}

async function goalsIn(files: Readonly<Record<string, string | typeof LINK>>, file = "goals.yaml") {
  const { github, read } = repository(files);
  const before = await goalsAt(github, file, BEFORE);
  const ids = before.is === "read" ? before.goalSet.goals.map(({ id }) => id) : null;
  return { before, ids, read };
}

test("a file that was not there had no goals, and that is not an error", async () => {
  expect((await goalsIn({})).before).toEqual({ is: "missing" });
});

test("what is not a plain file, or has errors, cannot be compared with", async () => {
  expect((await goalsIn({ "goals.yaml": LINK })).before).toEqual({ is: "unreadable", include: [] });
  expect((await goalsIn({ "goals.yaml/part.yaml": part("a") })).before).toEqual({
    is: "unreadable",
    include: [],
  });
  const broken = `${including("more.yaml")}  broken: { type: nothing }\n`;
  expect((await goalsIn({ "goals.yaml": broken, "more.yaml": part("more") })).before).toEqual({
    is: "unreadable",
    include: ["more.yaml"],
  });
});

test("an included file is read from the folder of the goals file, without a list of that folder", async () => {
  const { ids, read, before } = await goalsIn(
    { "web/goals.yaml": including("parts/a.yaml"), "web/parts/a.yaml": part("a"), "parts/a.yaml": part("b") },
    "web/goals.yaml",
  );
  expect(ids).toEqual(["main", "a"]);
  expect(read).toEqual(["web/goals.yaml", "web/parts/a.yaml"]);
  expect(before).toMatchObject({ is: "read", include: ["parts/a.yaml"] });
});

test("a pattern finds files in the order of their names, and neither links nor other files", async () => {
  const { ids, read } = await goalsIn({
    "goals.yaml": including("parts/*.yaml"),
    "parts/b.yaml": part("b"),
    "parts/a.yaml": part("a"),
    "parts/link.yaml": LINK,
    "parts/notes.txt": "",
    "parts/deeper/c.yaml": part("c"),
    "parts/folder.yaml/e.yaml": part("e"),
    "other/d.yaml": part("d"),
  });
  expect(ids).toEqual(["main", "a", "b"]);
  expect(read).toEqual(["goals.yaml", "parts", "parts/a.yaml", "parts/b.yaml"]);
});

test("a star in the name of a folder leads into the folders it matches, and no deeper than the pattern", async () => {
  const { ids, read } = await goalsIn({
    "goals.yaml": including("*-site/goals.yaml"),
    "de-site/goals.yaml": part("de"),
    "de-site/deeper/goals.yaml": part("deeper"),
    "en-site/goals.yaml": part("en"),
    "docs/goals.yaml": part("docs"),
  });
  expect(ids).toEqual(["main", "de", "en"]);
  expect(read.slice(1, 4).sort()).toEqual([".", "de-site", "en-site"]);
  expect(read).not.toContain("docs");
  expect(read).not.toContain("de-site/deeper");
});

test("two stars lead into all folders below, and into no others", async () => {
  const { ids, read } = await goalsIn({
    "goals.yaml": including("parts/**/*.yaml"),
    "parts/a.yaml": part("a"),
    "parts/x/y/b.yaml": part("b"),
    "other/c.yaml": part("c"),
  });
  expect(ids).toEqual(["main", "a", "b"]);
  expect(read).not.toContain("other");
});

test("a pattern whose folder was not there yet included nothing", async () => {
  const { ids, read } = await goalsIn({ "goals.yaml": including("parts/*.yaml") });
  expect(ids).toEqual(["main"]);
  expect(read).toEqual(["goals.yaml", "parts"]);
});

test("at most 100 folders are looked into", async () => {
  const folders = Array.from({ length: 120 }, (_, index) => `f${index}`);
  const files = Object.fromEntries(folders.map((name) => [`${name}/a.txt`, ""]));
  const { read } = await goalsIn({ ...files, "goals.yaml": including("**/*.yaml") });
  expect(read.filter((path) => !path.endsWith(".yaml"))).toHaveLength(100);
});
