/** A workspace of our own: made, found again, brought up to date, changed, used up and cleared. */
import nock from "nock";
import { describe, expect, test } from "vitest";
import type { Workspace } from "../../src/apply/google-port.ts";
import { CONTAINER, errorBody, playGoogle, portTo, ROOT, refusalOf } from "./nocked.ts";

playGoogle();

const ALL = `${CONTAINER}/workspaces`;
const pathOf = (id: number) => `accounts/1/containers/2/workspaces/${id}`;
const google = () => nock(ROOT);

const NAME = "goalform shop";
const OURS: Workspace = { path: pathOf(5), name: NAME, description: "Why", isNew: true };
const REFUSED = errorBody(400, "No.", "INVALID_ARGUMENT");

function creating(name: string, status: number, body: object): void {
  google().post(ALL, { name, description: "Why" }).reply(status, body);
}

function existing(...workspaces: readonly (readonly [id: number, name: string])[]): void {
  const workspace = workspaces.map(([id, name]) => ({ path: pathOf(id), name, description: "Old" }));
  google().get(ALL).reply(200, { workspace });
}

function syncing(id: number, status: number, body: object): void {
  google().post(`${ALL}/${id}:sync`).reply(status, body);
}

const created = (id: number, name = NAME) => ({ path: pathOf(id), name, description: "Why" });

describe("opening", () => {
  const open = () => portTo().openWorkspace(NAME, "Why");

  test("a new one, without looking", async () => {
    creating(NAME, 200, created(5));
    expect(await open()).toEqual(OURS);
  });

  test.each([400, 403, 409, 429, 503])(
    "refused with %i: ours of before is brought up to date and used",
    async (status) => {
      // A quota would be waited for; a lack of room is not.
      creating(NAME, status, status === 429 ? errorBody(429, "The maximum of workspaces.") : REFUSED);
      existing([2, "Default Workspace"], [7, NAME]);
      syncing(7, 200, {});
      expect(await open()).toEqual({ path: pathOf(7), name: NAME, description: "Old", isNew: false });
    },
  );

  test("one of before without a description has an empty one", async () => {
    creating(NAME, 400, REFUSED);
    google()
      .get(ALL)
      .reply(200, { workspace: [{ path: pathOf(7), name: NAME }] });
    syncing(7, 200, {});
    expect(await open()).toEqual({ path: pathOf(7), name: NAME, description: "", isNew: false });
  });

  test("one that clashes with the latest version makes room for a new one", async () => {
    creating(NAME, 400, REFUSED);
    existing([7, NAME]);
    syncing(7, 200, { syncStatus: { mergeConflict: true } });
    google().delete(`${ALL}/7`).reply(200);
    creating(NAME, 200, created(8));
    expect((await open()).path).toBe(pathOf(8));
  });

  test("one that clashes and cannot be deleted leaves its name to itself", async () => {
    creating(NAME, 400, REFUSED);
    existing([7, NAME]);
    syncing(7, 200, { syncStatus: { mergeConflict: true } });
    google()
      .delete(`${ALL}/7`)
      .reply(403, errorBody(403, "No.", "PERMISSION_DENIED"));
    creating(`${NAME} 2`, 200, created(8, `${NAME} 2`));
    expect(await open()).toMatchObject({ path: pathOf(8), name: `${NAME} 2`, isNew: true });
  });

  test("the second one of ours is found as well, and every useless one is deleted", async () => {
    creating(NAME, 409, REFUSED);
    existing([7, NAME], [8, `${NAME} 2`]);
    syncing(7, 200, { syncStatus: { mergeConflict: true } });
    syncing(8, 200, { syncStatus: {} });
    expect(await open()).toMatchObject({ path: pathOf(8), isNew: false });

    creating(NAME, 409, REFUSED);
    existing([7, NAME], [8, `${NAME} 2`]);
    for (const id of [7, 8]) syncing(id, 200, { syncStatus: { mergeConflict: true } });
    google()
      .delete(`${ALL}/7`)
      .reply(403, errorBody(403, "No.", "PERMISSION_DENIED"));
    google().delete(`${ALL}/8`).reply(200);
    creating(`${NAME} 2`, 200, created(9, `${NAME} 2`));
    expect((await open()).path).toBe(pathOf(9));
  });

  test.each([400, 404])("one that another run uses up at this moment (%i): plan again", async (status) => {
    creating(NAME, 400, REFUSED);
    existing([7, NAME]);
    syncing(7, status, errorBody(status, "It is gone", status === 404 ? "NOT_FOUND" : "INVALID_ARGUMENT"));
    const error = await refusalOf(open());
    expect(error).toMatchObject({ code: "overtaken", cause: { status } });
    expect((error as Error).message).toMatch(/It is gone\. Another run has used that workspace up\.$/);
  });

  test("trouble that passes while it is brought up to date is waited for", async () => {
    creating(NAME, 400, REFUSED);
    existing([7, NAME]);
    syncing(7, 503, errorBody(503, "Later.", "UNAVAILABLE"));
    syncing(7, 200, {});
    expect((await open()).path).toBe(pathOf(7));
  });

  test("trouble while it is brought up to date is trouble", async () => {
    creating(NAME, 400, REFUSED);
    existing([7, NAME]);
    syncing(7, 403, errorBody(403, "No.", "PERMISSION_DENIED"));
    expect(await refusalOf(open())).toMatchObject({ code: "forbidden" });
  });

  test("with room, and none of ours: the name may have been taken until a moment ago", async () => {
    creating(NAME, 400, REFUSED);
    existing([2, "Default Workspace"], [3, "Spring"]);
    creating(NAME, 200, created(5));
    expect(await open()).toEqual(OURS);
  });

  test("without room nothing else is tried, unless nobody knows why", async () => {
    const full = [
      [2, "Default Workspace"],
      [3, "Spring"],
      [4, "Summer"],
    ] as const;
    creating(NAME, 400, REFUSED);
    existing(...full);
    expect(await refusalOf(open())).toMatchObject({
      code: "no-room",
      status: 400,
      hint: expect.stringContaining('"Default Workspace", "Spring", "Summer"'),
      message: expect.stringContaining("Creating a workspace failed (HTTP 400)"),
      isUncertain: false,
    });

    creating(NAME, 503, errorBody(503, "Later.", "UNAVAILABLE"));
    existing(...full);
    creating(NAME, 409, errorBody(409, "Full.", "ALREADY_EXISTS"));
    const error = await refusalOf(open());
    expect(error).toMatchObject({ code: "no-room", status: 409 });
    expect((error as Error).message).toContain("Full.");
  });

  test("what is refused twice with room says so with the first reason", async () => {
    creating(NAME, 400, errorBody(400, "First.", "INVALID_ARGUMENT"));
    existing([2, "Default Workspace"]);
    creating(NAME, 409, errorBody(409, "Second.", "ALREADY_EXISTS"));
    const error = await refusalOf(open());
    expect(error).toMatchObject({ code: "no-room", hint: expect.stringContaining("Another apply") });
    expect((error as Error).message).toContain("First.");
  });

  test("a second time without an answer is not taken for a lack of room", async () => {
    creating(NAME, 503, errorBody(503, "Later.", "UNAVAILABLE"));
    existing([2, "Default Workspace"]);
    creating(NAME, 503, errorBody(503, "Later.", "UNAVAILABLE"));
    expect(await refusalOf(open())).toMatchObject({ code: "google-trouble", isUncertain: true });
  });

  test.each([401, 404])("another refusal (%i) is not looked into", async (status) => {
    creating(NAME, status, errorBody(status, "No.", status === 404 ? "NOT_FOUND" : "UNAUTHENTICATED"));
    expect(await refusalOf(open())).toMatchObject({ status });
  });
});

describe("deleting", () => {
  const clear = () => portTo({ accessToken: null }).deleteWorkspace(OURS);
  const deleting = (status: number, body: object = {}) =>
    nock(ROOT, { reqheaders: { authorization: "Bearer goalform-sandbox:tagmanager.delete.containers" } })
      .delete(`${ALL}/5`)
      .reply(status, body);

  test("asks for the right to delete alone; gone is gone", async () => {
    deleting(200);
    expect(await clear()).toBe(true);
    deleting(404, errorBody(404, "Gone.", "NOT_FOUND"));
    expect(await clear()).toBe(true);
  });

  test.each([401, 403])("without the right (%i) it stays", async (status) => {
    deleting(status, errorBody(status, "No.", "PERMISSION_DENIED"));
    expect(await clear()).toBe(false);
  });

  test("another refusal is an error", async () => {
    deleting(400, REFUSED);
    expect(await refusalOf(clear())).toMatchObject({ status: 400 });
  });
});

describe("reading", () => {
  test("its lists, page by page", async () => {
    const lists = {
      folders: ["folder", { folderId: "1", name: "F" }],
      variables: ["variable", { variableId: "2", name: "V", type: "v" }],
      triggers: ["trigger", { triggerId: "3", name: "R", type: "click" }],
      tags: ["tag", { tagId: "4", name: "T", type: "html" }],
      built_in_variables: ["builtInVariable", { type: "pageUrl", name: "Page URL" }],
    } as const;
    for (const [plural, [field, one]] of Object.entries(lists)) {
      google()
        .get(`${ALL}/5/${plural}`)
        .reply(200, { [field]: [one], nextPageToken: "2" });
      google().get(`${ALL}/5/${plural}`).query({ pageToken: "2" }).reply(200, {});
    }
    expect(await portTo().readWorkspace(OURS)).toEqual({
      entities: {
        "gtm.folder": [lists.folders[1]],
        "gtm.variable": [lists.variables[1]],
        "gtm.trigger": [lists.triggers[1]],
        "gtm.tag": [lists.tags[1]],
      },
      builtInVariables: ["pageUrl"],
      rest: "",
    });
  });

  test("what it changes, whatever the kind; built-in variables bear no marks", async () => {
    google()
      .get(`${ALL}/5/status`)
      .reply(200, {
        workspaceChange: [
          { changeStatus: "added", tag: { tagId: "4", name: "T", type: "html" } },
          { changeStatus: "deleted", folder: { folderId: "1", name: "F" } },
          { changeStatus: "added", builtInVariable: { type: "pageUrl" } },
          { changeStatus: "updated", zone: { name: "Z" } },
        ],
      });
    const changed = await portTo().changedIn(OURS);
    expect(changed.map(({ name }) => name)).toEqual(["T", "F", "Z"]);
    google().get(`${ALL}/5/status`).reply(200, {});
    expect(await portTo().changedIn(OURS)).toEqual([]);
  });
});

describe("changing", () => {
  const tag = { tagId: "4", name: "T", type: "html" };

  test("many at once: each under the name of its kind, with what is to become of it", async () => {
    const folder = { folderId: "new_1", name: "F" };
    google()
      .post(`${ALL}/5/bulk_update`, {
        changes: [
          { tag, changeStatus: "updated" },
          { folder, changeStatus: "added" },
        ],
      })
      .reply(200, { changes: [{ tag }, { folder: { folderId: "9", name: "F" } }, {}] });
    const changed = await portTo().changeEntities(OURS, [
      { kind: "gtm.tag", status: "updated", entity: tag },
      { kind: "gtm.folder", status: "added", entity: folder },
    ]);
    expect(changed).toEqual([
      { kind: "gtm.tag", id: "4", name: "T" },
      { kind: "gtm.folder", id: "9", name: "F" },
    ]);
    google().post(`${ALL}/5/bulk_update`).reply(200, {});
    expect(await portTo().changeEntities(OURS, [])).toEqual([]);
  });

  test("one by one: each in its own list", async () => {
    const entities = {
      "gtm.folder": ["folders", { folderId: "1", name: "F" }],
      "gtm.variable": ["variables", { variableId: "2", name: "V", type: "v" }],
      "gtm.trigger": ["triggers", { triggerId: "3", name: "R", type: "click" }],
      "gtm.tag": ["tags", tag],
    } as const;
    const id = { "gtm.folder": "1", "gtm.variable": "2", "gtm.trigger": "3", "gtm.tag": "4" };
    for (const kind of ["gtm.folder", "gtm.variable", "gtm.trigger", "gtm.tag"] as const) {
      const [plural, entity] = entities[kind];
      const place = `${ALL}/5/${plural}`;
      const result = { kind, id: id[kind], name: entity.name };
      google()
        .post(place, { ...entity })
        .reply(200, entity);
      expect(await portTo().changeEntity(OURS, { kind, status: "added", entity })).toEqual(result);
      google()
        .put(`${place}/${id[kind]}`, { ...entity })
        .reply(200, entity);
      expect(await portTo().changeEntity(OURS, { kind, status: "updated", entity })).toEqual(result);
      google().delete(`${place}/${id[kind]}`).reply(200);
      expect(await portTo().changeEntity(OURS, { kind, status: "deleted", entity })).toBeNull();
    }
  });

  test("what is refused is named", async () => {
    google().put(`${ALL}/5/tags/4`).reply(400, REFUSED);
    const change = { kind: "gtm.tag", status: "updated", entity: tag } as const;
    expect(await refusalOf(portTo().changeEntity(OURS, change))).toMatchObject({
      message: "Changing the tag T failed (HTTP 400): No.",
    });
  });

  test("built-in variables by their types", async () => {
    google()
      .post(`${ALL}/5/built_in_variables`)
      .query({ type: ["pageUrl", "event"] })
      .reply(200, { builtInVariable: [{ type: "pageUrl" }, { type: "event" }] });
    await portTo().enableBuiltInVariables(OURS, ["pageUrl", "event"]);
  });
});

describe("making a version", () => {
  const make = () => portTo().createVersion(OURS, "By goalform", "What is in it");
  const version = {
    containerVersionId: "8",
    path: "accounts/1/containers/2/versions/8",
    name: "By goalform",
    tagManagerUrl: "https://tagmanager.google.com/8",
  };
  const making = (answer: object) =>
    google()
      .post(`${ALL}/5:create_version`, { name: "By goalform", notes: "What is in it" })
      .reply(200, answer);

  test("says what came of it", async () => {
    making({ containerVersion: version });
    expect(await make()).toMatchObject({ id: "8", path: version.path, url: version.tagManagerUrl });
  });

  test("one that does not compile is none", async () => {
    making({ compilerError: true, containerVersion: version });
    expect(await make()).toBeNull();
  });

  test("a clash with the latest version, and nothing to make one of: plan again", async () => {
    making({ syncStatus: { mergeConflict: true }, containerVersion: version });
    expect(await refusalOf(make())).toMatchObject({
      code: "overtaken",
      message: `The workspace "${NAME}" and the latest version changed the same objects.`,
    });
    making({});
    expect(await refusalOf(make())).toMatchObject({
      code: "overtaken",
      message: `Tag Manager made no version of the workspace "${NAME}": nothing is changed in it.`,
    });
  });

  test("a workspace that Google leaves in its place is deleted", async () => {
    making({ containerVersion: version, newWorkspacePath: pathOf(6) });
    google().delete(`${ALL}/6`).reply(200);
    expect(await make()).toMatchObject({ id: "8" });
  });

  test("or gets our name, and whether that works does not matter", async () => {
    for (const status of [200, 400]) {
      making({ containerVersion: version, newWorkspacePath: pathOf(6) });
      google()
        .delete(`${ALL}/6`)
        .reply(403, errorBody(403, "No.", "PERMISSION_DENIED"));
      google()
        .put(`${ALL}/6`, { name: NAME, description: "Why" })
        .reply(status, status === 200 ? created(6) : REFUSED);
      expect(await make()).toMatchObject({ id: "8" });
    }
  });
});
