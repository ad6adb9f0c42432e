/** Key events: how often they count, what they are worth, and what the marks remember of them. */
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";
import { visit } from "../support/visit.ts";

const goal = (more: string) => `goals:\n  thanks: { type: destination, page: /t${more} }\n`;

function resource(kind: string, yaml: string) {
  return compile(goalSet(HEAD + yaml), MEASUREMENT_ID).resources.find((one) => one.kind === kind);
}

const SESSION = { countingMethod: "ONCE_PER_SESSION" };

test.each([
  ["", SESSION],
  [", counting: once_per_session", SESSION],
  [", counting: once_per_event", { countingMethod: "ONCE_PER_EVENT" }],
  [", value: 5", { ...SESSION, defaultValue: { numericValue: 5, currencyCode: "EUR" } }],
  [", value: 0.5, currency: USD", { ...SESSION, defaultValue: { numericValue: 0.5, currencyCode: "USD" } }],
  // Google takes 0 for "not given".
  [", value: 0", SESSION],
  [", value: { data_layer: total }", SESSION],
])("a goal%s is a key event with %j", (more, body) => {
  expect(resource("ga4.keyEvent", goal(more))).toMatchObject({
    address: "ga4.keyEvent/thanks",
    name: "thanks",
    at: { line: 9, column: 3 },
    users: ["goal:thanks"],
  });
  expect(resource("ga4.keyEvent", goal(more))?.body).toEqual({ eventName: "thanks", ...body });
});

test("an event that Analytics has already keeps the setting that it has there", () => {
  const yaml = (more: string) => `goals:\n  order: { type: event, on: { ga4_event: purchase }${more} }\n`;
  expect(resource("ga4.keyEvent", yaml(""))?.body).toEqual({ eventName: "purchase" });
  expect(resource("ga4.keyEvent", yaml(", counting: once_per_session"))?.body).toEqual({
    eventName: "purchase",
    ...SESSION,
  });
});

test("a goal that is to be none has no key event, and sends what it is worth", () => {
  const yaml = goal(", key_event: false, value: 0");
  expect(resource("ga4.keyEvent", yaml)).toBeUndefined();
  expect(visit(yaml, "/t").hits.map(({ parameters }) => parameters)).toEqual([
    { value: "0", currency: "EUR" },
  ]);
});

test.each([
  ["", ["key_event"]],
  [", key_event: false", undefined],
  [", value: 5", ["key_event", "value"]],
  [", value: 0", ["key_event"]],
  [", value: { data_layer: total }", ["key_event"]],
  [", key_event: false, value: 5", undefined],
  [", protected: true", ["protected", "key_event"]],
  [", protected: true, key_event: false", ["protected"]],
  [", consent: [ad_storage]", ["key_event", "consent"]],
])("the tag of a goal%s remembers %j", (more, remembers) => {
  expect(resource("gtm.tag", goal(more))?.remembers).toEqual(remembers);
});

test("triggers remember that the goal is protected, and nothing else", () => {
  expect(resource("gtm.trigger", goal(", protected: true, value: 5"))?.remembers).toEqual(["protected"]);
  expect(resource("gtm.trigger", goal(", value: 5"))).not.toHaveProperty("remembers");
  expect(resource("gtm.tag", goal(", key_event: false"))).not.toHaveProperty("remembers");
});

test("the goal's own resources know its former id, shared ones do not", () => {
  const yaml = goal(", spa: true, was: danke");
  const all = compile(goalSet(HEAD + yaml), MEASUREMENT_ID).resources;
  expect(Object.fromEntries(all.flatMap(({ address, was }) => (was ? [[address, was]] : [])))).toEqual({
    "gtm.trigger/thanks": "gtm.trigger/danke",
    "gtm.trigger/thanks/history": "gtm.trigger/danke/history",
    "gtm.tag/thanks": "gtm.tag/danke",
  });
});
