/** Where a commit stands to what is settled, and whether a newer one has overtaken it. */
import { expect, test } from "vitest";
import { commitPosition, placeOnBranch, whySettled } from "../../src/action/commit-position.ts";
import type { Comparison, GitHub } from "../../src/action/github/port.ts";
import { type Job, runLink, shortSha } from "../../src/action/job.ts";

const NOW = "n".repeat(40);
const settledAt = (commit: string, run = 7) => ({ commit, run });

/** A job for the commit `NOW`, in a repository that compares as it is told to. */
function jobWith(comparisons: Readonly<Record<string, Comparison | null>>, branch: string | null = "main") {
  const asked: string[] = [];
  const github = {
    compare: async (base: string, head: string) => {
      asked.push(`${base}...${head}`);
      return comparisons[base] ?? null;
    },
  } as unknown as GitHub;
  const trigger = { sha: NOW, branch, run: { id: "12.1", number: "", url: "https://x" } };
  return { asked, github, job: { trigger, github: async () => github } as unknown as Job };
}

const ahead = (...commits: [sha: string, parent?: string][]): Comparison => ({
  status: "ahead",
  commits: commits.map(([one, parent]) => ({ sha: one, parents: parent === undefined ? [] : [parent] })),
  files: null,
  mergeBase: null,
});
const is = (status: Comparison["status"]): Comparison => ({ ...ahead(), status });

test("where nothing is settled every approval counts", async () => {
  const { job, asked } = jobWith({});
  expect(await commitPosition(job, [])).toEqual({ is: "new", commits: null, settled: null });
  expect(asked).toEqual([]);
});

test("what came after the settled commit counts, the branch's own line first", async () => {
  const { job } = jobWith({ old: ahead(["merged"], [NOW, "middle"], ["other"], ["middle", "old"]) });
  expect(await commitPosition(job, [settledAt("old")])).toEqual({
    is: "new",
    commits: [NOW, "middle", "merged", "other"],
    settled: "old",
  });
});

test("of two settled commits, only what came after both counts", async () => {
  const { job } = jobWith({
    a: ahead([NOW, "x"], ["x", "y"], ["y", "a"]),
    b: ahead([NOW, "x"], ["x", "b"]),
  });
  expect(await commitPosition(job, [settledAt("a"), settledAt("b")])).toEqual({
    is: "new",
    commits: [NOW, "x"],
    settled: "a",
  });
});

const SENTENCES = {
  same: "Commit nnnnnnn was already applied, or taken back by a rollback:",
  older: "Commit nnnnnnn is older than old, which",
  rewritten:
    "Commit old, which the container version's description names as applied last, is not part of this branch:",
  unknown: "this repository does not know that commit",
} as const;

test.each<readonly [keyof typeof SENTENCES, Comparison | null]>([
  ["same", is("identical")],
  ["older", is("behind")],
  ["rewritten", is("diverged")],
  ["unknown", null],
])("no approval counts any more: %s", async (standing, comparison) => {
  const { job } = jobWith({ old: comparison });
  const found = await commitPosition(job, [settledAt("old")]);
  expect(found).toEqual({ is: standing, settled: settledAt("old") });
  expect(whySettled(found as Parameters<typeof whySettled>[0], job)).toContain(SENTENCES[standing]);
});

test("the settled commit itself needs no look at the repository", async () => {
  const { job, asked } = jobWith({});
  const found = await commitPosition(job, [settledAt("old"), settledAt(NOW)]);
  expect(found).toEqual({ is: "same", settled: settledAt(NOW) });
  expect(asked).toEqual([]);
});

test("a newer commit of the branch overtakes when it changes the goals, or may", async () => {
  const isOurs = (path: string) => path === "goals.yaml";
  const asked: string[] = [];
  const by = (comparison: Comparison | null, branch: string | null = "main", goals = "") => {
    const { job, github } = jobWith({ [NOW]: comparison }, branch);
    const read = async (path: string, commit: string) => {
      asked.push(`${path} at ${commit.slice(0, 7)}`);
      return commit === NOW ? null : { is: "file", bytes: new TextEncoder().encode(goals) };
    };
    const inputs = { file: "goals.yaml" };
    const whole = { ...job, inputs, workspace: "/work" } as unknown as Job;
    return placeOnBranch(whole, { ...github, read } as unknown as GitHub, isOurs);
  };
  const newer = ahead(["newest"], ["new"]);
  const [current, gone] = [{ is: "current" }, { is: "gone", from: "main" }];
  expect(await by({ ...newer, files: ["README.md", "goals.yaml"] })).toEqual({
    is: "overtaken",
    by: "newest",
  });
  expect(await by({ ...newer, files: ["README.md"] })).toEqual(current);
  expect(await by({ ...newer, files: ["goals.yaml"], status: "diverged" })).toEqual(gone);
  expect(await by({ ...newer, commits: [], status: "behind" })).toEqual(gone);
  expect(await by({ ...newer, commits: [], status: "identical" })).toEqual(current);
  expect(await by(null)).toEqual(current);
  expect(await by({ ...newer, files: ["goals.yaml"] }, null)).toEqual(current);
  expect(asked).toEqual([]);
  expect(await by({ ...newer, files: null })).toEqual({ is: "overtaken", by: "newest" });
  expect(await by({ ...newer, files: null, commits: [] })).toEqual({ is: "overtaken", by: "main" });
  expect(asked).toEqual([
    "goals.yaml at nnnnnnn",
    "goals.yaml at newest",
    "goals.yaml at nnnnnnn",
    "goals.yaml at main",
  ]);
});

test("where GitHub does not list every file, goals that are the same overtake nothing", async () => {
  const { job, github } = jobWith({ [NOW]: { ...ahead(["newest"]), files: null } });
  const whole = { ...job, inputs: { file: "goals.yaml" }, workspace: "/work" } as unknown as Job;
  const same = { ...github, read: async () => null } as unknown as GitHub;
  expect(await placeOnBranch(whole, same, () => true)).toEqual({ is: "current" });
});

test("a run is named by its number, or by its id, and a commit by seven digits", () => {
  const { job } = jobWith({});
  expect(runLink(job)).toBe("[run 12.1](https://x)");
  const numbered = { ...job, trigger: { ...job.trigger, run: { ...job.trigger.run, number: "9" } } };
  expect(runLink(numbered)).toBe("[run 9](https://x)");
  expect(shortSha(NOW)).toBe("nnnnnnn");
});
