/** What is said about a goal that changes: that which will be otherwise, and nothing that stays as it is. */
import { expect, test } from "vitest";
import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { listsToRead } from "../../src/plan/for-property.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { planJson } from "../../src/render/plan-json.ts";
import { planMarkdown } from "../../src/render/plan-markdown.ts";
import { planText } from "../../src/render/plan-text.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const file = (goal: string) => `${HEAD}goals:\n  thanks: { ${goal} }\n`;
const THANKS = "name: Thanks, type: destination, page: /thanks";

/** The lines between a goal's name and its resources, after somebody has changed what is live. */
async function said(before: string, after: string, edit: (snapshot: Snapshot) => Snapshot = (one) => one) {
  const google = memoryGoogle();
  await applyGoals(google, file(before));
  const compiled = compile(goalSet(file(after)), MEASUREMENT_ID);
  const snapshot = await google.read((container) => listsToRead(compiled, container));
  const { plan } = workingPlan(compiled, edit(snapshot), "production").built;
  return wordsOf(plan);
}

function wordsOf(plan: Plan) {
  const lines = planText(plan, { color: false }).split("\n");
  const start = lines.findIndex((line) => /^[~-] (?:change|remove)/.test(line));
  const words = lines.slice(start + 1).filter((line) => /^ {4}[a-zA-Z]/.test(line));
  return words.map((line) => line.trim());
}

test.each<readonly [string, string, string, readonly string[]]>([
  ["a path", THANKS, THANKS.replace("/thanks", "/merci"), ["page viewed: /thanks → /merci"]],
  [
    "a matcher",
    THANKS,
    THANKS.replace("/thanks", "{ path: { begins_with: /thanks } }"),
    ["page viewed: /thanks → path begins with /thanks"],
  ],
  [
    "a value",
    `${THANKS}, value: 5`,
    `${THANKS}, value: 500`,
    ["page viewed: /thanks", "worth 5 EUR → 500 EUR"],
  ],
  [
    "a currency",
    `${THANKS}, value: 5`,
    `${THANKS}, value: 5, currency: CHF`,
    ["page viewed: /thanks", "worth 5 EUR → 5 CHF"],
  ],
  [
    "counting",
    THANKS,
    `${THANKS}, counting: once_per_event`,
    ["page viewed: /thanks", "counts once per session → every time"],
  ],
  [
    "a whole session",
    "type: duration, longer_than: 4m",
    "type: duration, longer_than: 5m",
    ["session longer than 4m → 5m"],
  ],
  [
    "a number of pages",
    "type: pages_per_session, more_than: 5",
    "type: pages_per_session, more_than: 3",
    ["more than 5 → 3 pages in one session"],
  ],
  [
    "a condition on a value",
    "type: event, on: { data_layer: done }",
    "type: event, on: { data_layer: done }, where: { plan: { not: free } }",
    [
      "the site pushes done to the data layer → the site pushes done to the data layer where plan is set but is not free",
    ],
  ],
  [
    "one of a list: the list stays whole",
    "type: event, on: { click: .buy }, page: [/a, /b, /c]",
    "type: event, on: { click: .buy }, page: [/a, /b, /d]",
    ["click: .buy, on /a, /b or /c → /a, /b or /d"],
  ],
  [
    "a text of several words",
    "type: event, on: { click: { text: Buy now } }, page: /a",
    "type: event, on: { click: { text: Order now } }, page: /a",
    ['click: text is "Buy now" → "Order now", on /a'],
  ],
  [
    "words that are put in",
    "type: event, on: { data_layer: done }, where: { plan: free, seats: 1 }",
    "type: event, on: { data_layer: done }, where: { plan: { not: free }, seats: 1 }",
    [
      "the site pushes done to the data layer where plan is free and seats is 1 → is set but is not free and seats is 1",
    ],
  ],
  [
    "consent",
    THANKS,
    `${THANKS}, consent: [analytics_storage]`,
    ["page viewed: /thanks", "needs no consent → consent to analytics_storage"],
  ],
  ["a name", THANKS, THANKS.replace("Thanks", "Danke"), ["page viewed: /thanks", "name Thanks → Danke"]],
  [
    "a column in reports",
    `${THANKS}, parameters: { plan: { data_layer: plan, register: dimension } }`,
    `${THANKS}, parameters: { plan: { data_layer: plan, register: { as: dimension, name: Tariff } } }`,
    ["page viewed: /thanks", "parameter plan in reports: dimension Plan → dimension Tariff"],
  ],
  [
    "where a parameter comes from",
    "type: event, on: { link: { text: Call } }, parameters: { x: { link: text } }",
    "type: event, on: { link: { text: Call } }, parameters: { x: { link: url, default: none } }",
    ["link clicked: text is Call", 'parameter x: link text → link address, or "none" if it is missing'],
  ],
  [
    "user properties",
    "type: event, on: { click: .buy }, user_properties: { plan: { data_layer: plan } }",
    "type: event, on: { click: .buy }, user_properties: { plan: { data_layer: account.plan }, kind: guest }",
    [
      "click: .buy",
      "user property plan: data-layer key plan → data-layer key account.plan",
      "user property kind: (nothing) → guest",
    ],
  ],
  [
    "e-commerce data",
    "type: event, on: { data_layer: sold }",
    "type: event, on: { data_layer: sold }, ecommerce: true",
    ["the site pushes sold to the data layer", "sends no e-commerce data → the e-commerce data of the push"],
  ],
  [
    "where an amount comes from",
    "type: event, on: { click: .buy }, value: 5",
    "type: event, on: { click: .buy }, value: { attribute: data-price, default: 5 }",
    ["click: .buy", 'worth 5 EUR → attribute data-price, or "5" if it is missing, in EUR'],
  ],
  [
    "another type",
    THANKS,
    "name: Thanks, type: event, on: { click: '#buy' }",
    ["page viewed: /thanks → click: #buy"],
  ],
])("%s", async (_, before, after, lines) => {
  expect(await said(before, after)).toEqual(lines);
});

test("a value and a counting method of somebody else stay, so nothing is said about them", async () => {
  const edit = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    property: {
      ...snapshot.property,
      keyEvents: snapshot.property.keyEvents.map((one) => ({
        ...one,
        defaultValue: { numericValue: 9, currencyCode: "USD" },
      })),
    },
  });
  expect(await said(THANKS, THANKS.replace("/thanks", "/merci"), edit)).toEqual([
    "page viewed: /thanks → /merci",
  ]);
});

test("consent that somebody else asks for stays, so nothing is said about it", async () => {
  const needed = {
    consentStatus: "needed",
    consentType: { type: "list", list: [{ type: "template", value: "ad_storage" }] },
  };
  const edit = (snapshot: Snapshot) => withTags(snapshot, (tag) => ({ ...tag, consentSettings: needed }));
  expect(await said(THANKS, THANKS.replace("/thanks", "/merci"), edit)).toEqual([
    "page viewed: /thanks → /merci",
  ]);
});

test("what the language has no words for is not put into any", async () => {
  const edit = (snapshot: Snapshot) => withTags(snapshot, (tag) => ({ ...tag, blockingTriggerId: ["1"] }));
  expect(await said(THANKS, THANKS.replace("/thanks", "/merci"), edit)).toEqual(["page viewed: /merci"]);
});

function withTags(snapshot: Snapshot, edit: (tag: JsonObject) => JsonObject): Snapshot {
  const { container } = snapshot;
  const { content } = container;
  const entities = { ...content.entities, "gtm.tag": content.entities["gtm.tag"].map(edit) };
  return { ...snapshot, container: { ...container, content: { ...content, entities } } };
}

const RULE = "goals:\n  thanks: { type: destination, page: /thanks, via: ga4 }\n";
const WHERE =
  "goals:\n  big: { type: event, on: { ga4_event: bought }, where: { value: { at_least: 100 } } }\n";
const RECEIVED = "goals:\n  buy: { type: event, on: { ga4_event: bought }, counting: once_per_event }\n";
const AUDIENCE = "goals:\n  deep: { type: pages_per_session, more_than: 5, via: ga4 }\n";
const CART = "{ id: cart, page: /cart }";
const PAY = "{ id: pay, on: { data_layer: pay } }";
const funnel = (steps: string, more = "") =>
  `${RECEIVED}funnels:\n  checkout: { steps: [${steps}, buy]${more} }\n`;
const WITH_AUDIENCE = funnel(`${CART}, ${PAY}`, ", within: 30m, audiences: [completed]");
const TAKEN = "closed funnel: Cart → Pay → Buy";
const MEMBERS = "; audience completed (30 days)";

test.each<readonly [string, string, string, readonly string[]]>([
  [
    "a page that a rule finds",
    RULE,
    RULE.replace("/thanks", "/merci"),
    ["page viewed: /thanks → /merci, counted by a rule in Analytics"],
  ],
  [
    "a condition of a rule",
    WHERE,
    WHERE.replace("100", "200"),
    ["GA4 already receives the event bought where value is at least 100 → 200"],
  ],
  [
    "how an event that is received counts",
    RECEIVED,
    RECEIVED.replace("_event }", "_session }"),
    ["GA4 already receives the event bought", "counts every time → once per session"],
  ],
  [
    "pages that an audience counts",
    AUDIENCE,
    AUDIENCE.replace("5", "3"),
    ["more than 5 → 3 pages in one session, counted by an audience in Analytics"],
  ],
  [
    "a goal of a rule that goes",
    RULE,
    "goals: {}\n",
    ["page viewed: /thanks, counted by a rule in Analytics", "no longer in the goals file"],
  ],
  [
    "the page of a step",
    funnel(CART),
    funnel(CART.replace("/cart", "/basket")),
    ["closed funnel: Cart → Buy", "step Cart: page viewed: /cart → /basket"],
  ],
  [
    "a step more",
    funnel(CART),
    funnel(`${CART}, ${PAY}`),
    [TAKEN, "step Pay: (nothing) → the site pushes pay to the data layer"],
  ],
  [
    "the time between steps",
    WITH_AUDIENCE,
    WITH_AUDIENCE.replace("30m", "1h"),
    [TAKEN + MEMBERS, "time between two steps: 30m → 1h"],
  ],
  [
    "the order of steps",
    WITH_AUDIENCE,
    WITH_AUDIENCE.replace(`${CART}, ${PAY}`, `${PAY}, ${CART}`),
    [`closed funnel: Pay → Cart → Buy${MEMBERS}`, "order of steps: Cart, Pay, Buy → Pay, Cart, Buy"],
  ],
  [
    "the order of steps, which nothing at Google shows without an audience",
    funnel(`${CART}, ${PAY}`),
    funnel(`${PAY}, ${CART.replace("/cart", "/basket")}`),
    ["closed funnel: Pay → Cart → Buy", "step Cart: page viewed: /cart → /basket"],
  ],
  [
    "who may enter",
    WITH_AUDIENCE,
    WITH_AUDIENCE.replace(", within: 30m", ", open: true"),
    [
      `open funnel: Cart → Pay → Buy${MEMBERS}`,
      "closed: the first step is required → open: people may enter at any step",
    ],
  ],
  [
    "a funnel that goes",
    WITH_AUDIENCE,
    RECEIVED,
    [
      "funnel with the steps Cart (page viewed: /cart), Pay (the site pushes pay to the data layer), Buy (a goal)",
      "no longer in the goals file",
    ],
  ],
])("%s", async (_, before, after, lines) => {
  const google = memoryGoogle();
  await applyGoals(google, HEAD + before);
  expect(wordsOf(await planned(google, HEAD + after))).toEqual(lines);
});

test("what somebody edited in a funnel says what the step counts now", async () => {
  const google = memoryGoogle();
  await applyGoals(google, HEAD + WITH_AUDIENCE);
  google.editEntities("gtm.trigger", (one) => ({ ...one, filter: [] }));
  const now = await planned(google, HEAD + WITH_AUDIENCE);
  expect(wordsOf(now)).toEqual([TAKEN + MEMBERS, "step Cart: now counts on every page; the file says /cart"]);
  expect(changeOf(now)).toMatchObject({
    before: { funnel: { steps: [{ id: "cart" }, { id: "pay" }, "buy"] } },
  });
  google.editEntities("gtm.trigger", () => null);
});

test("what all goals have from the defaults is said once, above them", async () => {
  const google = memoryGoogle();
  const usual = HEAD.replace(
    "currency: EUR",
    "currency: EUR, parameters: { lang: { data_layer: lang, default: de } }",
  );
  const plan = await planned(google, `${usual}goals:\n  thanks: { ${THANKS} }\n`);
  const said = 'goals that Tag Manager counts also send lang (data-layer key lang, or "de" if it is missing)';
  expect(planText(plan, { color: false }).split("\n")[2]).toBe(`Defaults: ${said}`);
  expect(planMarkdown(plan)).toContain(
    '\n\nDefaults: goals that Tag Manager counts also send lang \\(data-layer key lang, or "de" if it is missing\\)\n',
  );
  expect(planJson(plan).defaults).toBe(said);
});

test("what the language has no words for says why, and a paused tag that it counts nothing", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file(THANKS));
  google.editEntities("gtm.tag", (tag) => ({ ...tag, paused: true }));
  expect(wordsOf(await planned(google, file(THANKS)))).toEqual([
    "now counts nothing: it is paused; the file says page viewed: /thanks",
  ]);
  google.editEntities("gtm.tag", ({ paused: _, ...tag }) =>
    JSON.parse(JSON.stringify(tag).replace(MEASUREMENT_ID, "G-OTHER00001")),
  );
  expect(wordsOf(await planned(google, file(THANKS)))).toEqual([
    "now counts what the goals file has no words for: it sends to another property; the file says page viewed: /thanks",
  ]);
});

test("an amount that somebody sends instead is what it is worth", async () => {
  const google = memoryGoogle();
  const goal = "name: Thanks, type: event, on: { data_layer: paid }, value: { data_layer: total }";
  await applyGoals(google, file(goal));
  google.editEntities("gtm.tag", (tag) => JSON.parse(JSON.stringify(tag).replace(/\{\{[^}]*total\}\}/, "7")));
  expect(wordsOf(await planned(google, file(goal)))).toEqual([
    "the site pushes paid to the data layer",
    "now worth 7 EUR; the file says data-layer key total, in EUR",
  ]);
});

test("what was deleted counts nothing", async () => {
  const google = memoryGoogle();
  await applyGoals(google, file(THANKS));
  google.editEntities("gtm.tag", () => null);
  const plan = await planned(google, file(THANKS));
  expect(wordsOf(plan)).toEqual(["now counts nothing; the file says page viewed: /thanks"]);
});

test("a parameter that reads what the language has no word for is shown field by field, not as missing", async () => {
  const google = memoryGoogle();
  const goals = file(`${THANKS}, parameters: { plan: { data_layer: plan } }`);
  await applyGoals(google, goals);
  google.editEntities("gtm.tag", (tag) =>
    JSON.parse(JSON.stringify(tag).replace(/\{\{[^}]*parameter plan\}\}/, "{{Random Number}}")),
  );
  const plan = await planned(google, goals);
  expect(wordsOf(plan)).toEqual(["page viewed: /thanks"]);
  expect(planMarkdown(plan)).toContain(
    "| page viewed: /thanks<br>parameter plan: variable Random Number → data-layer key plan |",
  );
});

const changeOf = (plan: Plan) => planJson(plan).changes[0];
