/** People visit what was applied: what is reported is what was configured. */
import { describe, expect, it } from "vitest";
import { sandboxSeed } from "../../src/machine/sandbox-seed.ts";
import { VISITORS } from "../../src/visits/visitors.ts";
import { goalSet, HEAD, openShop, PROPERTY } from "../support/shop.ts";
import { send, start } from "./google.ts";
import { steer } from "./steer.ts";

const GOALS = `${HEAD}
goals:
  sign_up: { type: destination, page: /thanks }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } }, counting: once_per_event, value: 2.5 }
  lead: { type: event, on: { data_layer: lead }, where: { plan: { not: free } }, parameters: { plan: { data_layer: plan, register: dimension } } }
  purchase: { type: event, on: { ga4_event: purchase } }
  bought_much: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 } }, via: ga4 }
  stayed: { type: duration, longer_than: 1m }
  reads: { type: pages_per_session, more_than: 2 }
  browses: { type: pages_per_session, more_than: 3, via: ga4 }
  back: { type: event, on: { returning_visit: true } }
funnels:
  enquiry: { steps: [{ id: form, page: /form }, { goal: lead }] }
`;

const SITE = "https://www.acme.example";

async function open(goals = GOALS, applied = goals) {
  const shop = await openShop({
    containerExport: sandboxSeed(goalSet(goals), {}).containers[0]!.export,
    start: { visitors: VISITORS, startTime: Date.UTC(2026, 10, 27, 11) },
  });
  if (applied !== "") await shop.apply(applied);
  return shop;
}

type Shop = Awaited<ReturnType<typeof open>>;

async function visit({ sandbox }: Shop, visits: readonly object[]) {
  const { status, body } = await steer(sandbox, "POST", "visits", { site: SITE, visits });
  expect(body).not.toHaveProperty("error");
  expect(status).toBe(200);
  return body as { visits: number; keyEvents: { [event: string]: number }; unknown: string[] };
}

const DAY = "2026-11-20T09:00:00Z";
const one = (...steps: object[]) => ({ at: DAY, visit: steps });

async function rows({ sandbox }: Shop, dimensions: string[], metrics: string[], filter: object = {}) {
  const { body } = await send(sandbox, "POST", `v1beta/properties/${PROPERTY}:runReport`, {
    body: {
      dateRanges: [{ startDate: "2026-11-01", endDate: "2026-11-26" }],
      dimensions: dimensions.map((name) => ({ name })),
      metrics: metrics.map((name) => ({ name })),
      orderBys: dimensions.map((dimensionName) => ({ dimension: { dimensionName } })),
      ...filter,
    },
  });
  const { rows: found = [] } = body as {
    rows?: { dimensionValues?: { value: string }[]; metricValues: { value: string }[] }[];
  };
  return found.map(({ dimensionValues = [], metricValues }) =>
    [...dimensionValues, ...metricValues].map(({ value }) => value).join(" "),
  );
}

describe("a visit", () => {
  it("counts every kind of goal through the live container, after its counting", async () => {
    const shop = await open();
    const { keyEvents, unknown } = await visit(shop, [
      one(
        { page: "/form" },
        { data_layer: { event: "lead", plan: "pro" } },
        { data_layer: { event: "lead", plan: "free" } },
        { page: "/thanks" },
        { page: "/thanks" },
        { page: "/" },
      ),
      one({ page: "/" }, { link: "tel:1" }, { link: "tel:1" }, { wait: "70s" }),
      one(
        { page: "/" },
        { ga4_event: { purchase: { value: 120, currency: "EUR" } } },
        { ga4_event: { purchase: { value: 20 } } },
      ),
    ]);
    expect(unknown).toEqual([]);
    expect(keyEvents).toEqual({
      sign_up: 1,
      lead: 1,
      reads: 1,
      browses: 1,
      call: 2,
      stayed: 1,
      purchase: 2,
      bought_much: 1,
    });
    expect(
      await rows(shop, ["eventName"], ["keyEvents", "eventCount", "eventValue"], {
        metricFilter: {
          filter: {
            fieldName: "keyEvents",
            numericFilter: { operation: "GREATER_THAN", value: { int64Value: "0" } },
          },
        },
      }),
    ).toEqual([
      "bought_much 1 1 120",
      "browses 1 1 0",
      "call 2 2 5",
      "lead 1 1 0",
      "purchase 2 2 140",
      "reads 1 1 0",
      "sign_up 1 2 0",
      "stayed 1 1 0",
    ]);
    expect(await rows(shop, ["customEvent:plan"], ["keyEvents:lead"])).toEqual(["pro 1"]);
    expect(await rows(shop, [], ["sessions", "engagedSessions", "totalUsers", "screenPageViews"])).toEqual([
      "3 3 3 6",
    ]);
  });

  it("counts nothing that is not live: before the apply, unpublished, or taken out", async () => {
    const before = await open(GOALS, "");
    expect((await visit(before, [one({ page: "/thanks" })])).keyEvents).toEqual({});
    expect(await rows(before, ["eventName"], ["eventCount"])).toEqual([
      "first_visit 1",
      "page_view 1",
      "session_start 1",
    ]);
    const unpublished = await open(GOALS, "");
    await unpublished.apply(GOALS, { publish: false });
    expect((await visit(unpublished, [one({ page: "/thanks" })])).keyEvents).toEqual({});
    const shop = await open();
    await shop.apply(GOALS.replace("page: /thanks", "page: /done"));
    expect((await visit(shop, [one({ page: "/thanks" }), one({ page: "/done" })])).keyEvents).toEqual({
      sign_up: 1,
    });
  });

  it("is of somebody who was here before: sessions are numbered, and a returning visit counts", async () => {
    const shop = await open();
    const again = { client: "ann", at: "2026-11-21T09:00:00Z", visit: [{ page: "/" }] };
    expect((await visit(shop, [again, { ...again, at: DAY }])).keyEvents).toEqual({ back: 1 });
    expect(await rows(shop, ["date", "newVsReturning"], ["sessions", "newUsers", "keyEvents:back"])).toEqual([
      "20261120 new 1 1 0",
      "20261121 returning 1 0 1",
    ]);
  });

  it("is in no report where consent was refused, and is all the same received", async () => {
    const shop = await open();
    const refused = one({ consent: { analytics_storage: "denied" } }, { page: "/thanks" });
    expect((await visit(shop, [refused])).keyEvents).toEqual({});
    expect(await rows(shop, [], ["eventCount"])).toEqual([]);
    const [session] = shop.sandbox.sandbox.state.analytics.properties[0]!.sessions;
    expect(session).toMatchObject({ client: null });
    expect(session!.events.map(({ name }) => name)).toEqual(["page_view", "sign_up"]);
  });

  it("shows how people came and how long they stayed", async () => {
    const shop = await open();
    await visit(shop, [
      {
        ...one({ page: "/a" }, { wait: "20s" }),
        device: "mobile",
        country: "France",
        source: "news",
        medium: "email",
      },
    ]);
    expect(
      await rows(
        shop,
        ["deviceCategory", "country", "sessionDefaultChannelGroup"],
        ["sessions", "userEngagementDuration", "averageSessionDuration"],
      ),
    ).toEqual(["mobile France Email 1 20 20"]);
  });

  it("feeds funnels", async () => {
    const shop = await open();
    await visit(shop, [
      one({ page: "/form" }, { wait: "30s" }, { data_layer: { event: "lead", plan: "pro" } }),
      one({ page: "/form" }),
    ]);
    const step = (eventName: string) => ({
      name: eventName,
      filterExpression: { funnelEventFilter: { eventName } },
    });
    const { body } = await send(shop.sandbox, "POST", `v1alpha/properties/${PROPERTY}:runFunnelReport`, {
      body: {
        dateRanges: [{ startDate: "2026-11-20", endDate: "2026-11-20" }],
        funnel: { steps: [step("enquiry_form"), step("lead")] },
      },
    });
    expect(body).toMatchObject({
      funnelTable: {
        rows: [
          { metricValues: [{ value: "2" }, { value: "0.5" }, { value: "1" }, { value: "0.5" }] },
          { metricValues: [{ value: "1" }, {}, {}, {}] },
        ],
      },
    });
  });

  it.each<[string, object, RegExp]>([
    ["no visits", {}, /Send \{"site"/],
    ["an unknown step", { visits: [one({ pages: "/" })], site: SITE }, /`pages`/],
    ["half an address", { visits: [one({ page: "/" })] }, /`site`/],
    ["no time", { visits: [{ visit: [{ page: "https://a.example/" }] }] }, /needs the time "at"/],
    ["an unknown container", { container: "GTM-NONE", visits: [], site: SITE }, /no container GTM-NONE/],
    ["an unknown property", { property: "7", visits: [] }, /no property 7/],
    ["an unknown stream", { measurementId: "G-NONE", visits: [] }, /no web stream G-NONE/],
    ["an unknown key", { visits: [{ ...one(), who: "me" }] }, /unknown "who"/],
  ])("is refused with %s, and nothing is kept", async (_, body, message) => {
    const shop = await open(GOALS, "");
    const answer = await steer(shop.sandbox, "POST", "visits", body);
    expect(answer.status).toBe(400);
    expect((answer.body as { error: string }).error).toMatch(message);
    expect(shop.sandbox.sandbox.state.analytics.properties[0]!.sessions).toEqual([]);
  });

  it("needs somebody to play it", async () => {
    expect(await steer(await start(), "POST", "visits", { visits: [] })).toMatchObject({
      status: 400,
      body: { error: "This sandbox was started without visitors, so nobody can visit it." },
    });
  });
});
