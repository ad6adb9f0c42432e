/** Broken set-ups, and what every call answers in them. */
import { OAuth2Client } from "google-auth-library";
import { describe, expect, it } from "vitest";
import { createSandbox, emptyState, type Switches } from "../../src/sandbox/sandbox.ts";
import { discovery, misfits } from "./discovery.ts";
import { analyticsAdminAlpha, CONTAINER, PROPERTY, STREAM, send, start } from "./google.ts";
import { htmlTag } from "./samples.ts";

const GTM = `tagmanager/v2/${CONTAINER}`;

const CALLS = {
  token: ["POST", "tokeninfo"],
  accounts: ["GET", "tagmanager/v2/accounts"],
  lookup: ["GET", "tagmanager/v2/accounts/containers:lookup?tagId=GTM-TEST01"],
  tags: ["GET", `${GTM}/workspaces/2/tags`],
  addTag: ["POST", `${GTM}/workspaces/2/tags`, htmlTag("T", "x")],
  preview: ["POST", `${GTM}/workspaces/2:quick_preview`],
  version: ["POST", `${GTM}/workspaces/2:create_version`, {}],
  publish: ["POST", `${GTM}/versions/1:publish`],
  summaries: ["GET", "v1beta/accountSummaries"],
  keyEvents: ["GET", `v1beta/${PROPERTY}/keyEvents`],
  addKeyEvent: [
    "POST",
    `v1beta/${PROPERTY}/keyEvents`,
    { eventName: "lead", countingMethod: "ONCE_PER_EVENT" },
  ],
  setting: [
    "PATCH",
    `v1alpha/${PROPERTY}/googleSignalsSettings?updateMask=state`,
    { state: "GOOGLE_SIGNALS_ENABLED" },
  ],
  report: [
    "POST",
    `v1beta/${PROPERTY}:runReport`,
    { metrics: [{ name: "sessions" }], dateRanges: [{ startDate: "2026-01-01", endDate: "2026-01-01" }] },
  ],
} as const satisfies { readonly [name: string]: readonly [string, string, unknown?] };

type CallName = keyof typeof CALLS;

const NAMES = Object.keys(CALLS) as CallName[];
const TAG_MANAGER: readonly CallName[] = [
  "accounts",
  "lookup",
  "tags",
  "addTag",
  "preview",
  "version",
  "publish",
];
const ADMIN: readonly CallName[] = ["summaries", "keyEvents", "addKeyEvent", "setting"];

/** The statuses that are not 200, by call. */
async function refused(switches: Partial<Switches>): Promise<Partial<Record<CallName, number>>> {
  const sandbox = await start({ switches });
  const statuses: [CallName, number][] = [];
  for (const name of NAMES) {
    const [method, path, body] = CALLS[name] as readonly [string, string, unknown?];
    statuses.push([name, (await send(sandbox, method, path, { body })).status]);
  }
  return Object.fromEntries(statuses.filter(([, status]) => status !== 200));
}

function each(names: readonly CallName[], status: number): Partial<Record<CallName, number>> {
  return Object.fromEntries(names.map((name) => [name, status]));
}

const EVERY_API = [...TAG_MANAGER, ...ADMIN, "report"] as const;

describe("a set-up", () => {
  it.each<[string, Partial<Switches>, Partial<Record<CallName, number>>]>([
    ["that is sound", {}, {}],
    ["with an expired token", { token: "expired" }, { token: 400, ...each(EVERY_API, 401) }],
    [
      "with scopes to read alone",
      { scopes: ["tagmanager.readonly", "analytics.readonly"] },
      each(["addTag", "preview", "version", "publish", "addKeyEvent", "setting"], 403),
    ],
    ["without a quota project", { quotaProject: "missing" }, each(EVERY_API, 403)],
    ["without the Tag Manager API", { disabledApis: ["tagmanager"] }, each(TAG_MANAGER, 403)],
    [
      "without the Admin and Data APIs",
      { disabledApis: ["analyticsadmin", "analyticsdata"] },
      each([...ADMIN, "report"], 403),
    ],
    ["of a viewer", { role: "viewer" }, each(["addKeyEvent", "setting"], 403)],
    [
      "of nobody in the property",
      { role: "none" },
      each(["keyEvents", "addKeyEvent", "setting", "report"], 403),
    ],
    ["of somebody who approves", { containerAccess: "approve" }, each(["publish"], 403)],
    ["of somebody who edits", { containerAccess: "edit" }, each(["version", "publish"], 403)],
    [
      "of somebody who reads",
      { containerAccess: "read" },
      each(["addTag", "preview", "version", "publish"], 403),
    ],
    [
      "of nobody in the container",
      { containerAccess: "none" },
      each(["lookup", "tags", "addTag", "preview", "version", "publish"], 404),
    ],
  ])("%s refuses what Google refuses", async (_, switches, expected) => {
    expect(await refused(switches)).toEqual(expected);
  });

  it("without any access lists nothing, and one of a viewer says that nothing can be edited", async () => {
    const listed = async (switches: Partial<Switches>) => {
      const sandbox = await start({ switches });
      const summaries = (await send(sandbox, "GET", "v1beta/accountSummaries")).body as {
        accountSummaries?: { propertySummaries: { canEdit?: boolean }[] }[];
      };
      const accounts = (await send(sandbox, "GET", "tagmanager/v2/accounts")).body;
      return [accounts, summaries.accountSummaries?.map(({ propertySummaries: [one] }) => one!.canEdit)];
    };
    expect(await listed({ role: "none", containerAccess: "none" })).toEqual([{}, undefined]);
    expect((await listed({}))[1]).toEqual([true]);
    expect((await listed({ role: "viewer" }))[1]).toEqual([undefined]);
  });

  it("says in Google's words that an API is not enabled, with a link", async () => {
    const sandbox = await start({ switches: { disabledApis: ["analyticsadmin", "tagmanager"] } });
    const url =
      "https://console.developers.google.com/apis/api/analyticsadmin.googleapis.com/overview?project=1";
    expect((await send(sandbox, ...CALLS.summaries)).body).toEqual({
      error: {
        code: 403,
        message:
          `Google Analytics Admin API has not been used in project 1 before or it is disabled. Enable it by visiting ${url} ` +
          "then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
        status: "PERMISSION_DENIED",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.Help",
            links: [{ description: "Google developers console API activation", url }],
          },
          {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            reason: "SERVICE_DISABLED",
            domain: "googleapis.com",
            metadata: { service: "analyticsadmin.googleapis.com", consumer: "projects/1" },
          },
        ],
      },
    });
    expect((await send(sandbox, ...CALLS.accounts)).body).toMatchObject({
      error: { errors: [{ domain: "usageLimits", reason: "accessNotConfigured" }] },
    });
  });

  it("asks for a quota project with the reason of a disabled API, until a header names one", async () => {
    const sandbox = await start({ switches: { quotaProject: "missing" } });
    expect((await send(sandbox, ...CALLS.summaries)).body).toMatchObject({
      error: {
        message: expect.stringContaining(
          "The analyticsadmin.googleapis.com API requires a quota project, which is not set by default.",
        ),
        details: [{ reason: "SERVICE_DISABLED" }],
      },
    });
    const headers = { authorization: "Bearer any", "x-goog-user-project": "mine" };
    expect((await fetch(`${sandbox.url}/v1beta/accountSummaries`, { headers })).status).toBe(200);
  });

  it("has a clock that is ahead or behind", async () => {
    for (const clockAhead of [0, 900, -900]) {
      const { url } = await start({ switches: { clockAhead } });
      const { headers } = await fetch(`${url}/v1beta/accountSummaries`);
      const ahead = (Date.parse(headers.get("date")!) - Date.now()) / 1000;
      expect(Math.abs(ahead - clockAhead)).toBeLessThan(30);
    }
  });
});

describe("/tokeninfo", () => {
  const ask = async (url: string, token: string) => {
    const body = new URLSearchParams({ access_token: token });
    return (await fetch(`${url}/tokeninfo`, { method: "POST", body })).json() as Promise<{ scope?: string }>;
  };
  const last = ({ scope }: { scope?: string }) =>
    scope?.split(" ").map((one) => one.replace(/^.*\/auth\//, ""));

  it("says the scopes that a token names, or all that the set-up grants", async () => {
    const own = "goalform-sandbox:tagmanager.readonly,analytics.edit";
    const { url } = await start();
    expect(await ask(url, own)).toMatchObject({
      email: "sandbox@example.com",
      email_verified: "true",
      expires_in: "3599",
    });
    expect(last(await ask(url, own))).toEqual(["analytics.edit", "tagmanager.readonly", "userinfo.email"]);
    expect(last(await ask(url, "any"))).toEqual(
      expect.arrayContaining(["tagmanager.publish", "analytics.readonly"]),
    );
    const { url: narrow } = await start({ switches: { scopes: ["analytics.edit"] } });
    expect(last(await ask(narrow, own))).toEqual(["analytics.edit", "userinfo.email"]);
  });

  it("does not know a missing token", async () => {
    const { url } = await start();
    expect(await ask(url, "")).toEqual({ error: "invalid_token", error_description: "Invalid Value" });
  });

  it("is understood by Google's client", async () => {
    const { url } = await start();
    const client = new OAuth2Client({ endpoints: { tokenInfoUrl: `${url}/tokeninfo` } });
    const { scopes, email } = await client.getTokenInfo("goalform-sandbox:analytics.readonly");
    expect([email, scopes[0]]).toEqual([
      "sandbox@example.com",
      "https://www.googleapis.com/auth/analytics.readonly",
    ]);
  });

  it("changes nothing that must be saved", () => {
    const sandbox = createSandbox(emptyState());
    expect(sandbox.changes({ method: "POST", url: "/tokeninfo", headers: {}, body: "" })).toBe(false);
  });
});

describe("settings", () => {
  const SETTINGS = {
    DataRetentionSettings: `${PROPERTY}/dataRetentionSettings`,
    GoogleSignalsSettings: `${PROPERTY}/googleSignalsSettings`,
    ReportingIdentitySettings: `${PROPERTY}/reportingIdentitySettings`,
    EnhancedMeasurementSettings: `${STREAM}/enhancedMeasurementSettings`,
  };
  const all = async (switches: Partial<Switches>) => {
    const sandbox = await start({ switches });
    const got = Object.entries(SETTINGS).map(async ([message, path]) => {
      const { body } = await send(sandbox, "GET", `v1alpha/${path}`);
      expect(
        misfits(discovery("analyticsadmin-v1alpha"), `GoogleAnalyticsAdminV1alpha${message}`, body),
      ).toEqual([]);
      expect(body).toMatchObject({ name: path });
      return body;
    });
    return Promise.all(got);
  };

  it("are those of a fresh property", async () => {
    expect(await all({})).toMatchObject([
      { eventDataRetention: "TWO_MONTHS" },
      { state: "GOOGLE_SIGNALS_DISABLED", consent: "GOOGLE_SIGNALS_CONSENT_NOT_CONSENTED" },
      { reportingIdentity: "BLENDED" },
      { streamEnabled: true, scrollsEnabled: true, formInteractionsEnabled: true, pageChangesEnabled: true },
    ]);
  });

  it("are what the switches say", async () => {
    const switches = {
      dataRetention: "FOURTEEN_MONTHS",
      signals: "enabled",
      reportingIdentity: "OBSERVED",
    } as const;
    const changed = await all({ ...switches, enhancedMeasurement: ["scrolls"] });
    expect(changed).toMatchObject([
      { eventDataRetention: "FOURTEEN_MONTHS" },
      { state: "GOOGLE_SIGNALS_ENABLED", consent: "GOOGLE_SIGNALS_CONSENT_CONSENTED" },
      { reportingIdentity: "OBSERVED" },
      { streamEnabled: true, scrollsEnabled: true },
    ]);
    expect(changed[3]).not.toHaveProperty("outboundClicksEnabled");
    const off = (await all({ enhancedMeasurement: [] }))[3];
    expect(off).toMatchObject({ scrollsEnabled: true, formInteractionsEnabled: true });
    expect(off).not.toHaveProperty("streamEnabled");
  });

  it("are changed by Google's client, and refused where Google refuses them", async () => {
    const sandbox = await start();
    const { properties } = analyticsAdminAlpha(sandbox);
    const name = SETTINGS.EnhancedMeasurementSettings;
    const patch = (updateMask: string, requestBody: object) =>
      properties.dataStreams.updateEnhancedMeasurementSettings({ name, updateMask, requestBody });
    await patch("scrollsEnabled", { scrollsEnabled: false });
    const { data } = await properties.dataStreams.getEnhancedMeasurementSettings({ name });
    expect([data.scrollsEnabled, data.outboundClicksEnabled]).toEqual([undefined, true]);
    await expect(patch("searchQueryParameter", {})).rejects.toThrow("must not be empty");
    const retention = { name: SETTINGS.DataRetentionSettings, updateMask: "eventDataRetention" };
    const keep = (eventDataRetention: string) =>
      properties.updateDataRetentionSettings({ ...retention, requestBody: { eventDataRetention } });
    await expect(keep("FIFTY_MONTHS")).rejects.toThrow("two or fourteen months");
    await keep("FOURTEEN_MONTHS");
    expect((await send(sandbox, "GET", `v1beta/${retention.name}`)).body).toMatchObject({
      eventDataRetention: "FOURTEEN_MONTHS",
      userDataRetention: "TWO_MONTHS",
    });
  });
});
