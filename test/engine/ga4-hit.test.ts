import { expect, test } from "vitest";
import type { Container, Parameter } from "../../src/engine/container.ts";
import type { Ga4Hit } from "../../src/engine/ga4-hit.ts";
import type { RunningTag } from "../../src/engine/running-tag.ts";
import { checked, customEvent, dataLayer, eventTag, load, table, tag, template } from "./support.ts";

const settings = (...rows: [string, string][]) =>
  table("eventSettingsTable", ["parameter", "parameterValue"], rows);

/** The hits when this message arrives at a container with one GA4 event tag. */
function hits(parameters: readonly Parameter[], message: object, parts: Container = {}): readonly Ga4Hit[] {
  const eventTags = [...(parts.tag ?? []), eventTag("sign_up", ["1"], parameters)];
  const running = load({ ...parts, tag: eventTags, trigger: [customEvent("1", "go")] });
  running.push({ ...message, event: "go" });
  return running.hits;
}

test("a GA4 event tag sends its event with its resolved parameters", () => {
  const parts = { variable: [dataLayer("plan"), dataLayer("value")] };
  const rows = settings(["plan", "{{plan}}"], ["value", "{{value}}"], ["label", "plan {{plan}}"]);
  expect(hits([rows], { plan: "free", value: 5 }, parts)).toEqual([
    {
      event: "sign_up",
      parameters: { plan: "free", value: 5, label: "plan free" },
      measurementId: "G-TEST123456",
      by: "tag",
    },
  ]);
});

test("an undefined parameter is left out, null becomes the empty text, and an empty text is sent", () => {
  const parts = { variable: [dataLayer("gone"), dataLayer("none"), dataLayer("empty")] };
  const rows = settings(["gone", "{{gone}}"], ["none", "{{none}}"], ["empty", "{{empty}}"]);
  expect(hits([rows], { none: null, empty: "" }, parts)[0]?.parameters).toEqual({ none: "", empty: "" });
});

test("the tag's own parameters win over its settings variable, and that over e-commerce data", () => {
  const parts = {
    variable: [{ name: "shared", type: "gtes", parameter: [settings(["a", "shared"], ["b", "shared"])] }],
  };
  const own = [settings(["a", "own"]), template("eventSettingsVariable", "{{shared}}")];
  const fromDataLayer = [checked("sendEcommerceData"), template("getEcommerceDataFrom", "dataLayer")];
  const message = { ecommerce: { a: "shop", b: "shop", c: "shop" } };
  expect(hits([...own, ...fromDataLayer], message, parts)[0]?.parameters).toEqual({
    a: "own",
    b: "shared",
    c: "shop",
  });
  expect(hits(own, message, parts)[0]?.parameters).toEqual({ a: "own", b: "shared" });
});

test("e-commerce data can come from a variable, and the last push does not merge with earlier ones", () => {
  const fromDataLayer = [checked("sendEcommerceData"), template("getEcommerceDataFrom", "dataLayer")];
  const running = load({
    tag: [eventTag("purchase", ["1"], fromDataLayer)],
    trigger: [customEvent("1", "go")],
  });
  running.push({ event: "go", ecommerce: { value: 1, coupon: "X" } });
  running.push({ event: "go", ecommerce: { value: 2 } });
  expect(running.hits.map((hit) => hit.parameters)).toEqual([{ value: 1, coupon: "X" }, { value: 2 }]);
  const custom = [checked("sendEcommerceData"), template("getEcommerceDataFrom", "customObject")];
  const parts = { variable: [dataLayer("order")] };
  const fromVariable = hits(
    [...custom, template("ecommerceMacroData", "{{order}}")],
    { order: { value: 3 } },
    parts,
  );
  expect(fromVariable[0]?.parameters).toEqual({ value: 3 });
});

test("an older tag names its parameters in eventParameters and its destination by the config tag's name", () => {
  const parameter = [
    template("eventName", "{{Event name}}"),
    { type: "tagReference", key: "measurementId", value: "GA4 config" },
    table("eventParameters", ["name", "value"], [["plan", "free"]]),
  ];
  const running = load({
    variable: [dataLayer("Event name", "name")],
    tag: [
      tag("GA4 config", [], { type: "gaawc", parameter: [template("measurementId", "G-OLD")] }),
      tag("older", ["1"], { type: "gaawe", parameter }),
    ],
    trigger: [customEvent("1", "go")],
  });
  running.push({ event: "go", name: "sign_up" });
  expect(running.hits).toEqual([
    { event: "sign_up", parameters: { plan: "free" }, measurementId: "G-OLD", by: "tag" },
  ]);
});

test("a tag without an event name fires but sends nothing", () => {
  const unnamed = tag("x", ["1"], { type: "gaawe", parameter: [template("eventName", "{{name}}")] });
  const running = load({ variable: [dataLayer("name")], tag: [unnamed], trigger: [customEvent("1", "go")] });
  running.push({ event: "go" });
  expect([running.fired.length, running.hits]).toEqual([1, []]);
});

const GOOGLE_TAG = tag("Google tag", ["2147479573"], {
  type: "googtag",
  parameter: [template("tagId", "G-TEST123456")],
});

const destinations = (running: RunningTag) =>
  running.hits.map(({ event, measurementId, by }) => [event, measurementId, by]);

test("the site's own event is a hit of its own where the page configured the id, next to that of a tag on it", () => {
  const running = load({
    tag: [GOOGLE_TAG, eventTag("order", ["1"])],
    trigger: [customEvent("1", "purchase")],
  });
  running.gtag("config", "G-TEST123456");
  running.gtag("event", "purchase", { value: 5, coupon: undefined, event_timeout: 100 });
  expect(running.hits).toEqual([
    { event: "purchase", parameters: { value: 5 }, measurementId: "G-TEST123456", by: "site" },
    { event: "order", parameters: {}, measurementId: "G-TEST123456", by: "tag" },
  ]);
});

test("the site's own event does not reach a Google tag of the container, unless `send_to` names it", () => {
  const running = load({
    tag: [GOOGLE_TAG, eventTag("order", ["1"])],
    trigger: [customEvent("1", "purchase")],
  });
  running.gtag("event", "purchase", { value: 5 });
  expect(destinations(running)).toEqual([["order", "G-TEST123456", "tag"]]);
  running.gtag("event", "named", { send_to: "G-TEST123456" });
  expect(destinations(running).slice(1)).toEqual([["named", "G-TEST123456", "site"]]);
});

test("the site's own events go to every destination that the page configured, or only where they are sent to", () => {
  const running = load({});
  running.gtag("event", "early");
  running.gtag("config", "G-ONE");
  running.gtag("config", "G-TWO");
  running.gtag("config", "G-AGENCY", { groups: "agency" });
  running.gtag("event", "everywhere");
  running.gtag("event", "chosen", { send_to: ["G-THREE"] });
  running.gtag("event", "grouped", { send_to: ["agency", "G-ONE", "G-AGENCY"] });
  expect(destinations(running)).toEqual([
    ["everywhere", "G-ONE", "site"],
    ["everywhere", "G-TWO", "site"],
    ["chosen", "G-THREE", "site"],
    ["grouped", "G-AGENCY", "site"],
    ["grouped", "G-ONE", "site"],
  ]);
});

test("the callback of a site's event runs after its tags", () => {
  const order: string[] = [];
  const parts = { tag: [tag("x", ["1"])], trigger: [customEvent("1", "purchase")] };
  const running = load(parts, { onFire: (fired) => order.push(fired.tag) });
  running.gtag("event", "purchase", { event_callback: () => order.push("callback") });
  expect(order).toEqual(["x", "callback"]);
});
