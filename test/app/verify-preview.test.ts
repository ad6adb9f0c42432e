/** What `verify --preview` plays, in which environment, and what is left of it afterwards; asked of the sandbox by Google's client. */
import { expect, onTestFinished, test } from "vitest";
import { type Preview, withPreview } from "../../src/app/verify-preview.ts";
import { openEnvironments } from "../../src/google/environments.ts";
import { REAL_TIMING } from "../../src/google/google.ts";
import { resolveTarget } from "../../src/language/resolve-target.ts";
import type { Switches } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, goalSet, HEAD, openShop } from "../support/shop.ts";
import { lineTo } from "../support/the-line.ts";

const GOALS = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`;
const SET = goalSet(GOALS);
const TARGET = resolveTarget(SET, undefined, {}).target!;

interface Scene {
  readonly switches?: Partial<Switches>;
  readonly env?: Readonly<Record<string, string>>;
  /** Null: made for each request, with the scopes that it asks for. */
  readonly accessToken?: string | null;
  readonly use?: (preview: Preview) => Promise<void>;
}

async function scene(first: Partial<Switches> = {}) {
  const shop = await openShop({ switches: first, start: { clock: Date.now } });
  onTestFinished(() => shop.close());
  const { sandbox } = shop;
  const container = () => sandbox.sandbox.state.tagManager.containers[0]!;
  const said: string[] = [];
  return {
    ...shop,
    container,
    said,
    names: () => (container().environments ?? []).map(({ name }) => name),
    asked: () => sandbox.requests.map(({ method, rpc = "" }) => `${method} ${rpc.replace(/.*\./, "")}`),
    preview: async ({ env = {}, accessToken = null, use }: Scene = {}) => {
      sandbox.requests.length = 0;
      let seen: Preview | null = null;
      const stop = new AbortController().signal;
      const connection = { to: "endpoint", root: sandbox.url, accessToken, fetch: lineTo(sandbox) } as const;
      let now = 0;
      const wait = async (milliseconds: number) => {
        now += milliseconds;
      };
      const timing = { ...REAL_TIMING, now: () => now, wait };
      const { left } = await withPreview(
        SET,
        TARGET,
        {
          env,
          progress: (text) => void said.push(text),
          previews: {
            opened: (_, { gtm }, work) =>
              work(openEnvironments(gtm, connection, { onWait: () => {}, stop, timing })),
          },
        },
        async (preview) => {
          seen = preview;
          await use?.(preview);
        },
      );
      return { seen: seen as unknown as Preview, left };
    },
  };
}

const READER = "goalform-sandbox:tagmanager.readonly";

test("plays the latest version that is not live, in the environment that every container has for it, with the right to read alone (S11)", async () => {
  const { apply, preview, container, asked, names } = await scene();
  await apply(GOALS, { publish: false });
  const { seen, left } = await preview({ accessToken: READER });
  expect(seen).toEqual({
    environment: { code: expect.stringMatching(/^[\w-]{22}$/), name: "env-2" },
    source: { version: "2", workspace: null, environment: "Latest", made: false },
  });
  expect([left, names()]).toEqual([null, []]);
  expect(container().liveVersionId).toBe("1");
  expect(asked()).toEqual([
    "GET LookupContainer",
    "GET GetLiveContainerVersion",
    "GET GetLatestContainerVersionHeader",
    "GET ListEnvironments",
  ]);
});

test("plays what an interrupted apply has left in its workspace, and leaves no environment", async () => {
  const { sandbox, preview, container, said, names } = await scene();
  const workspaces = `${sandbox.url}/tagmanager/v2/accounts/6000000001/containers/${container().containerId}/workspaces`;
  const headers = { authorization: "Bearer any" };
  await fetch(workspaces, { method: "POST", headers, body: JSON.stringify({ name: "goalform acme-shop" }) });
  const during: string[] = [];
  const { seen } = await preview({ use: async () => void during.push(...names()) });
  expect(seen.source).toMatchObject({ version: null, workspace: "3", made: true });
  expect(during.at(-1)).toMatch(/^goalform acme-shop verify [\da-f]{8}$/);
  expect(names()).toEqual(["Live", "Latest"]);
  const own = during.at(-1)!;
  expect(said).toEqual([
    `making an environment for the workspace "goalform acme-shop" of ${CONTAINER}`,
    `removing the environment "${own}"`,
  ]);
  const broken = preview({ use: () => Promise.reject(new Error("no browser")) });
  await expect(broken).rejects.toThrow("no browser");
  expect(names()).toEqual(["Live", "Latest"]);
});

test("reuses the environment that Google keeps for the workspace", async () => {
  const { sandbox, preview, container, asked } = await scene({ workspaceEnvironments: true });
  const workspaces = `${sandbox.url}/tagmanager/v2/accounts/6000000001/containers/${container().containerId}/workspaces`;
  const headers = { authorization: "Bearer any" };
  await fetch(workspaces, { method: "POST", headers, body: JSON.stringify({ name: "goalform acme-shop" }) });
  const { seen } = await preview({ accessToken: READER });
  expect(seen.source).toEqual({ version: null, workspace: "3", environment: "Workspace 3", made: false });
  expect(asked().at(-1)).toBe("GET ListEnvironments");
});

test("asks for a code where Google gives none, and leaves nothing when it may not", async () => {
  const { apply, preview, container, asked } = await scene({ environmentCode: "reauthorize" });
  await apply(GOALS, { publish: false });
  // Somebody has taken "Latest" its code away: nothing that exists can be used.
  const latest = { id: "2", type: "latest", name: "Latest", fingerprint: "1", fields: {} } as const;
  container().environments = [latest];
  const { seen } = await preview();
  expect(seen.source).toMatchObject({ version: "2", made: true });
  expect(seen.environment.code).toMatch(/^[\w-]{22}$/);
  expect(asked().slice(4)).toEqual([
    "POST CreateEnvironment",
    "POST ReauthorizeEnvironment",
    "DELETE DeleteEnvironment",
  ]);
  const refused = preview({ accessToken: "goalform-sandbox:tagmanager.edit.containers" });
  await expect(refused).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining("Asking for a code"),
  });
  expect(container().environments).toEqual([latest]);
});

test("removes what a killed run has left an hour ago, and nothing of a run that may be under way", async () => {
  const { apply, preview, container, names } = await scene();
  await apply(GOALS, { publish: false });
  const made = (name: string, minutes: number, type = "user" as const) => ({
    id: String(50 + minutes),
    type,
    name,
    fingerprint: "1",
    fields: { containerVersionId: "1" },
    code: "x",
    authorizedAt: new Date(Date.now() - minutes * 60_000).toISOString(),
  });
  container().environments = [
    made("goalform acme-shop verify old00000", 61),
    made("goalform acme-shop verify new00000", 5),
    made("goalform acme-shop-2 verify old0", 99),
    made("Staging", 98),
  ];
  expect((await preview()).seen.source).toMatchObject({ version: "2", made: true });
  expect(names()).toEqual([
    "goalform acme-shop verify new00000",
    "goalform acme-shop-2 verify old0",
    "Staging",
  ]);
});

test("says that nothing waits to be published, which right is missing, and what it could not remove", async () => {
  const { apply, preview, container, sandbox } = await scene();
  await apply(GOALS);
  await expect(preview()).rejects.toMatchObject({
    code: "nothing-to-preview",
    message: `Nothing in ${CONTAINER} is waiting to be published: version 2 is the latest one, and it is live.`,
  });
  await apply(GOALS.replace("/thanks", "/danke"), { publish: false });
  container().environments = [];
  await expect(preview({ accessToken: READER })).rejects.toMatchObject({
    hint: expect.stringContaining("scope tagmanager.edit.containers"),
  });
  const { left } = await preview({
    use: async () => sandbox.setFaults([{ at: "every", match: "DeleteEnvironment", how: { answer: 500 } }]),
  });
  expect(left).toMatch(
    /^The environment "goalform acme-shop verify [\da-f]{8}" could not be removed \(.*\)\. Remove it in Tag Manager/,
  );
});

test("takes an environment from GOALFORM_PREVIEW without asking Google, or says what is wrong with it", async () => {
  const { preview, asked } = await scene();
  const { seen } = await preview({
    env: { GOALFORM_PREVIEW: "&gtm_auth=s3cret-X_1&gtm_preview=env-7&gtm_cookies_win=x" },
  });
  expect(seen).toEqual({ environment: { code: "s3cret-X_1", name: "env-7" }, source: null });
  const wrong = preview({ env: { GOALFORM_PREVIEW: "s3cret-alone" } }).catch((error: Error) => error);
  expect(await wrong).toMatchObject({ code: "invalid-environment" });
  expect(JSON.stringify([await wrong, String(await wrong)])).not.toContain("s3cret-alone");
  expect(asked()).toEqual([]);
});
