/** Which events a file waits for without sending them, so that somebody can ask whether Analytics gets them. */
import { expect, test } from "vitest";
import { expectedEvents } from "../../src/compile/expected-events.ts";
import { goalSet, HEAD } from "../support/shop.ts";

const expected = (yaml: string) => expectedEvents(goalSet(HEAD + yaml));

test("those of goals and of funnel steps, under their names", () => {
  const yaml = `goals:
  order: { name: Purchase, type: event, on: { ga4_event: purchase } }
  big: { type: event, on: { ga4_event: purchase }, where: { value: { at_least: 100 } } }
funnels:
  checkout:
    name: Check-out
    steps: [{ id: ship, on: { ga4_event: add_shipping_info } }, order]
`;
  expect(expected(yaml)).toEqual([
    { event: "purchase", name: "Purchase", is: "goal" },
    { event: "purchase", name: "Big", is: "goal" },
    { event: "add_shipping_info", name: "Check-out", is: "funnel" },
  ]);
});

test("none that our own tags, rules and audiences send", () => {
  const yaml = `goals:
  thanks: { type: destination, page: /thanks }
  pages: { type: pages_per_session, more_than: 5, via: ga4 }
  lead: { type: event, on: { data_layer: lead_sent } }
funnels:
  f: { steps: [{ id: a, page: /a }, { id: b, on: { data_layer: b } }, thanks] }
`;
  expect(expected(yaml)).toEqual([]);
});

test("none that Analytics collects by itself", () => {
  const yaml = `goals:
  loaded: { type: event, on: { ga4_event: file_download } }
funnels:
  f: { steps: [{ id: a, on: { ga4_event: scroll } }, loaded] }
`;
  expect(expected(yaml)).toEqual([]);
});

test("none of a goal or funnel that says that the event is sent elsewhere", () => {
  const yaml = (goal: string, funnel: string) => `goals:
  order: { type: event, on: { ga4_event: purchase }${goal} }
funnels:
  f: { steps: [{ id: a, on: { ga4_event: add_shipping_info } }, order]${funnel} }
`;
  const allow = ", allow: [event-not-sent]";
  expect(expected(yaml(allow, "")).map(({ is }) => is)).toEqual(["funnel"]);
  expect(expected(yaml("", allow)).map(({ is }) => is)).toEqual(["goal"]);
});
