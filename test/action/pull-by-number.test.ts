/** The pull request that a person names by its number: what is read of it, and when nothing is. */
import { describe, expect, test } from "vitest";
import type { GitHub, Pull, RepositoryContent } from "../../src/action/github/port.ts";
import { goalsFilesAt } from "../../src/action/goals-files-at.ts";
import type { Job } from "../../src/action/job.ts";
import { atPull } from "../../src/action/pull-by-number.ts";
import { readGoalsFile } from "../../src/app/goals-file.ts";
import { HEAD } from "../support/shop.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const goal = (id: string) => `goals:\n  ${id}: { type: destination, page: /${id} }\n`;
const including = (...patterns: string[]) => `include: ${JSON.stringify(patterns)}\n${HEAD}${goal("main")}`;
const file = (text: string): RepositoryContent => ({ is: "file", bytes: bytes(text) });
const folder = (...entries: [name: string, is?: string][]): RepositoryContent => ({
  is: "folder",
  entries: entries.map(([name, is = "file"]) => ({ name, is })),
});
type Tree = Readonly<Record<string, RepositoryContent>>;
const reading = (tree: Tree) => async (path: string) => tree[path] ?? null;

interface Given {
  readonly pull?: Partial<Pull>;
  readonly parents?: readonly string[] | null;
  readonly sha?: string;
  readonly tree?: Tree;
}

async function chosen({ pull, parents = ["tip", "head"], sha = "main tip", tree = {} }: Given = {}) {
  const read: string[] = [];
  const github = {
    pull: async () => ({
      number: 7,
      head: "head",
      base: "main",
      isOpen: true,
      isFork: false,
      mergeCommit: "trial",
      ...pull,
    }),
    parents: async () => parents,
    read: async (path: string, commit: string) => {
      read.push(`${path} at ${commit}`);
      return tree[path] ?? null;
    },
  } as unknown as GitHub;
  const disk = { readGoals: () => bytes("the disk's"), included: () => [], exists: () => true };
  const job = {
    inputs: { file: "goals.yaml" },
    workspace: "/work",
    trigger: { sha, branch: "main", pull: null },
    ports: { files: disk },
    github: async () => github,
  } as unknown as Job;
  return { job: await atPull(job, 7), read, disk };
}

const text = (job: Job) => new TextDecoder().decode(job.ports.files.readGoals("goals.yaml"));

describe("a pull request by its number", () => {
  test("is read from GitHub's trial merge, with what it includes, and compared with the branch below it", async () => {
    const tree = { "goals.yaml": file(including("a.yaml")), "a.yaml": file(goal("a")) };
    const { job, read } = await chosen({ tree });
    expect(job.trigger).toEqual({
      sha: "trial",
      branch: "main",
      pull: { number: 7, head: "head", isFork: false, base: "tip", into: "main", merged: null },
    });
    expect(read).toEqual(["goals.yaml at trial", "a.yaml at trial"]);
    const { goalSet } = readGoalsFile("goals.yaml", job.ports.files);
    expect(goalSet?.goals.map(({ id }) => id)).toEqual(["main", "a"]);
    expect(job.ports.files.exists("x")).toBe(true);
  });

  test.each(["head", "trial"])("is what is on the disk where that is checked out: its %s", async (sha) => {
    const { job, read } = await chosen({ sha });
    expect(read).toEqual([]);
    expect(text(job)).toBe("the disk's");
    expect(job.trigger).toMatchObject({ sha, pull: { number: 7, head: "head", base: null } });
  });

  test.each<readonly [string, Given, string]>([
    ["is closed", { pull: { isOpen: false } }, "Pull request 7 is closed, so there is nothing to plan."],
    [
      "comes from a fork",
      { pull: { isFork: true } },
      "Pull request 7 comes from a fork, so it is not planned",
    ],
    [
      "has conflicts",
      { pull: { mergeCommit: null } },
      "GitHub has no trial merge of pull request 7 into main",
    ],
    ["was pushed to just now", { parents: ["tip", "older"] }, "GitHub has no trial merge"],
    ["has a merge that GitHub has lost", { parents: null }, "GitHub has no trial merge"],
  ])("that %s is not planned", async (_, given, why) => {
    await expect(chosen(given)).rejects.toThrow(
      expect.objectContaining({ code: "usage", message: expect.stringContaining(why) }),
    );
  });

  test("without a goals file, or with a link in its place, says so", async () => {
    const missing = await chosen();
    expect(() => text(missing.job)).toThrow("Pull request 7 has no file goals.yaml.");
    expect(missing.job.ports.files.included([], "goals.yaml", 0)).toEqual([]);
    const link = await chosen({ tree: { "goals.yaml": { is: "other" } } });
    expect(() => text(link.job)).toThrow("Pull request 7 has no ordinary file at goals.yaml.");
  });
});

describe("an include that brings trouble is told as on a disk", () => {
  async function troubles(patterns: readonly string[], tree: Tree) {
    const whole = { "web/goals.yaml": file(including(...patterns)), ...tree };
    const github = { read: reading(whole) } as unknown as GitHub;
    const there = await goalsFilesAt(github, "web/goals.yaml", "c");
    if (there.is !== "read") return expect.unreachable("it is there");
    return there.answers.map((answer) => [
      answer.files.map((one) => one.file),
      answer.troubles.map((one) => `${one.is}: ${one.path}`),
    ]);
  }

  test("a name that is missing, or is no file", async () => {
    expect(await troubles(["a.yaml", "b.yaml"], { "web/b.yaml": folder() })).toEqual([
      [[], ["missing: a.yaml"]],
      [[], ["no ordinary file: b.yaml"]],
    ]);
  });

  test("a pattern that matches nothing, or the goals file alone, which is never included", async () => {
    const tree = { web: folder(["goals.yaml"], ["notes.txt"]), "web/more.yaml": file(goal("more")) };
    expect(await troubles(["x-*.yaml"], tree)).toEqual([[[], ["no match: x-*.yaml"]]]);
    expect(await troubles(["*.yaml"], tree)).toEqual([[[], ["itself: *.yaml"]]]);
    expect(await troubles(["*.yaml"], { ...tree, web: folder(["goals.yaml"], ["more.yaml"]) })).toEqual([
      [["web/more.yaml"], []],
    ]);
  });

  test("links that match, and no others", async () => {
    const web = folder(["a.yaml", "symlink"], ["b.txt", "symlink"]);
    expect(await troubles(["*.yaml"], { web })).toEqual([[[], ["link: a.yaml"]]]);
  });

  test("a folder that GitHub does not list whole, and more folders than are looked into", async () => {
    const listing = (count: number) => folder(...Array.from({ length: count }, () => ["x.txt"] as [string]));
    expect(await troubles(["*.yaml"], { web: listing(1000) })).toEqual([[[], ["too wide: "]]]);
    expect(await troubles(["*.yaml"], { web: listing(999) })).toEqual([[[], ["no match: *.yaml"]]]);
    const folders = (count: number) => ({
      web: folder(...Array.from({ length: count }, (_, index) => [`f${index}`, "dir"] as [string, string])),
    });
    expect(await troubles(["*/a.yaml"], folders(99))).toEqual([[[], ["no match: */a.yaml"]]]);
    expect(await troubles(["*/a.yaml"], folders(100))).toEqual([[[], ["too wide: f99"]]]);
  });

  test("more files than a set of goals may have, each counted once", async () => {
    const names = Array.from({ length: 101 }, (_, index) => `g${String(index).padStart(3, "0")}.yaml`);
    const files = Object.fromEntries(names.map((name) => [`web/${name}`, file(goal(name.slice(0, 4)))]));
    const web = (count: number) => folder(...names.slice(0, count).map((name) => [name] as [string]));
    const hundred = await troubles(["g*.yaml", "g000.yaml"], { ...files, web: web(100) });
    expect(hundred.map(([found, bad]) => [found!.length, bad])).toEqual([
      [100, []],
      [1, []],
    ]);
    const more = await troubles(["g*.yaml"], { ...files, web: web(101) });
    expect(more.map(([found, bad]) => [found!.length, bad])).toEqual([[100, ["too many files: g100.yaml"]]]);
  });
});
