/**
 * Reports of the sandbox, asked by the client that Google generates from its own Discovery document. All figures are counted
 * by hand from the four sessions below.
 */
import { analyticsdata_v1beta } from "googleapis/build/src/apis/analyticsdata/v1beta.js";
import { describe, expect, it } from "vitest";
import type { RunningSandbox, StartOptions, Switches } from "../../src/sandbox/sandbox.ts";
import { discovery, misfits } from "./discovery.ts";
import { analyticsAdmin, PROPERTY, SEED, send, start } from "./google.ts";

type Request = analyticsdata_v1beta.Schema$RunReportRequest;

const DOCUMENT = discovery("analyticsdata-v1beta");
const SHOP = "https://www.acme.example";

/** 27 November 2026, noon in Berlin. */
const NOW = Date.UTC(2026, 10, 27, 11);

const at = (day: number, hour: number, second = 0) => Date.UTC(2026, 10, day, hour, 0, second);

const view = (time: number, path: string, more: object = {}) => ({
  name: "page_view",
  at: time,
  parameters: { page_location: SHOP + path, ...more },
});

/** Ann buys twice in one session, comes back on a phone; Bob reads; Cid bounces, late in the evening of Berlin's 25th. */
const SESSIONS = [
  {
    client: "ann",
    source: "google",
    medium: "organic",
    events: [
      { name: "first_visit", at: at(20, 9), parameters: {} },
      { name: "session_start", at: at(20, 9), parameters: {} },
      view(at(20, 9), "/"),
      view(at(20, 9, 30), "/cart?step=1"),
      {
        name: "sign_up",
        at: at(20, 9, 40),
        parameters: { method: "mail", plan: "Pro", page_location: `${SHOP}/join` },
      },
      {
        name: "purchase",
        at: at(20, 9, 50),
        parameters: { value: 20.1, transaction_id: "T1", page_location: `${SHOP}/thanks` },
      },
      {
        name: "sign_up",
        at: at(20, 9, 55),
        parameters: { method: "mail", plan: "free", page_location: `${SHOP}/join` },
      },
      { name: "purchase", at: at(20, 9, 58), parameters: { value: "9.9", page_location: `${SHOP}/thanks` } },
    ],
  },
  {
    client: "ann",
    device: "mobile",
    events: [
      { name: "session_start", at: at(24, 8), parameters: {} },
      view(at(24, 8), "/guide"),
      {
        name: "sign_up",
        at: at(24, 8, 20),
        parameters: { method: "Google", plan: "Pro", page_location: `${SHOP}/guide` },
      },
    ],
  },
  {
    client: "bob",
    country: "France",
    events: [
      { name: "first_visit", at: at(24, 10), parameters: {} },
      { name: "session_start", at: at(24, 10), parameters: {} },
      view(at(24, 10), "/guide", { page_title: "Guide" }),
      view(at(24, 10, 5), "/Guide/2"),
    ],
  },
  {
    client: "cid",
    events: [
      { name: "first_visit", at: Date.UTC(2026, 10, 24, 23, 30), parameters: {} },
      view(Date.UTC(2026, 10, 24, 23, 30), "/"),
    ],
  },
  { client: null, events: [view(at(24, 12), "/")] },
];

async function open(switches: Partial<Switches> = {}, more: Partial<StartOptions> = {}) {
  const [property] = SEED.properties;
  const sandbox = await start({
    seed: { ...SEED, properties: [{ ...property!, timeZone: "Europe/Berlin" }] },
    clock: () => NOW,
    switches,
    ...more,
  });
  const admin = analyticsAdmin(sandbox).properties;
  await admin.keyEvents.create({
    parent: PROPERTY,
    requestBody: { eventName: "sign_up", countingMethod: "ONCE_PER_SESSION" },
  });
  await admin.customDimensions.create({
    parent: PROPERTY,
    requestBody: { parameterName: "plan", displayName: "Plan", scope: "EVENT" },
  });
  await fetch(`${sandbox.url}/sandbox/events`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ property: "123456789", sessions: SESSIONS }),
  }).then(async (response) => expect(await response.text()).toContain('"sessions": 5'));
  return sandbox;
}

function client({ url }: RunningSandbox) {
  return new analyticsdata_v1beta.Analyticsdata({
    rootUrl: `${url}/`,
    headers: { authorization: "Bearer any" },
    retry: false,
  }).properties;
}

const WEEK = [{ startDate: "2026-11-20", endDate: "2026-11-26" }];
const name = (one: string) => ({ name: one });

async function report(sandbox: RunningSandbox, request: Request) {
  const { data } = await client(sandbox).runReport({
    property: PROPERTY,
    requestBody: { dateRanges: WEEK, ...request },
  });
  expect(misfits(DOCUMENT, "RunReportResponse", data)).toEqual([]);
  return data;
}

/** Each row as text: its dimensions, then its metrics. */
function rowsOf({ rows = [] }: analyticsdata_v1beta.Schema$RunReportResponse): string[] {
  return rows.map(({ dimensionValues = [], metricValues = [] }) =>
    [...dimensionValues, ...metricValues].map(({ value }) => value).join(" | "),
  );
}

async function table(sandbox: RunningSandbox, dimensions: string[], metrics: string[], more: Request = {}) {
  return rowsOf(
    await report(sandbox, { dimensions: dimensions.map(name), metrics: metrics.map(name), ...more }),
  );
}

const only = (fieldName: string, filter: object) => ({
  dimensionFilter: { filter: { fieldName, ...filter } },
});

describe("a report", () => {
  it("counts events, key events after their method, sessions, people and rates", async () => {
    const sandbox = await open();
    expect(
      await table(
        sandbox,
        ["eventName", "isKeyEvent"],
        ["eventCount", "keyEvents", "eventValue", "sessions", "totalUsers"],
      ),
    ).toEqual([
      "page_view | false | 6 | 0 | 0 | 4 | 3",
      "first_visit | false | 3 | 0 | 0 | 3 | 3",
      "session_start | false | 3 | 0 | 0 | 3 | 2",
      "sign_up | true | 3 | 2 | 0 | 2 | 1",
      "purchase | true | 2 | 2 | 30 | 1 | 1",
    ]);
    const rates = [
      "sessionKeyEventRate:sign_up",
      "sessionKeyEventRate",
      "userKeyEventRate:sign_up",
      "engagementRate",
    ];
    expect(
      await table(sandbox, [], ["sessions", "engagedSessions", "activeUsers", "newUsers", ...rates]),
    ).toEqual([`4 | 3 | 3 | 3 | 0.5 | 0.5 | ${1 / 3} | 0.75`]);
    expect(
      await table(sandbox, [], ["purchaseRevenue", "averageSessionDuration", "screenPageViewsPerSession"]),
    ).toEqual([`30 | ${(58 + 20 + 5 + 0) / 4} | 1.5`]);
  });

  it("puts days where the property is, and leaves out those without events", async () => {
    const sandbox = await open();
    const byDay = { orderBys: [{ dimension: { dimensionName: "date" } }] };
    expect(await table(sandbox, ["date"], ["sessions"], byDay)).toEqual([
      "20261120 | 1",
      "20261124 | 2",
      "20261125 | 1",
    ]);
    const { metadata, kind, rowCount } = await report(sandbox, { metrics: [name("sessions")] });
    expect({ metadata, kind, rowCount }).toEqual({
      metadata: { currencyCode: "EUR", timeZone: "Europe/Berlin" },
      kind: "analyticsData#runReport",
      rowCount: 1,
    });
  });

  it("appends the name of the period to the rows of several, and resolves days that are relative", async () => {
    const sandbox = await open();
    const dateRanges = [
      { startDate: "7daysAgo", endDate: "4daysAgo", name: "previous" },
      { startDate: "3daysAgo", endDate: "today" },
    ];
    const data = await report(sandbox, {
      dateRanges,
      metrics: [name("eventCount")],
      metricAggregations: ["TOTAL"],
    });
    expect(data.dimensionHeaders).toEqual([{ name: "dateRange" }]);
    expect(rowsOf(data)).toEqual(["date_range_1 | 9", "previous | 8"]);
    expect(rowsOf({ rows: data.totals! })).toEqual(["previous | 8", "date_range_1 | 9"]);
  });

  it("totals people again instead of adding rows up", async () => {
    const sandbox = await open();
    const data = await report(sandbox, {
      dimensions: [name("deviceCategory")],
      metrics: [name("totalUsers"), name("eventCount")],
      metricAggregations: ["TOTAL", "MAXIMUM", "MINIMUM"],
    });
    expect(rowsOf(data)).toEqual(["desktop | 3 | 14", "mobile | 1 | 3"]);
    expect(rowsOf({ rows: data.totals! })).toEqual(["RESERVED_TOTAL | 3 | 17"]);
    expect(rowsOf({ rows: data.minimums! })).toEqual(["RESERVED_MINIMUM | 1 | 3"]);
    expect(rowsOf({ rows: data.maximums! })).toEqual(["RESERVED_MAXIMUM | 3 | 14"]);
  });

  it("shows pages, sources and registered parameters", async () => {
    const sandbox = await open();
    const views = only("eventName", { stringFilter: { value: "page_view" } });
    expect(
      await table(
        sandbox,
        ["hostName", "pagePath", "pagePathPlusQueryString", "fullPageUrl"],
        ["eventCount"],
        views,
      ),
    ).toEqual([
      "www.acme.example | / | / | www.acme.example/ | 2",
      "www.acme.example | /guide | /guide | www.acme.example/guide | 2",
      "www.acme.example | /Guide/2 | /Guide/2 | www.acme.example/Guide/2 | 1",
      "www.acme.example | /cart | /cart?step=1 | www.acme.example/cart?step=1 | 1",
    ]);
    expect(
      await table(
        sandbox,
        ["landingPage", "sessionSourceMedium", "sessionDefaultChannelGroup"],
        ["sessions"],
      ),
    ).toEqual([
      "/guide | (direct) / (none) | Direct | 2",
      "/ | (direct) / (none) | Direct | 1",
      "/ | google / organic | Organic Search | 1",
    ]);
    const signUps = only("eventName", { stringFilter: { value: "sign_up" } });
    expect(await table(sandbox, ["customEvent:plan", "method"], ["eventCount"], signUps)).toEqual([
      "Pro | Google | 1",
      "Pro | mail | 1",
      "free | mail | 1",
    ]);
  });

  it.each<[string, object, number]>([
    ["EXACT, which forgives case", { stringFilter: { matchType: "EXACT", value: "PAGE_VIEW" } }, 6],
    [
      "EXACT, case sensitive",
      { stringFilter: { matchType: "EXACT", value: "PAGE_VIEW", caseSensitive: true } },
      0,
    ],
    ["BEGINS_WITH", { stringFilter: { matchType: "BEGINS_WITH", value: "s" } }, 6],
    ["ENDS_WITH", { stringFilter: { matchType: "ENDS_WITH", value: "t" } }, 6],
    ["CONTAINS", { stringFilter: { matchType: "CONTAINS", value: "_" } }, 15],
    ["FULL_REGEXP", { stringFilter: { matchType: "FULL_REGEXP", value: "sign|purchase" } }, 2],
    ["PARTIAL_REGEXP", { stringFilter: { matchType: "PARTIAL_REGEXP", value: "^SIGN|chase$" } }, 5],
    ["a list", { inListFilter: { values: ["Sign_up", "purchase"] } }, 5],
    ["a list, case sensitive", { inListFilter: { values: ["Sign_up", "purchase"], caseSensitive: true } }, 2],
  ])("filters by %s", async (_, filter, count) => {
    const sandbox = await open();
    const rows = await table(sandbox, [], ["eventCount"], only("eventName", filter));
    expect(rows).toEqual(count === 0 ? [] : [String(count)]);
  });

  it("filters by numbers, by nothing at all, and by combinations", async () => {
    const sandbox = await open();
    const count = async (dimensionFilter: object) => table(sandbox, [], ["eventCount"], { dimensionFilter });
    const of = (fieldName: string, filter: object) => ({ filter: { fieldName, ...filter } });
    const hour = (operation: string) =>
      of("hour", { numericFilter: { operation, value: { int64Value: "10" } } });
    expect(await count(hour("EQUAL"))).toEqual(["8"]);
    expect(await count(hour("LESS_THAN"))).toEqual(["5"]);
    expect(await count(hour("GREATER_THAN"))).toEqual(["4"]);
    const between = { fromValue: { doubleValue: 9 }, toValue: { int64Value: "10" } };
    expect(await count(of("hour", { betweenFilter: between }))).toEqual(["11"]);
    const titled = { notExpression: of("pageTitle", { emptyFilter: {} }) };
    expect(await count(titled)).toEqual(["1"]);
    const views = of("eventName", { stringFilter: { value: "page_view" } });
    const french = of("country", { stringFilter: { value: "France" } });
    expect(await count({ andGroup: { expressions: [views, french] } })).toEqual(["2"]);
    expect(await count({ orGroup: { expressions: [views, french] } })).toEqual(["8"]);
    expect(await count({ andGroup: { expressions: [views, { notExpression: french }] } })).toEqual(["4"]);
  });

  it("filters by metrics after counting, also by those that it does not show", async () => {
    const sandbox = await open();
    const numericFilter = { operation: "GREATER_THAN", value: { int64Value: "2" } };
    const data = await report(sandbox, {
      dimensions: [name("eventName")],
      metrics: [name("eventCount"), { name: "totalUsers", invisible: true }],
      metricFilter: { filter: { fieldName: "totalUsers", numericFilter } },
    });
    expect(data.metricHeaders).toEqual([{ name: "eventCount", type: "TYPE_INTEGER" }]);
    expect(rowsOf(data)).toEqual(["page_view | 6", "first_visit | 3"]);
  });

  it("leaves out rows of zeros unless they are wanted", async () => {
    const sandbox = await open();
    expect(await table(sandbox, ["eventName"], ["keyEvents:sign_up"])).toEqual(["sign_up | 2"]);
    expect(await table(sandbox, ["eventName"], ["keyEvents:sign_up"], { keepEmptyRows: true })).toHaveLength(
      5,
    );
  });

  it("goes page by page, in an order that stays", async () => {
    const sandbox = await open();
    const orderBys = [{ dimension: { dimensionName: "eventName" }, desc: true }];
    const first = await report(sandbox, { dimensions: [name("eventName")], orderBys, limit: "2" });
    const rest = await report(sandbox, {
      dimensions: [name("eventName")],
      orderBys,
      limit: "9",
      offset: "2",
    });
    expect([...rowsOf(first), ...rowsOf(rest)]).toEqual([
      "sign_up",
      "session_start",
      "purchase",
      "page_view",
      "first_visit",
    ]);
    expect([first.rowCount, rest.rowCount]).toEqual([5, 5]);
    const byUsers = [{ metric: { metricName: "totalUsers" } }, { dimension: { dimensionName: "eventName" } }];
    expect(await table(sandbox, ["eventName"], ["totalUsers"], { orderBys: byUsers })).toEqual([
      "purchase | 1",
      "sign_up | 1",
      "session_start | 2",
      "first_visit | 3",
      "page_view | 3",
    ]);
  });

  it("compares, concatenates and lowers", async () => {
    const sandbox = await open();
    const data = await report(sandbox, {
      dimensions: [
        {
          name: "where",
          dimensionExpression: {
            concatenate: { dimensionNames: ["country", "deviceCategory"], delimiter: "/" },
          },
        },
      ],
      metrics: [name("sessions")],
      comparisons: [
        {
          name: "French",
          dimensionFilter: { filter: { fieldName: "country", stringFilter: { value: "France" } } },
        },
        {
          name: "All",
          dimensionFilter: {
            filter: { fieldName: "country", stringFilter: { matchType: "CONTAINS", value: "" } },
          },
        },
      ],
    });
    expect(data.dimensionHeaders).toEqual([{ name: "comparison" }, { name: "where" }]);
    expect(rowsOf(data)).toEqual([
      "All | Germany/desktop | 2",
      "French | France/desktop | 1",
      "All | France/desktop | 1",
      "All | Germany/mobile | 1",
    ]);
  });

  it("is part of a batch of five at most, and says what is left of the quota", async () => {
    const sandbox = await open();
    const request = { dateRanges: WEEK, metrics: [name("sessions")] };
    const batch = (requests: Request[]) =>
      client(sandbox).batchRunReports({ property: PROPERTY, requestBody: { requests } });
    const { data } = await batch([request, { ...request, property: PROPERTY, returnPropertyQuota: true }]);
    expect(misfits(DOCUMENT, "BatchRunReportsResponse", data)).toEqual([]);
    expect(data.reports!.map(rowsOf)).toEqual([["4"], ["4"]]);
    expect(data.reports![1]!.propertyQuota).toMatchObject({
      tokensPerDay: { consumed: 4, remaining: 199_996 },
      tokensPerProjectPerHour: { consumed: 4, remaining: 13_996 },
      concurrentRequests: { remaining: 10 },
    });
    await expect(batch(Array(6).fill(request))).rejects.toMatchObject({ status: 400 });
    await expect(batch([{ ...request, property: "properties/1" }])).rejects.toMatchObject({ status: 400 });
  });

  it("counts nothing afterwards: what was no key event when it arrived is none", async () => {
    const sandbox = await open();
    const requestBody = { eventName: "page_view", countingMethod: "ONCE_PER_EVENT" };
    await analyticsAdmin(sandbox).properties.keyEvents.create({ parent: PROPERTY, requestBody });
    expect(await table(sandbox, [], ["keyEvents:page_view"], { keepEmptyRows: true })).toEqual(["0"]);
    sandbox.receive(PROPERTY, [
      {
        client: "dee",
        from: { device: "desktop", country: "", source: "", medium: "", campaign: "" },
        events: [view(at(26, 9), "/")],
      },
    ]);
    expect(await table(sandbox, [], ["keyEvents:page_view"])).toEqual(["1"]);
  });
});

describe("a report is refused, in Google's words where they are known,", () => {
  it.each<[string, Request, RegExp]>([
    [
      "unknown dimension",
      { dimensions: [name("pageViews")] },
      /^Field pageViews is not a valid dimension\. For a list/,
    ],
    [
      "unknown metric",
      { metrics: [name("pageViews")] },
      /^Field pageViews is not a valid metric\. For a list/,
    ],
    [
      "a key event that is none",
      { metrics: [name("keyEvents:page_view")] },
      /^Field keyEvents:page_view is not a valid metric/,
    ],
    [
      "a parameter that nobody registered",
      { dimensions: [name("customEvent:method")] },
      /is not a valid dimension/,
    ],
    [
      "an unknown field in a filter",
      { metrics: [name("sessions")], ...only("nope", { emptyFilter: {} }) },
      /^Field nope/,
    ],
    [
      "no comparison in a filter",
      { metrics: [name("sessions")], ...only("date", {}) },
      /^Missing filter specification$/,
    ],
    [
      "a pattern with look-ahead",
      {
        metrics: [name("sessions")],
        ...only("date", { stringFilter: { matchType: "FULL_REGEXP", value: "a(?=b)" } }),
      },
      /RE2/,
    ],
    ["nothing asked", {}, /At least one/],
    ["five periods", { metrics: [name("sessions")], dateRanges: Array(5).fill(WEEK[0]) }, /limited to 4/],
    ["ten dimensions", { dimensions: Array(10).fill(name("date")) }, /limited to 9 dimensions/],
    ["eleven metrics", { metrics: Array(11).fill(name("sessions")) }, /limited to 10 metrics/],
    ["the same twice", { metrics: [name("sessions"), name("sessions")] }, /more than once/],
    [
      "a period backwards",
      { metrics: [name("sessions")], dateRanges: [{ startDate: "today", endDate: "yesterday" }] },
      /after the end date/,
    ],
    [
      "a day that is none",
      { metrics: [name("sessions")], dateRanges: [{ startDate: "2026-02-30", endDate: "today" }] },
      /Invalid startDate/,
    ],
    [
      "a reserved name",
      { metrics: [name("sessions")], dateRanges: [{ ...WEEK[0], name: "RESERVED_X" }] },
      /cannot begin/,
    ],
    [
      "an order that was not requested",
      { metrics: [name("sessions")], orderBys: [{ metric: { metricName: "eventCount" } }] },
      /not requested/,
    ],
    [
      "a metric filter that was not requested",
      { metrics: [name("sessions")], metricFilter: { filter: { fieldName: "eventCount", emptyFilter: {} } } },
      /not requested/,
    ],
  ])("%s", async (_, request, message) => {
    const sandbox = await open();
    const requestBody = { dateRanges: WEEK, ...request };
    const { status, body } = await send(sandbox, "POST", `v1beta/${PROPERTY}:runReport`, {
      body: requestBody,
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 400, status: "INVALID_ARGUMENT" } });
    expect((body as { error: { message: string } }).error.message).toMatch(message);
  });

  it("a property of somebody else, and a token for something else", async () => {
    const sandbox = await open();
    const body = { dateRanges: WEEK, metrics: [name("sessions")] };
    const foreign = await send(sandbox, "POST", "v1beta/properties/7:runReport", { body });
    expect(foreign.status).toBe(403);
    expect(foreign.body).toMatchObject({
      error: {
        message: expect.stringMatching(/^User does not have sufficient permissions for this property\./),
      },
    });
    const token = "goalform-sandbox:analytics.edit";
    expect((await send(sandbox, "POST", `v1beta/${PROPERTY}:runReport`, { body, token })).status).toBe(403);
    const readonly = "goalform-sandbox:analytics.readonly";
    expect(
      (await send(sandbox, "POST", `v1beta/${PROPERTY}:runReport`, { body, token: readonly })).status,
    ).toBe(200);
  });
});

describe("what a property's reports know", () => {
  it("is in its metadata, and without the property's own for 0", async () => {
    const sandbox = await open();
    const metadata = async (property: string) => {
      const { data } = await client(sandbox).getMetadata({ name: `${property}/metadata` });
      expect(misfits(DOCUMENT, "Metadata", data)).toEqual([]);
      return [...data.dimensions!, ...data.metrics!].map(({ apiName }) => apiName);
    };
    const own = await metadata(PROPERTY);
    const all = await metadata("properties/0");
    const newOnes = own.filter((one) => !all.includes(one));
    const events = ["purchase", "sign_up"].flatMap((event) =>
      ["keyEvents", "sessionKeyEventRate", "userKeyEventRate"].map((metric) => `${metric}:${event}`),
    );
    expect(newOnes.sort()).toEqual(["customEvent:plan", ...events].sort());
    const { data } = await client(sandbox).getMetadata({ name: `${PROPERTY}/metadata` });
    expect(data.metrics!.find(({ apiName }) => apiName === "keyEvents")).toMatchObject({
      deprecatedApiNames: ["conversions"],
    });
  });

  it("goes together, or is named", async () => {
    const sandbox = await open({ incompatibleFields: ["fullPageUrl"] });
    const check = (requestBody: analyticsdata_v1beta.Schema$CheckCompatibilityRequest) =>
      client(sandbox).checkCompatibility({ property: PROPERTY, requestBody });
    const { data } = await check({ dimensions: [name("date")], compatibilityFilter: "INCOMPATIBLE" });
    expect(misfits(DOCUMENT, "CheckCompatibilityResponse", data)).toEqual([]);
    expect(data.dimensionCompatibilities!.map(({ dimensionMetadata }) => dimensionMetadata!.apiName)).toEqual(
      ["fullPageUrl"],
    );
    await expect(check({ dimensions: [name("fullPageUrl")] })).rejects.toMatchObject({ status: 400 });
  });
});

describe("a switch can", () => {
  const perPage: [string[], string[]] = [["pagePath"], ["eventCount"]];

  it("say that data is held back, or hold it back", async () => {
    const flagged = await open({ thresholding: "flagged" });
    const data = await report(flagged, { dimensions: [name("pagePath")], metrics: [name("eventCount")] });
    expect(data.metadata!.subjectToThresholding).toBe(true);
    expect(rowsOf(data).length).toBeGreaterThan(3);
    const hides = await open({ thresholding: "hides" });
    expect(await table(hides, ...perPage)).toEqual([]);
  });

  it("put what there is no room for into (other), whatever is filtered", async () => {
    const sandbox = await open({ rowsBeforeOther: 2 });
    const views = only("eventName", { stringFilter: { value: "page_view" } });
    const data = await report(sandbox, {
      dimensions: [name("pagePath")],
      metrics: [name("eventCount")],
      ...views,
    });
    expect(data.metadata!.dataLossFromOtherRow).toBe(true);
    expect(rowsOf(data).some((row) => row.startsWith("(other)"))).toBe(true);
    const dropped = only("pagePath", { stringFilter: { value: "/cart" } });
    const none = await report(sandbox, {
      dimensions: [name("pagePath")],
      metrics: [name("eventCount")],
      ...dropped,
    });
    expect([rowsOf(none), none.metadata!.dataLossFromOtherRow]).toEqual([[], true]);
  });

  it("read a sample and say how large it is", async () => {
    const sandbox = await open({ sampledPercent: 50 });
    const { metadata } = await report(sandbox, {
      metrics: [name("eventCount")],
      dateRanges: [...WEEK, { ...WEEK[0]!, name: "again" }],
    });
    expect(metadata!.samplingMetadatas).toHaveLength(2);
    const [{ samplesReadCount, samplingSpaceSize }] = metadata!.samplingMetadatas as [
      { samplesReadCount: string; samplingSpaceSize: string },
    ];
    expect([Number(samplesReadCount) < 17, samplingSpaceSize]).toEqual([true, "17"]);
  });

  it("cut off what is old, and not have what is new", async () => {
    const old = await open({ retentionDays: 4 });
    const data = await report(old, { dimensions: [name("date")], metrics: [name("sessions")] });
    expect(rowsOf(data).sort()).toEqual(["20261124 | 2", "20261125 | 1"]);
    expect((data.metadata as { dataTruncationReasons?: unknown }).dataTruncationReasons).toMatchObject([
      { dataTruncationType: "DATA_TRUNCATION_TYPE_PROPERTY", dataTruncationDate: "2026-11-23" },
    ]);
    const late = await open({ processingHours: 60 });
    expect((await table(late, ["date"], ["sessions"])).sort()).toEqual(["20261120 | 1", "20261124 | 2"]);
  });

  it("refuse fields that do not go together, as issue 2187 has it", async () => {
    const sandbox = await open({ incompatibleFields: ["fullPageUrl"], checkKnowsIncompatibleFields: false });
    const request = {
      dateRanges: WEEK,
      metrics: [name("sessions")],
      ...only("fullPageUrl", { stringFilter: { value: "x" } }),
    };
    const { status, body } = await send(sandbox, "POST", `v1beta/${PROPERTY}:runReport`, { body: request });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { message: expect.stringMatching(/^Please remove fullPageUrl to make the request compatible/) },
    });
    const { data } = await client(sandbox).checkCompatibility({
      property: PROPERTY,
      requestBody: { compatibilityFilter: "INCOMPATIBLE" },
    });
    expect(data.dimensionCompatibilities).toBeUndefined();
  });

  it("keep revenue from the reader", async () => {
    const sandbox = await open({ restrictedMetrics: "revenue" });
    const data = await report(sandbox, { metrics: [name("purchaseRevenue"), name("sessions")] });
    expect(rowsOf(data)).toEqual(["0 | 4"]);
    expect(data.metadata!.schemaRestrictionResponse).toEqual({
      activeMetricRestrictions: [{ metricName: "purchaseRevenue", restrictedMetricTypes: ["REVENUE_DATA"] }],
    });
    const metricFilter = { filter: { fieldName: "purchaseRevenue", emptyFilter: {} } };
    await expect(report(sandbox, { metrics: [name("purchaseRevenue")], metricFilter })).rejects.toMatchObject(
      { status: 400 },
    );
    const { data: known } = await client(sandbox).getMetadata({ name: `${PROPERTY}/metadata` });
    expect(known.metrics!.find(({ apiName }) => apiName === "totalRevenue")!.blockedReasons).toEqual([
      "NO_REVENUE_METRICS",
    ]);
  });

  it("make other metrics depend on people, estimate people, and use up the quota", async () => {
    const sandbox = await open({ usersChangeOtherMetrics: true });
    expect(await table(sandbox, [], ["eventCount"])).toEqual(["17"]);
    expect(await table(sandbox, [], ["eventCount", "totalUsers"])).toEqual(["15 | 3"]);
    const poor = await open({ dataTokensPerHour: 3 });
    expect(await table(poor, [], ["sessions"])).toEqual(["4"]);
    const body = { dateRanges: WEEK, metrics: [name("sessions")] };
    const { status, body: refusal } = await send(poor, "POST", `v1beta/${PROPERTY}:runReport`, { body });
    expect(status).toBe(429);
    expect(refusal).toMatchObject({
      error: {
        status: "RESOURCE_EXHAUSTED",
        message: expect.stringMatching(/^Exhausted property tokens for a project per hour\./),
      },
    });
    const estimated = await open({ estimatesDistinctCounts: true });
    expect(await table(estimated, [], ["eventCount"])).toEqual(["17"]);
  });

  it("know a new key event only hours later, and count it in whole or broken numbers", async () => {
    const later = await open({ keyEventMetricsAfterHours: 24 });
    await expect(report(later, { metrics: [name("keyEvents:sign_up")] })).rejects.toMatchObject({
      status: 400,
    });
    for (const keyEventsType of ["TYPE_INTEGER", "TYPE_FLOAT"] as const) {
      const { metricHeaders } = await report(await open({ keyEventsType }), {
        metrics: [name("keyEvents:sign_up")],
      });
      expect(metricHeaders).toEqual([{ name: "keyEvents:sign_up", type: keyEventsType }]);
    }
  });
});
