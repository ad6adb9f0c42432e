/** HTTP 200 with something that Google does not say: it is never an empty list, and never work that was done. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { GooglePort } from "../../src/apply/google-port.ts";
import { GoogleError } from "../../src/apply/google-port.ts";
import { openGoogle } from "../../src/google/google.ts";
import { DEFINITION_KINDS } from "../../src/resources/kinds.ts";
import type { DefinitionKind } from "../../src/resources/resource.ts";

interface Reply {
  readonly body: string;
  readonly type?: string;
  readonly status?: number;
}

/** Answers what each request is to get: the first reply whose pattern the request meets. */
type Script = readonly (readonly [pattern: RegExp, reply: Reply | (() => Reply)])[];

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function portTo(script: Script): Promise<Sent> {
  const host = "127.0.0.1:1";
  const { sent, replyTo } = scripted(script);
  const send: typeof fetch = async (url, { method = "GET" } = {}) => {
    const { pathname, search } = new URL(String(url));
    const { body, status, headers } = replyTo(`${method} ${pathname}${search}`);
    return new Response(body, { status, headers });
  };
  return { port: portAt(host, send), sent, host };
}

/** The same over the wire, where bodies come in pieces and redirects are followed. */
async function portToServer(script: Script): Promise<Sent> {
  const { sent, replyTo } = scripted(script);
  const server = createServer((incoming, outgoing) => {
    const { body, status, headers } = replyTo(`${incoming.method} ${incoming.url}`);
    incoming.resume().on("end", () => outgoing.writeHead(status, headers).end(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { port: portAt(host), sent, host };
}

interface Sent {
  readonly port: GooglePort;
  readonly sent: readonly string[];
  readonly host: string;
}

function scripted(script: Script) {
  const sent: string[] = [];
  const replyTo = (line: string) => {
    sent.push(line);
    const reply = script.find(([pattern]) => pattern.test(line))?.[1] ?? { body: "{}" };
    const {
      body,
      status = 200,
      type = "application/json; charset=UTF-8",
    } = typeof reply === "function" ? reply() : reply;
    return { body, status, headers: { "content-type": type, server: "squid" } };
  };
  return { sent, replyTo };
}

function portAt(host: string, fetch?: typeof globalThis.fetch): GooglePort {
  let now = 0;
  const timing = {
    timeout: 60_000,
    budget: 2000,
    now: () => now,
    wait: async (milliseconds: number) => {
      now += milliseconds;
    },
    random: () => 0,
  };
  const target = { property: "1", container: { account: "1", container: "2" } };
  const connection = { to: "endpoint", root: `http://${host}`, accessToken: "ya29.secret" } as const;
  return openGoogle(target, { ...connection, ...(fetch && { fetch }) }, "write", () => {}, timing);
}

const json = (value: unknown): Reply => ({ body: JSON.stringify(value) });

/** Whatever is asked for, these are no answers of Google's. */
const NEVER: Readonly<Record<string, Reply>> = {
  "a proxy's page": {
    body: "<html><head><title>Sign in to\nHotel Wi-Fi</title></head>Bearer ya29.secret</html>",
    type: "text/html",
  },
  "a page that says it is JSON": { body: "<html></html>" },
  "a page of an unknown type": { body: "hello", type: "application/octet-stream" },
  "a body that was cut off": { body: '{"keyEvents": [{"na' },
  null: json(null),
  "a list": json([]),
  "a text": json("ok"),
  "a number": json(0),
  true: json(true),
  "no body": { body: "" },
  "another server's object": json({ status: "ok" }),
  "another server's name": json({ path: "/", name: "x", containerVersionId: 7 }),
  "an error with status 200": json({ error: { code: 403, message: "no" } }),
};

/** Beside those, what is wrong with any list, written with its own name and one good item. */
const WRONG_LISTS: Readonly<Record<string, (field: string, good: object) => unknown>> = {
  "null for the list": (field) => ({ [field]: null }),
  "an object for the list": (field, good) => ({ [field]: { 0: good } }),
  "a text for the list": (field) => ({ [field]: "none" }),
  "a text in the list": (field, good) => ({ [field]: [good, "x"] }),
  "null in the list": (field) => ({ [field]: [null] }),
  "a list in the list": (field) => ({ [field]: [[]] }),
  "an item without its ids": (field) => ({ [field]: [{}] }),
  "an id that is a number": (field, good) => ({
    [field]: [Object.fromEntries(Object.keys(good).map((key) => [key, 7]))],
  }),
  "a next page that is a number": (field, good) => ({ [field]: [good], nextPageToken: 7 }),
  "a next page that never ends": (field, good) => ({ [field]: [good], nextPageToken: "again" }),
};

interface ListCase {
  readonly path: RegExp;
  readonly field: string;
  readonly good: Readonly<Record<string, unknown>>;
  read(port: GooglePort): Promise<unknown>;
}

const LIVE = json({ containerVersionId: "3", container: { usageContext: ["web"] } });
const STREAM = {
  name: "properties/1/dataStreams/2",
  type: "WEB_DATA_STREAM",
  webStreamData: { measurementId: "G-1" },
};
const SOUND: Script = [
  [/versions:live|version_headers:latest/, LIVE],
  [/\/dataStreams\?/, json({ dataStreams: [STREAM] })],
];
const WORKSPACE = {
  path: "accounts/1/containers/2/workspaces/5",
  name: "ours",
  description: "",
  isNew: true,
};

function definitions(kind: DefinitionKind, field: string, good: Readonly<Record<string, string>>): ListCase {
  return { path: new RegExp(`/${field}\\?`), field, good, read: (port) => port.read(() => [kind]) };
}

function entities(plural: string, field: string, good: Readonly<Record<string, string>>): ListCase {
  return {
    path: new RegExp(`/workspaces/5/${plural}`),
    field,
    good,
    read: (port) => port.readWorkspace(WORKSPACE),
  };
}

const LISTS: readonly ListCase[] = [
  {
    path: /\/keyEvents\?/,
    field: "keyEvents",
    good: { name: "k", eventName: "lead" },
    read: (port) => port.read(),
  },
  {
    path: /\/dataStreams\?/,
    field: "dataStreams",
    good: { name: "s", type: "ANDROID_APP_DATA_STREAM" },
    read: (port) => port.read(),
  },
  definitions("ga4.eventCreateRule", "eventCreateRules", { name: "r", destinationEvent: "x" }),
  definitions("ga4.audience", "audiences", { name: "a", displayName: "A" }),
  definitions("ga4.customDimension", "customDimensions", { name: "d", parameterName: "p" }),
  definitions("ga4.customMetric", "customMetrics", { name: "m", parameterName: "p" }),
  definitions("ga4.calculatedMetric", "calculatedMetrics", { name: "c", calculatedMetricId: "i" }),
  entities("folders", "folder", { folderId: "1", name: "F" }),
  entities("variables", "variable", { variableId: "1", name: "V", type: "v" }),
  entities("triggers", "trigger", { triggerId: "1", name: "T", type: "click" }),
  entities("tags", "tag", { tagId: "1", name: "T", type: "gaawe" }),
  entities("built_in_variables", "builtInVariable", { type: "pageUrl" }),
  {
    path: /version_headers/,
    field: "containerVersionHeader",
    good: { containerVersionId: "1" },
    read: (port) => port.listVersions(),
  },
];

/** One list of each of Google's clients is asked of a server. */
const SERVED: readonly string[] = ["keyEvents", "containerVersionHeader"];

test.each(LISTS.map((one) => [one.field, one] as const))(
  "%s: no wrong answer is an empty list; it is tried again, and then told",
  async (_, { path, field, good, read }) => {
    const open = SERVED.includes(field) ? portToServer : portTo;
    const wrong = {
      ...NEVER,
      ...Object.fromEntries(Object.entries(WRONG_LISTS).map(([name, of]) => [name, json(of(field, good))])),
    };
    for (const [name, reply] of Object.entries(wrong)) {
      const { port, sent, host } = await open([[path, reply], ...SOUND]);
      const error = await read(port).catch((reason: unknown) => reason);
      expect({ name, isTold: error instanceof GoogleError }).toEqual({ name, isTold: true });
      expect(error).toMatchObject({ code: "google-trouble", status: 200, isUncertain: true });
      expect((error as GoogleError).message).toContain(host);
      expect((error as GoogleError).message).not.toContain("secret");
      expect({ name, times: sent.filter((line) => path.test(line)).length }).toEqual({
        name,
        times: name.endsWith("never ends") ? 3 : 2,
      });
    }
  },
);

test.each(LISTS.map((one) => [one.field, one] as const))(
  "%s: an answer that is right the second time is taken, and so is an empty object",
  async (field, { path, good, read }) => {
    for (const right of [{}, { [field]: [] }, { [field]: [good] }]) {
      let first = true;
      const reply = () => {
        const isFirst = first;
        first = false;
        return isFirst ? NEVER["a proxy's page"]! : json(right);
      };
      const { port, sent } = await portTo([[path, reply], ...SOUND]);
      await read(port);
      expect(sent.filter((line) => path.test(line)).length).toBe(2);
    }
  },
);

test("what answered is named, and a page's own text is not repeated", async () => {
  const { port, host } = await portToServer([[/keyEvents/, NEVER["a proxy's page"]!], ...SOUND]);
  await expect(port.read()).rejects.toThrow(
    `Reading the key events failed (HTTP 200): ${host} (text/html, server squid, "Sign in to Hotel Wi-Fi") sent no answer of Google's: it is a text, not a JSON object.`,
  );
});

const BODY = { name: "x", eventName: "lead" };
const ENTITY = { kind: "gtm.tag", status: "added", entity: { name: "T", type: "gaawe" } } as const;
const OBJECTS: Readonly<Record<string, { readonly path: RegExp; send(port: GooglePort): Promise<unknown> }>> =
  {
    "keyEvents.patch": {
      path: /PATCH/,
      send: (port) => port.updateKeyEvent("properties/1/keyEvents/7", BODY, []),
    },
    "keyEvents.delete": { path: /DELETE/, send: (port) => port.deleteKeyEvent("properties/1/keyEvents/7") },
    "audiences.patch": {
      path: /PATCH/,
      send: (port) => port.updateDefinition("ga4.audience", "properties/1/audiences/7", {}, []),
    },
    "audiences.archive": {
      path: /:archive/,
      send: (port) => port.removeDefinition("ga4.audience", "properties/1/audiences/7"),
    },
    "eventCreateRules.delete": {
      path: /DELETE/,
      send: (port) =>
        port.removeDefinition("ga4.eventCreateRule", "properties/1/dataStreams/2/eventCreateRules/7"),
    },
    "versions.live": { path: /versions:live/, send: (port) => port.readLive() },
    "versions.get": { path: /versions\/3/, send: (port) => port.readVersion("3") },
    "versions.publish": {
      path: /:publish/,
      send: async (port) => {
        await port.read();
        await port.publish({ id: "4", path: "accounts/1/containers/2/versions/4" });
      },
    },
    "versions.set_latest": {
      path: /:set_latest/,
      send: (port) => port.setLatest({ id: "4", name: "" }),
    },
    "workspaces.create": { path: /POST .*workspaces/, send: (port) => port.openWorkspace("ours", "") },
    "workspaces.bulk_update": {
      path: /bulk_update/,
      send: (port) => port.changeEntities(WORKSPACE, [ENTITY]),
    },
    "tags.create": { path: /POST .*tags/, send: (port) => port.changeEntity(WORKSPACE, ENTITY) },
    "built_in_variables.create": {
      path: /POST .*built_in/,
      send: (port) => port.enableBuiltInVariables(WORKSPACE, ["pageUrl"]),
    },
    "workspaces.create_version": {
      path: /create_version/,
      send: (port) => port.createVersion(WORKSPACE, "", ""),
    },
  };

test.each(Object.entries(OBJECTS))("%s: a page is not work that was done", async (name, { path, send }) => {
  const isRemoval = /delete|archive/.test(name);
  const wrong = Object.entries(NEVER).filter(([what]) => !(isRemoval && ["no body", "null"].includes(what)));
  for (const [what, reply] of wrong) {
    const { port } = await portTo([[path, reply], ...SOUND]);
    const error = await send(port).catch((reason: unknown) => reason);
    expect({ what, code: (error as GoogleError).code }).toEqual({ what, code: "google-trouble" });
  }
});

test.each([302, 403, 404, 407])(
  "a proxy's page with HTTP %i says nothing about what is there",
  async (status) => {
    const page = { body: "<title>Blocked</title>", type: "text/html", status };
    for (const path of [/versions:live/, /version_headers:latest/, /keyEvents/]) {
      const { port, host } = await portToServer([[path, page], ...SOUND]);
      const error = await port.read().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "google-trouble", status });
      expect((error as GoogleError).message).toContain(`${host} (text/html, server squid, "Blocked")`);
    }
    const { port } = await portToServer([[/DELETE/, page], ...SOUND]);
    await expect(port.deleteKeyEvent("properties/1/keyEvents/7")).rejects.toMatchObject({ status });
  },
);

test("every kind of definition is among the lists above", () => {
  expect(DEFINITION_KINDS.length).toBe(
    LISTS.filter(({ path }) => /Rules|audiences|custom|calculated/.test(path.source)).length,
  );
});

test.each([429, 502, 503])("trouble in another server's words (HTTP %i) passes", async (status) => {
  let times = 0;
  const reply = () =>
    times++ === 0 ? { body: JSON.stringify({ error: "Service Unavailable" }), status } : json({});
  const { port } = await portToServer([[/keyEvents/, reply], ...SOUND]);
  await port.read();
  expect(times).toBe(2);
});

test.each([403, 404, 409])(
  "an error in another server's words with HTTP %i is not Google's",
  async (status) => {
    const body = { body: JSON.stringify({ error: "not found", message: "no Route matched" }), status };
    const { port, host } = await portToServer([[/keyEvents/, body], ...SOUND]);
    const error = await port.read().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "google-trouble", status });
    expect((error as GoogleError).message).toContain(
      `${host} (application/json, server squid) sent no answer`,
    );
  },
);
