/** Selectors that we write, as a parser of selectors reads them. */
import { type AttributeSelector, parse, type Selector } from "css-what";
import { describe, expect, test } from "vitest";
import { classSelector, compound, idSelector, orInside, selectorList } from "../../src/compile/selectors.ts";
import type { TextMatcher } from "../../src/language/goal-set/conditions.ts";
import { goalSet, HEAD } from "../support/shop.ts";

/** A comparison as the file has it. */
function matcher(written: string): TextMatcher {
  const file = `${HEAD}goals:\n  a: { type: event, on: { click: { id: ${written} } } }\n`;
  const [goal] = goalSet(file).goals;
  const on = goal?.type === "event" && goal.on.kind === "click" ? goal.on : null;
  return on!.id[0]!;
}

/** What each alternative asks of attributes: `name action value`, with `i` for any case. */
function asked(selector: string | null): string[] {
  return parse(selector!).map((one) => one.map(attribute).join(" & "));
}

function attribute(token: Selector): string {
  expect(token.type).toBe("attribute");
  const { name, action, value, ignoreCase } = token as AttributeSelector;
  return `${name} ${action} ${value}${ignoreCase === true ? " i" : ""}`;
}

const QUOTES = JSON.stringify('"a\\b" c');

test.each([
  ["buy", ["id equals buy"]],
  ["{ one_of: [buy, sell] }", ["id equals buy", "id equals sell"]],
  ["{ begins_with: buy }", ["id start buy"]],
  ["{ ends_with: buy }", ["id end buy"]],
  ["{ contains: buy }", ["id any buy"]],
  ["{ equals: buy, ignore_case: true }", ["id equals buy i"]],
  ["{ one_of: [buy, sell], ignore_case: true }", ["id equals buy i", "id equals sell i"]],
  ["{ contains: 'a, b] c' }", ["id any a, b] c"]],
  [`{ contains: ${QUOTES} }`, ['id any "a\\b" c']],
])("an id: %s", (written, all) => {
  expect(asked(idSelector(matcher(written)))).toEqual(all);
});

test.each([
  ["buy", ["class element buy"]],
  ["buy big", ["class element buy & class element big"]],
  ["' buy  big '", ["class element buy & class element big"]],
  ["{ one_of: [buy, big] }", ["class element buy", "class element big"]],
  ["{ equals: buy, ignore_case: true }", ["class element buy i"]],
  ["{ begins_with: buy b }", ["class start buy b"]],
  ["{ ends_with: big }", ["class end big"]],
  ["{ contains: uy }", ["class any uy"]],
])("classes: %s", (written, all) => {
  expect(asked(classSelector(matcher(written)))).toEqual(all);
});

test("no selector says what a pattern says", () => {
  const pattern = matcher("{ matches: ^buy }");
  expect([idSelector(pattern), classSelector(pattern)]).toEqual([null, null]);
});

describe("a list of selectors", () => {
  test.each([
    ["a", ["a"]],
    ["a, b", ["a", "b"]],
    [" a ,b , c ", ["a", "b", "c"]],
    [":is(a, b), c", [":is(a, b)", "c"]],
    [":is(:not(a, b), c), d", [":is(:not(a, b), c)", "d"]],
    ['[title="a, b"], c', ['[title="a, b"]', "c"]],
    ["[title='a, b'], c", ["[title='a, b']", "c"]],
    ['[title="a\\", b"], c', ['[title="a\\", b"]', "c"]],
    ["[title='(a'], c", ["[title='(a']", "c"]],
    ['[title=")a"], c', ['[title=")a"]', "c"]],
    [".a\\,b, c", [".a\\,b", "c"]],
    [".a\\(b, c", [".a\\(b", "c"]],
  ])("%s has these parts", (list, parts) => {
    expect(selectorList(list)).toEqual(parts);
    expect(parse(list)).toHaveLength(parts.length);
  });

  test("and everything inside its elements", () => {
    expect(orInside("button.buy")).toBe("button.buy, button.buy *");
    expect(orInside("a, :is(b, c)")).toBe("a, a *, :is(b, c), :is(b, c) *");
  });

  test("of one element", () => {
    expect(compound(["a b"])).toBe("a b");
    expect(compound(["a, b", ".c"])).toBe(":is(a, b):is(.c)");
  });
});
