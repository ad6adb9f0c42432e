/** With which commit a pull request is compared, and what becomes of its plan when nobody can say what was there before. */
import { describe, expect, test } from "vitest";
import { existingDrift } from "../../src/action/existing-drift.ts";
import { type Comparison, type GitHub, GitHubError, type Pull } from "../../src/action/github/port.ts";
import type { Job } from "../../src/action/job.ts";
import type { Live } from "../../src/action/live.ts";
import {
  existingDriftNotice,
  OwnChangesUnknown,
  outlookOf,
  ownChanges,
} from "../../src/action/own-changes.ts";
import { ownMarkdown } from "../../src/action/own-markdown.ts";
import { type Plan, resourceChanges } from "../../src/plan/plan.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, workFor } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const goal = (id: string, path = `/${id}`) => `  ${id}: { type: destination, page: ${path} }\n`;
const FILE = (...all: string[]) => `${HEAD}goals:\n${all.join("")}`;
const BROKEN = "version: 9\n";
const INPUTS = { file: "goals.yaml", allow: new Set(), maxRemovals: null };

interface Scene {
  /** The commit that is checked out; the head is `head`. */
  readonly sha?: string;
  readonly parents?: readonly string[] | null;
  readonly mergeBase?: string | null;
  /** The base that the event names. */
  readonly eventBase?: string | null;
  /** The goals file of any earlier commit; null where there was none. */
  readonly before?: string | null;
  /** What is applied at Google. */
  readonly applied?: string;
  readonly trouble?: Error;
}

/** A plan for two goals, in a pull request whose base had what the scene says. */
async function scene(goals: string, given: Scene = {}) {
  const { sha = "trial", parents = ["base", "head"], mergeBase = "fork", eventBase = null } = given;
  const google = memoryGoogle();
  if (given.applied) await applyGoals(google, given.applied);
  const work = await workFor(google, goals);
  const asked: string[] = [];
  const github = {
    pull: async (): Promise<Pull> => {
      if (given.trouble) throw given.trouble;
      return { number: 7, head: "head", base: "main" } as Pull;
    },
    parents: async () => parents,
    formerPath: async () => null,
    compare: async (base: string, head: string): Promise<Comparison | null> => {
      asked.push(`compare ${base}...${head}`);
      return mergeBase === null ? null : ({ mergeBase } as Comparison);
    },
    read: async (path: string, commit: string) => {
      asked.push(`read ${path} at ${commit}`);
      const { before = null } = given;
      return before === null ? null : { is: "file", bytes: new TextEncoder().encode(before) };
    },
  } as unknown as GitHub;
  const job = {
    inputs: INPUTS,
    workspace: "/work",
    trigger: { sha, pull: eventBase === null ? null : { base: eventBase } },
    github: async () => github,
  } as unknown as Job;
  const { plan } = work.built;
  const earlier = given.before && given.before !== BROKEN ? await workFor(google, given.before) : null;
  const due = new Set(earlier ? resourceChanges(earlier.built.plan).map(({ digest }) => digest) : []);
  const live = {
    work,
    plan,
    version: "1",
    diagnostics: [],
    include: [],
    dueBefore: () => due,
  } as unknown as Live;
  return { job, live, plan, asked, own: () => ownChanges(job, live, 7) };
}

const names = (plan: Plan | null) => plan?.changes.map(({ subject }) => subject.name) ?? null;

describe("the commit before", () => {
  const base = async (given: Scene) => {
    const here = await scene(FILE(goal("a")), given);
    return { base: (await here.own()).base, asked: here.asked.filter((one) => one.startsWith("compare")) };
  };

  test("is the first parent of GitHub's trial merge", async () => {
    expect(await base({})).toEqual({ base: "base", asked: [] });
  });

  test.each<readonly [string, Scene]>([
    ["the head itself is checked out", { sha: "head" }],
    ["what is checked out is no merge", { parents: ["base"] }],
    ["GitHub does not know what is checked out", { parents: null }],
  ])("is where the pull request left the branch, when %s", async (_, given) => {
    expect(await base(given)).toEqual({ base: "fork", asked: ["compare main...head"] });
  });

  test("is what the event says where GitHub knows none, and then nothing can be separated", async () => {
    expect((await base({ sha: "head", mergeBase: null, eventBase: "tip" })).base).toBe("tip");
    const here = await scene(FILE(goal("a")), { sha: "head", mergeBase: null });
    const own = await here.own();
    expect(own).toMatchObject({ left: null, base: null, live: here.live });
    expect(own.note).toMatch(/^GitHub does not know the commit before this pull request/);
    expect(here.asked).not.toContain("read goals.yaml at null");
  });
});

describe("what was different before", () => {
  const A = goal("a");
  const B = goal("b");
  const C = goal("c");

  test("is a plan of its own: neither shown as the pull request's, nor approved by it", async () => {
    const { own, asked } = await scene(FILE(A, B, C), { applied: FILE(C), before: FILE(A, C) });
    const found = await own();
    expect(names(found.live.plan)).toEqual(["B"]);
    expect(names(found.left)).toEqual(["A"]);
    expect(found).toMatchObject({ base: "base", note: null });
    expect(asked).toEqual(["read goals.yaml at base"]);
    expect(existingDriftNotice(found)).toBe(
      "3 differences were there before this pull request; merging it neither approves nor changes them.",
    );
    expect(outlookOf(found)).toHaveLength(2);
    const text = ownMarkdown(found, 60_000);
    expect(text).toMatch(/^### Goals: 1 to add/);
    expect(text).toContain("#### Already different before this pull request: 3 changes");
    expect(text).toContain(
      "3 differences were there before, and merging this pull request neither approves nor changes them.",
    );
  });

  test("is nothing where there was no file, and not known where it cannot be read", async () => {
    const missing = await (await scene(FILE(A, B))).own();
    expect(missing).toMatchObject({ left: null, base: "base", note: null });
    expect(names(missing.live.plan)).toEqual(["A", "B"]);
    expect(existingDriftNotice(missing)).toBeNull();
    const broken = await (await scene(FILE(A, B), { before: BROKEN })).own();
    expect(broken).toMatchObject({ left: null, base: "base" });
    expect(ownMarkdown(broken, 60_000)).toMatch(/^> \*\*Note:\*\* The goals file before/);
    expect(broken.note).toMatch(/^The goals file before this pull request cannot be read/);
    expect(names(broken.live.plan)).toEqual(["A", "B"]);
  });

  test("is not asked for where nothing differs", async () => {
    const here = await scene(FILE(A), { applied: FILE(A), before: FILE(A) });
    expect(await here.own()).toMatchObject({ left: null, base: "base", note: null });
    expect(here.asked).toEqual([]);
  });

  test("is all there is: merging does nothing, and nothing is said about it", async () => {
    const { own } = await scene(FILE(A), { before: FILE(A) });
    const found = await own();
    expect(names(found.live.plan)).toEqual([]);
    expect(names(found.left)).toEqual(["A"]);
    expect(outlookOf(found)).toEqual([]);
    expect(ownMarkdown(found, 60_000)).toMatch(
      /^### No changes at Google from this pull request\n\n#### Already different/,
    );
  });

  test("gets a quarter of the room, and what does not fit is in the log or where it is said", async () => {
    const all = Array.from(
      { length: 60 },
      (_, index) => `  step_${index}: { type: event, on: { data_layer: step_${index} }, key_event: false }\n`,
    );
    const found = await (await scene(FILE(...all, C), { before: FILE(...all) })).own();
    expect(names(found.left)).toHaveLength(60);
    await expect(ownMarkdown(found, 12_000)).toMatchFileSnapshot("outputs/much-before-a-pull-request.md");
    expect(ownMarkdown(found, 12_000, "the summary")).toContain("the summary");
  });

  test("is one difference, or several", async () => {
    const { own } = await scene(FILE(A, B).replace("/a", "/x"), {
      applied: FILE(A, B),
      before: FILE(A, B).replace("/a", "/x"),
    });
    const found = await own();
    expect(ownMarkdown(found, 60_000)).toContain("1 difference was there before, and merging");
    expect(existingDriftNotice(found)).toBe(
      "1 difference was there before this pull request; merging it neither approves nor changes it.",
    );
  });

  test("is not guessed while GitHub does not answer; a bug is not taken for that", async () => {
    const trouble = new GitHubError("broken", 502, "Bad gateway");
    const here = await scene(FILE(A), { trouble });
    const error = await here.own().catch((one: unknown) => one);
    expect(error).toBeInstanceOf(OwnChangesUnknown);
    expect(error).toMatchObject({ message: "Bad gateway", live: here.live, cause: trouble });
    await expect((await scene(FILE(A), { trouble: new TypeError("a bug") })).own()).rejects.toThrow(
      /^a bug$/,
    );
  });
});

describe("on merging, what nobody approved", () => {
  const A = goal("a");
  const B = goal("b");

  async function left(goals: string, given: Scene, settled: string | null, ...bases: string[]) {
    const here = await scene(goals, given);
    const missing = resourceChanges(here.plan).filter(({ name }) => name.endsWith("- A") || name === "a");
    const comments = [{ marker: {} }, ...bases.map((base) => ({ marker: { base } }))] as never;
    const approvals = { missing, comments, others: [], notes: [] };
    const found = await existingDrift(here.job, here.live, approvals, { is: "new", commits: null, settled });
    return { ...found, missing, asked: here.asked };
  }

  test("and was due already stays as it is, and is said", async () => {
    const found = await left(FILE(A, B), { before: FILE(A) }, "settled", "base", "settled");
    expect(found.addresses).toEqual(new Set(found.missing.map(({ address }) => address)));
    expect(found.digests).toEqual(new Set(found.missing.map(({ digest }) => digest)));
    expect(found.missing).toHaveLength(3);
    expect(found.notice).toBe(
      "3 differences at Google were there before and were not approved, so they are left as they are; the drift issue shows what to do.",
    );
    expect(found.asked).toEqual(["read goals.yaml at settled", "read goals.yaml at base"]);
  });

  test("is one difference: then the sentence is about one", async () => {
    const renamed = FILE(A, B).replace("/a", "/x");
    const here = await scene(renamed, { applied: FILE(A, B), before: renamed });
    const approvals = { missing: resourceChanges(here.plan), comments: [], others: [], notes: [] };
    const standing = { is: "new", commits: null, settled: "settled" } as const;
    expect((await existingDrift(here.job, here.live, approvals, standing)).notice).toBe(
      "1 difference at Google was there before and was not approved, so it is left as it is; the drift issue shows what to do.",
    );
  });

  test("and was not due before is not left: it stops the apply", async () => {
    const nothing = { addresses: new Set(), digests: new Set(), notice: null };
    expect(await left(FILE(A, B), { before: FILE(B) }, "settled")).toMatchObject(nothing);
    expect(await left(FILE(A, B), {}, "settled")).toMatchObject(nothing);
    expect(await left(FILE(A, B), { before: FILE(A) }, null)).toMatchObject({ ...nothing, asked: [] });
    const applied = await left(FILE(A), { applied: FILE(A), before: FILE(A) }, "settled");
    expect(applied).toMatchObject({ ...nothing, asked: [] });
  });
});
