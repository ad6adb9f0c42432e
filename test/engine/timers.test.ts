import { expect, test } from "vitest";
import type { Trigger } from "../../src/engine/container.ts";
import { builtIns, dataLayer, firings, load, tag, template, trigger, when } from "./support.ts";

function timer(
  interval: string | undefined,
  limit: string | undefined,
  more: Partial<Trigger> = {},
): Trigger {
  return trigger("1", "timer", {
    eventName: { type: "template", value: "gtm.timer" },
    ...(interval === undefined ? {} : { interval: { type: "template", value: interval } }),
    ...(limit === undefined ? {} : { limit: { type: "template", value: limit } }),
    ...more,
  });
}

function firesWithin(ms: number, trigger: Trigger): number {
  const running = load({ tag: [tag("a", ["1"])], trigger: [trigger] });
  running.advance(ms);
  return running.fired.length;
}

test("a timer fires after one interval, and stops at its limit", () => {
  const at = [29_999, 30_000, 59_999, 60_000, 900_000];
  expect(at.map((ms) => firesWithin(ms, timer("30000", "2")))).toEqual([0, 1, 1, 2, 2]);
});

test.each([
  ["0", 3],
  ["", 3],
  ["abc", 3],
  [undefined, 3],
  ["-1", 0],
])("in three intervals a timer with limit %j fires %j times", (limit, expected) => {
  expect(firesWithin(3000, timer("1000", limit))).toBe(expected);
});

test.each([
  ["abc", 0],
  [undefined, 0],
  ["", 1],
  ["0", 1],
  ["-5", 1],
])("with interval %j a timer of limit 1 fires at once: %j", (interval, expected) => {
  expect(firesWithin(0, timer(interval, "1"))).toBe(expected);
});

test("an endless timer without interval repeats no faster than a browser lets it", () => {
  expect(firesWithin(40, timer("0", "0"))).toBe(11);
});

test("autoEventFilter is judged once at gtm.js, filter when the timer fires", () => {
  const onShop = [when("{{Page Path}}", "equals", "/shop")];
  const running = load({
    builtInVariable: builtIns("pagePath"),
    tag: [tag("auto", ["1"]), tag("filter", ["2"])],
    trigger: [
      timer("1000", "1", { autoEventFilter: onShop }),
      { ...timer("1000", "1", { filter: onShop }), triggerId: "2" },
    ],
  });
  running.navigate("/later", "pushState");
  running.advance(1000);
  expect(firings(running)).toEqual(["gtm.timer: auto"]);
});

test("where its page condition fails, a timer does not start", () => {
  const elsewhere = { autoEventFilter: [when("{{Page Path}}", "equals", "/blog")] };
  const running = load({
    builtInVariable: builtIns("pagePath"),
    tag: [tag("a", ["1"])],
    trigger: [timer("1000", "1", elsewhere)],
  });
  running.navigate("/blog", "pushState");
  running.advance(5000);
  expect(firings(running)).toEqual([]);
});

test("timers push one event each, in the order of time, and meet only their own trigger", () => {
  const named = (id: string, ms: string, eventName: string): Trigger => ({
    ...timer(ms, "2"),
    triggerId: id,
    eventName: { type: "template", value: eventName },
  });
  const running = load({
    tag: [tag("slow", ["1"]), tag("fast", ["2"]), tag("own name", ["3"])],
    trigger: [named("1", "1000", "gtm.timer"), named("2", "400", "gtm.timer"), named("3", "900", "tick")],
  });
  running.advance(1000);
  expect(firings(running)).toEqual([
    "gtm.timer: fast",
    "gtm.timer: fast",
    "tick: own name",
    "gtm.timer: slow",
  ]);
});

test("a timer tells its number and times on the page's clock", () => {
  const keys = ["EventNumber", "Interval", "Limit", "StartTime", "CurrentTime", "ElapsedTime"];
  const running = load(
    {
      variable: keys.map((key) => dataLayer(key, `gtm.timer${key}`)),
      tag: [tag("a", ["1"], { parameter: keys.map((key) => template(key, `{{${key}}}`)) })],
      trigger: [timer("1000", "2")],
    },
    { now: () => 5_000 },
  );
  running.advance(1500);
  running.advance(500);
  expect(running.fired.map(({ parameters }) => Object.values(parameters))).toEqual([
    [1, 1000, 2, 5000, 6000, 1000],
    [2, 1000, 2, 5000, 7000, 2000],
  ]);
});

test("a gtm.timer that the page pushes itself fires the trigger", () => {
  const running = load({ tag: [tag("a", ["1"])], trigger: [timer("30000", "1")] });
  running.push({ event: "gtm.timer" });
  expect(firings(running)).toEqual(["gtm.timer: a"]);
});
