/** What is said of a goal that changes: that which will be otherwise, and nothing that stays as it is. */
import { expect, test } from "vitest";
import { workOf } from "../../src/apply/work.ts";
import { compile } from "../../src/compile/compile.ts";
import { planText } from "../../src/render/plan-text.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { bring } from "../support/memory-shop.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const file = (goal: string) => `${HEAD}goals:\n  thanks: { ${goal} }\n`;
const THANKS = "name: Thanks, type: destination, page: /thanks";

/** The lines between a goal's name and its resources, after somebody has changed what is live. */
async function said(before: string, after: string, edit: (snapshot: Snapshot) => Snapshot = (one) => one) {
  const google = memoryGoogle();
  await bring(google, file(before));
  const compiled = compile(goalSet(file(after)), MEASUREMENT_ID);
  const { plan } = workOf(compiled, edit(await google.read()), "production").built;
  const lines = planText(plan, { color: false }).split("\n");
  const start = lines.findIndex((line) => line.startsWith("~ change"));
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
      "the site pushes done to the data layer → the site pushes done to the data layer where plan is not free",
    ],
  ],
  [
    "consent",
    THANKS,
    `${THANKS}, consent: [analytics_storage]`,
    ["page viewed: /thanks", "needs no consent → consent to analytics_storage"],
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

test("a value and a counting method of somebody else stay, so nothing is said of them", async () => {
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

test("consent that somebody else asks for stays, so nothing is said of it", async () => {
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
