/** What is settled is written down once: in the comments that approved it, and in those that an earlier run could not update. */
import { describe, expect, test } from "vitest";
import { type Comment, type GitHub, GitHubError, type Pull } from "../../src/action/github/port.ts";
import type { Job } from "../../src/action/job.ts";
import type { Live } from "../../src/action/live.ts";
import { planMarkerLine, readPlanMarker } from "../../src/action/marker.ts";
import type { PlanComment } from "../../src/action/review.ts";
import {
  commitOf,
  readSettledCommits,
  recordInComments,
  recordNothingToApply,
} from "../../src/action/settled-commits.ts";
import type { OpenTarget } from "../../src/app/target.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const OURS = "github-actions[bot]";
const NOW = "9".repeat(40);

interface Merged {
  /** The commit with which its plan was applied; null where it has no comment, undefined where it is still open. */
  readonly applied?: string | null;
  readonly mergeCommit?: null;
}

/** A branch of one commit for each pull request, the newest first: pull request 9 was merged as commit "9". */
function branch(pulls: Readonly<Record<number, Merged>>, trouble: Error | null = null) {
  const updated: Record<number, string> = {};
  const histories: number[] = [];
  const numbers = Object.keys(pulls).map(Number).reverse();
  const commentOf = (number: number): Comment => {
    const { applied } = pulls[number]!;
    const marker = planMarkerLine({
      v: 1,
      id: "shop",
      head: "h",
      run: "1.1",
      at: 1,
      plan: "p",
      ops: ["o"],
      ...(applied ? { applied } : {}),
    });
    return { id: number, nodeId: `n${number}`, author: OURS, body: `${marker}\nThe plan.\n`, url: "" };
  };
  const github = {
    login: async () => OURS,
    comments: async (number: number) => (pulls[number]!.applied === null ? [] : [commentOf(number)]),
    pull: async (number: number): Promise<Pull> => ({
      number,
      author: "mara",
      head: "h",
      base: "main",
      isFork: false,
      isOpen: false,
      isMerged: true,
      mergeCommit: pulls[number]!.mergeCommit === null ? null : String(number),
    }),
    pullsOf: async (commit: string) => (pulls[Number(commit)] ? [{ number: Number(commit) }] : []),
    history: async (_: string, most: number) => {
      histories.push(most);
      return numbers.map((number) => ({ sha: String(number), parents: [] }));
    },
    updateComment: async (id: number, body: string) => {
      if (trouble) throw trouble;
      updated[id] = body;
      return { ...commentOf(id), body };
    },
  } as unknown as GitHub;
  const job = {
    inputs: { label: "shop", prNumber: null },
    trigger: {
      sha: NOW,
      branch: "main",
      pushed: [],
      pull: null,
      run: { id: "12.1", number: "9", url: "https://x" },
    },
    github: async () => github,
  } as unknown as Job;
  const known = (number: number): PlanComment => {
    const comment = commentOf(number);
    return { comment, marker: readPlanMarker(comment.body)! };
  };
  const settle = (commits: readonly string[] | null, ...approved: number[]) =>
    recordInComments(job, commits, approved.map(known), "Done.");
  return { job, settle, updated, histories };
}

/** By pull request, what its comment says now. */
const said = (updated: Readonly<Record<number, string>>) =>
  Object.fromEntries(Object.entries(updated).map(([id, body]) => [id, /<sub>(.*)<\/sub>/.exec(body)?.[1]]));
const EARLIER = "Settled by an earlier run; this comment was updated in [run 9](https://x)";

describe("comments", () => {
  test("that approved say what became of them, and approve nothing any more", async () => {
    const { settle, updated } = branch({ 9: {}, 8: { applied: "8" } });
    expect(await settle(["9"], 9)).toBeNull();
    expect(said(updated)).toEqual({ 9: "Done." });
    expect(readPlanMarker(updated[9]!)).toMatchObject({ ops: [], applied: NOW, plan: "p" });
    expect(updated[9]).toContain("\nThe plan.\n");
  });

  test("that an earlier run could not update are found, back to the first that is up to date", async () => {
    const { settle, updated } = branch({
      9: {},
      8: {},
      7: { applied: null },
      6: {},
      5: { applied: "5" },
      4: {},
    });
    expect(await settle(["9"], 9)).toBeNull();
    expect(said(updated)).toEqual({ 9: "Done.", 8: EARLIER, 6: EARLIER });
  });

  test("of what was merged with this run are its own, whether they approved or not", async () => {
    const { settle, updated } = branch({
      9: {},
      8: {},
      7: {},
      6: { mergeCommit: null },
      5: { applied: "5" },
    });
    expect(await settle(["9", "8"])).toBeNull();
    expect(said(updated)).toEqual({ 9: "Done.", 8: "Done.", 7: EARLIER, 6: "Done." });
  });

  test("are all this run's where nothing was ever settled", async () => {
    const { settle, updated, histories } = branch({ 9: {}, 8: {} });
    expect(await settle(null)).toBeNull();
    expect(said(updated)).toEqual({ 9: "Done.", 8: "Done." });
    expect(histories).toEqual([100]);
  });

  test("are looked for twenty commits back, and within GitHub's hundred", async () => {
    const few = branch({ 9: { applied: "9" } });
    await few.settle(["9", "8"]);
    expect(few.histories).toEqual([22]);
    const many = branch({ 9: { applied: "9" } });
    await many.settle(Array.from({ length: 90 }, (_, index) => `c${index}`));
    expect(many.histories).toEqual([100]);
  });

  test("that cannot be updated are told and stop nothing; a bug is not taken for that", async () => {
    const locked = new GitHubError("denied", 403, "The conversation is locked.");
    expect(await branch({ 9: {} }, locked).settle(["9"], 9)).toBe(
      "The comment of the pull request was not updated for 9999999; the next run tries again. The conversation is locked.",
    );
    await expect(branch({ 9: {} }, new TypeError("a bug")).settle(["9"], 9)).rejects.toThrow("a bug");
  });
});

test("a commit is settled by the run that said so, where the run has a number", () => {
  const { job } = branch({});
  expect(commitOf(job)).toEqual({ commit: NOW, run: 12 });
  const local = { ...job, trigger: { ...job.trigger, run: { ...job.trigger.run, id: "" } } };
  expect(commitOf(local)).toEqual({ commit: NOW, run: null });
});

describe("when nothing is due", () => {
  const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;

  async function ending(goals: string, left: string | null) {
    const google = memoryGoogle();
    await applyGoals(google, GOALS);
    const plan: Plan = await planned(google, goals);
    const { job, updated } = branch({ 9: {} });
    const whole = { ...job, temporary: "/tmp", ports: { files: { save: () => {} } } } as unknown as Job;
    const live = { plan, version: "2", diagnostics: [] } as unknown as Live;
    const settled = { commit: NOW, run: 12 };
    return { ...(await recordNothingToApply(whole, live, { is: "same", settled }, left)), plan, updated };
  }

  test("at a commit that is settled already, nothing is written down again", async () => {
    const { result, outputs, notice, summary, markdown, updated } = await ending(GOALS, null);
    expect({ result, notice, updated }).toEqual({ result: "no-changes", notice: null, updated: {} });
    expect(outputs).toMatchObject({ "has-changes": "false", unchanged: "1" });
    expect(summary).toBe("Plan: 0 to add, 0 to change, 0 to remove, 1 unchanged.");
    expect(markdown).toMatch(/^### No changes: 1 goal or funnel as in the file/);
  });

  test("but something differs that was left alone, that is said and counts as no change", async () => {
    const more = `${GOALS}  more: { type: destination, page: /more }\n`;
    const { result, outputs, notice, summary, markdown, failure } = await ending(more, "One is left.");
    expect({ result, failure, notice }).toEqual({
      result: "no-changes",
      failure: null,
      notice: "One is left.",
    });
    expect(outputs).toMatchObject({ "has-changes": "false", "to-add": "1" });
    expect(summary).toBe("Nothing was applied. One is left.");
    expect(markdown).toMatch(/^Nothing was applied\. One is left\.\n\n### Goals: 1 to add/);
    expect(markdown).not.toContain("Nothing but the changes above is done");
  });
});

test("without approvals nobody asks what is settled", async () => {
  const { job } = branch({});
  const none = { ...job, inputs: { ...job.inputs, approval: "none" } } as Job;
  const nothing = { work: null } as unknown as Live;
  expect(await readSettledCommits(none, nothing, {} as OpenTarget)).toEqual([]);
});
