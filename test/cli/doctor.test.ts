/**
 * `goalform doctor` at sandboxes whose set-up is broken in one place: what it says is in `outputs/doctor`, a file for each.
 */
import { afterAll, describe, expect, test } from "vitest";
import {
  type RunningSandbox,
  type SandboxSeed,
  type Switches,
  startSandbox,
} from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";

const FILE = `version: 1
name: shop
targets:
  production: { ga4: { property: "1", measurement_id: G-TEST000001 }, gtm: { container: GTM-TEST01 } }
  other: { ga4: { property: "2", measurement_id: G-TEST000002 }, gtm: { container: GTM-TEST02 } }
  stream: { ga4: { property: "1", measurement_id: G-TEST000009 }, gtm: { container: GTM-TEST03 } }
  server: { ga4: { property: "1", measurement_id: G-TEST000001 }, gtm: { container: GTM-SERVER1 } }
  paged: { ga4: { property: "1", measurement_id: G-TEST000001 }, gtm: { container: GTM-TEST04 }, google_tag: page }
default_target: production
defaults: { currency: EUR }
goals:
  purchase: { type: event, on: { ga4_event: purchase }, counting: once_per_event, role: macro, value: 50 }
  brochure: { type: event, on: { download: pdf }, role: micro, kind: milestone, leads_to: purchase }
`;

const SEED: SandboxSeed = {
  properties: [{ property: "1", measurementId: "G-TEST000001", displayName: "Shop" }],
  containers: [
    { publicId: "GTM-TEST01", name: "Shop" },
    { publicId: "GTM-TEST03", name: "Another shop" },
    { publicId: "GTM-TEST04", name: "A shop with gtag" },
    { publicId: "GTM-SERVER1", name: "Server", usageContext: "server" },
  ],
};

interface Case {
  readonly switches?: Partial<Switches>;
  readonly args?: readonly string[];
  readonly token?: string;
  readonly exitCode: 0 | 1;
}

const READ = "goalform-sandbox:tagmanager.readonly,analytics.readonly";
const ALL =
  "goalform-sandbox:tagmanager.edit.containers,tagmanager.edit.containerversions,tagmanager.publish,analytics.edit";

const CASES: Readonly<Record<string, Case>> = {
  "the set-up is right": {
    switches: { dataRetention: "FOURTEEN_MONTHS", enhancedMeasurement: [] },
    args: ["--target", "paged"],
    exitCode: 0,
  },
  "the defaults of a new property are worth a look": { exitCode: 0 },
  "an event edit rule renames what a goal counts": {
    switches: { eventEditRules: ["lead>contact", "purchase>order"], dataRetention: "FOURTEEN_MONTHS" },
    exitCode: 0,
  },
  "the container belongs to nobody here": { switches: { containerAccess: "none" }, exitCode: 1 },
  "the property is not seen": { switches: { role: "none" }, exitCode: 1 },
  "the property may only be viewed": { switches: { role: "viewer" }, exitCode: 1 },
  "the id is that of another property": { args: ["--target", "other"], exitCode: 1 },
  "the measurement id is of another stream": { args: ["--target", "stream"], exitCode: 1 },
  "the container is for a server": { args: ["--target", "server"], exitCode: 1 },
  "the sign-in can only read": { token: READ, exitCode: 1 },
  "the sign-in lacks Tag Manager": { token: "goalform-sandbox:analytics.edit", exitCode: 1 },
  "the clock is fast": { switches: { clockAhead: -1200 }, exitCode: 1 },
  "Tag Manager's API is disabled": { switches: { disabledApis: ["tagmanager"] }, exitCode: 1 },
  "Analytics' API is disabled": { switches: { disabledApis: ["analyticsadmin"] }, exitCode: 1 },
  "the project for the quota is missing": { switches: { quotaProject: "missing" }, exitCode: 1 },
  "the token has expired": { switches: { token: "expired" }, exitCode: 1 },
  "reports withhold small figures": {
    switches: { signals: "enabled", dataRetention: "FOURTEEN_MONTHS" },
    exitCode: 0,
  },
};

const running: RunningSandbox[] = [];
afterAll(() => Promise.all(running.map((one) => one.close())));

async function examine({ switches = {}, args = [], token = ALL }: Case, format = "text") {
  const sandbox = await startSandbox({ seed: SEED, switches });
  running.push(sandbox);
  const { goalform } = folder({ "goals.yaml": FILE });
  const all = ["doctor", "--endpoint", sandbox.url, "--format", format, ...args];
  return goalform(all, { GOALFORM_ACCESS_TOKEN: token, CI: "true" });
}

describe("doctor", () => {
  test.each(Object.entries(CASES))("when %s", async (name, one) => {
    const { exitCode, out } = await examine(one);
    await expect(out).toMatchFileSnapshot(`outputs/doctor/${name}.txt`);
    expect(exitCode).toBe(one.exitCode);
  });

  test("finds the embedded sandbox right to apply to, although each command has a token of its own", async () => {
    const { goalform } = folder({ "goals.yaml": FILE });
    const { out, exitCode } = await goalform(["doctor", "--sandbox"], { CI: "true" });
    expect(out).toContain("These credentials ask for the scopes of each command by themselves.");
    expect(exitCode).toBe(0);
  });

  test("is a table in Markdown", async () => {
    const { out } = await examine({ exitCode: 0 }, "markdown");
    await expect(out).toMatchFileSnapshot("outputs/doctor/a new property.md");
  });

  test("is data in JSON, with every layer in order and one way out at most for each check", async () => {
    const { out, exitCode } = await examine({ switches: { role: "viewer" }, exitCode: 1 }, "json");
    const { format, ok, layers } = JSON.parse(out);
    expect({ format, ok, exitCode }).toEqual({ format: "goalform.doctor/1", ok: false, exitCode: 1 });
    expect(layers.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      ["without-credentials", "ok"],
      ["signed-in", "ok"],
      ["may-read", "ok"],
      ["may-write", "broken"],
      ["healthy", "skipped"],
    ]);
    for (const { checks } of layers)
      for (const check of checks) expect(Object.keys(check)).toEqual(["id", "status", "message", "fix"]);
  });

  test("reads rules and audiences of others, which make the event of a goal that needs none", async () => {
    const sandbox = await startSandbox({ seed: SEED });
    running.push(sandbox);
    const [stream] = sandbox.sandbox.state.analytics.properties[0]!.dataStreams;
    await fetch(`${sandbox.url}/v1alpha/properties/1/dataStreams/${stream!.id}/eventCreateRules`, {
      method: "POST",
      headers: { authorization: `Bearer ${ALL}`, "content-type": "application/json" },
      body: JSON.stringify({
        destinationEvent: "brochure",
        eventConditions: [{ field: "event_name", comparisonType: "EQUALS", value: "file_download" }],
      }),
    });
    const { goalform } = folder({ "goals.yaml": FILE });
    const all = ["doctor", "--endpoint", sandbox.url];
    const { out } = await goalform(all, { GOALFORM_ACCESS_TOKEN: ALL, CI: "true" });
    expect(out).toContain("makes brochure, which a goal of the file makes as well: it may be counted twice.");
  });

  test("says no token", async () => {
    for (const format of ["text", "json", "markdown"]) {
      const { out, err } = await examine({ token: "secret-token-1234567890", exitCode: 0 }, format);
      expect(out + err).not.toContain("secret-token");
    }
  });
});
