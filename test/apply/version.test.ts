/** Creating a version, whatever Google answers. */
import { expect, test } from "vitest";
import { ContainerChanged } from "../../src/apply/apply-error.ts";
import type { CreatedVersion, GooglePort } from "../../src/apply/google-port.ts";
import { createVersion } from "../../src/apply/version.ts";
import { EMPTY_CONTENT } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { lostAnswer, OPTIONS, refusal, written } from "../support/port.ts";

const WORKSPACE = { path: "workspace", name: "goalform acme-shop", description: "", isNew: true };

function version(id: string, description: string): CreatedVersion {
  return { id, name: "", path: "", url: "", description, content: EMPTY_CONTENT };
}

/** From version 7, where every attempt ends in this and the latest version is that. */
async function created(
  attempt: () => Promise<CreatedVersion | null>,
  latest: CreatedVersion | null = null,
): Promise<{ id: Promise<string>; tries: () => number }> {
  const google = memoryGoogle();
  const port = written<GooglePort>({ ...google, createVersion: attempt, readLatest: async () => latest });
  const snapshot = await google.read();
  const from = { ...snapshot, container: { ...snapshot.container, latest: { id: "7", name: "" } } };
  const id = createVersion(WORKSPACE, from, port, OPTIONS).then((one) => one.id);
  return { id, tries: () => port.calls.filter(([name]) => name === "createVersion").length };
}

const failing = (error: Error) => async () => {
  throw error;
};

test.each([400, 404, 409])("a workspace that answers %i is used up: apply plans again", async (status) => {
  const { id } = await created(failing(refusal(status)));
  await expect(id).rejects.toMatchObject({
    code: "overtaken",
    cause: { status },
    message: `Google says ${status}. Somebody else, or another run, used the workspace up, changed it or deleted it.`,
    hint: "Run apply again: it plans from what is there now.",
  });
});

test("what says by itself that others were faster, and every other refusal, stays what it is", async () => {
  const conflict = new ContainerChanged("Both changed the same objects.");
  await expect((await created(failing(conflict))).id).rejects.toBe(conflict);
  const forbidden = refusal(403);
  await expect((await created(failing(forbidden))).id).rejects.toBe(forbidden);
  const bug = new Error("a bug");
  await expect((await created(failing(bug))).id).rejects.toBe(bug);
});

test("what Tag Manager cannot compile is kept, and named", async () => {
  const { id } = await created(async () => null);
  await expect(id).rejects.toMatchObject({
    code: "not-compiled",
    message: 'Tag Manager could not compile the workspace "goalform acme-shop". It is kept as it is.',
    hint: "Open that workspace in Tag Manager and use Preview: it names the tag, trigger or variable at fault.",
  });
});

test("after a lost answer the latest version is ours where it is new and this plan describes it", async () => {
  expect(await (await created(failing(lostAnswer()), version("8", OPTIONS.notes))).id).toBe("8");
});

test.each([
  ["there is none", null],
  ["it was there before", version("7", OPTIONS.notes)],
  ["another plan describes it", version("8", "Plan fedcba9876543210.")],
])("otherwise it is tried three times: %s", async (_, latest) => {
  const { id, tries } = await created(failing(lostAnswer()), latest);
  await expect(id).rejects.toMatchObject({ code: "unreachable" });
  expect(tries()).toBe(3);
});
