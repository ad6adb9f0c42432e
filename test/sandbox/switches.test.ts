import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_SWITCHES, parseSwitch, SWITCH_NAMES, type Switches } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, PROPERTY, send, start, tagManager } from "./google.ts";
import { eventTag, htmlTag } from "./samples.ts";

const WORKSPACE = `tagmanager/v2/${CONTAINER}/workspaces/2`;

interface Answer {
  readonly containerVersion?: { readonly folder?: { readonly name: string }[] };
}

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

  it("allow two open workspaces of one name", async () => {
    const body = { name: "goalform" };
    const statuses = async (duplicateWorkspaceNames: "refuse" | "allow") => {
      const sandbox = await start({ switches: { duplicateWorkspaceNames } });
      const path = `tagmanager/v2/${CONTAINER}/workspaces`;
      const first = await send(sandbox, "POST", path, { body });
      return [first.status, (await send(sandbox, "POST", path, { body })).status];
    };
    expect(await statuses("refuse")).toEqual([200, 400]);
    expect(await statuses("allow")).toEqual([200, 200]);
  });

  it("answer a merge conflict for a workspace whose base is no longer the latest, until it is synced", async () => {
    const answers = async (staleBase: "sync" | "conflict") => {
      const sandbox = await start({ switches: { staleBase } });
      await send(sandbox, "POST", `${WORKSPACE}/folders`, { body: { name: "Ours" } });
      sandbox.edit({ container: "GTM-TEST01", kind: "folder", name: "Theirs", add: {}, publish: false });
      const bodies: Answer[] = [];
      for (const action of ["create_version", "sync", "create_version"])
        bodies.push((await send(sandbox, "POST", `${WORKSPACE}:${action}`, { body: {} })).body as Answer);
      return bodies.map((body) => body.containerVersion?.folder?.map(({ name }) => name).sort() ?? body);
    };
    const conflict = { syncStatus: { mergeConflict: true } };
    expect(await answers("conflict")).toEqual([conflict, { syncStatus: {} }, ["Ours", "Theirs"]]);
    expect((await answers("sync"))[0]).toEqual(["Ours", "Theirs"]);
  });

  it("name the seconds to wait when the quota is used up", async () => {
    const used = async (retryAfter: number | null) => {
      const sandbox = await start({ quota: { requests: 1, seconds: 100 }, switches: { retryAfter } });
      const list = () =>
        fetch(`${sandbox.url}/${WORKSPACE}/tags`, { headers: { authorization: "Bearer any" } });
      return [(await list()).status, (await list()).headers.get("retry-after")];
    };
    expect(await used(30)).toEqual([200, "30"]);
    expect(await used(null)).toEqual([200, null]);
  });

  it("give the limit of key events a status that the request quota does not have", async () => {
    const last = async (switches: Partial<Switches>) => {
      const sandbox = await start({ switches });
      const statuses: number[] = [];
      for (let count = 1; count <= 31; count += 1) {
        const body = { eventName: `lead_${count}`, countingMethod: "ONCE_PER_EVENT" };
        statuses.push((await send(sandbox, "POST", `v1beta/${PROPERTY}/keyEvents`, { body })).status);
      }
      return [new Set(statuses.slice(0, 30)), statuses[30]];
    };
    expect(await last({})).toEqual([new Set([200]), 429]);
    expect(await last({ keyEventLimitStatus: 400 })).toEqual([new Set([200]), 400]);
  });
});

describe("the text of a switch", () => {
  it("stands in docs/sandbox.md with its default, in the same order", () => {
    const rows = readFileSync("docs/sandbox.md", "utf8").matchAll(/^\| `(\w+)` \| (?:`([^`]*)`)? ?\|/gm);
    const documented = [...rows].map(([, name, value = ""]) => [name, value]);
    const defaults = SWITCH_NAMES.map((name) => [name, String(DEFAULT_SWITCHES[name] ?? "none")]);
    expect(documented).toEqual(defaults);
  });

  it("exists for every switch and gives its default back", () => {
    const texts = SWITCH_NAMES.map((name) => {
      const value = DEFAULT_SWITCHES[name];
      return [name, value === null ? "none" : String(value)] as const;
    });
    expect(Object.assign({}, ...texts.map(([name, text]) => parseSwitch(name, text)))).toEqual(
      DEFAULT_SWITCHES,
    );
  });

  it.each([
    ["bulkUpdateRefuses", "folder,variable", ["folder", "variable"]],
    ["bulkUpdate", "404", 404],
    ["retryAfter", "30", 30],
    ["workspaceLimit", "5", 5],
    ["clockAhead", "-600", -600],
    ["scopes", "tagmanager.readonly,analytics.edit", ["tagmanager.readonly", "analytics.edit"]],
    ["enhancedMeasurement", "", []],
    ["eventEditRules", "lead>contact,a>b", ["lead>contact", "a>b"]],
  ] as const)("%s=%s means %j", (name, text, value) => {
    expect(parseSwitch(name, text)).toEqual({ [name]: value });
  });

  it.each([
    ["bulkUpdateAtomic", "yes", "true or false"],
    ["workspaceLimit", "0", "a whole number from 1"],
    ["bulkUpdateMaximum", "many", "a whole number from 1 or none"],
    ["eventEditRules", "lead", "names such as lead>contact,thanks>thank_you"],
    ["disabledApis", "drive", "some of tagmanager,analyticsadmin,analyticsdata"],
  ] as const)("%s=%s is refused, and told that it may be %s", (name, text, allowed) => {
    expect(() => parseSwitch(name, text)).toThrow(`cannot be set to "${text}", only to ${allowed}.`);
  });
});
