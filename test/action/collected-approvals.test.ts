/** Which comments of merged pull requests approve a change, and why the others do not. */
import { expect, test } from "vitest";
import { collectApprovals, notInApprovedPlan } from "../../src/action/approvals.ts";
import type { Pull, Review } from "../../src/action/github/port.ts";
import type { Inputs } from "../../src/action/inputs.ts";
import type { Job } from "../../src/action/job.ts";
import { type PlanMarker, planMarkerLine } from "../../src/action/marker.ts";
import { planDigest } from "../../src/plan/difference.ts";
import { type Plan, resourceChanges } from "../../src/plan/plan.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const OURS = "github-actions[bot]";
const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const NOW = "n".repeat(40);

interface Merged {
  readonly pull?: Partial<Pull>;
  /** Null where the pull request has no comment. */
  readonly marker?: Partial<PlanMarker> | null;
  readonly comments?: number;
  readonly editor?: string;
  readonly reviews?: readonly (Partial<Review> & { readonly mayPush?: boolean })[];
}

/** The same plan, of exact doubles of what was reviewed alone. */
function surplus(plan: Plan): Plan {
  const changes = plan.changes.map((change) => ({
    ...change,
    resources: change.resources.map((one) => ({ ...one, reason: "surplus" as const })),
  }));
  return { ...plan, changes };
}

/** What is approved for this plan by these pull requests, the newest first; each has a commit of its number. */
async function approvals(
  pulls: Readonly<Record<number, Merged>>,
  {
    commits = Object.keys(pulls) as readonly string[] | null,
    requireApproval = false,
    prNumber = null as number | null,
    event = null as number | null,
    isSurplus = false,
  } = {},
) {
  const plan = isSurplus
    ? surplus(await planned(memoryGoogle(), GOALS))
    : await planned(memoryGoogle(), GOALS);
  const digests = resourceChanges(plan).map(({ digest }) => digest);
  const pullOf = (number: number): Pull => ({
    number,
    author: "mara",
    head: `head ${number}`,
    base: "main",
    isFork: false,
    isOpen: false,
    isMerged: true,
    mergeCommit: String(number),
    ...pulls[number]!.pull,
  });
  const commentOf = (number: number, index: number) => {
    const marker: PlanMarker = {
      v: 1,
      id: "shop",
      head: `head ${number}`,
      run: "1.1",
      at: 1,
      plan: plan.digest,
      file: "goals.yaml",
      ops: digests,
      ...pulls[number]!.marker,
    };
    return { id: index, nodeId: `n${number}`, author: OURS, body: `${planMarkerLine(marker)}\n`, url: "" };
  };
  const looked: string[] = [];
  const github = {
    login: async () => OURS,
    pull: async (number: number) => {
      looked.push(`pull ${number}`);
      return pullOf(number);
    },
    pullsOf: async (commit: string) => {
      looked.push(commit);
      return pulls[Number(commit)] ? [pullOf(Number(commit))] : [];
    },
    history: async (_: string, most: number) => {
      looked.push(`history ${most}`);
      return Object.keys(pulls).map((sha) => ({ sha, parents: [] }));
    },
    comments: async (number: number) => {
      const { marker, comments = 1 } = pulls[number]!;
      return marker === null ? [] : Array.from({ length: comments }, (_, index) => commentOf(number, index));
    },
    lastEditor: async ({ nodeId }: { nodeId: string }) => pulls[Number(nodeId.slice(1))]!.editor ?? null,
    reviews: async (number: number) =>
      (pulls[number]!.reviews ?? []).map((one) => ({
        author: "lee",
        isPerson: true,
        nodeId: String(one.mayPush ?? true),
        state: "APPROVED",
        commit: `head ${number}`,
        ...one,
      })),
    mayPush: async ({ nodeId }: Review) => nodeId === "true",
  };
  const job = {
    inputs: { label: "shop", file: "goals.yaml", requireApproval, prNumber },
    trigger: { sha: NOW, branch: "main", pushed: [], pull: event === null ? null : { number: event } },
    workspace: "/work",
    github: async () => github,
  } as unknown as Job;
  const found = await collectApprovals(plan, job, commits, async () => null);
  return {
    missing: found.missing.length,
    all: digests.length,
    approving: found.comments.length,
    others: found.others.length,
    notes: found.notes,
    looked,
    digests,
    plan: plan as Plan,
  };
}

test("a plan that was merged approves all that it lists, and no older one is looked for then", async () => {
  const { missing, approving, notes, looked } = await approvals({ 8: {}, 7: {} }, { commits: ["8", "7"] });
  expect([missing, approving, notes]).toEqual([0, 1, []]);
  expect(looked).toEqual(["8", "pull 8"]);
});

test("several can approve together, and one that approves nothing of it is another one", async () => {
  const { digests } = await approvals({ 7: {} });
  const together = await approvals(
    { 9: { marker: { ops: digests.slice(0, 1) } }, 8: { marker: { ops: ["ffff"] } }, 7: {} },
    { commits: ["9", "8", "7"] },
  );
  expect(together).toMatchObject({ missing: 0, approving: 2, others: 1 });
  const part = await approvals({ 9: { marker: { ops: digests.slice(0, 1) } } });
  expect(part.missing).toBe(part.all - 1);
});

test("an exact double of what was reviewed needs nobody's approval", async () => {
  const { missing, approving, others } = await approvals({ 7: {} }, { isSurplus: true });
  expect([missing, approving, others]).toEqual([0, 0, 1]);
});

test("a plan id approves the plan that begins with it, or what is left of it, and nothing else", async () => {
  const plan = await planned(memoryGoogle(), GOALS);
  const operations = resourceChanges(plan).map(({ digest }) => digest);
  const missing = (planId: string, planOperations: readonly string[] = [], of = plan) =>
    notInApprovedPlan(of, { planId, planOperations } as Inputs).map(({ digest }) => digest);
  expect(missing("")).toEqual(operations);
  expect(missing(plan.digest)).toEqual([]);
  expect(missing(plan.digest.slice(0, 12))).toEqual([]);
  expect(missing("f".repeat(12))).toEqual(operations);
  expect(missing("", [], surplus(plan))).toEqual([]);
  const reviewed = operations.slice(1);
  const id = planDigest(plan.target, reviewed);
  expect(missing(id)).toEqual(operations);
  expect(missing(id, reviewed)).toEqual(operations.slice(0, 1));
  expect(missing("f".repeat(12), reviewed)).toEqual(operations);
});

test("what was too much to list was approved as a whole: it must be the same whole", async () => {
  expect((await approvals({ 7: { marker: { ops: null } } })).missing).toBe(0);
  const other = await approvals({ 7: { marker: { ops: null, plan: "ffff" } } });
  expect([other.missing, other.others]).toEqual([other.all, 1]);
});

test.each<readonly [string, Merged]>([
  ['Pull request 7 has no plan comment for "shop".', { marker: null }],
  [
    'Pull request 7 has several plan comments for "shop", so it is not clear which one was reviewed.',
    { comments: 2 },
  ],
  ["The plan of pull request 7 has already been applied.", { marker: { applied: NOW } }],
  [
    "Pull request 7 has no plan that could be applied: its last one was withdrawn.",
    { marker: { plan: null, ops: [] } },
  ],
  [
    "The plan of pull request 7 is for an earlier commit than the one that was merged.",
    { marker: { head: "older" } },
  ],
  [
    "The plan of pull request 7 is for another goals file than goals.yaml.",
    { marker: { file: "blog.yaml" } },
  ],
  ["The plan comment of pull request 7 was edited by mallory.", { editor: "mallory" }],
])("%s", async (note, merged) => {
  const { missing, all, notes } = await approvals({ 7: merged });
  expect([missing, notes]).toEqual([all, [note]]);
});

test("a comment that the action itself edited, or that is older than the names of files, approves", async () => {
  expect((await approvals({ 7: { editor: OURS } })).missing).toBe(0);
  expect((await approvals({ 7: { marker: { file: undefined } as never } })).missing).toBe(0);
});

test("where only the comment can say that it was used, it approves for one commit", async () => {
  const used = { 7: { marker: { used: "c".repeat(40) } } };
  const { notes } = await approvals(used, { commits: null });
  expect(notes).toEqual(["The plan of pull request 7 has already been used for ccccccc."]);
  expect((await approvals(used)).missing).toBe(0);
  expect((await approvals({ 7: { marker: { used: NOW } } }, { commits: null })).missing).toBe(0);
});

test.each<readonly [string, Partial<Pull>]>([
  ["was not merged", { isMerged: false }],
  ["was merged into another branch", { base: "release" }],
  ["was merged before what is settled", { mergeCommit: "1" }],
])("a pull request that %s approves nothing, and is not spoken of", async (_, pull) => {
  const { missing, all, notes } = await approvals({ 7: { pull } });
  expect([missing, notes]).toEqual([all, []]);
});

test("the pull request of the event comes first, each is asked once, and pr-number asks for one alone", async () => {
  const none = { marker: null };
  const all = await approvals({ 9: none, 8: none }, { event: 8, commits: ["9", "9", "8"] });
  expect(all.looked.filter((one) => one.startsWith("pull"))).toEqual(["pull 8", "pull 9"]);
  expect(all.looked.filter((one) => one === "9")).toHaveLength(1);
  const one = await approvals({ 9: none, 8: none }, { prNumber: 8 });
  expect(one.looked).toEqual(["pull 8"]);
  const history = await approvals({ 9: none, 8: none }, { commits: null });
  expect(history.looked).toContain("pull 8");
  expect(history.looked).toContain("history 100");
  expect(history.looked[0]).toBe(NOW);
});

test("at most 250 commits are asked about, which GitHub's hourly limit allows", async () => {
  const commits = Array.from({ length: 300 }, (_, index) => `c${index}`);
  const { looked } = await approvals({ 7: {} }, { commits });
  expect(looked).toEqual(commits.slice(0, 250));
});

const NO_REVIEW =
  "Pull request 7 was merged without an approving review of head 7 by somebody other than its author.";

test.each<readonly [string, NonNullable<Merged["reviews"]>, boolean]>([
  ["a person", [{}], true],
  ["nobody", [], false],
  ["the author", [{ author: "mara" }], false],
  ["a bot", [{ isPerson: false }], false],
  ["a stranger", [{ mayPush: false }], false],
  ["a person, of an earlier commit", [{ commit: "older" }], false],
  ["a person who only commented", [{ state: "COMMENTED" }], false],
  ["a person who then asked for changes", [{}, { state: "CHANGES_REQUESTED" }], false],
  ["a person who then commented", [{}, { state: "COMMENTED" }], true],
  ["a person whose approval was dismissed", [{}, { state: "DISMISSED" }], false],
])("where a review is asked for, one by %s", async (_, reviews, counts) => {
  const { missing, all, notes } = await approvals({ 7: { reviews } }, { requireApproval: true });
  expect([missing, notes]).toEqual(counts ? [0, []] : [all, [NO_REVIEW]]);
});
