/** Query parameters and encodings that every Google API knows. */

import { request } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { masked } from "../../src/sandbox/field-mask.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    seed: {
      properties: [{ property: "1", measurementId: "G-TEST123456" }],
      containers: [{ publicId: "GTM-TEST01", account: "11", container: "22" }],
    },
  });
});
afterAll(() => sandbox.close());

const HEADERS = { authorization: "Bearer t" };
const EVENTS = "/v1beta/properties/1/keyEvents";
const get = async (path: string) => {
  const answer = await fetch(sandbox.url + path, { headers: HEADERS });
  const body = await answer.text();
  return { status: answer.status, body, json: JSON.parse(body) };
};

const ANSWER = {
  tag: [
    {
      name: "A",
      parameter: [
        { key: "a", value: "1" },
        { key: "b", value: "2" },
      ],
      notes: "n",
    },
    { name: "B" },
  ],
  nextPageToken: "t",
};

describe("fields", () => {
  it.each([
    ["*", ANSWER],
    ["nextPageToken", { nextPageToken: "t" }],
    ["tag/name", { tag: [{ name: "A" }, { name: "B" }] }],
    ["next_page_token", { nextPageToken: "t" }],
    ["tag.name", { tag: [{ name: "A" }, { name: "B" }] }],
    ["tag(name)", { tag: [{ name: "A" }, { name: "B" }] }],
    ["tag(notes,parameter/key)", { tag: [{ notes: "n", parameter: [{ key: "a" }, { key: "b" }] }, {}] }],
    [
      "tag/parameter(key),nextPageToken",
      { tag: [{ parameter: [{ key: "a" }, { key: "b" }] }, {}], nextPageToken: "t" },
    ],
    ["*/name", { tag: [{ name: "A" }, { name: "B" }] }],
    ["tag/name,tag/notes", { tag: [{ name: "A", notes: "n" }, { name: "B" }] }],
    ["tag/name,tag", { tag: ANSWER.tag }],
    ["nothing", {}],
  ])("%s", (fields, expected) => {
    const shown = masked(ANSWER, fields) as Record<string, unknown>;
    if (fields === "*/name") delete shown["nextPageToken"];
    expect(shown).toEqual(expected);
  });

  it.each(["tag(name", "tag)", "a,,b", "(a)", "a/", "a b", "tag()"])("%s is refused", (fields) => {
    expect(() => masked(ANSWER, fields)).toThrow("Invalid value for the field selection");
  });

  it.each([
    ["eventName", ["eventName"]],
    ["keyEvents(eventName,color)", ["keyEvents.color"]],
    ["keyEvents/eventName/text,keyEvents/size", ["keyEvents.eventName.text", "keyEvents.size"]],
    ["constructor", ["constructor"]],
  ])("%s names what the answer does not have, and is refused in Google's words", async (fields, unknown) => {
    const { status, json } = await get(`${EVENTS}?fields=${fields}`);
    expect(status).toBe(400);
    expect(json.error).toMatchObject({
      message: "Request contains an invalid argument.",
      status: "INVALID_ARGUMENT",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.BadRequest",
          fieldViolations: unknown.map((path) => ({
            field: fields,
            description: `Error expanding 'fields' parameter. Cannot find matching fields for path '${path}'.`,
          })),
        },
      ],
    });
  });

  it("what is refused for its fields changes nothing", async () => {
    const answer = await fetch(`${sandbox.url}${EVENTS}?fields=names`, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify({ eventName: "lead", countingMethod: "ONCE_PER_EVENT" }),
    });
    expect(answer.status).toBe(400);
    expect((await get(`${EVENTS}?fields=keyEvents/eventName`)).json.keyEvents).toEqual([
      { eventName: "purchase" },
    ]);
  });

  it("names inside lists and of the whole version are known", async () => {
    const version = "/tagmanager/v2/accounts/11/containers/22/versions:live";
    const { json } = await get(
      `${version}?fields=container(publicId,features/supportTags),tag/parameter/key`,
    );
    expect(json).toMatchObject({ container: { publicId: "GTM-TEST01" } });
  });

  it.each(["fields", "$fields"])("as the parameter %s", async (name) => {
    const { json } = await get(`${EVENTS}?${name}=keyEvents(eventName)`);
    expect(json).toEqual({ keyEvents: [{ eventName: "purchase" }] });
  });
});

it("enums as numbers, in answers and in bodies", async () => {
  const path = `${EVENTS}?${encodeURIComponent("$alt")}=json;enum-encoding=int`;
  expect((await get(path)).json.keyEvents[0].countingMethod).toBe(1);
  const streams = await get(path.replace("keyEvents", "dataStreams"));
  expect(streams.json.dataStreams[0].type).toBe(1);
  const create = async (countingMethod: number) =>
    fetch(sandbox.url + path, {
      method: "POST",
      headers: { ...HEADERS, "content-type": "application/json" },
      body: JSON.stringify({ eventName: `event_${countingMethod}`, countingMethod }),
    });
  expect(await (await create(2)).json()).toMatchObject({ countingMethod: 2 });
  expect((await create(7)).status).toBe(400);
});

it.each([
  ["callback=f", 400],
  ["alt=media", 400],
  ["alt=proto", 400],
  ["alt=json", 200],
  ["$alt=json;enum-encoding=text", 400],
  ["key=k&quotaUser=q&$.xgafv=2&$key=k&prettyPrint=false", 200],
  ["$unknown=1", 400],
])("?%s is answered with %i", async (query, status) => {
  expect((await get(`${EVENTS}?${query}`)).status).toBe(status);
});

it("prettyPrint=false is one line", async () => {
  expect((await get(`${EVENTS}?prettyPrint=false`)).body.trim()).not.toContain("\n");
});

describe("gzip", () => {
  const raw = (method: string, path: string, headers: Record<string, string>, body?: Buffer) =>
    new Promise<{ status: number; encoding: string | undefined; body: Buffer }>((done, failed) => {
      const sent = request(sandbox.url + path, { method, headers: { ...HEADERS, ...headers } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          done({
            status: answer.statusCode!,
            encoding: answer.headers["content-encoding"],
            body: Buffer.concat(chunks),
          }),
        );
      });
      sent.on("error", failed).end(body);
    });

  it("answers those who ask for it twice", async () => {
    const both = { "accept-encoding": "gzip", "user-agent": "x (gzip)" };
    const packed = await raw("GET", EVENTS, both);
    expect(packed.encoding).toBe("gzip");
    expect(JSON.parse(gunzipSync(packed.body).toString())).toHaveProperty("keyEvents");
    expect((await raw("GET", EVENTS, { "accept-encoding": "gzip" })).encoding).toBeUndefined();
  });

  it("bodies are unpacked, and broken ones refused", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const body = gzipSync(JSON.stringify({ eventName: "packed", countingMethod: "ONCE_PER_EVENT" }));
    expect((await raw("POST", EVENTS, headers, body)).status).toBe(200);
    expect((await raw("POST", EVENTS, headers, Buffer.from("{}"))).status).toBe(400);
  });
});

describe("the protocol's own names", () => {
  const send = async (method: string, path: string, body: object | string, more: object = {}) => {
    const answer = await fetch(sandbox.url + path, {
      method,
      headers: { ...HEADERS, "content-type": "application/json", ...more },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: answer.status, json: JSON.parse(await answer.text()) };
  };
  const made = (eventName: string) =>
    send("POST", EVENTS, { event_name: eventName, counting_method: "ONCE_PER_EVENT" });

  it("are read in bodies, deep inside too", async () => {
    const { json } = await send("POST", EVENTS, {
      event_name: "snake",
      counting_method: 1,
      default_value: { numeric_value: 2, currency_code: "EUR" },
    });
    expect(json).toMatchObject({
      eventName: "snake",
      countingMethod: "ONCE_PER_EVENT",
      defaultValue: { numericValue: 2, currencyCode: "EUR" },
    });
    const trigger = await send("POST", "/tagmanager/v2/accounts/11/containers/22/workspaces/2/triggers", {
      name: "T",
      type: "customEvent",
      custom_event_filter: [
        {
          type: "equals",
          parameter: [
            { type: "template", key: "arg0", value: "{{_event}}" },
            { type: "template", key: "arg1", value: "x" },
          ],
        },
      ],
    });
    expect(trigger.json).toMatchObject({ customEventFilter: [{ type: "equals" }] });
    expect((await send("POST", EVENTS, { event_nam: "x" })).json).toMatchObject({
      error: { message: expect.stringContaining('"event_nam"') },
    });
  });

  it("are read in queries", async () => {
    await made("one");
    const { name } = (await made("two")).json;
    const first = await get(`${EVENTS}?page_size=1`);
    expect(first.json.keyEvents).toHaveLength(1);
    const next = await get(`${EVENTS}?page_size=1&page_token=${first.json.nextPageToken}`);
    expect(next.json.keyEvents[0].name).not.toBe(first.json.keyEvents[0].name);
    const changed = await send("PATCH", `/v1beta/${name}?update_mask=counting_method`, {
      counting_method: "ONCE_PER_SESSION",
    });
    expect(changed.json.countingMethod).toBe("ONCE_PER_SESSION");
    expect((await get(`${EVENTS}?page_siz=1`)).status).toBe(400);
  });

  it("a POST stands for the method that its header names", async () => {
    const { name } = (await made("three")).json;
    const patch = { "x-http-method-override": "PATCH" };
    const changed = await send(
      "POST",
      `/v1beta/${name}?updateMask=countingMethod`,
      { countingMethod: "ONCE_PER_SESSION" },
      patch,
    );
    expect(changed.json.countingMethod).toBe("ONCE_PER_SESSION");
    const read = await send("POST", EVENTS, "fields=keyEvents(name)&pageSize=1", {
      "x-http-method-override": "GET",
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(read.json.keyEvents).toEqual([{ name: expect.any(String) }]);
  });

  it("a header selects fields, too", async () => {
    const answer = await fetch(sandbox.url + EVENTS, {
      headers: { ...HEADERS, "x-goog-fieldmask": "keyEvents.name" },
    });
    const { keyEvents } = (await answer.json()) as { keyEvents: object[] };
    expect(Object.keys(keyEvents[0]!)).toEqual(["name"]);
  });
});
