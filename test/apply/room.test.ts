/** A place for a workspace of our own: who is waited for, and what makes room. */
import { expect, test } from "vitest";
import { clearUnused } from "../../src/apply/clear-workspaces.ts";
import { GoogleError, type GooglePort, type Workspace } from "../../src/apply/google-port.ts";
import { openWorkspace } from "../../src/apply/open-workspace.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { OPTIONS, refusal, written } from "../support/port.ts";

const MARKED = { name: "t", notes: "goalform owner=acme-blog address=gtm.tag/t digest=0123456789abcdef" };
const BY_HAND = { name: "Summer sale" };

function workspace(name: string, description = ""): Workspace {
  return { path: name, name, description, isNew: false };
}

const OF_A_RUN = workspace("goalform acme-blog", "Goals: 1 added. Plan 0123456789abcdef.");
const OF_PEOPLE = [
  workspace("Default Workspace"),
  workspace("goalform ideas", "What shall we do?"),
  workspace("Notes", OF_A_RUN.description),
];

/** A container without room, in which a workspace goes with each pause once `leaving` of them have passed. */
function full(
  open: readonly Workspace[],
  changes: readonly JsonObject[],
  { leaving = Number.POSITIVE_INFINITY, mayDelete = true } = {},
) {
  let all = [...open];
  let pauses = 0;
  return written<GooglePort>({
    ...memoryGoogle(),
    openWorkspace: async (name, description) => {
      if (all.length >= open.length)
        throw new GoogleError("no-room", 400, "Three are too many.", "Delete one.");
      return { path: "new", name, description, isNew: true };
    },
    listWorkspaces: async () => all,
    changedIn: async () => changes,
    deleteWorkspace: async ({ path }) => {
      if (mayDelete) all = all.filter((one) => one.path !== path);
      return mayDelete;
    },
    pause: async () => {
      if (++pauses === leaving) all = all.slice(1);
    },
  });
}

const waits = ({ calls }: { calls: readonly (readonly unknown[])[] }) =>
  calls.flatMap(([name, milliseconds]) => (name === "pause" ? [milliseconds] : []));

test("another run is waited for, and longer each time", async () => {
  const port = full([OF_A_RUN, ...OF_PEOPLE], [MARKED], { leaving: 2 });
  expect((await openWorkspace(port, OPTIONS)).path).toBe("new");
  expect(waits(port)).toEqual([3000, 6000]);
  expect(port.calls.map(([name]) => name)).not.toContain("deleteWorkspace");
  expect(port.calls.find(([name]) => name === "pause")?.slice(2)).toEqual([
    "Opening a workspace",
    "other goals files are being applied to this container, trying again",
  ]);
});

test("one that is still there then has died, and makes room", async () => {
  const port = full([OF_A_RUN, ...OF_PEOPLE], [MARKED]);
  expect((await openWorkspace(port, OPTIONS)).path).toBe("new");
  expect(waits(port)).toEqual([3000, 6000, 12_000, 20_000]);
  expect(port.calls.filter(([name]) => name === "deleteWorkspace")).toEqual([["deleteWorkspace", OF_A_RUN]]);
});

test.each([
  ["somebody worked in it", [MARKED, BY_HAND], true],
  ["it cannot be deleted", [MARKED], false],
])("where %s, the advice names it", async (_, changes, mayDelete) => {
  const port = full([OF_A_RUN, ...OF_PEOPLE], changes, { mayDelete });
  await expect(openWorkspace(port, OPTIONS)).rejects.toMatchObject({
    code: "no-room",
    hint: 'An interrupted apply has left the workspace "goalform acme-blog": run apply with the goals file of that name, which finishes its work there. Or delete the workspace in Tag Manager.',
  });
});

test("where people have them all, nobody waits", async () => {
  const port = full(OF_PEOPLE, []);
  await expect(openWorkspace(port, OPTIONS)).rejects.toMatchObject({ code: "no-room", hint: "Delete one." });
  expect(waits(port)).toEqual([]);
});

test("every other refusal is passed on at once", async () => {
  const forbidden = refusal(403);
  const openNone = async () => {
    throw forbidden;
  };
  const port = written<GooglePort>({ ...full([OF_A_RUN], []), openWorkspace: openNone });
  await expect(openWorkspace(port, OPTIONS)).rejects.toBe(forbidden);
  expect([...new Set(port.calls.map(([name]) => name))]).toEqual(["openWorkspace"]);
});

test("what a late request opened is cleared when nothing is in it, and nothing of anybody else", async () => {
  const ours = workspace(OPTIONS.title);
  const port = full([ours, OF_A_RUN, ...OF_PEOPLE], []);
  await clearUnused(port, OPTIONS.title);
  expect(port.calls.filter(([name]) => name === "deleteWorkspace")).toEqual([["deleteWorkspace", ours]]);
  const used = full([ours], [BY_HAND]);
  await clearUnused(used, OPTIONS.title);
  expect(used.calls.map(([name]) => name)).not.toContain("deleteWorkspace");
});

test("what cannot be cleared is left; a bug is not swallowed", async () => {
  const failing = (error: Error) =>
    clearUnused(
      {
        ...full([workspace(OPTIONS.title)], []),
        listWorkspaces: async () => [workspace(OPTIONS.title)],
        changedIn: async () => {
          throw error;
        },
      },
      OPTIONS.title,
    );
  await expect(failing(refusal(403))).resolves.toBeUndefined();
  await expect(failing(new Error("a bug"))).rejects.toThrow("a bug");
});
