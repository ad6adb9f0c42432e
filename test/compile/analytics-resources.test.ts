/** Audiences, custom dimensions and metrics: what the file asks for, and that Google takes it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { Ga4Kind } from "../../src/resources/resource.ts";
import { resourcesOf } from "../support/analytics.ts";
import { goalSet, HEAD, MEASUREMENT_ID, openShop, PROPERTY, type Shop } from "../support/shop.ts";

const GOALS = `goals:
  deep_visit: { name: Deep visit, type: pages_per_session, more_than: 5, via: ga4, value: 2 }
  signup:
    type: event
    event: sign_up
    on: { data_layer: registered }
    parameters:
      plan: { data_layer: plan, register: { as: dimension, name: Subscription plan, description: Chosen at sign-up. } }
      coupon: { query: coupon, register: dimension }
      margin: { data_layer: margin, register: { as: metric, unit: currency, money: revenue } }
      wait: { value: 3, register: { as: metric, unit: seconds } }
  again: { type: destination, page: /again, parameters: { coupon: { cookie: coupon, register: dimension } } }
  big_order: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 } }, parameters: { size: big } }
  thanks: { type: destination, page: { path: { contains: danke-schön }, query: { a: b c } }, via: ga4, protected: true, was: danke }
funnels:
  checkout:
    name: Checkout
    within: 30m
    audiences: { completed: { days: 90 }, abandoned: {} }
    steps: [{ id: cart, page: /cart }, { id: ship, on: { ga4_event: add_shipping_info } }, thanks, { goal: big_order }]
  any_way:
    open: true
    within: 1h
    audiences: [abandoned, completed]
    steps: [thanks, { id: cart, page: /basket }, signup]
`;

function bodies(kind: Ga4Kind): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    resourcesOf(GOALS, kind).map(({ address, body }) => [address.slice(kind.length + 1), body]),
  );
}

const scope = (of: string) => `AUDIENCE_FILTER_SCOPE_${of}`;
const events = (...names: string[]) => ({
  andGroup: {
    filterExpressions: [
      { orGroup: { filterExpressions: names.map((eventName) => ({ eventFilter: { eventName } })) } },
    ],
  },
});
const inSequence = (eventName: string, more: object = {}) => ({
  scope: scope("WITHIN_SAME_EVENT"),
  ...more,
  filterExpression: events(eventName),
});
const anyTime = (...names: string[]) => ({
  simpleFilter: { scope: scope("ACROSS_ALL_SESSIONS"), filterExpression: events(...names) },
});
const WAY = {
  sequenceFilter: {
    scope: scope("ACROSS_ALL_SESSIONS"),
    sequenceSteps: [
      inSequence("checkout_cart"),
      ...["add_shipping_info", "thanks", "big_order"].map((event) =>
        inSequence(event, { constraintDuration: "1800s" }),
      ),
    ],
  },
};

describe("registered parameters", () => {
  test("become custom dimensions, once for all goals that send them", () => {
    expect(bodies("ga4.customDimension")).toEqual({
      plan: {
        parameterName: "plan",
        displayName: "Subscription plan",
        description: "Chosen at sign-up.",
        scope: "EVENT",
      },
      coupon: { parameterName: "coupon", displayName: "Coupon", scope: "EVENT" },
    });
    const users = resourcesOf(GOALS, "ga4.customDimension").map((one) => one.users);
    expect(users).toEqual([["goal:signup"], ["goal:signup", "goal:again"]]);
  });

  test("become custom metrics with their unit, and money says about which kind it is", () => {
    expect(bodies("ga4.customMetric")).toEqual({
      margin: {
        parameterName: "margin",
        displayName: "Margin",
        scope: "EVENT",
        measurementUnit: "CURRENCY",
        restrictedMetricType: ["REVENUE_DATA"],
      },
      wait: { parameterName: "wait", displayName: "Wait", scope: "EVENT", measurementUnit: "SECONDS" },
    });
  });
});

describe("audiences", () => {
  test("of a closed funnel hold those who took all steps in time, and those who began and did not", () => {
    // The first step has no step before it that a time limit could start from.
    const { deep_visit: _, ...ofFunnels } = bodies("ga4.audience");
    expect(ofFunnels).toEqual({
      "any_way/completed": expect.anything() as unknown,
      "any_way/abandoned": expect.anything() as unknown,
      "checkout/completed": {
        displayName: "acme-shop - Checkout - completed",
        description: "Took all steps of the funnel Checkout.",
        membershipDurationDays: 90,
        filterClauses: [{ clauseType: "INCLUDE", ...WAY }],
      },
      "checkout/abandoned": {
        displayName: "acme-shop - Checkout - abandoned",
        description: "Took the first step of the funnel Checkout, and did not complete it.",
        membershipDurationDays: 30,
        filterClauses: [
          { clauseType: "INCLUDE", ...anyTime("checkout_cart") },
          { clauseType: "EXCLUDE", ...WAY },
        ],
        exclusionDurationMode: "EXCLUDE_TEMPORARILY",
      },
    });
  });

  test("of an open funnel look at the last step alone, since people may enter there", () => {
    expect(bodies("ga4.audience")).toMatchObject({
      "any_way/completed": {
        description: "Took the last step of the funnel Any way.",
        filterClauses: [{ clauseType: "INCLUDE", ...anyTime("sign_up") }],
      },
      "any_way/abandoned": {
        description: "Took a step of the funnel Any way, and did not complete it.",
        filterClauses: [
          { clauseType: "INCLUDE", ...anyTime("thanks", "any_way_cart") },
          { clauseType: "EXCLUDE", ...anyTime("sign_up") },
        ],
      },
    });
  });

  test("that count pages send the goal's event each time that somebody fits again", () => {
    const eventCount = {
      dimensionOrMetricFilter: {
        fieldName: "eventCount",
        numericFilter: { operation: "GREATER_THAN", value: { int64Value: "5" } },
      },
    };
    const inner = { andGroup: { filterExpressions: [{ orGroup: { filterExpressions: [eventCount] } }] } };
    const leaf = { eventFilter: { eventName: "page_view", eventParameterFilterExpression: inner } };
    expect(bodies("ga4.audience")["deep_visit"]).toEqual({
      displayName: "acme-shop - Deep visit",
      description: "Viewed more than 5 pages in one session.",
      membershipDurationDays: 30,
      eventTrigger: { eventName: "deep_visit", logCondition: "AUDIENCE_MEMBERSHIP_RENEWED" },
      filterClauses: [
        {
          clauseType: "INCLUDE",
          simpleFilter: {
            scope: scope("WITHIN_SAME_SESSION"),
            filterExpression: {
              andGroup: { filterExpressions: [{ orGroup: { filterExpressions: [leaf] } }] },
            },
          },
        },
      ],
    });
  });

  test("and nothing of a funnel that is switched off", () => {
    const off = GOALS.replace("name: Checkout\n", "name: Checkout\n    enabled: false\n");
    expect(resourcesOf(off, "ga4.audience").map(({ address }) => address)).toEqual([
      "ga4.audience/deep_visit",
      "ga4.audience/any_way/completed",
      "ga4.audience/any_way/abandoned",
    ]);
    expect(resourcesOf(off, "gtm.tag").filter(({ address }) => address.includes("checkout"))).toEqual([]);
  });
});

describe("a file that Analytics counts alone", () => {
  const compiled = () =>
    compile(
      goalSet(
        `${HEAD}goals: { thanks: { type: destination, page: /t, via: ga4, was: danke, protected: true } }`,
      ),
      MEASUREMENT_ID,
    );

  test("has a folder in Tag Manager, where the plan remembers what it made, and nothing else there", () => {
    expect(compiled().resources.map(({ address }) => address)).toEqual([
      "gtm.folder/shared:folder",
      "ga4.keyEvent/thanks",
      "ga4.eventCreateRule/thanks",
    ]);
  });

  test("keeps its objects when the goal gets another id", () => {
    expect(compiled().resources.at(-1)).toMatchObject({
      was: "ga4.eventCreateRule/danke",
      remembers: ["protected"],
    });
  });
});

test("what an audience cannot promise is a warning", () => {
  const { warnings } = compile(goalSet(HEAD + GOALS), MEASUREMENT_ID);
  expect(warnings?.map(({ code }) => code)).toEqual(["audience-counts-late"]);
  expect(warnings?.[0]?.message).toContain("at most once a day for each person");
});

test("that Analytics sees virtual pages by a setting of its own is a warning where they are asked for", () => {
  const warnings = (more: string) =>
    compile(goalSet(`${HEAD}goals: { a: { type: destination, page: /a${more} } }`), MEASUREMENT_ID).warnings;
  expect(warnings(", via: ga4, spa: true")?.map(({ code }) => code)).toEqual(["virtual-pages-by-analytics"]);
  expect(warnings(", via: ga4")).toEqual([]);
  expect(warnings(", spa: true")).toEqual([]);
});

describe("Google's API", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  async function post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${shop.sandbox.url}/v1alpha/properties/${PROPERTY}/${path}`, {
      method: "POST",
      headers: { authorization: "Bearer any" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { error?: { message: string } };
    return answer.error?.message ?? response.status;
  }

  test.each([
    ["audiences", "ga4.audience"],
    ["customDimensions", "ga4.customDimension"],
    ["customMetrics", "ga4.customMetric"],
  ] as const)("takes the %s", async (collection, kind) => {
    for (const { body } of resourcesOf(GOALS, kind)) expect(await post(collection, body)).toBe(200);
  });

  test("takes the rules", async () => {
    const streams = await fetch(`${shop.sandbox.url}/v1beta/properties/${PROPERTY}/dataStreams`, {
      headers: { authorization: "Bearer any" },
    });
    const { dataStreams } = (await streams.json()) as { dataStreams: { name: string }[] };
    const stream = dataStreams[0]!.name.split("/").slice(2).join("/");
    for (const { body } of resourcesOf(GOALS, "ga4.eventCreateRule"))
      expect(await post(`${stream}/eventCreateRules`, body)).toBe(200);
  });
});
