/** Goals that Analytics counts by itself, from the file to Google and back: a plan right after an apply is empty. */
import { expect, test } from "vitest";
import { analyticsScreenOf } from "../support/analytics-screen.ts";
import { HEAD, openShop } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, via: ga4, page: { path: /danke-schön, host: { ends_with: .acme.example }, query: { q: rote schuhe, p: { not: "1" } } } }
  two: { type: destination, via: ga4, page: { path: { one_of: [/a, /b], ignore_case: true } }, value: 3, key_event: false, parameters: { a: b } }
  deep: { type: pages_per_session, more_than: 5, via: ga4 }
  big: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 }, plan: { not: free } }, page: /a }
  tagged:
    type: destination
    page: /p
    parameters:
      coupon: { query: coupon, register: { as: dimension, name: C, description: 123456789 123456789 123456789 123456789 123456789 1234567890 } }
      cost: { cookie: x, register: { as: metric, unit: currency, money: cost } }
funnels:
  way: { steps: [{ id: a, page: /a }, { id: b, page: /b, via: ga4 }, two], audiences: [completed, abandoned], within: 30m }
`;

test("are made, renamed, switched off and removed, and nothing is left to do each time", async () => {
  const shop = await openShop();
  const settled = async (file: string) => {
    const { plan } = await shop.plan(file);
    await shop.apply(file);
    expect((await shop.plan(file)).plan.changes).toEqual([]);
    return plan.changes.map(({ subject, action }) => `${action} ${subject.id}`);
  };
  const other = GOALS.replace("way: {", "way: { enabled: false,").replace(
    "thanks: {",
    "danke: { was: thanks,",
  );
  try {
    expect(await settled(GOALS)).toEqual([
      "add thanks",
      "add two",
      "add deep",
      "add big",
      "add tagged",
      "add way",
    ]);
    expect(await settled(other)).toEqual(["change danke", "remove way"]);
    expect((await settled(`${HEAD}goals: {}\n`)).sort()).toEqual([
      "remove big",
      "remove danke",
      "remove deep",
      "remove tagged",
      "remove two",
    ]);
  } finally {
    await shop.close();
  }
});

test("say in the plan what they cannot promise", async () => {
  const shop = await openShop();
  try {
    const codes = (await shop.plan(GOALS)).plan.warnings.map(({ code }) => code);
    expect(codes).toContain("audience-counts-late");
  } finally {
    await shop.close();
  }
});

test("that come late are told as steps of a closed funnel, and not of an open one", async () => {
  const shop = await openShop();
  const file = (open: boolean) => `${HEAD}goals:
  deep: { type: pages_per_session, more_than: 5, via: ga4 }
funnels:
  way: { open: ${open}, steps: [deep, { id: b, page: /b }] }
`;
  const told = async (open: boolean) =>
    (await shop.plan(file(open))).plan.warnings
      .filter(({ code }) => code === "audience-counts-late")
      .map(({ message }) => message.split(" ").slice(0, 3).join(" "));
  try {
    expect(await told(true)).toEqual(["deep is counted"]);
    expect(await told(false)).toEqual(["deep is counted", "The funnel way"]);
  } finally {
    await shop.close();
  }
});

test("leave the custom dimension that another goals file of the container sends, and archive it when none does", async () => {
  const shop = await openShop();
  const file = (owner: string, register: string) => `${HEAD.replace("acme-shop", owner)}goals:
  ${owner}: { type: event, on: { data_layer: ${owner} }, parameters: { plan: { data_layer: plan${register} } } }
`;
  const codes = async (yaml: string) => (await shop.plan(yaml)).plan.warnings.map(({ code }) => code);
  const settled = async (yaml: string) => {
    await shop.apply(yaml);
    expect((await shop.plan(yaml)).plan.changes).toEqual([]);
  };
  const columns = async () => (await analyticsScreenOf(shop)).list("ga4.customDimension");
  try {
    await settled(file("shop", ", register: dimension"));
    await settled(file("blog", ", register: dimension"));
    expect(await codes(file("shop", ""))).toContain("registration-stays");
    await settled(file("shop", ""));
    expect((await shop.plan(file("blog", ", register: dimension"))).plan.changes).toEqual([]);
    expect(await columns()).toHaveLength(1);
    await settled(file("shop", ", register: dimension"));
    await settled(`${HEAD.replace("acme-shop", "blog")}goals: {}\n`);
    expect(await codes(file("shop", ""))).not.toContain("registration-stays");
    await settled(file("shop", ""));
    expect(await columns()).toEqual([]);
  } finally {
    await shop.close();
  }
});

test("may pass from Tag Manager to Analytics and back: a change each time, and the plan says what happens meanwhile", async () => {
  const shop = await openShop();
  const file = (via: string) => `${HEAD}goals:
  thanks: { type: destination, page: /thanks, via: ${via} }
  deep: { type: pages_per_session, more_than: 5, via: ${via} }
`;
  const passing = async (via: string) => {
    const { plan } = await shop.plan(file(via));
    const warnings = plan.warnings.filter(({ code }) => code === "sent-twice");
    await shop.apply(file(via));
    expect((await shop.plan(file(via))).plan).toMatchObject({ changes: [], summary: { unchanged: 2 } });
    return { summary: plan.summary, warnings: warnings.map(({ message }) => message.split(".")[0]) };
  };
  const changed = { add: 0, change: 2, remove: 0, unchanged: 0 };
  try {
    await shop.apply(file("gtm"));
    expect(await passing("ga4")).toEqual({
      summary: changed,
      warnings: ["thanks passes from Tag Manager to Analytics", "deep passes from Tag Manager to Analytics"],
    });
    expect(await passing("gtm")).toEqual({
      summary: changed,
      warnings: ["thanks passes from Analytics to Tag Manager", "deep passes from Analytics to Tag Manager"],
    });
    await shop.apply(file("ga4"));
    const rule = file("ga4").replace("pages_per_session, more_than: 5", "destination, page: /deep");
    expect((await shop.plan(rule)).plan.warnings.map(({ message }) => message.split(".")[0])).toContain(
      "deep passes from a rule in Analytics to an audience or back",
    );
  } finally {
    await shop.close();
  }
});
