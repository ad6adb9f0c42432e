import { describe, expect, it } from "vitest";
import { CONTAINER, send, start, tagManager } from "./google.ts";
import { eventTag, htmlTag } from "./samples.ts";

const WORKSPACE = `tagmanager/v2/${CONTAINER}/workspaces/2`;

describe("a switch can make the sandbox", () => {
  it("make a version of an unchanged workspace, or refuse to", async () => {
    const version = await start({ switches: { unchangedWorkspace: "version" } });
    const refuse = await start({ switches: { unchangedWorkspace: "refuse" } });
    expect((await send(version, "POST", `${WORKSPACE}:create_version`, { body: {} })).body).toMatchObject({
      containerVersion: { containerVersionId: "2" },
    });
    expect((await send(refuse, "POST", `${WORKSPACE}:create_version`, { body: {} })).status).toBe(400);
  });

  it.each([400, 403, 429] as const)("refuse one workspace too many with %i", async (workspaceLimitStatus) => {
    const sandbox = await start({ switches: { workspaceLimit: 1, workspaceLimitStatus } });
    const path = `tagmanager/v2/${CONTAINER}/workspaces`;
    expect((await send(sandbox, "POST", path, { body: { name: "Second" } })).status).toBe(
      workspaceLimitStatus,
    );
  });

  it("leave a new workspace behind after versioning a named one", async () => {
    const sandbox = await start({ switches: { namedWorkspaceReplaced: true } });
    const { workspaces } = tagManager(sandbox).accounts.containers;
    const { data: named } = await workspaces.create({ parent: CONTAINER, requestBody: { name: "named" } });
    await workspaces.folders.create({ parent: named.path!, requestBody: { name: "F" } });
    const { data } = await workspaces.create_version({ path: named.path!, requestBody: {} });
    expect((await workspaces.get({ path: data.newWorkspacePath! })).data.name).toBe("named");
  });

  it("give parameters back in another order", async () => {
    const sandbox = await start({ switches: { reordersParameters: true } });
    const body = { ...eventTag("T"), parameter: [...eventTag("T").parameter!].reverse() };
    const { body: made } = await send(sandbox, "POST", `${WORKSPACE}/tags`, { body });
    const keys = (made as typeof body).parameter.map(({ key }) => key);
    expect([body.parameter.map(({ key }) => key), keys]).toEqual([
      ["measurementIdOverride", "eventName"],
      ["eventName", "measurementIdOverride"],
    ]);
  });

  it("refuse a colon in the name of a tag", async () => {
    const strict = await start({ switches: { refusesColonInTagNames: true } });
    const body = htmlTag("GA4: lead", "x");
    expect((await send(strict, "POST", `${WORKSPACE}/tags`, { body })).status).toBe(400);
    expect((await send(await start(), "POST", `${WORKSPACE}/tags`, { body })).status).toBe(200);
  });
});
