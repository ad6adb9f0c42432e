/**
 * Every comparison, wherever the language takes one, and the conditions that Tag Manager is given for it: a table of texts. What
 * they count is tested by visits (`conditions.test.ts`, `hosts.test.ts` and others); here nothing changes unseen.
 */

import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { parameterText } from "../../src/container/possible-texts.ts";
import type { Condition, Entity } from "../../src/resources/body.ts";
import { HEAD, MEASUREMENT_ID, reading } from "../support/shop.ts";

const COMPARISONS = [
  "/a.b",
  "{ not: /a.b }",
  "{ equals: /A, ignore_case: true }",
  "{ begins_with: /a? }",
  "{ begins_with: / }",
  "{ ends_with: b+, not: true }",
  "{ contains: a.b }",
  "{ contains: Ü b, ignore_case: true }",
  '{ matches: "^/a+$" }',
  '{ matches: ".*" }',
  '{ matches: ".+", not: true }',
  '{ matches: "(?:x|)", ignore_case: true }',
  "{ one_of: [/a, /b.c] }",
  "{ one_of: [/a, /b], not: true, ignore_case: true }",
  "{ present: true }",
  "{ present: false }",
  '{ contains: "not set" }',
  '{ begins_with: "(", not: true }',
];

const NUMBERS = [
  "5",
  "{ not: 5 }",
  "{ more_than: 1.5 }",
  "{ at_least: 0 }",
  "{ less_than: -2 }",
  "{ at_most: 100 }",
  "true",
  "{ not: false }",
  '"9.90"',
  "{ one_of: [1, 2] }",
];

const HOSTS = [
  "Shop.example",
  "müller.example",
  "{ not: shop.example }",
  "{ ends_with: .example }",
  "{ contains: MÜLL }",
  "{ one_of: [a.example, Ü.example], not: true }",
  '{ matches: "^(A|b)[.]" }',
  '{ matches: "\\\\Wü$" }',
];

const ADDRESSES = [
  "https://shop.example",
  "https://MÜLLER.example/Ä b?q=ü#x",
  "{ not: https://shop.example/a }",
  "{ begins_with: https://müller.example/ä }",
  "{ begins_with: https://shop, ignore_case: true }",
  "{ contains: müller.example/ü, not: true }",
  "{ one_of: [https://a.example/x, https://b.example], ignore_case: true }",
  '{ matches: "^https://(a|ü)[.]example/" }',
];

/** The comparison goes where the dots are. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  "type: destination, page: { path: … }": COMPARISONS,
  "type: destination, page: { url: … }": [...ADDRESSES, ...COMPARISONS],
  "type: destination, page: { host: … }": HOSTS,
  "type: destination, page: { query: { q: … } }": [...COMPARISONS, ...NUMBERS],
  "type: destination, page: { fragment: … }, spa: true": COMPARISONS,
  "type: destination, page: { title: … }": COMPARISONS,
  "type: destination, page: { referrer: … }": [...ADDRESSES, ...COMPARISONS],
  "type: event, on: { data_layer: x }, where: { plan: … }": [...COMPARISONS, ...NUMBERS],
  "type: event, on: { data_layer: x }, cookie: { plan: … }": COMPARISONS,
  "type: event, on: { link: { url: … } }": [...ADDRESSES, ...COMPARISONS],
  "type: event, on: { link: { text: … } }": COMPARISONS,
  "type: event, on: { click: { text: … } }": COMPARISONS,
  "type: event, on: { form: { id: … } }": COMPARISONS,
  "type: event, on: { form: { action: … } }": COMPARISONS,
  "type: event, on: { form: { classes: … } }": COMPARISONS,
  "type: event, on: { video: { progress: 50, title: … } }": COMPARISONS,
};

test.each(Object.entries(PLACES))("%s", async (place, comparisons) => {
  const lines = comparisons.map((one) => `${one}: ${conditionsOf(place.replace("…", one))}`);
  const name = place.replaceAll(/[^a-z]+/g, "-").replace(/-$/, "");
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`comparisons/${name}.txt`);
});

/** Of the goal's triggers; or the rule that the goal breaks. */
function conditionsOf(goal: string): string {
  const file = `${HEAD}goals:\n  a: { ${goal} }\n`;
  const { goalSet, diagnostics } = reading(file);
  if (!goalSet) return `refused: ${diagnostics.map(({ code }) => code).join(", ")}`;
  const { resources } = compile(goalSet, MEASUREMENT_ID);
  const triggers = resources.filter(({ kind }) => kind === "gtm.trigger").map(({ body }) => body as Entity);
  return triggers.map(({ type, filter }) => [type, ...(filter ?? []).map(inWords)].join(" | ")).join(" || ");
}

function inWords(condition: Condition): string {
  const of = (key: string) => parameterText(condition, key);
  const how = ["negate", "ignore_case"].filter((key) => of(key) === "true");
  return [of("arg0"), ...how, condition["type"], of("arg1")].join(" ");
}
