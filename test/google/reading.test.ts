/** What is read of a container and a property: every field, and what Google leaves out. */
import nock from "nock";
import { expect, test } from "vitest";
import { EMPTY_CONTENT } from "../../src/resources/snapshot.ts";
import { CONTAINER, errorBody, type Opened, playGoogle, portTo, ROOT } from "./nocked.ts";

playGoogle();

const WEB = { publicId: "GTM-LIVE", usageContext: ["web"] };
const LIVE = { containerVersionId: "3", container: WEB };
const GONE = [404, errorBody(404, "Requested entity was not found.", "NOT_FOUND")] as const;
type Answer = readonly [status: number, body: object];

function play(path: string, [status, body]: Answer): void {
  nock(ROOT).get(path).reply(status, body);
}

function property(keyEvents: readonly object[] = [], dataStreams: readonly object[] = []): void {
  nock(ROOT)
    .get("/v1beta/properties/1/keyEvents")
    .query({ pageSize: 200 })
    .reply(200, { keyEvents: [...keyEvents] });
  nock(ROOT)
    .get("/v1beta/properties/1/dataStreams")
    .query({ pageSize: 200 })
    .reply(200, { dataStreams: [...dataStreams] });
}

async function container(live: Answer, latest: Answer, opened: Opened = {}) {
  play(`${CONTAINER}/versions:live`, live);
  play(`${CONTAINER}/version_headers:latest`, latest);
  property();
  const snapshot = await portTo(opened).read();
  return { ...snapshot.container, requests: snapshot.requests };
}

test("streams of apps are no web streams", async () => {
  play(`${CONTAINER}/versions:live`, [200, LIVE]);
  play(`${CONTAINER}/version_headers:latest`, [200, { containerVersionId: "3" }]);
  const name = (id: number) => ({ name: `properties/1/dataStreams/${id}` });
  property(
    [],
    [
      { ...name(1), type: "ANDROID_APP_DATA_STREAM", androidAppStreamData: {} },
      { ...name(2), type: "WEB_DATA_STREAM", webStreamData: { measurementId: "G-1" }, displayName: "Shop" },
      { ...name(3), type: "IOS_APP_DATA_STREAM", webStreamData: { measurementId: "G-2" } },
      { ...name(4), type: "WEB_DATA_STREAM", webStreamData: { measurementId: "G-3" } },
    ],
  );
  const { property: read } = await portTo().read();
  expect(read.property).toBe("1");
  expect(read.webStreams).toEqual([
    { resourceName: "properties/1/dataStreams/2", measurementId: "G-1", displayName: "Shop" },
    { resourceName: "properties/1/dataStreams/4", measurementId: "G-3", displayName: "" },
  ]);
});

test.each([
  ["the container", { [`${CONTAINER}/versions:live`]: 403, "/v1beta/properties/1/keyEvents": 400 }],
  [
    "the container, answered last",
    { "/v1beta/properties/1/keyEvents": 400, [`${CONTAINER}/versions:live`]: 403 },
  ],
])("if the container and the property both refuse, %s is reported", async (_, answers) => {
  for (const [index, [path, status]] of Object.entries(answers).entries())
    nock(ROOT)
      .get(path)
      .query(true)
      .delay(index * 20)
      .reply(status, errorBody(status, "No.", "ANY"));
  play(`${CONTAINER}/version_headers:latest`, [200, {}]);
  nock(ROOT).get("/v1beta/properties/1/dataStreams").query(true).reply(200, {});
  await expect(portTo().read()).rejects.toMatchObject({ status: 403 });
});

test("whoever is interrupted at the last answer makes nothing of what was read", async () => {
  const stop = new AbortController();
  play(`${CONTAINER}/versions:live`, [200, LIVE]);
  play(`${CONTAINER}/version_headers:latest`, [200, { containerVersionId: "3" }]);
  property();
  const port = portTo({ stop: stop.signal });
  const reading = port.read(() => {
    stop.abort("SIGINT");
    return [];
  });
  await expect(reading).rejects.toMatchObject({
    code: "interrupted",
    message: "Interrupted (SIGINT) at: Reading.",
    hint: "Run apply again: it finishes what is left.",
  });
});

test("key events are read with what Google says about them, and what it leaves out is nothing", async () => {
  play(`${CONTAINER}/versions:live`, [200, LIVE]);
  play(`${CONTAINER}/version_headers:latest`, [200, { containerVersionId: "3" }]);
  property([
    {
      name: "k1",
      eventName: "lead",
      countingMethod: "ONCE_PER_SESSION",
      defaultValue: { numericValue: 5, currencyCode: "EUR" },
      deletable: true,
      custom: true,
    },
    { name: "k2", eventName: "purchase", defaultValue: {} },
    { name: "k3", eventName: "sign_up" },
  ]);
  const { property: read } = await portTo().read();
  const bare = { countingMethod: "", deletable: false, custom: false };
  expect(read.keyEvents).toEqual([
    {
      resourceName: "k1",
      eventName: "lead",
      countingMethod: "ONCE_PER_SESSION",
      defaultValue: { numericValue: 5, currencyCode: "EUR" },
      deletable: true,
      custom: true,
    },
    {
      ...bare,
      resourceName: "k2",
      eventName: "purchase",
      defaultValue: { numericValue: 0, currencyCode: "" },
    },
    { ...bare, resourceName: "k3", eventName: "sign_up", defaultValue: null },
  ]);
});

test("what is live and the latest is read in two requests", async () => {
  const tag = { tagId: "7", name: "T", type: "html" };
  const live = {
    ...LIVE,
    name: "Spring",
    description: "By hand",
    tag: [tag],
    builtInVariable: [{ type: "a" }],
  };
  const { requests, ...read } = await container(
    [200, live],
    [200, { containerVersionId: "3", name: "Spring" }],
  );
  expect(requests).toBe(4);
  expect(read).toEqual({
    label: "GTM-LIVE",
    usageContext: ["web"],
    live: { id: "3", name: "Spring", description: "By hand" },
    latest: { id: "3", name: "Spring" },
    content: {
      entities: { "gtm.folder": [], "gtm.variable": [], "gtm.trigger": [], "gtm.tag": [tag] },
      builtInVariables: ["a"],
      rest: "",
    },
    unpublished: null,
  });
});

test("a latest version that is not live is read as well", async () => {
  const trigger = { triggerId: "8", name: "R", type: "click" };
  play(`${CONTAINER}/versions/4`, [
    200,
    {
      containerVersionId: "4",
      path: "accounts/1/containers/2/versions/4",
      name: "Summer",
      description: "Not yet",
      fingerprint: "1700000000000",
      trigger: [trigger],
    },
  ]);
  const { requests, unpublished, content, latest } = await container(
    [200, LIVE],
    [200, { containerVersionId: "4", name: "Summer" }],
  );
  expect(requests).toBe(5);
  expect(content).toEqual(EMPTY_CONTENT);
  expect(latest).toEqual({ id: "4", name: "Summer" });
  expect(unpublished).toEqual({
    id: "4",
    name: "Summer",
    description: "Not yet",
    createdAt: 1_700_000_000_000,
    content: {
      ...EMPTY_CONTENT,
      entities: { ...EMPTY_CONTENT.entities, "gtm.trigger": [trigger] },
    },
  });
});

test.each(["", undefined, "0", "soon"])(
  "a version with the fingerprint %j has no known age",
  async (fingerprint) => {
    play(`${CONTAINER}/versions/4`, [
      200,
      { containerVersionId: "4", path: "accounts/p", ...(fingerprint === undefined ? {} : { fingerprint }) },
    ]);
    const { unpublished } = await container([200, LIVE], [200, { containerVersionId: "4" }]);
    expect(unpublished).toMatchObject({ createdAt: null, description: "" });
  },
);

test.each([
  ["404", GONE],
  ["an empty object", [200, {}] as const],
])("a container that never had a version (%s) is asked what it is for", async (_, latest) => {
  play(CONTAINER, [200, { path: "accounts/1/containers/2", usageContext: ["server"] }]);
  const { requests, ...read } = await container(GONE, latest);
  expect(requests).toBe(5);
  expect(read).toEqual({
    label: "1/2",
    usageContext: ["server"],
    live: null,
    latest: null,
    content: EMPTY_CONTENT,
    unpublished: null,
  });
});

test("a container that does not say what it is for is for nothing known", async () => {
  play(CONTAINER, [200, { path: "accounts/1/containers/2" }]);
  expect((await container(GONE, GONE)).usageContext).toEqual([]);
});

test("a container that was never published says in its latest version what it is for", async () => {
  play(`${CONTAINER}/versions/1`, [200, { containerVersionId: "1", path: "accounts/p", container: WEB }]);
  const read = await container(GONE, [200, { containerVersionId: "1" }]);
  expect(read).toMatchObject({ label: "GTM-LIVE", usageContext: ["web"], live: null, requests: 5 });
});

test("a public id is looked up once, and says what the container is for where versions do not", async () => {
  nock(ROOT)
    .get("/tagmanager/v2/accounts/containers:lookup")
    .query({ tagId: "GTM-TEST01" })
    .reply(200, { path: "accounts/1/containers/2", publicId: "GTM-TEST01", usageContext: ["amp"] });
  for (let times = 0; times < 2; times++) {
    play(`${CONTAINER}/versions:live`, [200, { containerVersionId: "3" }]);
    play(`${CONTAINER}/version_headers:latest`, [200, { containerVersionId: "3" }]);
    property();
  }
  const port = portTo({ container: { publicId: "GTM-TEST01" } });
  const first = await port.read();
  expect(first.container).toMatchObject({ label: "GTM-TEST01", usageContext: ["amp"] });
  expect((await port.read()).requests).toBe(9);
});

test("what goalform never touches is known by its digest", async () => {
  const restOf = async (more: object) =>
    (await container([200, { ...LIVE, ...more }], [200, { containerVersionId: "3" }])).content.rest;
  const kinds = ["client", "zone", "customTemplate", "transformation", "gtagConfig"];
  const digests = [];
  for (const kind of kinds) digests.push(await restOf({ [kind]: [{ name: "One" }] }));
  digests.push(await restOf({ client: [{ name: "Two" }] }));
  expect(await restOf({ client: [], zone: [] })).toBe("");
  expect(new Set([...digests, ""]).size).toBe(kinds.length + 2);
});

test("a refusal is not nothing: only what Google does not find may be missing", async () => {
  play(`${CONTAINER}/versions:live`, [403, errorBody(403, "No.", "PERMISSION_DENIED")]);
  play(`${CONTAINER}/version_headers:latest`, [200, {}]);
  property();
  await expect(portTo().read()).rejects.toMatchObject({ code: "forbidden", status: 403 });
});

test("deleted versions are none that could be published again", async () => {
  nock(ROOT)
    .get(`${CONTAINER}/version_headers`)
    .reply(200, {
      containerVersionHeader: [
        { containerVersionId: "1", name: "One", deleted: true },
        { containerVersionId: "2", name: "Two", deleted: false },
      ],
      nextPageToken: "more",
    });
  nock(ROOT)
    .get(`${CONTAINER}/version_headers`)
    .query({ pageToken: "more" })
    .reply(200, { containerVersionHeader: [{ containerVersionId: "3" }] });
  expect(await portTo().listVersions()).toEqual([
    { id: "2", name: "Two" },
    { id: "3", name: "" },
  ]);
});

test("a version's own words: read with its content, written only when they change", async () => {
  const version = {
    containerVersionId: "4",
    path: "accounts/1/containers/2/versions/4",
    name: "Four",
    tagManagerUrl: "https://tagmanager.google.com/4",
    tag: [{ tagId: "7", name: "T", type: "html" }],
  };
  const path = `${CONTAINER}/versions/4`;
  play(path, [200, version]);
  expect(await portTo().readVersion("4")).toMatchObject({
    id: "4",
    name: "Four",
    path: version.path,
    url: version.tagManagerUrl,
    description: "",
    content: { entities: { "gtm.tag": version.tag } },
  });
  play(path, [200, version]);
  await portTo().describeVersion("4", (before) => before);
  play(path, [200, { ...version, description: "Was" }]);
  nock(ROOT)
    .put(path, { ...version, description: "Was, and is" })
    .reply(200, version);
  await portTo().describeVersion("4", (before) => `${before}, and is`);
});

test("the latest version with its content, or that there is none", async () => {
  play(`${CONTAINER}/version_headers:latest`, [200, { containerVersionId: "4" }]);
  play(`${CONTAINER}/versions/4`, [200, { containerVersionId: "4", path: "accounts/p" }]);
  expect(await portTo().readLatest()).toMatchObject({ id: "4", path: "accounts/p" });
  play(`${CONTAINER}/version_headers:latest`, GONE);
  expect(await portTo().readLatest()).toBeNull();
  play(`${CONTAINER}/versions:live`, GONE);
  expect(await portTo().readLive()).toEqual(EMPTY_CONTENT);
});

test("a version becomes the base of new workspaces", async () => {
  nock(ROOT).post(`${CONTAINER}/versions/4:set_latest`).reply(200, { containerVersionId: "4" });
  await portTo().setLatest({ id: "4", name: "" });
});

test("key events and streams have pages, and all are read", async () => {
  play(`${CONTAINER}/versions:live`, [200, LIVE]);
  play(`${CONTAINER}/version_headers:latest`, [200, { containerVersionId: "3" }]);
  const stream = (id: string) => ({
    name: id,
    type: "WEB_DATA_STREAM",
    webStreamData: { measurementId: `G-${id}` },
  });
  const lists = [
    ["keyEvents", { name: "k1", eventName: "one" }, { name: "k2", eventName: "two" }],
    ["dataStreams", stream("s1"), stream("s2")],
  ] as const;
  for (const [list, first, second] of lists) {
    const pages = (query: object) =>
      nock(ROOT)
        .get(`/v1beta/properties/1/${list}`)
        .query({ pageSize: 200, ...query });
    pages({}).reply(200, { [list]: [first], nextPageToken: "n" });
    pages({ pageToken: "n" }).reply(200, { [list]: [second] });
  }
  const { property: read } = await portTo().read();
  expect(read.keyEvents.map(({ eventName }) => eventName)).toEqual(["one", "two"]);
  expect(read.webStreams.map(({ resourceName }) => resourceName)).toEqual(["s1", "s2"]);
});
