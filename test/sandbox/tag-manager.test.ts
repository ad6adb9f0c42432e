import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { describe, expect, it } from "vitest";
import { CONTAINER, send, start, tagManager } from "./google.ts";
import { badRequest } from "./refusals.ts";
import { condition, constant, eventTag, htmlTag, pageview } from "./samples.ts";

const WORKSPACE = `tagmanager/v2/${CONTAINER}/workspaces/2`;

describe("Tag Manager", () => {
  it("replaces an entity as a whole: what a PUT leaves out is gone", async () => {
    const { workspaces } = tagManager(await start()).accounts.containers;
    const parent = `${CONTAINER}/workspaces/2`;
    const requestBody = { ...pageview("T", condition("equals", "{{Page Path}}", "/a")), notes: "n" };
    const { data: trigger } = await workspaces.triggers.create({ parent, requestBody });
    const { data: changed } = await workspaces.triggers.update({
      path: trigger.path!,
      requestBody: pageview("T"),
    });
    expect(changed).toEqual({
      path: `${parent}/triggers/3`,
      accountId: "11",
      containerId: "22",
      workspaceId: "2",
      triggerId: "3",
      name: "T",
      type: "pageview",
      fingerprint: changed.fingerprint,
      tagManagerUrl: trigger.tagManagerUrl,
    });
  });

  it("leaves default values out, and adds to a tag what its UI always writes", async () => {
    const sandbox = await start();
    const body = {
      ...htmlTag("T", "x"),
      paused: false,
      notes: "",
      blockingTriggerId: [],
      scheduleStartMs: "0",
    };
    const answer = await send(sandbox, "POST", `${WORKSPACE}/tags`, { body });
    expect(answer.body).toEqual({
      path: `${CONTAINER}/workspaces/2/tags/3`,
      accountId: "11",
      containerId: "22",
      workspaceId: "2",
      tagId: "3",
      ...htmlTag("T", "x"),
      tagFiringOption: "oncePerEvent",
      monitoringMetadata: { type: "map" },
      consentSettings: { consentStatus: "notSet" },
      fingerprint: "1767225607000",
      tagManagerUrl: `https://tagmanager.google.com/#/container/${CONTAINER}/workspaces/2/tags/3?apiLink=tag`,
    });
  });

  it("keeps a tag as it was sent when the switch says so", async () => {
    const sandbox = await start({ switches: { fillsTagDefaults: false } });
    const { body } = await send(sandbox, "POST", `${WORKSPACE}/tags`, { body: htmlTag("T", "x") });
    expect(body).not.toHaveProperty("tagFiringOption");
  });

  it("takes enum values in the spelling of export files and answers in its own", async () => {
    const body = { name: "T", type: "PAGEVIEW", filter: [condition("MATCH_REGEX", "{{Page Path}}", "^/a")] };
    const lenient = await send(await start(), "POST", `${WORKSPACE}/triggers`, { body });
    expect(lenient.body).toMatchObject({ type: "pageview", filter: [{ type: "matchRegex" }] });
    const strict = await start({ switches: { acceptsUpperSnake: false } });
    expect((await send(strict, "POST", `${WORKSPACE}/triggers`, { body })).status).toBe(400);
  });

  it("ignores query parameters that it does not know", async () => {
    expect((await send(await start(), "GET", `${WORKSPACE}/tags?pageSize=200`)).status).toBe(200);
  });

  it("takes ids from one counter for all kinds and never uses one again", async () => {
    const sandbox = await start();
    const ids: unknown[] = [];
    for (const [collection, body] of [
      ["folders", { name: "F" }],
      ["variables", constant("V", "1")],
      ["triggers", pageview("T")],
    ] as const) {
      const { body: made } = await send(sandbox, "POST", `${WORKSPACE}/${collection}`, { body });
      ids.push((made as { path: string }).path.split("/").at(-1));
    }
    await send(sandbox, "DELETE", `${WORKSPACE}/triggers/5`);
    const { body: last } = await send(sandbox, "POST", `${WORKSPACE}/triggers`, { body: pageview("T") });
    expect(ids).toEqual(["3", "4", "5"]);
    expect(last).toMatchObject({ triggerId: "6" });
  });

  it("lists in pages, in an order that is not the order of creation but never changes", async () => {
    const sandbox = await start({ switches: { tagManagerPageSize: 4 } });
    const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
    for (const name of names) await send(sandbox, "POST", `${WORKSPACE}/folders`, { body: { name } });
    const { folders } = tagManager(sandbox).accounts.containers.workspaces;
    const readAll = async () => {
      const pages: (string | null | undefined)[][] = [];
      for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
        const answer = await folders.list({ parent: `${CONTAINER}/workspaces/2`, pageToken });
        const data: tagmanager_v2.Schema$ListFoldersResponse = answer.data;
        pages.push(data.folder!.map(({ name }) => name));
        pageToken = data.nextPageToken ?? undefined;
      }
      return pages;
    };
    const pages = await readAll();
    expect(pages.map((page) => page.length)).toEqual([4, 4, 1]);
    expect(pages.flat()).not.toEqual(names);
    expect(pages.flat().sort()).toEqual(names);
    expect(await readAll()).toEqual(pages);
    expect((await send(sandbox, "GET", `${WORKSPACE}/folders?pageToken=guess`)).status).toBe(400);
  });

  it("refuses to delete what is in use, or lets it dangle until the next compile", async () => {
    const build = async (inUseDelete: "refuse" | "dangle") => {
      const sandbox = await start({ switches: { inUseDelete } });
      await send(sandbox, "POST", `${WORKSPACE}/triggers`, {
        body: pageview("T", condition("equals", "{{V}}", "{{Page Path}}")),
      });
      await send(sandbox, "POST", `${WORKSPACE}/variables`, { body: constant("V", "1") });
      await send(sandbox, "POST", `${WORKSPACE}/tags`, { body: eventTag("Tag", "3") });
      return sandbox;
    };
    const strict = await build("refuse");
    for (const path of ["triggers/3", "variables/4", "built_in_variables?type=pagePath"]) {
      expect((await send(strict, "DELETE", `${WORKSPACE}/${path}`)).body, path).toEqual(
        badRequest("Returned an error response for your request."),
      );
    }
    expect((await send(strict, "DELETE", `${WORKSPACE}/built_in_variables?type=pageUrl`)).status).toBe(200);
    const loose = await build("dangle");
    expect(await send(loose, "DELETE", `${WORKSPACE}/triggers/3`)).toEqual({ status: 200, body: "" });
    const version = await send(loose, "POST", `${WORKSPACE}:create_version`, { body: {} });
    expect(version).toEqual({ status: 200, body: { compilerError: true } });
  });

  it("answers a repeated delete with 404", async () => {
    const sandbox = await start();
    await send(sandbox, "POST", `${WORKSPACE}/folders`, { body: { name: "F" } });
    expect((await send(sandbox, "DELETE", `${WORKSPACE}/folders/3`)).status).toBe(200);
    expect((await send(sandbox, "DELETE", `${WORKSPACE}/folders/3`)).status).toBe(404);
  });
});
