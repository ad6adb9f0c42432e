import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { describe, expect, it } from "vitest";
import type { Switches } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, start, tagManager } from "./google.ts";
import { constant, eventTag, htmlTag, pageview } from "./samples.ts";

const path = `${CONTAINER}/workspaces/2`;

async function workspace(switches: Partial<Switches> = {}) {
  const { workspaces } = tagManager(await start({ switches })).accounts.containers;
  return {
    workspaces,
    bulk: async (...changes: tagmanager_v2.Schema$Entity[]) =>
      (await workspaces.bulk_update({ path, requestBody: { changes } })).data.changes ?? [],
    status: async () => (await workspaces.getStatus({ path })).data.workspaceChange ?? [],
  };
}

const folder = (folderId: string, name: string) => ({ changeStatus: "added", folder: { folderId, name } });
const variable = (variableId: string, name: string, changeStatus = "added") => ({
  changeStatus,
  variable: { variableId, ...constant(name, "1") },
});

describe("a bulk update", () => {
  it("lets entries refer to each other by temporary ids, in any order", async () => {
    const { bulk } = await workspace();
    const changes = await bulk(
      {
        changeStatus: "added",
        tag: { ...eventTag("Tag", "new_12"), tagId: "new_11", blockingTriggerId: ["new_13"] },
      },
      {
        changeStatus: "added",
        trigger: { ...pageview("Fires"), triggerId: "new_12", parentFolderId: "new_14" },
      },
      {
        changeStatus: "added",
        trigger: {
          triggerId: "new_13",
          name: "Group",
          type: "triggerGroup",
          parameter: [
            { type: "list", key: "triggerIds", list: [{ type: "triggerReference", value: "new_12" }] },
          ],
        },
      },
      folder("new_14", "Folder"),
    );
    const tag = changes.find((change) => change.tag)!.tag!;
    const group = changes.find((change) => change.trigger?.type === "triggerGroup")!.trigger!;
    const fires = changes.find((change) => change.trigger?.type === "pageview")!.trigger!;
    expect(tag).toMatchObject({ tagId: "3", firingTriggerId: ["4"], blockingTriggerId: ["5"] });
    expect(group.parameter![0]!.list).toEqual([{ type: "triggerReference", value: "4" }]);
    expect(fires.parentFolderId).toBe("6");
    expect(changes.map(({ changeStatus }) => changeStatus)).toEqual(["added", "added", "added", "added"]);
  });

  it("adds, updates and deletes, and answers only what is there afterwards", async () => {
    const { bulk, status } = await workspace();
    await bulk(variable("new_1", "Changed"), variable("new_2", "Deleted"));
    const changes = await bulk(
      variable("3", "Renamed", "updated"),
      { changeStatus: "deleted", variable: { variableId: "4" } },
      variable("new_1", "Added"),
    );
    const seen = changes.map(
      ({ changeStatus, variable: entity }) => `${changeStatus} ${entity!.variableId} ${entity!.name}`,
    );
    expect(seen.sort()).toEqual(["added 5 Added", "updated 3 Renamed"]);
    expect((await status()).map((change) => change.variable!.name).sort()).toEqual(["Added", "Renamed"]);
  });

  it("answers in an order that does not follow the request", async () => {
    const { bulk } = await workspace();
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const changes = await bulk(...names.map((name, index) => variable(`new_${index}`, name)));
    const answered = changes.map((change) => change.variable!.name!);
    expect(answered).not.toEqual(names);
    expect(answered.sort()).toEqual(names);
  });

  const REFUSED: readonly [string, tagmanager_v2.Schema$Entity[], number][] = [
    ["the same temporary id twice, even for two kinds", [folder("new_1", "F"), variable("new_1", "V")], 400],
    ["a new entity with a made-up id", [folder("17", "F")], 400],
    ["a new entity without an id", [{ changeStatus: "added", folder: { name: "F" } }], 400],
    ["the change status modified", [variable("3", "V", "modified")], 400],
    ["the change status unmodified", [variable("3", "V", "unmodified")], 400],
    ["the change status none", [variable("3", "V", "none")], 400],
    ["an entry without a change status", [{ folder: { folderId: "new_1", name: "F" } }], 400],
    ["an entry with two entities", [{ ...folder("new_1", "F"), ...variable("new_2", "V") }], 400],
    ["an entry with none", [{ changeStatus: "added" }], 400],
    ["an update of something that is not there", [variable("99", "V", "updated")], 404],
    [
      "a temporary id that nothing has",
      [{ changeStatus: "added", tag: { ...eventTag("T", "new_9"), tagId: "new_1" } }],
      400,
    ],
    ["two variables of one name", [variable("new_1", "V"), variable("new_2", "V")], 400],
    ["a built-in variable", [{ changeStatus: "added", builtInVariable: { type: "clickUrl" } }], 400],
    [
      "a custom template",
      [{ changeStatus: "added", customTemplate: { templateId: "new_1", name: "C" } }],
      400,
    ],
  ];

  it.each(REFUSED)("refuses %s and changes nothing at all", async (_, changes, code) => {
    const { bulk, status } = await workspace();
    await expect(bulk(folder("new_100", "Innocent"), ...changes)).rejects.toMatchObject({ status: code });
    expect(await status()).toEqual([]);
  });

  it("refuses a stale fingerprint in an entry", async () => {
    const { bulk } = await workspace();
    const [{ variable: made }] = (await bulk(variable("new_1", "V"))) as [tagmanager_v2.Schema$Entity];
    const update = (value: string) =>
      bulk({ changeStatus: "updated", variable: { ...made, ...constant("V", value) } });
    await update("2");
    await expect(update("3")).rejects.toMatchObject({ status: 409 });
  });

  it("may delete a tag together with the trigger it fires on, whichever comes first", async () => {
    const { bulk, status } = await workspace();
    const trigger = { changeStatus: "added", trigger: { ...pageview("T"), triggerId: "new_1" } };
    await bulk(trigger, { changeStatus: "added", tag: { ...eventTag("Tag", "new_1"), tagId: "new_2" } });
    const deleteTrigger = { changeStatus: "deleted", trigger: { triggerId: "3" } };
    await expect(bulk(deleteTrigger)).rejects.toMatchObject({ status: 400 });
    expect(await bulk(deleteTrigger, { changeStatus: "deleted", tag: { tagId: "4" } })).toEqual([]);
    expect(await status()).toEqual([]);
  });
});

describe("deleting and adding in one bulk update", () => {
  it("can replace a variable that others refer to by name", async () => {
    const { bulk } = await workspace();
    const user = { changeStatus: "added", variable: { ...constant("User", "{{Old}}"), variableId: "new_2" } };
    await bulk(variable("new_1", "Old"), user);
    const remove = { changeStatus: "deleted", variable: { variableId: "3" } };
    await expect(bulk(remove)).rejects.toMatchObject({ status: 400 });
    expect(await bulk(remove, variable("new_1", "Old"))).toMatchObject([{ variable: { variableId: "5" } }]);
  });
});

describe("the switches of a bulk update", () => {
  it.each([404, 501] as const)("take the method away, with %i", async (code) => {
    const { bulk } = await workspace({ bulkUpdate: code });
    await expect(bulk(folder("new_1", "F"))).rejects.toMatchObject({ status: code });
  });

  it("leave the entries before a refused one done", async () => {
    const { bulk, status } = await workspace({ bulkUpdateAtomic: false });
    await expect(bulk(folder("new_1", "Kept"), folder("new_2", "Kept"))).rejects.toMatchObject({
      status: 400,
    });
    expect((await status()).map((change) => change.folder!.name)).toEqual(["Kept"]);
  });

  it("refuse temporary ids as triggers of a tag", async () => {
    const { bulk } = await workspace({ bulkUpdateTemporaryTriggerIds: false });
    const trigger = { changeStatus: "added", trigger: { ...pageview("T"), triggerId: "new_1" } };
    const tag = { changeStatus: "added", tag: { ...eventTag("Tag", "new_1"), tagId: "new_2" } };
    await expect(bulk(trigger, tag)).rejects.toMatchObject({ message: "Tag references an unknown trigger" });
    expect(await bulk({ ...tag, tag: { ...htmlTag("Tag", "x"), tagId: "new_2" } })).toHaveLength(1);
  });

  it("take built-in variables too", async () => {
    const { bulk, status } = await workspace({ bulkUpdateBuiltInVariables: true });
    const [change] = await bulk({ changeStatus: "added", builtInVariable: { type: "clickUrl" } });
    expect(change).toMatchObject({
      changeStatus: "added",
      builtInVariable: { type: "clickUrl", name: "Click URL" },
    });
    await bulk({ changeStatus: "deleted", builtInVariable: { type: "referrer" } });
    expect(
      (await status()).map((each) => `${each.changeStatus} ${each.builtInVariable!.type}`).sort(),
    ).toEqual(["added clickUrl", "deleted referrer"]);
  });

  it("refuse kinds of entity, which can still be made one at a time", async () => {
    const { bulk, workspaces, status } = await workspace({ bulkUpdateRefuses: ["folder", "variable"] });
    await expect(bulk(folder("new_1", "F"))).rejects.toMatchObject({ status: 400 });
    await expect(bulk(variable("new_1", "V"))).rejects.toMatchObject({ status: 400 });
    await bulk({ changeStatus: "added", trigger: { ...pageview("T"), triggerId: "new_1" } });
    await workspaces.folders.create({ parent: path, requestBody: { name: "F" } });
    expect((await status()).map((each) => Object.keys(each)[0]).sort()).toEqual(["folder", "trigger"]);
  });

  it("refuse more entries than the most, and do none of them", async () => {
    const { bulk, status } = await workspace({ bulkUpdateMaximum: 2 });
    const entries = ["A", "B", "C"].map((name, index) => folder(`new_${index}`, name));
    await expect(bulk(...entries)).rejects.toMatchObject({ status: 400 });
    expect(await status()).toEqual([]);
    expect(await bulk(...entries.slice(1))).toHaveLength(2);
  });

  it("overlook a stale fingerprint in an entry", async () => {
    const { bulk } = await workspace({ bulkUpdateChecksFingerprints: false });
    await bulk(variable("new_1", "V"));
    const stale = { variableId: "3", ...constant("Changed", "2"), fingerprint: "1" };
    expect(await bulk({ changeStatus: "updated", variable: stale })).toMatchObject([
      { variable: { name: "Changed" } },
    ]);
  });
});
