import { expect, test } from "vitest";
import type { Condition } from "../../src/engine/container.ts";
import { builtIns, customEvent, dataLayer, load, page, tag, trigger, when } from "./support.ts";

/** Whether a condition on `{{x}}` holds after this push. */
function holds(condition: Condition, push: object = {}): boolean {
  const running = load({
    variable: [dataLayer("x"), dataLayer("y")],
    tag: [tag("a", ["1"])],
    trigger: [customEvent("1", "go", { filter: [condition] })],
  });
  running.push({ ...push, event: "go" });
  return running.fired.length === 1;
}

test.each([
  ["equals", "free", "free", true],
  ["equals", "Free", "free", false],
  ["contains", "a/b/c", "/b/", true],
  ["contains", "a/B/c", "/b/", false],
  ["startsWith", "tel:1", "tel:", true],
  ["startsWith", "x tel:1", "tel:", false],
  ["endsWith", "a.pdf", ".pdf", true],
  ["endsWith", "a.pdf?x", ".pdf", false],
  ["matchRegex", "order-12", "[0-9]+$", true],
  ["matchRegex", "order", "[0-9]+$", false],
  ["greater", "10", "9", true],
  ["greater", "9", "9", false],
  ["greaterOrEquals", "9", "9", true],
  ["less", "8", "9", true],
  ["lessOrEquals", "9", "9", true],
  ["greater", "many", "1", false],
  ["equals", "9.90", "9.9", false],
  ["unheardOf", "a", "a", false],
])("%s: %j against %j is %j, and its negation the opposite", (type, x, right, expected) => {
  expect(holds(when("{{x}}", type, right), { x })).toBe(expected);
  if (type !== "unheardOf") expect(holds(when("{{x}}", type, right, "negate"), { x })).toBe(!expected);
});

test("numbers and texts compare by their text", () => {
  expect(holds(when("{{x}}", "equals", "5"), { x: 5 })).toBe(true);
  expect(holds(when("{{x}}", "equals", "{{y}}"), { x: true, y: "true" })).toBe(true);
});

test.each([
  ["contains", "def", true],
  ["matchRegex", ".+", true],
  ["matchRegex", ".*", true],
  ["matchRegex", "^$", false],
  ["equals", "undefined", true],
  ["greater", "5", false],
])("a missing value compares as the text undefined: %s %j is %j", (type, right, expected) => {
  expect(holds(when("{{x}}", type, right))).toBe(expected);
});

test.each([
  ["", "less", "1", true],
  [" ", "lessOrEquals", "0", true],
  [false, "less", "1", true],
  [null, "less", "1", true],
  [[], "less", "1", true],
  [[150], "greater", "100", true],
  [[1, 2], "greater", "0", false],
  ["0x100", "greater", "255", true],
  ["1e3", "greater", "999", true],
  [" 5 ", "greater", "4", true],
  ["12,50", "greater", "1", false],
  [{}, "greater", "-1", false],
])("numbers are read as JavaScript reads them: %j %s %j is %j", (x, type, right, expected) => {
  expect(holds(when("{{x}}", type, right), { x })).toBe(expected);
});

test("what a missing value is not, it is: 'does not equal free' and 'not above 5' hold", () => {
  expect(holds(when("{{x}}", "equals", "free", "negate"))).toBe(true);
  expect(holds(when("{{x}}", "greater", "5", "negate"))).toBe(true);
});

test("an empty text counts as zero among numbers", () => {
  expect(holds(when("{{x}}", "greaterOrEquals", "0"), { x: "" })).toBe(true);
});

test.each(["(", "(?i)free", "[z-a]"])(
  "the invalid regex %j matches nothing, so its negation is true everywhere",
  (regex) => {
    expect(holds(when("{{x}}", "matchRegex", regex), { x: "free" })).toBe(false);
    expect(holds(when("{{x}}", "matchRegex", regex, "negate"), { x: "free" })).toBe(true);
  },
);

test("look-ahead works, as it does in a browser", () => {
  expect(holds(when("{{x}}", "matchRegex", "^(?!admin).*"), { x: "shop" })).toBe(true);
  expect(holds(when("{{x}}", "matchRegex", "^(?!admin).*"), { x: "admin" })).toBe(false);
});

test("ignore_case acts on regexes alone", () => {
  expect(holds(when("{{x}}", "matchRegex", "^FREE$", "ignore_case"), { x: "free" })).toBe(true);
  expect(holds(when("{{x}}", "equals", "FREE", "ignore_case"), { x: "free" })).toBe(false);
  expect(holds(when("{{x}}", "contains", "FREE", "ignore_case"), { x: "free" })).toBe(false);
});

test.each([
  ["http://acme.example/Shop/", true],
  ["https://www.acme.example/shop?step=2", true],
  ["https://acme.example:443/shop", true],
  ["https://acme.example:8443/shop", false],
  ["https://acme.example/shop/cart", false],
  ["https://other.example/shop", false],
])("urlMatches ignores scheme, www, case of the path, last slash and query: %s is %j", (url, expected) => {
  expect(holds(when("{{x}}", "urlMatches", url), { x: "https://www.acme.example/shop" })).toBe(expected);
});

test("a CSS selector sees the innermost element: it needs 'sel, sel *' to catch a click inside", () => {
  const clicksFor = (selector: string) => {
    const running = load({
      builtInVariable: builtIns("clickElement"),
      tag: [tag("a", ["1"])],
      trigger: [trigger("1", "click", { filter: [when("{{Click Element}}", "cssSelector", selector)] })],
    });
    running.click(page("<button class=buy><b>Buy</b></button>")("b"));
    return running.fired.length;
  };
  expect([clicksFor(".buy"), clicksFor(".buy, .buy *"), clicksFor("..broken")]).toEqual([0, 1, 0]);
});

test("a CSS selector on anything but an element is false", () => {
  expect(holds(when("{{x}}", "cssSelector", "*"), { x: "text" })).toBe(false);
  expect(holds(when("{{x}}", "cssSelector", "*"))).toBe(false);
});

test("all conditions must hold", () => {
  const filter = [when("{{x}}", "equals", "1"), when("{{x}}", "equals", "2", "negate")];
  const running = load({
    variable: [dataLayer("x")],
    tag: [tag("a", ["1"])],
    trigger: [customEvent("1", "go", { filter })],
  });
  for (const x of [1, 2, 3]) running.push({ event: "go", x });
  expect(running.fired.length).toBe(1);
});

test("a value that cannot be compared neither fires nor lets others past an exception", () => {
  const unclear = [when("{{x}}", "equals", "1")];
  const running = load({
    variable: [dataLayer("x")],
    tag: [tag("fired by it", ["1"]), tag("blocked by it", ["2"], { blockingTriggerId: ["1"] })],
    trigger: [customEvent("1", "go", { filter: unclear }), customEvent("2", "go")],
  });
  running.push({ event: "go", x: { toString: null } });
  expect(running.fired).toEqual([]);
  running.push({ event: "go", x: null });
  expect(running.fired.map((fired) => fired.tag)).toEqual(["blocked by it"]);
});
