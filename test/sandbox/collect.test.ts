/** Hits as they leave a browser: the parameters are those that Google's own tag sent when it was watched. */
import { expect, it } from "vitest";
import { analyticsAdmin, analyticsAdminAlpha, PROPERTY, STREAM, send, start } from "./google.ts";

const NOW = Date.UTC(2026, 10, 27, 11);
const PHONE =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";

const SHARED = {
  v: "2",
  tid: "G-TEST123456",
  gtm: "45je6b30v9100",
  _p: "1764240000000",
  cid: "1234567890.1764240000",
  ul: "de-de",
  sr: "412x915",
  gcd: "13l3l3l3l1l1",
  npa: "0",
  sid: "1764240000",
  sct: "2",
  seg: "1",
  dl: "https://www.acme.example/thanks?utm_source=news&utm_medium=email&utm_campaign=autumn",
  dr: "https://mail.example/",
  dt: "Thank you",
};

async function open() {
  const sandbox = await start({ clock: () => NOW });
  await analyticsAdmin(sandbox).properties.keyEvents.create({
    parent: PROPERTY,
    requestBody: { eventName: "thanks", countingMethod: "ONCE_PER_SESSION" },
  });
  await analyticsAdminAlpha(sandbox).properties.dataStreams.eventCreateRules.create({
    parent: STREAM,
    requestBody: {
      destinationEvent: "thanks",
      eventConditions: [
        { field: "event_name", comparisonType: "EQUALS", value: "page_view" },
        { field: "page_location", comparisonType: "CONTAINS", value: "/thanks" },
      ],
      sourceCopyParameters: true,
    },
  });
  const hit = (query: object, lines: readonly object[] = [], headers = {}) =>
    fetch(`${sandbox.url}/g/collect?${new URLSearchParams({ ...SHARED, ...query })}`, {
      method: "POST",
      headers: { "user-agent": PHONE, ...headers },
      ...(lines.length > 0 && { body: lines.map((line) => new URLSearchParams({ ...line })).join("\r\n") }),
    });
  const rows = async (dimensions: string[], metrics: string[]) => {
    const { body } = await send(sandbox, "POST", `v1beta/${PROPERTY}:runReport`, {
      body: {
        dateRanges: [{ startDate: "today", endDate: "today" }],
        dimensions: dimensions.map((name) => ({ name })),
        metrics: metrics.map((name) => ({ name })),
      },
    });
    const { rows: found = [] } = body as {
      rows?: { dimensionValues?: { value: string }[]; metricValues: { value: string }[] }[];
    };
    return found.map(({ dimensionValues = [], metricValues }) =>
      [...dimensionValues, ...metricValues].map(({ value }) => value).join(" "),
    );
  };
  return { sandbox, hit, rows };
}

it("one event in the query, from a page of any site", async () => {
  const { hit, rows } = await open();
  const answer = await hit({ en: "page_view", _ss: "1", _fv: "1" }, [], {
    origin: "https://www.acme.example",
  });
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([
    204,
    "https://www.acme.example",
  ]);
  expect(await rows(["eventName", "pagePath", "pageTitle"], ["eventCount", "keyEvents"])).toEqual([
    "first_visit /thanks Thank you 1 0",
    "page_view /thanks Thank you 1 0",
    "session_start /thanks Thank you 1 0",
    "thanks /thanks Thank you 1 1",
  ]);
  expect(
    await rows(["deviceCategory", "sessionSource", "sessionMedium", "sessionCampaignName"], ["sessions"]),
  ).toEqual(["mobile news email autumn 1"]);
});

it("several events in one batch, of the same session", async () => {
  const { hit, rows } = await open();
  await hit({}, [
    { en: "page_view", _et: "1200" },
    { en: "purchase", "epn.value": "12.5", "ep.transaction_id": "T1", cu: "EUR", "up.plan": "pro" },
  ]);
  await hit({ en: "page_view", dl: "https://www.acme.example/thanks/again" });
  expect(await rows(["eventName"], ["eventCount", "keyEvents", "eventValue", "sessions"])).toEqual([
    "page_view 2 0 0 1",
    "thanks 2 1 0 1",
    "purchase 1 1 12.5 1",
  ]);
  expect(await rows([], ["totalUsers", "userEngagementDuration"])).toEqual(["1 1.2"]);
  expect(await rows(["transactionId"], ["purchaseRevenue"])).toEqual(["T1 12.5"]);
});

it("without consent they are kept and in no report; what is no hit of a stream is ignored", async () => {
  const { sandbox, hit, rows } = await open();
  await hit({ en: "page_view", gcs: "G100" });
  await hit({ en: "page_view", gcs: "G110" });
  expect((await hit({ en: "page_view", tid: "G-OTHER" })).status).toBe(204);
  expect((await hit({ v: "1", en: "page_view" })).status).toBe(204);
  expect((await hit({})).status).toBe(204);
  expect(await rows([], ["eventCount"])).toEqual([]);
  const { sessions } = sandbox.sandbox.state.analytics.properties[0]!;
  expect(sessions.map(({ client, events }) => [client, events.length])).toEqual([
    [null, 2],
    [null, 2],
  ]);
  await hit({ en: "page_view", gcs: "G101" });
  expect(await rows([], ["totalUsers"])).toEqual(["1"]);
});
