/** Environments, asked by Google's own client. */
import { expect, it } from "vitest";
import type { Switches } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, send, start, tagManager } from "./google.ts";

const PATH = `tagmanager/v2/${CONTAINER}/environments`;

async function calls(switches: Partial<Switches> = {}) {
  const sandbox = await start({ switches });
  return { sandbox, ...tagManager(sandbox).accounts.containers };
}

it("has Live and Latest in every container, which serve what is live and what is latest", async () => {
  const { environments, versions, workspaces, sandbox } = await calls();
  await send(sandbox, "POST", `tagmanager/v2/${CONTAINER}/workspaces/2/folders`, { body: { name: "F" } });
  await workspaces.create_version({ path: `${CONTAINER}/workspaces/2`, requestBody: {} });
  const served = async () => {
    const { data } = await environments.list({ parent: CONTAINER });
    return data.environment!.map(({ type, containerVersionId }) => [type, containerVersionId]).sort();
  };
  expect(await served()).toEqual([
    ["latest", "2"],
    ["live", "1"],
  ]);
  await versions.publish({ path: `${CONTAINER}/versions/2` });
  expect(await served()).toEqual([
    ["latest", "2"],
    ["live", "2"],
  ]);
  expect((await send(sandbox, "DELETE", `${PATH}/2`)).status).toBe(400);
  const { data } = await environments.update({
    path: `${CONTAINER}/environments/2`,
    requestBody: { name: "Mine", url: "https://www.acme.example" },
  });
  expect(data).toMatchObject({ name: "Latest", url: "https://www.acme.example", containerVersionId: "2" });
});

it("gives each a code of its own, and another one when it is authorized again", async () => {
  const { environments } = await calls();
  const requestBody = { name: "Preview", type: "user", containerVersionId: "1" };
  const { data: made } = await environments.create({ parent: CONTAINER, requestBody });
  expect(made).toMatchObject({ ...requestBody, environmentId: "3", path: `${CONTAINER}/environments/3` });
  const path = made.path!;
  const again = (await environments.reauthorize({ path, requestBody: {} })).data;
  const codes = (await environments.list({ parent: CONTAINER })).data.environment!.map(
    (one) => one.authorizationCode,
  );
  expect(new Set([...codes, made.authorizationCode]).size).toBe(4);
  expect(again.authorizationCode).toMatch(/^[\w-]{22}$/);
  expect((await environments.get({ path })).data).toEqual(again);
  expect(Date.parse(String(again.authorizationTimestamp))).toBeGreaterThan(
    Date.parse(String(made.authorizationTimestamp)),
  );
  await environments.delete({ path });
  await expect(environments.get({ path })).rejects.toMatchObject({ status: 404 });
});

it("refuses what cannot be linked, names that are taken, old fingerprints, and one too many", async () => {
  const { sandbox } = await calls({ environmentLimit: 1 });
  const create = async (body: object) => (await send(sandbox, "POST", PATH, { body })).status;
  expect([
    await create({ type: "user" }),
    await create({ name: "A", type: "latest" }),
    await create({ name: "A", containerVersionId: "9" }),
    await create({ name: "A", workspaceId: "9" }),
    await create({ name: "A", containerVersionId: "1", workspaceId: "2" }),
    await create({ name: "Latest" }),
    await create({ name: "A", authorizationKode: "x" }),
    await create({ name: "A", workspaceId: "2" }),
    await create({ name: "B" }),
  ]).toEqual([400, 400, 404, 404, 400, 400, 400, 200, 400]);
  expect((await send(sandbox, "PUT", `${PATH}/3?fingerprint=1`, { body: { name: "A" } })).status).toBe(409);
});

it("can make a code wait until somebody asks for one", async () => {
  const { environments } = await calls({ environmentCode: "reauthorize" });
  const { data } = await environments.create({ parent: CONTAINER, requestBody: { name: "Preview" } });
  expect(data.authorizationCode).toBeUndefined();
  const again = (await environments.reauthorize({ path: data.path!, requestBody: {} })).data;
  expect(again.authorizationCode).toMatch(/^[\w-]{22}$/);
});

it("can have an environment for each workspace, which follows it into its version", async () => {
  const { environments, workspaces, sandbox } = await calls({ workspaceEnvironments: true });
  const ofWorkspaces = async () => {
    const { data } = await environments.list({ parent: CONTAINER });
    return data.environment!.flatMap(({ type, workspaceId, containerVersionId }) =>
      type === "workspace" ? [[workspaceId, containerVersionId]] : [],
    );
  };
  const { data: other } = await workspaces.create({ parent: CONTAINER, requestBody: { name: "Other" } });
  await send(sandbox, "POST", `tagmanager/v2/${CONTAINER}/workspaces/2/folders`, { body: { name: "F" } });
  expect((await ofWorkspaces()).sort()).toEqual([
    ["2", undefined],
    ["3", undefined],
  ]);
  await workspaces.delete({ path: other.path! });
  await workspaces.create_version({ path: `${CONTAINER}/workspaces/2`, requestBody: {} });
  expect((await ofWorkspaces()).sort((a, b) => Number(a[0] ?? 0) - Number(b[0] ?? 0))).toEqual([
    [undefined, "2"],
    ["4", undefined],
  ]);
});
