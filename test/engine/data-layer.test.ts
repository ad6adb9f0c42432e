import { expect, test } from "vitest";
import { gtagCommand } from "../../src/engine/gtag-command.ts";
import { customEvent, dataLayer, firings, load, seen, tag, template, variable } from "./support.ts";

const shop = {
  variable: [dataLayer("shop"), variable("flat", "v", { name: "shop", dataLayerVersion: "1" })],
};

test("version 2 merges objects deeply and arrays by index, version 1 keeps the last push as it was", () => {
  const pushes = [{ shop: { a: { x: 1 }, list: [1, 2, 3] } }, { shop: { a: { y: 2 }, list: [9] } }];
  expect(seen("{{shop}}", shop, {}, ...pushes)).toEqual({ a: { x: 1, y: 2 }, list: [9, 2, 3] });
  expect(seen("{{flat}}", shop, {}, ...pushes)).toEqual({ a: { y: 2 }, list: [9] });
});

test("_clear replaces the keys of its message and leaves the others", () => {
  const parts = { variable: [dataLayer("shop"), dataLayer("other")] };
  const pushes = [
    { shop: { a: 1 }, other: { b: 2 } },
    { shop: { c: 3 }, _clear: true },
  ];
  expect(seen("{{shop}}", parts, {}, ...pushes)).toEqual({ c: 3 });
  expect(seen("{{other}}", parts, {}, ...pushes)).toEqual({ b: 2 });
});

test("a key with dots is one key in version 1 and a path in version 2", () => {
  const parts = {
    variable: [dataLayer("deep", "a.b"), variable("flat", "v", { name: "a.b", dataLayerVersion: "1" })],
  };
  expect(seen("{{deep}}-{{flat}}", parts, {}, { "a.b": 1 })).toBe("1-1");
  expect(seen("{{deep}}-{{flat}}", parts, {}, { a: { b: 1 } })).toBe("1-");
});

test("a path that leads through null is false, and one through nothing is undefined", () => {
  const parts = { variable: [dataLayer("deep", "a.b.c")] };
  expect(seen("{{deep}}", parts, {}, { a: { b: null } })).toBe(false);
  expect(seen("{{deep}}", parts, {}, { a: {} })).toBe(undefined);
});

test("a message does not share its objects with the deep model", () => {
  const plan = { name: "free" };
  const parts = { variable: [dataLayer("plan")] };
  const pushThenChange = [{ plan }, () => (plan.name = "paid")];
  expect(seen("{{plan}}", parts, {}, ...pushThenChange)).toEqual({ name: "free" });
});

test("a pushed __proto__ gives no object a new prototype", () => {
  const parts = { variable: [dataLayer("it", "a.polluted"), dataLayer("top", "polluted")] };
  const message = JSON.parse('{"a": {"__proto__": {"polluted": true}}, "__proto__.polluted": true}');
  expect(seen("{{it}}{{top}}", parts, {}, message)).toBe("");
  expect(({} as Record<string, unknown>)["polluted"]).toBe(undefined);
});

test("a pushed function gets the data layer to read and write, and its exception stays its own", () => {
  const parts = { variable: [dataLayer("count")] };
  const addOne = function (this: { get(k: string): number; set(k: string, v: number): void }) {
    this.set("count", this.get("count") + 1);
    throw new Error("the page's own trouble");
  };
  expect(seen("{{count}}", parts, {}, { count: 1 }, addOne)).toBe(2);
});

test("an event callback runs after the tags of its event", () => {
  const order: string[] = [];
  const parts = { tag: [tag("a", ["1"])], trigger: [customEvent("1", "go")] };
  const running = load(parts, { onFire: (fired) => order.push(fired.tag) });
  running.push({ event: "go", eventCallback: () => order.push("callback") });
  expect(order).toEqual(["a", "callback"]);
});

test("arrays and other values do nothing: an array ['event', …] is no gtag call", () => {
  const running = load({ tag: [tag("a", ["1"])], trigger: [customEvent("1", "purchase")] });
  for (const message of [["event", "purchase"], "purchase", 7, null, undefined]) running.push(message);
  expect(firings(running)).toEqual([]);
});

test("gtag('event') fires a custom-event trigger with its values at eventModel, gone at the next message", () => {
  const running = load({
    variable: [dataLayer("value", "eventModel.value")],
    tag: [tag("probe", ["1", "2"], { parameter: [template("value", "{{value}}")] })],
    trigger: [customEvent("1", "purchase"), customEvent("2", "plain")],
  });
  running.gtag("event", "purchase", { value: 5 });
  running.push({ event: "plain" });
  expect(running.fired.map(({ event, parameters }) => [event, parameters["value"]])).toEqual([
    ["purchase", 5],
    ["plain", undefined],
  ]);
});

test("a pushed arguments object is a gtag call", () => {
  const running = load({ tag: [tag("a", ["1"])], trigger: [customEvent("1", "purchase")] });
  const gtag: (...args: unknown[]) => void = function () {
    // biome-ignore lint/complexity/noArguments: this is what the gtag snippet does
    running.push(arguments);
  };
  gtag("event", "purchase");
  expect(firings(running)).toEqual(["purchase: a"]);
});

test("gtag('set') replaces values without an event", () => {
  const set = gtagCommand("set", { shop: { b: 2 } });
  expect(seen("{{shop}}", shop, {}, { shop: { a: 1 } }, set)).toEqual({ b: 2 });
  expect(seen("{{shop}}", shop, {}, gtagCommand("set", "shop", "closed"))).toBe("closed");
});

test("a gtag call of the wrong shape does nothing", () => {
  const running = load({ tag: [tag("a", ["1"])], trigger: [customEvent("1", "purchase")] });
  running.gtag("event", "purchase", "not an object");
  running.gtag("event", "purchase", {}, "too many");
  running.gtag("event", 5);
  running.gtag("unknown", "purchase");
  expect([firings(running), running.hits]).toEqual([[], []]);
});
