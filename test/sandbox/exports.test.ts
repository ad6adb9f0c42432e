import { describe, expect, it } from "vitest";
import { CONTAINER_FILES, containerExport } from "../support/containers.ts";
import { discovery, misfits } from "./discovery.ts";
import { CONTAINER, send, start, tagManager } from "./google.ts";
import { constant, eventTag, text } from "./samples.ts";

const document = discovery("tagmanager-v2");

function seedFrom(file: unknown) {
  return {
    properties: [],
    containers: [{ publicId: "GTM-TEST01", account: "11", container: "22", export: file }],
  };
}

describe("a sandbox that starts from a container export", () => {
  it.each(CONTAINER_FILES)("takes %s as it is, and makes a version of it", async (file) => {
    const sandbox = await start({ seed: seedFrom(containerExport(file)) });
    const { containers } = tagManager(sandbox).accounts;
    const { data: live } = await containers.versions.live({ parent: CONTAINER });
    const kinds = [
      "tag",
      "trigger",
      "variable",
      "folder",
      "client",
      "customTemplate",
      "transformation",
    ] as const;
    const version = containerExport(file).containerVersion as Record<string, unknown[] | undefined>;
    expect(kinds.map((kind) => live[kind]?.length ?? 0)).toEqual(
      kinds.map((kind) => version[kind]?.length ?? 0),
    );
    expect(misfits(document, "ContainerVersion", live)).toEqual([]);
    const { workspaces } = containers;
    const path = `${CONTAINER}/workspaces/2`;
    await workspaces.variables.create({ parent: path, requestBody: constant("One more", "1") });
    const { data } = await workspaces.create_version({ path, requestBody: {} });
    expect(data.compilerError).toBeUndefined();
    expect(data.containerVersion!.containerVersionId).toBe("2");
  });

  const PARTIAL = {
    exportFormatVersion: 2,
    containerVersion: {
      accountId: "7",
      containerId: "8",
      container: { name: "Part of a shop", usageContext: ["WEB"] },
      tag: [
        {
          tagId: "40",
          name: "Offer",
          type: "html",
          parameter: [{ type: "TEMPLATE", key: "html", value: "<b>{{Not exported}}</b>" }],
          firingTriggerId: ["99"],
          parentFolderId: "98",
          tagFiringOption: "ONCE_PER_LOAD",
        },
      ],
      builtInVariable: [{ type: "PAGE_URL", name: "Page URL" }],
    },
  };

  it("answers in the API's spelling, counts ids on from the file and drops a folder that is not in it", async () => {
    const sandbox = await start({
      seed: { properties: [], containers: [{ publicId: "GTM-P", export: PARTIAL }] },
    });
    const { containers } = tagManager(sandbox).accounts;
    const { data: live } = await containers.versions.live({ parent: "accounts/7/containers/8" });
    expect(live.container).toMatchObject({ name: "Part of a shop", publicId: "GTM-P" });
    expect(live.builtInVariable).toMatchObject([{ type: "pageUrl", name: "Page URL" }]);
    expect(live.tag).toEqual([
      {
        accountId: "7",
        containerId: "8",
        tagId: "40",
        name: "Offer",
        type: "html",
        parameter: [text("html", "<b>{{Not exported}}</b>")],
        firingTriggerId: ["99"],
        tagFiringOption: "oncePerLoad",
        fingerprint: "0",
      },
    ]);
    const parent = "accounts/7/containers/8/workspaces/2";
    const { data } = await containers.workspaces.folders.create({ parent, requestBody: { name: "F" } });
    expect(data.folderId).toBe("41");
  });

  it("tolerates exactly the references that dangled in the file", async () => {
    const { workspaces } = tagManager(await start({ seed: seedFrom(PARTIAL) })).accounts.containers;
    const path = `${CONTAINER}/workspaces/2`;
    const { data: offer } = await workspaces.tags.get({ path: `${path}/tags/40` });
    await workspaces.tags.update({ path: `${path}/tags/40`, requestBody: { ...offer, notes: "seen" } });
    const { data: fine } = await workspaces.create_version({ path, requestBody: {} });
    expect(fine.containerVersion!.tag).toMatchObject([{ notes: "seen", firingTriggerId: ["99"] }]);
    const next = fine.newWorkspacePath!;
    await expect(
      workspaces.tags.create({ parent: next, requestBody: eventTag("Other", "99") }),
    ).rejects.toMatchObject({
      status: 400,
      message: "Tag references an unknown trigger",
    });
    await workspaces.variables.create({ parent: next, requestBody: constant("Copy", "{{Not exported}}") });
    const { data: broken } = await workspaces.create_version({ path: next, requestBody: {} });
    expect(broken).toEqual({ compilerError: true });
  });

  it("takes built-in variables from where format 1.3 keeps them", async () => {
    const file = {
      exportFormatVersion: 1.3,
      containerVersion: {
        container: { usageContext: ["WEB"], enabledBuiltInVariable: ["DEBUG_MODE"] },
        deleted: false,
      },
    };
    const sandbox = await start({ seed: seedFrom(file) });
    const { body } = await send(sandbox, "GET", `tagmanager/v2/${CONTAINER}/versions:live`);
    expect(body).toMatchObject({ builtInVariable: [{ type: "debugMode", name: "Debug Mode" }] });
  });

  it("says what is wrong with a file that is no export", async () => {
    await expect(start({ seed: seedFrom({ goals: [] }) })).rejects.toThrow(
      "This is not a Tag Manager container export: it has no containerVersion.",
    );
    await expect(start({ seed: seedFrom({ exportFormatVersion: 1, containerVersion: {} }) })).rejects.toThrow(
      "Container exports of format 1 cannot be read, only of format 2 and 1.3. Export the container again in Tag Manager.",
    );
  });
});
