/** The ways of bringing a workspace to what the file asks for: which one follows which answer of Google's. */
import { describe, expect, test } from "vitest";
import type { EntityChange, GoogleError, GooglePort } from "../../src/apply/google-port.ts";
import { prepareWorkspace } from "../../src/apply/workspace.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyAt, lostAnswer, refusal, workAt, written } from "../support/port.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  buy: { type: event, on: { click: button.buy } }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
`;
const WORKSPACE = { path: "workspace", name: "goalform acme-shop", description: "", isNew: true };

interface Brought {
  /** Of each call: what it was about. */
  readonly sent: readonly string[];
  readonly told: readonly string[];
  readonly error: GoogleError | null;
}

/** Every bulk call that is not listed works, and so does every single one. */
async function brought(
  errors: readonly GoogleError[],
  around: Partial<GooglePort> = {},
  goals = GOALS,
): Promise<Brought> {
  const google = memoryGoogle();
  const left = [...errors];
  const port = written<GooglePort>({
    ...google,
    changeEntities: async (workspace, changes) => {
      const error = left.shift();
      if (error) throw error;
      await google.changeEntities(workspace, changes);
      const all = (await google.readWorkspace(workspace)).entities;
      return changes.flatMap(({ kind, entity }) =>
        all[kind]
          .filter(({ name }) => name === entity["name"])
          .map((one) => ({
            kind,
            name: String(one["name"]),
            id: String(one["triggerId"] ?? one["folderId"]),
          })),
      );
    },
    changeEntity: async (_, { kind, entity }) => ({ kind, name: String(entity["name"]), id: "7" }),
    ...around,
  });
  const told: string[] = [];
  const work = await workAt(port, goals);
  port.calls.length = 0;
  const error = await prepareWorkspace(
    WORKSPACE,
    work,
    port,
    (doing) => told.push(doing),
    () => {},
  ).then(
    () => null,
    (reason: GoogleError) => reason,
  );
  const sent = port.calls.flatMap(([name, , given]) => {
    if (name === "changeEntity") return [`one ${(given as EntityChange).kind}`];
    const kinds = [...new Set((given as EntityChange[] | undefined)?.map(({ kind }) => kind))];
    if (name === "changeEntities") return [kinds.map((kind) => kind.slice(4)).join(", ")];
    return [name];
  });
  return { sent, told, error };
}

const ONE_BY_ONE = ["one gtm.folder", "one gtm.trigger", "one gtm.trigger", "one gtm.tag", "one gtm.tag"];
const BUILT_INS = "enableBuiltInVariables";

test("one call for everything", async () => {
  const { sent, told, error } = await brought([]);
  expect({ sent, error }).toEqual({ sent: [BUILT_INS, "folder, trigger, tag"], error: null });
  expect(told).toEqual(["Enabling 2 built-in variables", "Changing 5 objects"]);
});

test.each([
  ["a refusal", refusal(400)],
  ["a lost answer", lostAnswer()],
])("after %s once more, then with the tags in a call of their own, then one by one", async (_, error) => {
  const twice = await brought([error, error]);
  expect(twice.error).toBeNull();
  expect(twice.sent.filter((one) => /folder|trigger|tag/.test(one))).toEqual([
    "folder, trigger, tag",
    "folder, trigger, tag",
    "folder, trigger",
    "tag",
  ]);
  const often = await brought([error, error, error]);
  expect(often.error).toBeNull();
  expect(often.sent.slice(-5)).toEqual(ONE_BY_ONE);
  expect(often.told).toContain("Looking at what is in the workspace");
});

test.each([404, 501])("where bulk calls answer %i, one by one at once", async (status) => {
  const { sent, error } = await brought([refusal(status)]);
  expect(error).toBeNull();
  expect(sent.filter((one) => /folder|trigger|tag/.test(one))).toEqual([
    "folder, trigger, tag",
    ...ONE_BY_ONE,
  ]);
});

test.each([409, 412])("what is stale (%i) is planned again", async (status) => {
  const { error } = await brought([refusal(status)]);
  expect(error).toMatchObject({
    code: "overtaken",
    cause: { status },
    message: `Google says ${status}. Somebody changed it meanwhile.`,
  });
});

test.each([403, 429])("what has nothing to do with the way (%i) ends it", async (status) => {
  const { sent, error } = await brought([refusal(status)]);
  expect(error).toMatchObject({ code: "refused", status });
  expect(sent).toEqual([BUILT_INS, "folder, trigger, tag"]);
});

test("when no way is left, the last answer is what is reported", async () => {
  const changeEntity = async () => {
    throw refusal(400);
  };
  const { error } = await brought([refusal(400), refusal(400), refusal(400)], { changeEntity });
  expect(error).toMatchObject({ code: "refused", status: 400 });
});

test.each([400, 404])(
  "a workspace that cannot be read (%i) is used up: apply plans again",
  async (status) => {
    const readWorkspace = async () => {
      throw refusal(status);
    };
    const { error } = await brought([lostAnswer()], { readWorkspace });
    expect(error).toMatchObject({
      code: "overtaken",
      message: `Google says ${status}. Another run has used our workspace up.`,
    });
    const forbidden = await brought([lostAnswer()], {
      readWorkspace: async () => {
        throw refusal(403);
      },
    });
    expect(forbidden.error).toMatchObject({ code: "refused", status: 403 });
  },
);

describe("goals that exchange their names", () => {
  const named = (one: string, other: string) => `${HEAD}goals:
  a: { name: ${one}, type: destination, page: /a }
  b: { name: ${other}, type: destination, page: /b }
`;

  /** The names that objects get, call by call; `other` stands for one that is nobody's. */
  async function renamed(failing: number): Promise<readonly string[]> {
    const google = memoryGoogle();
    await applyAt(google, named("One", "Two"));
    let calls = 0;
    const port = written<GooglePort>({
      ...google,
      changeEntities: async () => {
        if (++calls % 2 === 0 && calls <= 2 * failing) throw refusal(400);
        return [];
      },
      changeEntity: async () => null,
    });
    const work = await workAt(port, named("Two", "One"));
    port.calls.length = 0;
    await prepareWorkspace(
      WORKSPACE,
      work,
      port,
      () => {},
      () => {},
    );
    return port.calls.flatMap(([name, , given]) => {
      if (!name.startsWith("changeEntit")) return [];
      const changes = (name === "changeEntity" ? [given] : given) as EntityChange[];
      return [
        changes
          .map(({ entity }) =>
            String(entity["name"])
              .replace(/.*gives up.*/, "other")
              .slice(-5),
          )
          .join(),
      ];
    });
  }

  test("have others on the way, since Tag Manager takes no name twice", async () => {
    expect(await renamed(0)).toEqual(["other,other,other,other", "- Two,- One,- Two,- One"]);
  });

  test("and no less so when the tags go last, or all go one by one", async () => {
    expect((await renamed(2)).slice(4)).toEqual(["other,other,other,other", "- Two,- One", "- Two,- One"]);
    expect((await renamed(3)).slice(-8).map((name) => name.trim())).toEqual([
      ...["other", "other", "other", "other"],
      ...["- Two", "- One", "- Two", "- One"],
    ]);
  });
});

test("a built-in variable that somebody disabled is all that is sent", async () => {
  const google = memoryGoogle();
  await applyAt(google, GOALS);
  const { read } = google;
  const withoutBuiltIns: GooglePort = {
    ...google,
    read: async (lists) => {
      const { container, ...rest } = await read(lists);
      return {
        ...rest,
        container: { ...container, content: { ...container.content, builtInVariables: ["pagePath"] } },
      };
    },
  };
  const { sent, told, error } = await brought([], withoutBuiltIns);
  expect({ sent, told, error }).toEqual({
    sent: [BUILT_INS],
    told: ["Enabling 2 built-in variables"],
    error: null,
  });
});

test("one object is said to be one; of many, every tenth is told when they go one by one", async () => {
  const google = memoryGoogle();
  await applyAt(google, `${HEAD}goals: { a: { type: destination, page: /a } }`);
  const one = await brought([], google, `${HEAD}goals: { a: { type: destination, page: /b } }`);
  expect(one.told).toEqual(["Changing 1 object"]);
  const first = await brought([], {}, `${HEAD}goals: { a: { type: destination, page: /a } }`);
  expect(first.told).toEqual(["Enabling 1 built-in variable", "Changing 3 objects"]);
  const goals = Array.from({ length: 11 }, (_, i) => `  a${i}: { type: destination, page: /${i} }\n`);
  const many = await brought([refusal(501)], {}, `${HEAD}goals:\n${goals.join("")}`);
  expect(many.told.filter((text) => text.startsWith("Changing one by one"))).toEqual([
    "Changing one by one: 10 of 23 done",
    "Changing one by one: 20 of 23 done",
  ]);
});
