import { describe, expect, it } from "vitest";
import { discovery, misfits } from "./discovery.ts";
import { CONTAINER, start, tagManager } from "./google.ts";
import { condition, constant, eventTag, pageview } from "./samples.ts";

const THANKS = {
  changes: [
    { changeStatus: "added", folder: { folderId: "new_1", name: "Goals" } },
    {
      changeStatus: "added",
      tag: { ...eventTag("Thanks event", "new_3"), tagId: "new_2", parentFolderId: "new_1" },
    },
    {
      changeStatus: "added",
      trigger: {
        ...pageview("Thanks", condition("contains", "{{Page Path}}", "/thanks")),
        triggerId: "new_3",
      },
    },
  ],
};

const document = discovery("tagmanager-v2");

describe("the way of a change from a workspace to the visitors", () => {
  it("goes through a workspace, one bulk update, a version and its publication", async () => {
    const sandbox = await start();
    const { containers } = tagManager(sandbox).accounts;
    const { data: container } = await containers.lookup({ tagId: "GTM-TEST01" });
    const { data: before } = await containers.versions.live({ parent: container.path! });
    const { data: workspace } = await containers.workspaces.create({
      parent: container.path!,
      requestBody: { name: "goalform", description: "One change" },
    });
    const path = workspace.path!;
    const { data: bulk } = await containers.workspaces.bulk_update({ path, requestBody: THANKS });
    const { data: status } = await containers.workspaces.getStatus({ path });
    const { data: made } = await containers.workspaces.create_version({
      path,
      requestBody: { name: "Thanks page", notes: "by hand" },
    });
    const version = made.containerVersion!;
    const { data: published } = await containers.versions.publish({
      path: version.path!,
      fingerprint: version.fingerprint!,
    });
    const { data: live } = await containers.versions.live({ parent: container.path! });

    expect(container).toMatchObject({ path: CONTAINER, publicId: "GTM-TEST01", usageContext: ["web"] });
    expect(before).toMatchObject({ containerVersionId: "1", name: "Empty Container" });
    expect(bulk.changes).toHaveLength(3);
    expect(bulk.changes).toEqual(expect.arrayContaining(status.workspaceChange!));
    expect(version).toMatchObject({
      containerVersionId: "2",
      name: "Thanks page",
      description: "by hand",
      folder: [{ folderId: "3", name: "Goals" }],
      tag: [{ tagId: "4", parentFolderId: "3", firingTriggerId: ["5"] }],
      trigger: [{ triggerId: "5", type: "pageview" }],
    });
    expect(version.tag![0]).not.toHaveProperty("path");
    expect(published.containerVersion).toEqual(version);
    expect(live).toEqual(version);
  });

  it("gives answers that all fit their schemas", async () => {
    const sandbox = await start();
    const { accounts } = tagManager(sandbox);
    const { containers } = accounts;
    const { workspaces } = containers;
    const path = `${CONTAINER}/workspaces/2`;
    const answers: [string, unknown][] = [
      ["ListAccountsResponse", await accounts.list()],
      ["Account", await accounts.get({ path: "accounts/11" })],
      ["ListContainersResponse", await containers.list({ parent: "accounts/11" })],
      ["Container", await containers.lookup({ tagId: "GTM-TEST01" })],
      ["BulkUpdateWorkspaceResponse", await workspaces.bulk_update({ path, requestBody: THANKS })],
      [
        "Variable",
        await workspaces.variables.create({ parent: path, requestBody: constant("Currency", "EUR") }),
      ],
      [
        "CreateBuiltInVariableResponse",
        await workspaces.built_in_variables.create({ parent: path, type: ["clickUrl"] }),
      ],
      ["ListEnabledBuiltInVariablesResponse", await workspaces.built_in_variables.list({ parent: path })],
      ["ListTagsResponse", await workspaces.tags.list({ parent: path })],
      ["ListTriggersResponse", await workspaces.triggers.list({ parent: path })],
      ["ListVariablesResponse", await workspaces.variables.list({ parent: path })],
      ["ListFoldersResponse", await workspaces.folders.list({ parent: path })],
      ["ListWorkspacesResponse", await workspaces.list({ parent: CONTAINER })],
      ["GetWorkspaceStatusResponse", await workspaces.getStatus({ path })],
      ["SyncWorkspaceResponse", await workspaces.sync({ path })],
      ["QuickPreviewResponse", await workspaces.quick_preview({ path })],
      [
        "CreateContainerVersionResponse",
        await workspaces.create_version({ path, requestBody: { name: "v" } }),
      ],
      [
        "PublishContainerVersionResponse",
        await containers.versions.publish({ path: `${CONTAINER}/versions/2` }),
      ],
      ["ContainerVersion", await containers.versions.live({ parent: CONTAINER })],
      ["ContainerVersionHeader", await containers.version_headers.latest({ parent: CONTAINER })],
      ["ListContainerVersionsResponse", await containers.version_headers.list({ parent: CONTAINER })],
    ];
    const problems = answers.flatMap(([schema, answer]) =>
      misfits(document, schema, (answer as { data: unknown }).data),
    );
    expect(problems).toEqual([]);
  });

  it("leaves the live version alone until something is published", async () => {
    const sandbox = await start();
    const { containers } = tagManager(sandbox).accounts;
    const path = `${CONTAINER}/workspaces/2`;
    await containers.workspaces.bulk_update({ path, requestBody: THANKS });
    await containers.workspaces.create_version({ path, requestBody: {} });
    const { data: latest } = await containers.version_headers.latest({ parent: CONTAINER });
    const { data: live } = await containers.versions.live({ parent: CONTAINER });
    expect(latest).toMatchObject({
      containerVersionId: "2",
      numTags: "1",
      numTriggers: "1",
      numVariables: "0",
    });
    expect(live.containerVersionId).toBe("1");
    await containers.versions.set_latest({ path: `${CONTAINER}/versions/1` });
    expect((await containers.version_headers.latest({ parent: CONTAINER })).data.containerVersionId).toBe(
      "1",
    );
  });

  it("starts a new workspace from the latest version, published or not, with the same ids", async () => {
    const sandbox = await start();
    const { workspaces } = tagManager(sandbox).accounts.containers;
    await workspaces.bulk_update({ path: `${CONTAINER}/workspaces/2`, requestBody: THANKS });
    await workspaces.create_version({ path: `${CONTAINER}/workspaces/2`, requestBody: {} });
    const { data: fresh } = await workspaces.create({ parent: CONTAINER, requestBody: { name: "fresh" } });
    const { data: tags } = await workspaces.tags.list({ parent: fresh.path! });
    expect(tags.tag).toMatchObject([
      { tagId: "4", path: `${fresh.path}/tags/4`, workspaceId: fresh.workspaceId },
    ]);
    expect((await workspaces.getStatus({ path: fresh.path! })).data).toEqual({});
  });

  it("replaces Default Workspace after a version, and refuses everything in the old one", async () => {
    const sandbox = await start();
    const { workspaces } = tagManager(sandbox).accounts.containers;
    const old = `${CONTAINER}/workspaces/2`;
    await workspaces.bulk_update({ path: old, requestBody: THANKS });
    const { data: made } = await workspaces.create_version({ path: old, requestBody: {} });
    const { data: list } = await workspaces.list({ parent: CONTAINER });
    expect(made.newWorkspacePath).toBe(`${CONTAINER}/workspaces/3`);
    expect(list.workspace).toMatchObject([{ path: made.newWorkspacePath, name: "Default Workspace" }]);
    await expect(workspaces.bulk_update({ path: old, requestBody: THANKS })).rejects.toMatchObject({
      status: 400,
      message: "Workspace is already submitted.",
    });
    await expect(workspaces.delete({ path: old })).rejects.toMatchObject({
      status: 500,
      message: "Experienced an internal error.",
    });
  });

  it("leaves nothing behind after versioning a named workspace", async () => {
    const sandbox = await start();
    const { workspaces } = tagManager(sandbox).accounts.containers;
    const { data: named } = await workspaces.create({ parent: CONTAINER, requestBody: { name: "named" } });
    await workspaces.bulk_update({ path: named.path!, requestBody: THANKS });
    const { data: made } = await workspaces.create_version({ path: named.path!, requestBody: {} });
    const { data: list } = await workspaces.list({ parent: CONTAINER });
    expect(made.newWorkspacePath).toBeUndefined();
    expect(list.workspace!.map(({ name }) => name)).toEqual(["Default Workspace"]);
  });

  it("makes no version of a workspace in which nothing changed", async () => {
    const { workspaces } = tagManager(await start()).accounts.containers;
    const { data } = await workspaces.create_version({
      path: `${CONTAINER}/workspaces/2`,
      requestBody: { name: "same" },
    });
    expect(data).toEqual({});
  });

  it("refuses a fourth workspace and a second one of the same name", async () => {
    const { workspaces } = tagManager(await start()).accounts.containers;
    const add = (name: string) => workspaces.create({ parent: CONTAINER, requestBody: { name } });
    await add("a");
    await expect(add("a")).rejects.toMatchObject({
      status: 400,
      message: "Found entity with duplicate name.",
    });
    await add("b");
    await expect(add("c")).rejects.toMatchObject({ status: 400 });
    await workspaces.delete({ path: `${CONTAINER}/workspaces/3` });
    await add("c");
  });
});

describe("two workspaces at the same time", () => {
  it("merge what only one of them changed", async () => {
    const { workspaces } = tagManager(await start()).accounts.containers;
    const mine = (await workspaces.create({ parent: CONTAINER, requestBody: { name: "mine" } })).data.path!;
    const theirs = `${CONTAINER}/workspaces/2`;
    await workspaces.variables.create({ parent: mine, requestBody: constant("Mine", "1") });
    await workspaces.variables.create({ parent: theirs, requestBody: constant("Theirs", "2") });
    await workspaces.create_version({ path: theirs, requestBody: {} });
    expect((await workspaces.variables.list({ parent: mine })).data.variable).toHaveLength(1);
    expect((await workspaces.sync({ path: mine })).data).toEqual({ syncStatus: {} });
    const { data } = await workspaces.create_version({ path: mine, requestBody: {} });
    expect(data.containerVersion!.variable!.map(({ name }) => name).sort()).toEqual(["Mine", "Theirs"]);
  });

  it("conflict over what both changed, until someone resolves it", async () => {
    const { workspaces } = tagManager(await start()).accounts.containers;
    const first = `${CONTAINER}/workspaces/2`;
    await workspaces.variables.create({ parent: first, requestBody: constant("Rate", "1") });
    const { data: made } = await workspaces.create_version({ path: first, requestBody: {} });
    const theirs = made.newWorkspacePath!;
    const mine = (await workspaces.create({ parent: CONTAINER, requestBody: { name: "mine" } })).data.path!;
    const change = (workspace: string, value: string) =>
      workspaces.variables.update({ path: `${workspace}/variables/3`, requestBody: constant("Rate", value) });
    await change(mine, "2");
    await change(theirs, "3");
    await workspaces.create_version({ path: theirs, requestBody: {} });

    const { data: synced } = await workspaces.sync({ path: mine });
    expect(synced).toMatchObject({
      syncStatus: { mergeConflict: true },
      mergeConflict: [
        {
          entityInWorkspace: { variable: constant("Rate", "2") },
          entityInBaseVersion: { variable: constant("Rate", "3") },
        },
      ],
    });
    expect((await workspaces.create_version({ path: mine, requestBody: {} })).data).toEqual({
      syncStatus: { mergeConflict: true },
    });
    const requestBody = { changeStatus: "updated", variable: { variableId: "3", ...constant("Rate", "4") } };
    await workspaces.resolve_conflict({ path: mine, requestBody });
    const { data: resolved } = await workspaces.create_version({ path: mine, requestBody: {} });
    expect(resolved.containerVersion!.variable).toMatchObject([constant("Rate", "4")]);
  });
});
