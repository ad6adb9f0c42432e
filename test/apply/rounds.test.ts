/** Others are faster, and answers get lost: how often apply continues, and what it says that was done. */
import { expect, test } from "vitest";
import { ContainerChanged } from "../../src/apply/apply-error.ts";
import type { EntityChange, GooglePort } from "../../src/apply/google-port.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyAt, lostAnswer, refusal, written } from "../support/port.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  welcome: { type: destination, page: /welcome }
`;

/**
 * A Google with workspaces: what is changed in one is there when its version is created.
 *
 * @param before happens each time that a version is to be created
 */
function googleWhere(before: (google: MemoryGoogle) => Promise<void>): GooglePort {
  const google = memoryGoogle();
  let changes: readonly EntityChange[] = [];
  let builtIns: readonly string[] = [];
  return {
    ...google,
    enableBuiltInVariables: async (_, types) => {
      builtIns = types;
    },
    changeEntities: async (_, all) => {
      changes = all;
      return [];
    },
    createVersion: async (workspace, name, notes) => {
      await before(google);
      await google.enableBuiltInVariables(workspace, builtIns);
      await google.changeEntities(workspace, changes);
      return google.createVersion(workspace, name, notes);
    },
  };
}

test("whoever is overtaken again and again gives up after six rounds, a second after each", async () => {
  const port = written(
    googleWhere(async () => {
      throw new ContainerChanged("Another run was faster.");
    }),
  );
  await expect(applyAt(port, GOALS)).rejects.toMatchObject({
    message:
      "Another run was faster. Nothing in Tag Manager went live. In Analytics 2 key events are changed already.",
  });
  expect(port.calls.filter(([name]) => name === "createVersion").length).toBe(6);
  expect(port.calls.filter(([name]) => name === "pause")).toEqual(
    Array.from({ length: 5 }, () => ["pause", 1000, "Planning again", "another run was faster, continuing"]),
  );
});

test("where Analytics was changed in an earlier round, nobody says that nothing was", async () => {
  let rounds = 0;
  const port: GooglePort = {
    ...googleWhere(async () => {
      throw new ContainerChanged("Another run was faster.");
    }),
    openWorkspace: async (name, description) => {
      if (rounds++ > 0) throw refusal(403);
      return { path: "workspace", name, description, isNew: true };
    },
  };
  await expect(applyAt(port, GOALS)).rejects.toMatchObject({
    message:
      "Google says 403. Nothing in Tag Manager went live. In Analytics 2 key events are changed already.",
  });
});

test("in the sixth round it still succeeds", async () => {
  let rounds = 0;
  const port = googleWhere(async () => {
    if (++rounds < 6) throw new ContainerChanged("Another run was faster.");
  });
  const { version, isLive } = await applyAt(port, GOALS);
  expect([rounds, version?.id, isLive]).toEqual([6, "2", true]);
});

test("what another run of the same file finished meanwhile is said to be live, with what this one wrote", async () => {
  const port = googleWhere(async (google) => {
    await applyAt(google, GOALS);
    throw new ContainerChanged("Another run was faster.");
  });
  expect(await applyAt(port, GOALS)).toMatchObject({
    analytics: { "ga4.keyEvent": 2 },
    heldBack: [],
    version: { id: "2", url: "" },
    isLive: true,
  });
});

test.each([
  ["refused", refusal(403)],
  ["lost", lostAnswer()],
])("what is %s for good ends it at once", async (_, error) => {
  let tries = 0;
  const port = googleWhere(async () => {
    tries++;
    throw error;
  });
  await expect(applyAt(port, GOALS)).rejects.toMatchObject({ status: error.status });
  expect(tries).toBeLessThanOrEqual(3);
});

/** A Google where an answer gets lost at this call. */
function losing(
  call: "publish" | "createVersion" | "createKeyEvent",
  around: Partial<GooglePort>,
): GooglePort {
  const google = memoryGoogle();
  let isLost = false;
  const lost = (...given: never[]) => {
    isLost = true;
    return (google[call] as (...all: never[]) => never)(...given);
  };
  return {
    ...google,
    ...around,
    get lostAnswers() {
      return isLost ? 1 : 0;
    },
    [call]: lost,
  };
}

test.each([
  ["publish", " (version 2 is live)", GOALS, true],
  ["createVersion", " (version 2 is ready)", GOALS, false],
  ["createKeyEvent", "", `${HEAD}goals:\n  sold: { type: event, on: { ga4_event: sold } }\n`, true],
] as const)(
  "whoever cannot look once more after %s says what is certain",
  async (call, what, goals, publish) => {
    const listWorkspaces = async () => {
      throw refusal(403);
    };
    await expect(applyAt(losing(call, { listWorkspaces }), goals, { publish })).rejects.toMatchObject({
      message: `Google says 403. The plan was carried out${what}. An answer was lost on the way, so something may exist twice: run apply again.`,
    });
  },
);

test("whoever stops after a version went live says which one", async () => {
  let opened = 0;
  const google = losing("publish", {
    openWorkspace: async (name, description) => {
      if (opened++ > 0) throw refusal(403);
      return { path: "workspace", name, description, isNew: true };
    },
  });
  const read: GooglePort["read"] = async (lists) => {
    const { container, ...rest } = await google.read(lists);
    const entities = { ...container.content.entities, "gtm.tag": [] };
    return { ...rest, container: { ...container, content: { ...container.content, entities } } };
  };
  // Somebody deletes the tags meanwhile.
  const port = new Proxy(google, {
    get: (target, name) => (name === "read" ? read : Reflect.get(target, name)),
  });
  await expect(applyAt(port, GOALS)).rejects.toMatchObject({
    message:
      "Google says 403. Version 2 is live, and nothing newer. In Analytics 2 key events are changed already.",
  });
});

test.each([
  [refusal(403), "Google says 403. Version 2 is ready and not live; running apply again publishes it."],
  [
    lostAnswer(),
    "No answer. Version 2 is ready, and it is not known whether it is live now; running apply again publishes it if it is not.",
  ],
])("what is ready when publishing fails is said: %s", async (error, message) => {
  const publish = async () => {
    throw error;
  };
  await expect(applyAt({ ...memoryGoogle(), publish }, GOALS)).rejects.toMatchObject({ message });
});
