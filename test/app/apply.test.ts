/** Applying: what is approved, what the new version says about itself, and what is left as it is. */
import { describe, expect, test } from "vitest";
import { apply } from "../../src/app/apply.ts";
import type { ApplyOptions } from "../../src/app/carry-out.ts";
import { approvedBy } from "../../src/app/guards.ts";
import type { Ports } from "../../src/app/ports.ts";
import type { ApplyResult } from "../../src/app/result/at-target.ts";
import type { Refusal } from "../../src/app/result/refusal.ts";
import { GoogleError, type GooglePort } from "../../src/apply/google-port.ts";
import { resourceChanges } from "../../src/plan/plan.ts";
import { appliedLines, doneJson } from "../../src/render/applied.ts";
import { ALL_PAGES, eventTag } from "../support/foreign-tags.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = (...ids: string[]) =>
  `${HEAD}goals:${ids.length === 0 ? " {}" : ""}\n${ids.map((id) => `  ${id}: { type: destination, page: /${id} }\n`).join("")}`;
const COMMIT = "c".repeat(40);
const tagNames = async (google: MemoryGoogle) =>
  (await google.read()).container.content.entities["gtm.tag"].map(({ name }) => String(name)).sort();

interface CommandResult {
  readonly result: ApplyResult;
  readonly error: Refusal;
  /** What was asked and written, in order. */
  readonly done: readonly string[];
  /** What somebody was asked about. */
  readonly shown: readonly unknown[];
}

async function applied(
  google: MemoryGoogle,
  goals: string,
  options: Partial<ApplyOptions> = {},
  more: Partial<GooglePort> = {},
  lostAnswers = () => 0,
): Promise<CommandResult> {
  const done: string[] = [];
  const shown: unknown[] = [];
  const port: GooglePort = {
    ...google,
    createVersion: async (workspace, name, notes) => {
      done.push(`version "${name}": ${notes}`);
      return google.createVersion(workspace, name, notes);
    },
    publish: async (version) => {
      done.push(`publish ${version.id}`);
      return google.publish(version);
    },
    describeVersion: async (id, change) => void done.push(`describe ${id}: ${change("")}`),
    ...more,
    get lostAnswers() {
      return lostAnswers();
    },
  };
  const ports = {
    env: {},
    files: { readGoals: () => new TextEncoder().encode(goals), included: () => [] },
    google: {
      connected: (_: unknown, access: string, use: (open: () => GooglePort) => unknown) => {
        done.push(access);
        return use(() => port);
      },
    },
    progress: () => {},
    warn: () => {},
    atTarget: () => {},
    approve: async (about: unknown, question: string) => {
      done.push(question);
      shown.push(about);
    },
  } as unknown as Ports;
  const result = await apply({ file: "goals.yaml", ...options }, ports).catch((error: unknown) => error);
  return { result: result as ApplyResult, error: result as Refusal, done, shown };
}

describe("an apply", () => {
  test("asks, makes a version that says what it replaces, and publishes it", async () => {
    const google = memoryGoogle();
    const { result, done, shown } = await applied(google, GOALS("a"));
    expect(shown).toEqual([{ is: "plan", plan: result.plan, live: null }]);
    expect(done).toEqual([
      "write",
      "Apply this to GTM-TEST01 and property 123456789?",
      expect.stringMatching(
        /^version "goalform acme-shop": Goals: 1 added, 0 changed, 0 removed\. Plan [0-9a-f]{16}\. Replaces live version 1\.$/,
      ),
      "publish 2",
    ]);
    expect(result).toMatchObject({
      is: "applied",
      publish: true,
      namesTarget: false,
      done: { isLive: true, inAnalytics: "1 key event", before: { id: "1" }, unsettled: null, requests: 0 },
    });
  });

  test("says why there is a new version in its name and its description", async () => {
    const { done } = await applied(memoryGoogle(), GOALS("a"), { message: "Count a\n(97ceddd)" });
    expect(done[2]).toMatch(
      /^version "goalform acme-shop: Count a \(97ceddd\)": Goals: .* version 1\. Count a \(97ceddd\)$/,
    );
  });

  test("writes the note into the version, and the commit below it once it is live", async () => {
    const settled = { commit: COMMIT, run: 7 };
    const { done, result } = await applied(memoryGoogle(), GOALS("a"), { note: "From a run.", settled });
    expect(done[2]).toMatch(/ Replaces live version 1\. From a run\.$/);
    expect(done.slice(3)).toEqual([
      "publish 2",
      `describe 2: goalform owner=acme-shop settled=${COMMIT} run=7`,
    ]);
    expect(result.done).toMatchObject({ unsettled: null });
  });

  test("that cannot write the commit is live all the same, and says so; a bug is not taken for that", async () => {
    const settled = { commit: COMMIT, run: 7 };
    const refused = new GoogleError("forbidden", 403, "Google says no.");
    const describing = (error: Error): Partial<GooglePort> => ({
      describeVersion: () => Promise.reject(error),
    });
    const { result } = await applied(memoryGoogle(), GOALS("a"), { settled }, describing(refused));
    expect(result.done).toMatchObject({ isLive: true, unsettled: "Google says no." });
    const bug = await applied(memoryGoogle(), GOALS("a"), { settled }, describing(new TypeError("a bug")));
    expect(bug.error).toBeInstanceOf(TypeError);
  });

  test("for a preview publishes nothing and settles nothing", async () => {
    const settled = { commit: COMMIT, run: 7 };
    const { done, result } = await applied(memoryGoogle(), GOALS("a"), { publish: false, settled });
    expect(done[0]).toBe("prepare");
    expect(done.filter((one) => /^(publish|describe)/.test(one))).toEqual([]);
    expect(result).toMatchObject({ publish: false, done: { isLive: false, unsettled: null } });
  });

  test("says what others did meanwhile that makes its goals count twice", async () => {
    const google = memoryGoogle();
    let lost = 0;
    const publish: GooglePort["publish"] = async (version) => {
      const live = await google.publish(version);
      if (lost++ === 0) google.plant("gtm.tag", eventTag("a", { firingTriggerId: [ALL_PAGES] }));
      return live;
    };
    const { result } = await applied(google, GOALS("a"), {}, { publish }, () => lost);
    const message = 'The tag "Theirs" sends a as well: it may be counted twice.';
    expect(result.plan.warnings.map((one) => one.message)).not.toContain(message);
    expect(result.done).toMatchObject({ meanwhile: [{ code: "sent-twice", message }] });
    expect(appliedLines(result, result.done!)).toContain(
      `Warning: this changed while the plan was carried out. ${message}`,
    );
    expect(doneJson(result.done!)).toMatchObject({ warnings: [{ code: "sent-twice", message }] });
  });

  test("of nothing asks nobody, and one that names its target says so", async () => {
    const google = memoryGoogle();
    const { result } = await applied(google, GOALS("a"), { target: "production" });
    expect(result).toMatchObject({ namesTarget: true });
    const again = await applied(google, GOALS("a"));
    expect(again.done).toEqual(["write"]);
    expect(again.result).toMatchObject({ is: "applied", done: null, publish: true });
  });

  test("that only leaves Analytics as it is says nothing of it", async () => {
    const google = memoryGoogle();
    await applyGoals(google, GOALS("a"));
    const { result } = await applied(google, GOALS("a").replace("/a", "/b"));
    expect(result.done).toMatchObject({ inAnalytics: null, isLive: true });
  });
});

describe("a reviewed plan", () => {
  test("is carried out without a question, and nothing that is not in it", async () => {
    const google = memoryGoogle();
    const saved = approvedBy(await planned(google, GOALS("a")));
    const more = await applied(google, GOALS("a", "b"), { saved });
    expect(more.error).toMatchObject({ code: "plan-changed" });
    expect(more.done).toEqual(["write"]);
    expect(await tagNames(google)).toEqual([]);
    const same = await applied(google, GOALS("a"), { saved });
    expect(same.done).not.toContain("Apply this to GTM-TEST01 and property 123456789?");
    expect(await tagNames(google)).toEqual(["acme-shop - A"]);
  });

  test("for another target is refused, also where nothing is to be done", async () => {
    const google = memoryGoogle();
    await applyGoals(google, GOALS("a"));
    const saved = approvedBy(await planned(google, GOALS("a")));
    const other = { ...saved, target: { ...saved.target, property: "2" } };
    expect((await applied(google, GOALS("a"), { saved: other })).error).toMatchObject({
      code: "plan-for-another-target",
    });
  });
});

test("what somebody edits while a plan is applied was not reviewed, and stays as it is", async () => {
  const google = memoryGoogle();
  await applyGoals(google, GOALS("a"));
  const changed = GOALS("a", "b");
  let isEdited = false;
  const read: GooglePort["read"] = async (lists) => {
    const { container, ...rest } = await google.read(lists);
    if (!isEdited) return { ...rest, container };
    const { entities } = container.content;
    const triggers = entities["gtm.trigger"].map((one) =>
      one.name === "acme-shop - A" ? { ...one, filter: [] } : one,
    );
    const content = { ...container.content, entities: { ...entities, "gtm.trigger": triggers } };
    return { ...rest, container: { ...container, content } };
  };
  const createKeyEvent: GooglePort["createKeyEvent"] = async (body) => {
    await google.createKeyEvent(body);
    isEdited = true;
  };
  const { error, done } = await applied(google, changed, {}, { read, createKeyEvent }, () =>
    isEdited ? 1 : 0,
  );
  expect(error.message).toContain('What would be done now was not reviewed: update trigger "acme-shop - A".');
  expect(done.filter((one) => one.startsWith("version"))).toHaveLength(1);
});

describe("a guard", () => {
  test("stops before anybody is asked, unless it is overridden", async () => {
    const google = memoryGoogle();
    await applyGoals(google, GOALS("a", "b", "c"));
    const stopped = await applied(google, GOALS("a"));
    expect(stopped.error).toMatchObject({ code: "many-removals" });
    expect(stopped.done).toEqual(["write"]);
    const passed = await applied(google, GOALS("a"), { overrides: new Set(["allow-removals"]) });
    expect(passed.result).toMatchObject({ is: "applied", done: { isLive: true } });
    expect(await tagNames(google)).toEqual(["acme-shop - A"]);
  });
});

test("what people have not published goes live with an apply that lets it, and with no other", async () => {
  const ended = async (overrides: ApplyOptions["overrides"]) => {
    const google = memoryGoogle();
    const live = (await google.read()).container.content;
    google.plant("gtm.tag", { name: "Chat", type: "html" });
    const latest = { id: "1", name: "" };
    const read: GooglePort["read"] = async (lists) => {
      const { container, ...rest } = await google.read(lists);
      const unpublished = { ...latest, description: "", createdAt: null, content: container.content };
      const before = { ...live, entities: { ...container.content.entities, "gtm.tag": [] } };
      return { ...rest, container: { ...container, content: before, latest, unpublished } };
    };
    return applied(google, GOALS("a"), { overrides }, { read, readLive: async () => live });
  };
  const refused = await ended(undefined);
  expect(refused.error).toMatchObject({ code: "unpublished-version" });
  expect(refused.done).toEqual(["write"]);
  const { result, done } = await ended(new Set(["allow-unpublished"]));
  expect(done.at(-1)).toBe("publish 2");
  expect(result.done).toMatchObject({ isLive: true, version: { id: "2" } });
});

test("what is to be left is not done, and the rest is", async () => {
  const google = memoryGoogle();
  await applyGoals(google, GOALS("z"));
  const plan = await planned(google, GOALS("a", "b", "z"));
  const ofA = resourceChanges(plan).filter(({ name }) => name === "acme-shop - A" || name === "a");
  const leave = new Set(ofA.map(({ digest }) => digest));
  await applied(google, GOALS("a", "b", "z"), { leave });
  expect(await tagNames(google)).toEqual(["acme-shop - B", "acme-shop - Z"]);
});

test("an interruption while reading says that nothing was changed", async () => {
  const read = () => Promise.reject(new GoogleError("interrupted", 0, "Interrupted."));
  const { error } = await applied(memoryGoogle(), GOALS("a"), {}, { read });
  expect(error.message).toBe("Interrupted. Nothing was changed.");
});

describe("from a terminal", () => {
  const line = `goalform owner=acme-shop settled=${COMMIT} run=9`;
  const versionAfter = async (description: string, options: Partial<ApplyOptions> = {}) => {
    const google = memoryGoogle();
    const read: GooglePort["read"] = async (lists) => {
      const { container, ...rest } = await google.read(lists);
      const live = { id: "1", name: "goalform acme-shop", description };
      return { ...rest, container: { ...container, live } };
    };
    return (await applied(google, GOALS("a"), options, { read })).done[2]!;
  };

  test("what the live version says is settled stays so", async () => {
    expect(await versionAfter(line)).toMatch(new RegExp(`Replaces live version 1\\.\n${line}$`));
    expect(await versionAfter("By hand.")).toMatch(/Replaces live version 1\.$/);
    expect(await versionAfter(line.replace("acme-shop", "blog"))).toMatch(/Replaces live version 1\.$/);
  });

  test("and a run that settles a commit of its own writes that one alone", async () => {
    const settled = { commit: "d".repeat(40), run: 10 };
    expect(await versionAfter(line, { settled })).toMatch(/Replaces live version 1\.$/);
  });
});

test("what is to be left stops the apply where an unpublished version would change it", async () => {
  const [google, later] = [memoryGoogle(), memoryGoogle()];
  await applyGoals(google, GOALS("z"));
  await applyGoals(later, GOALS("a", "z"));
  const { content } = (await later.read()).container;
  const plan = await planned(google, GOALS("a", "b", "z"));
  const ofA = resourceChanges(plan).filter(({ name }) => name === "acme-shop - A");
  const unpublished = { id: "9", name: "", description: "", createdAt: null, content };
  const read: GooglePort["read"] = async (lists) => {
    const { container, ...rest } = await google.read(lists);
    return { ...rest, container: { ...container, latest: { id: "9", name: "" }, unpublished } };
  };
  const overrides = new Set(["allow-unpublished"] as const);
  const leave = new Set(ofA.map(({ digest }) => digest));
  const { error, done } = await applied(google, GOALS("a", "b", "z"), { leave, overrides }, { read });
  expect(error).toMatchObject({
    code: "unpublished-version",
    ways: ["Publish or delete that version in Tag Manager, then run apply again."],
    message:
      "An unpublished version of GTM-TEST01 has different content for what should stay as it is: acme-shop - A, acme-shop - A. Applying would publish that too.",
  });
  expect(done).toEqual(["write"]);
});
