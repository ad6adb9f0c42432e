/**
 * What a plan says about a change in words, and which fields it shows because there are no words for them. Between them they
 * are all that differs.
 */
import { expect, test } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { unsaidFields } from "../../src/plan/unsaid-fields.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { condition, dataLayerVariable } from "../support/by-hand.ts";
import {
  applied,
  both,
  definitions,
  type Edit,
  entities,
  entity,
  having,
  keyEvents,
  planOf,
  replaced,
} from "../support/edited-plans.ts";
import { HEAD } from "../support/shop.ts";

const FILE = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, value: 5, consent: [ad_storage] }
  deep: { type: pages_per_session, more_than: 5 }
  trial: { type: event, on: { data_layer: trial }, where: { plan: { not: free } }, parameters: { plan: { data_layer: plan, register: dimension }, seats: { data_layer: seats, register: { as: metric } } } }
  paid: { type: event, on: { data_layer: paid }, value: { data_layer: total }, ecommerce: true, user_properties: { tier: { data_layer: tier } } }
  rule: { type: destination, page: /rule, via: ga4, value: 7, parameters: { source: page } }
  long: { type: pages_per_session, more_than: 9, via: ga4 }
  bought: { type: event, on: { ga4_event: bought }, value: 3, counting: once_per_session }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { id: fast, page: /fast, via: ga4 }, bought], audiences: [completed] }
`;

/** `goal thanks: says worth; shows paused`, for each goal that changes. */
function saidIn({ changes }: Plan): string[] {
  return changes.map((change) => {
    const said = change.words?.changes.map(({ about }) => about) ?? [];
    const shown = unsaidFields(change).map(({ path }) => path);
    const parts = [["says", said] as const, ["shows", shown] as const].flatMap(([what, all]) =>
      all.length === 0 ? [] : [`${what} ${all.join(", ")}`],
    );
    return `  ${change.subject.is} ${change.subject.id}: ${parts.join("; ") || "nothing"}`;
  });
}

const tag = (name: string, change: (one: JsonObject) => JsonObject | null) => entity("gtm.tag", name, change);
const rules = (change: (one: JsonObject) => JsonObject | null) => definitions("ga4.eventCreateRule", change);
const rule = (event: string, change: JsonObject) =>
  rules((one) => (one["destinationEvent"] === event ? { ...one, ...change } : one));
const audience = (name: string, change: JsonObject) =>
  definitions("ga4.audience", (one) =>
    String(one["displayName"]).includes(name) ? { ...one, ...change } : one,
  );
const without = (key: string) => (one: JsonObject) => ({
  ...one,
  parameter: (one["parameter"] as JsonObject[]).filter((parameter) => parameter["key"] !== key),
});

const EDITS: Readonly<Record<string, Edit>> = {
  "a tag's name": tag("Thanks", having({ name: "Thank you" })),
  "a trigger's name": entity("gtm.trigger", "Thanks", having({ name: "Thank you" })),
  "a variable's name": entity("gtm.variable", "data layer plan", having({ name: "Plan" })),
  "the folder's name": entities("gtm.folder", having({ name: "Ours" })),
  "the folder of a tag": tag("Thanks", having({ parentFolderId: "77" })),
  "a condition": entity(
    "gtm.trigger",
    "Thanks",
    having({ filter: [condition("equals", "Page Path", "/x")] }),
  ),
  "a currency": tag("Paid", replaced('"EUR"', '"CHF"')),
  "where an amount comes from": entity("gtm.variable", "parameter total", replaced('"total"', '"sum"')),
  "a currency, and where the amount comes from": both(
    tag("Paid", replaced('"EUR"', '"CHF"')),
    entity("gtm.variable", "parameter total", replaced('"total"', '"sum"')),
  ),
  "what a received event is worth": keyEvents("bought", {
    defaultValue: { numericValue: 9, currencyCode: "EUR" },
  }),
  consent: tag("Thanks", replaced("ad_storage", "analytics_storage")),
  "a parameter": tag("Trial", replaced("{{acme-shop - parameter plan}}", "pro")),
  "what a parameter reads": entity("gtm.variable", "parameter plan", (one) => ({
    ...one,
    parameter: dataLayerVariable("", "tariff")["parameter"]!,
  })),
  "a parameter that the language has no word for": tag(
    "Trial",
    replaced("{{acme-shop - parameter plan}}", "{{Random Number}}"),
  ),
  "an event": tag("Trial", replaced('"value":"trial"', '"value":"test"')),
  "what the tag of a step sends": tag("Checkout - Cart", replaced("checkout_cart", "cart")),
  "e-commerce data": tag("Paid", without("sendEcommerceData")),
  "where e-commerce data comes from": tag("Paid", replaced('"value":"dataLayer"', '"value":"customObject"')),
  "a property of users": tag("Paid", replaced("{{acme-shop - parameter tier}}", "gold")),
  "a tag that is paused": tag("Thanks", having({ paused: true })),
  "how often a tag fires": tag("Thanks", having({ tagFiringOption: "unlimited" })),
  "a tag that is deleted": tag("Thanks", () => null),
  "the session script": tag("session script", replaced("</script>", "// mine\\n</script>")),
  "a line of the session script": tag("session script", replaced('moreThanPages\\":5', 'moreThanPages\\":3')),
  "how an event counts": keyEvents("bought", { countingMethod: "ONCE_PER_EVENT" }),
  "what an event is worth": keyEvents("thanks", { defaultValue: { numericValue: 9, currencyCode: "EUR" } }),
  "a key event that is deleted": keyEvents("bought", null),
  "the page of a rule": rules(replaced("/rule(?:", "/regel(?:")),
  "a rule that takes other parameters along": rule("rule", { sourceCopyParameters: false }),
  "a parameter of a rule": rules(replaced('"parameterValue":"page"', '"parameterValue":"mail"')),
  "the event of a rule": rule("rule", { destinationEvent: "regel" }),
  "the event of a step's rule": rule("checkout_fast", { destinationEvent: "fast" }),
  "an audience's name": audience("Long", { displayName: "acme-shop - Long ones" }),
  "an audience's description": audience("Long", { description: "goalform gone" }),
  "how long an audience keeps people": audience("Checkout", { membershipDurationDays: 60 }),
  "the event of an audience": definitions(
    "ga4.audience",
    replaced('"eventName":"long"', '"eventName":"lang"'),
  ),
  "how many pages an audience counts": definitions(
    "ga4.audience",
    replaced('"int64Value":"9"', '"int64Value":"4"'),
  ),
  "a dimension's name": definitions("ga4.customDimension", having({ displayName: "Tariff" })),
  "a metric's unit": definitions("ga4.customMetric", having({ measurementUnit: "SECONDS" })),
  "a dimension that is gone": definitions("ga4.customDimension", () => null),
};

test("what somebody edits at Google", async () => {
  const live = await applied(FILE);
  const lines = Object.entries(EDITS).flatMap(([name, edit]) => [
    name,
    ...saidIn(planOf(FILE, edit(live)).plan),
  ]);
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("words-or-fields/at-google.txt");
});

/** [before, after] in the file. */
const CHANGES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "a name": ["thanks: { type", "thanks: { name: Danke, type"],
  "an id": ["thanks: { type", "merci: { was: thanks, event: thanks, type"],
  "an event": ["trial: { type", "trial: { event: test, type"],
  "no key event": ["value: 5, ", "value: 5, key_event: false, "],
  "an exception": ["page: /thanks", "page: /thanks, unless: { page: /staff }"],
  "a currency": ["{ data_layer: total }", "{ data_layer: total }, currency: CHF"],
  "a dimension no more": [", register: dimension", ""],
  "a dimension of another name": ["register: dimension", "register: { as: dimension, name: Tariff }"],
  "a metric of another unit": ["{ as: metric }", "{ as: metric, unit: seconds }"],
  "a protected goal": ["value: 5", "value: 5, protected: true"],
  "an amount of a rule": ["value: 7", "value: 8"],
  "a parameter of a rule": ["source: page", "source: mail, more: x"],
  "a rule instead of a tag": [
    "page: /thanks, value: 5, consent: [ad_storage]",
    "page: /thanks, value: 5, via: ga4",
  ],
  "a goal that goes": ["  deep: { type: pages_per_session, more_than: 5 }\n", ""],
  "another step": [
    "{ id: cart, page: /cart }, ",
    "{ id: cart, page: /cart }, { id: pay, on: { data_layer: pay } }, ",
  ],
  "an audience more": ["[completed]", "[completed, abandoned]"],
};

test("what the file asks for", async () => {
  const live = await applied(FILE);
  const lines = Object.entries(CHANGES).flatMap(([name, [before, after]]) => {
    expect(FILE).toContain(before);
    return [name, ...saidIn(planOf(FILE.replace(before, after), live).plan)];
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("words-or-fields/in-the-file.txt");
});
