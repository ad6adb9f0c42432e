/** Going back: to which version, what stands in the way, and what is said when Google refuses half-way. */
import { describe, expect, test } from "vitest";
import type { Ports } from "../../src/app/ports.ts";
import type { RolledBack } from "../../src/app/result/at-target.ts";
import { Refusal } from "../../src/app/result/refusal.ts";
import { type RollbackOptions, rollback } from "../../src/app/rollback.ts";
import { GoogleError, type GooglePort } from "../../src/apply/google-port.ts";
import type { ContainerSnapshot } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const COMMIT = "c".repeat(40);
const header = (id: string) => ({ id, name: `V${id}` });
const REFUSED = new GoogleError("forbidden", 403, "Google says no", "Ask the owner.");

interface Scene {
  readonly versions?: readonly string[];
  readonly live?: string | null;
  readonly latest?: string;
  /** Of the live version. */
  readonly description?: string;
  readonly container?: Partial<ContainerSnapshot>;
  /** Tags of others that are live, and not in the earlier version. */
  readonly others?: number;
  readonly port?: Partial<GooglePort>;
}

/** A container with versions 1 to 3; the third is live and took the place of the second. */
async function goBack(options: Partial<RollbackOptions> = {}, scene: Scene = {}) {
  const { versions = ["3", "1", "2"], live = "3", latest = live ?? "3", others = 0 } = scene;
  const { description = "Replaces live version 2." } = scene;
  const google = memoryGoogle();
  const { content } = (await google.read()).container;
  const tags = Array.from({ length: others }, (_, index) => ({
    tagId: String(index),
    name: `Chat ${index}`,
  }));
  const now = { ...content, entities: { ...content.entities, "gtm.tag": tags } };
  const done: string[] = [];
  const shown: unknown[] = [];
  const port: GooglePort = {
    ...google,
    read: async (lists) => {
      const { container, ...rest } = await google.read(lists);
      return {
        ...rest,
        container: {
          ...container,
          content: now,
          live: live === null ? null : { ...header(live), description },
          latest: header(latest),
          ...scene.container,
        },
      };
    },
    listVersions: async () => versions.map(header),
    readVersion: async (id) => ({ ...header(id), path: `versions/${id}`, url: "", description: "", content }),
    describeVersion: async (id, change) => void done.push(`describe ${id}: ${change("Before.")}`),
    publish: async ({ id }) => void done.push(`publish ${id}`),
    setLatest: async ({ id }) => void done.push(`base ${id}`),
    ...scene.port,
  };
  const ports = {
    env: {},
    files: { readGoals: () => new TextEncoder().encode(GOALS), included: () => [] },
    google: {
      connected: (_: unknown, access: string, use: (open: () => GooglePort) => unknown) => {
        done.push(access);
        return use(() => port);
      },
    },
    warn: () => {},
    approve: async (about: { is: string }, question: string) => {
      done.push(`${about.is}: ${question}`);
      shown.push(about);
    },
  } as unknown as Ports;
  const result = await rollback({ file: "goals.yaml", ...options }, ports).catch((error: unknown) => error);
  return { result, done, shown, error: result as Refusal };
}

describe("the version", () => {
  test("that was live before is described, published, and made the base, in this order and after a question", async () => {
    const { result, done, shown } = await goBack({ settled: async () => ({ commit: COMMIT, run: 7 }) });
    const { rollback: planned } = (result as RolledBack).done!;
    expect(shown).toEqual([{ is: "rollback plan", rollback: planned }]);
    expect((result as RolledBack).done).toEqual({
      rollback: planned,
      unsettled: null,
      unannotated: null,
      requests: 0,
    });
    expect(done).toEqual([
      "rollback",
      "rollback plan: Publish version 2 of GTM-TEST01 again?",
      `describe 2: Before.\ngoalform owner=acme-shop settled=${COMMIT} run=7`,
      "publish 2",
      "base 2",
    ]);
    expect(result).toMatchObject({
      is: "rolled back",
      to: { id: "2" },
      container: "GTM-TEST01",
      done: { unsettled: null, rollback: { from: { id: "3" }, to: { id: "2" }, others: [] } },
    });
  });

  test("keeps in mind which commit the live one says is settled, and says nothing where it does not", async () => {
    const description = `Replaces live version 2.\ngoalform owner=acme-shop settled=${COMMIT} run=9`;
    const { done } = await goBack({}, { description });
    expect(done[2]).toBe(`describe 2: Before.\ngoalform owner=acme-shop settled=${COMMIT} run=9`);
    expect((await goBack()).done.slice(2)).toEqual(["publish 2", "base 2"]);
  });

  test("can be named", async () => {
    expect((await goBack({ to: "1" })).done.slice(1)).toEqual([
      "rollback plan: Publish version 1 of GTM-TEST01 again?",
      "publish 1",
      "base 1",
    ]);
  });

  test("that does not exist is refused, with those that do, in the order of their numbers", async () => {
    const { error, done } = await goBack({ to: "7" }, { versions: ["10", "3", "9"] });
    expect(error).toMatchObject({
      code: "no-such-version",
      message: "There is no version 7.",
      ways: ["The container has these versions: 3, 9, 10."],
    });
    expect(done).toEqual(["rollback"]);
  });

  test("before is not known where the live one is not ours; then the others are listed, if there are any", async () => {
    const { error } = await goBack({}, { description: "By hand." });
    expect(error).toMatchObject({
      code: "no-such-version",
      message: "Version 3 is live and does not say which one was live before.",
      ways: [{ option: "to", say: "chooses one: 1, 2." }],
    });
    const alone = await goBack({}, { description: "", versions: ["3"] });
    expect(alone.error.ways).toEqual(["There is no other one."]);
  });

  test("is none where nothing is live", async () => {
    expect((await goBack({}, { live: null })).error).toMatchObject({
      code: "nothing-live",
      message: "Nothing is live in GTM-TEST01, so there is nothing to roll back.",
    });
  });

  test("is gone back to once: the next one must be named", async () => {
    const { error } = await goBack({}, { live: "2", description: "Replaces live version 1." });
    expect(error).toMatchObject({
      code: "rolled-back-already",
      message:
        "Version 2 is already live again: the newest version, 3, is not. Going back once more would publish version 1.",
      ways: [{ option: "to", say: "must name it if you want that: 1." }],
    });
    const named = await goBack({ to: "1" }, { live: "2", description: "Replaces live version 1." });
    expect(named.done).toContain("publish 1");
  });
});

describe("what others did", () => {
  test("is not undone, unless somebody allows it", async () => {
    const { error, done } = await goBack({}, { others: 7 });
    expect(error).toMatchObject({ code: "others-work", ways: [{ override: "allow-others" }] });
    expect(error.message).toMatch(
      /^Going back would undo others' work in GTM-TEST01: tag "Chat 0", .*tag "Chat 4"\.$/,
    );
    expect(error.message).not.toContain("Chat 5");
    expect(done).toEqual(["rollback"]);
    expect((await goBack({ allowOthers: true }, { others: 7 })).done).toContain("publish 2");
    expect((await goBack({}, { others: 1 })).error.message).toBe(
      'Going back would undo others\' work in GTM-TEST01: tag "Chat 0".',
    );
  });

  test("and did not publish would be missing from new workspaces", async () => {
    const unpublished = { ...header("4"), description: "", createdAt: null, content: null as never };
    const scene: Scene = { latest: "4", container: { unpublished } };
    expect((await goBack({}, scene)).error).toMatchObject({
      code: "unpublished-version",
      message:
        "The latest version of GTM-TEST01, 4, is not live; after going back new workspaces would start without it.",
    });
    expect((await goBack({ allowOthers: true }, scene)).done).toContain("publish 2");
  });

  test("in a container for servers or apps is nothing of ours", async () => {
    const { error, done } = await goBack({}, { container: { usageContext: ["server"] } });
    expect(error).toBeInstanceOf(Refusal);
    expect(done).toEqual(["rollback"]);
  });
});

describe("half-way", () => {
  test("a version that is live and not the base becomes it; one that is both is refused", async () => {
    const { done, result } = await goBack({ to: "3" }, { latest: "2" });
    expect(done).toEqual(["rollback", "base 3"]);
    expect(result).toMatchObject({ is: "rolled back", to: { id: "3" }, container: "GTM-TEST01", done: null });
    const { error } = await goBack({ to: "3" });
    expect(error).toMatchObject({ code: "already-live", message: "Version 3 is already live." });
  });

  const refusing = async () => {
    throw REFUSED;
  };
  const broken = async () => {
    throw new TypeError("a bug");
  };

  test("a description that cannot be written stops nothing, and is told", async () => {
    const settled = async () => ({ commit: COMMIT, run: 7 });
    const { result, done } = await goBack({ settled }, { port: { describeVersion: refusing } });
    expect(done).toContain("publish 2");
    expect(result).toMatchObject({
      done: {
        unsettled:
          "The description of version 2 does not say that approvals up to commit ccccccc are used up: Google says no",
      },
    });
    const { error } = await goBack({ settled }, { port: { describeVersion: broken } });
    expect(error).toBeInstanceOf(TypeError);
  });

  test("a base that cannot be set is an error that says what is live, and how to continue", async () => {
    const { error, done } = await goBack({}, { port: { setLatest: refusing } });
    expect(done).toContain("publish 2");
    expect(error).toMatchObject({
      message: "Google says no. Version 2 is live again, but new workspaces do not start from it yet.",
      hint: { rollBackTo: "2" },
    });
    expect((await goBack({}, { port: { setLatest: broken } })).error).toBeInstanceOf(TypeError);
  });

  test("an interruption while reading says that nothing was changed", async () => {
    const stop = new GoogleError("interrupted", 0, "Interrupted.");
    const { error } = await goBack(
      {},
      {
        port: {
          read: async () => {
            throw stop;
          },
        },
      },
    );
    expect(error.message).toBe("Interrupted. Nothing was changed.");
  });
});

test("each refusal, as a whole", async () => {
  const unpublished = { ...header("4"), description: "", createdAt: null, content: null as never };
  const cases: [options: Partial<RollbackOptions>, scene?: Scene][] = [
    [{ to: "7" }, { versions: ["10", "3", "9"] }],
    [{}, { description: "By hand." }],
    [{}, { description: "", versions: ["3"] }],
    [{}, { live: null }],
    [{}, { live: "2", description: "Replaces live version 1." }],
    [{}, { others: 7 }],
    [{}, { latest: "4", container: { unpublished } }],
    [{}, { container: { usageContext: ["server"] } }],
    [{ to: "3" }],
  ];
  const lines: string[] = [];
  for (const [options, scene] of cases) {
    const { error } = await goBack(options, scene);
    lines.push(`${error.code}: ${error.message}\n  ${JSON.stringify(error.ways)}\n`);
  }
  await expect(lines.join("")).toMatchFileSnapshot("outputs/rollback-refused.txt");
});
