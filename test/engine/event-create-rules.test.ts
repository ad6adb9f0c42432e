import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  type EventCondition,
  type EventCreateRule,
  hitsOfRules,
  type RuleReading,
} from "../../src/engine/event-create-rules.ts";
import type { Ga4Hit } from "../../src/engine/ga4-hit.ts";

const PAGE = { page_location: "https://shop.example/thanks?order=7", page_title: "Thanks" };

const PAGE_VIEW: Ga4Hit = {
  event: "page_view",
  parameters: { ...PAGE, plan: "Free", value: 10 },
  measurementId: "G-TEST123456",
  by: "site",
};

function rule(destinationEvent: string, ...eventConditions: EventCondition[]): EventCreateRule {
  return { destinationEvent, eventConditions, sourceCopyParameters: true };
}

function where(field: string, comparisonType: string, value: string): EventCondition {
  return { field, comparisonType, value };
}

const IS_PAGE_VIEW = where("event_name", "EQUALS", "page_view");

/** Whether the condition holds for a hit with this parameter. */
function holds(condition: EventCondition, parameters: object = {}, reading: RuleReading = {}): boolean {
  const hit = { ...PAGE_VIEW, parameters: { ...parameters } };
  const found = hitsOfRules(hit, [rule("e", condition)], reading).length === 1;
  const negated = hitsOfRules(hit, [rule("e", { ...condition, negated: true })], reading).length === 1;
  expect(negated).toBe(!found);
  return found;
}

describe("an event create rule", () => {
  test("makes one more hit of a hit that meets all its conditions", () => {
    const thanks = rule("sign_up", IS_PAGE_VIEW, where("page_location", "CONTAINS", "/thanks"));
    expect(hitsOfRules(PAGE_VIEW, [thanks])).toEqual([
      { event: "sign_up", parameters: PAGE_VIEW.parameters, measurementId: "G-TEST123456", by: "rule" },
    ]);
    expect(hitsOfRules({ ...PAGE_VIEW, event: "scroll" }, [thanks])).toEqual([]);
    const elsewhere = { ...PAGE_VIEW, parameters: { page_location: "https://shop.example/" } };
    expect(hitsOfRules(elsewhere, [thanks])).toEqual([]);
  });

  test("runs beside the others: two that make the same event make it twice", () => {
    const hits = hitsOfRules(PAGE_VIEW, [
      rule("a", IS_PAGE_VIEW),
      rule("b", IS_PAGE_VIEW),
      rule("a", IS_PAGE_VIEW),
    ]);
    expect(hits.map(({ event }) => event)).toEqual(["a", "b", "a"]);
  });

  test("never meets a hit that a rule has made", () => {
    const chain = [rule("second", where("event_name", "EQUALS", "first")), rule("first", IS_PAGE_VIEW)];
    const made = hitsOfRules(PAGE_VIEW, chain);
    expect(made.map(({ event }) => event)).toEqual(["first"]);
    expect(hitsOfRules(made[0]!, chain)).toEqual([]);
  });

  test("sees what gtag adds to every hit, which the new hit gets in the same way", () => {
    const hit: Ga4Hit = { event: "lead", parameters: { plan: "free" }, measurementId: undefined, by: "tag" };
    const onThanks = rule("thanked", where("page_location", "CONTAINS", "/thanks"));
    expect(hitsOfRules(hit, [onThanks])).toEqual([]);
    expect(hitsOfRules(hit, [onThanks], { page: PAGE })).toEqual([
      { event: "thanked", parameters: { plan: "free" }, measurementId: undefined, by: "rule" },
    ]);
  });

  test("copies the source's parameters only when it is told to, and then sets its own, in order", () => {
    const parameterMutations = [
      { parameter: "plan", parameterValue: "pro" },
      { parameter: "was", parameterValue: "[[page_title]]" },
      { parameter: "now", parameterValue: "[[plan]]" },
      { parameter: "of", parameterValue: "[[event_name]]" },
      { parameter: "gone", parameterValue: "[[nowhere]]" },
      { parameter: "text", parameterValue: "a [[plan]]" },
    ];
    const set = { plan: "pro", was: "Thanks", now: "pro", of: "page_view", text: "a [[plan]]" };
    const setting = { ...rule("e", IS_PAGE_VIEW), parameterMutations };
    expect(hitsOfRules(PAGE_VIEW, [setting])[0]?.parameters).toEqual({ ...PAGE_VIEW.parameters, ...set });
    const alone = { ...setting, sourceCopyParameters: false };
    expect(hitsOfRules(PAGE_VIEW, [alone])[0]?.parameters).toEqual(set);
  });

  test("clears a parameter that it sets to one that is not there", () => {
    const parameterMutations = [{ parameter: "plan", parameterValue: "[[constructor]]" }];
    const { plan: _, ...others } = PAGE_VIEW.parameters;
    expect(
      hitsOfRules(PAGE_VIEW, [{ ...rule("e", IS_PAGE_VIEW), parameterMutations }])[0]?.parameters,
    ).toEqual(others);
  });
});

describe("a condition", () => {
  it.each([
    ["EQUALS", "Free", "Free", true],
    ["EQUALS", "Free", "free", false],
    ["EQUALS_CASE_INSENSITIVE", "Free", "fREE", true],
    ["CONTAINS", "a/B/c", "/B/", true],
    ["CONTAINS", "a/B/c", "/b/", false],
    ["CONTAINS_CASE_INSENSITIVE", "a/B/c", "/b/", true],
    ["STARTS_WITH", "tel:1", "tel:", true],
    ["STARTS_WITH", "x tel:1", "tel:", false],
    ["STARTS_WITH_CASE_INSENSITIVE", "TEL:1", "tel:", true],
    ["ENDS_WITH", "a.pdf", ".pdf", true],
    ["ENDS_WITH", "a.pdf?x", ".pdf", false],
    ["ENDS_WITH_CASE_INSENSITIVE", "a.PDF", ".pdf", true],
    ["REGULAR_EXPRESSION", "order-12", "^order-\\d+$", true],
    ["REGULAR_EXPRESSION", "Order-12", "^order-\\d+$", false],
    ["REGULAR_EXPRESSION_CASE_INSENSITIVE", "Order-12", "^order-\\d+$", true],
    ["REGULAR_EXPRESSION", "x", "(", false],
    ["GREATER_THAN", "10", "9", true],
    ["GREATER_THAN", 9, "9", false],
    ["GREATER_THAN_OR_EQUAL", "9", "9.0", true],
    ["LESS_THAN", 8, "9", true],
    ["LESS_THAN", "10", "9", false],
    ["LESS_THAN_OR_EQUAL", "9", "9", true],
    ["GREATER_THAN", "many", "1", false],
    ["LESS_THAN", "", "1", true],
    ["LESS_THAN", " ", "1", true],
    ["LESS_THAN", false, "1", true],
    ["GREATER_THAN", "0x100", "255", true],
    ["GREATER_THAN", "1e3", "999", true],
    ["GREATER_THAN", "12,50", "1", false],
    ["EQUALS", 5, "5.0", true],
    ["EQUALS", "5", "5.0", false],
    ["EQUALS", true, "true", true],
    ["LIKE", "a", "a", false],
  ])("%s: %j against %j is %j, and its negation the opposite", (type, value, wanted, expected) => {
    expect(holds(where("x", type, wanted), { x: value })).toBe(expected);
  });

  it.each(["EQUALS", "CONTAINS", "REGULAR_EXPRESSION", "LESS_THAN"])(
    "%s never holds for a parameter that is not there, not even with the text undefined",
    (type) => {
      expect(holds(where("x", type, type === "LESS_THAN" ? "5" : "undefined"))).toBe(false);
      expect(holds(where("constructor", type, "function"))).toBe(false);
    },
  );

  test("with a regular expression takes a match of a part, or only of the whole when asked so", () => {
    const contains = where("x", "REGULAR_EXPRESSION", "a|b");
    expect(holds(contains, { x: "xbx" })).toBe(true);
    expect(holds(contains, { x: "xbx" }, { regularExpressions: "whole" })).toBe(false);
    expect(holds(contains, { x: "b" }, { regularExpressions: "whole" })).toBe(true);
  });

  test("with a regular expression that spans the whole value means the same either way", () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.constantFrom("/thanks", "/a", "\\?b="), (x, part) => {
        const spanning = where("x", "REGULAR_EXPRESSION", `^.*${part}.*$`);
        expect(holds(spanning, { x }, { regularExpressions: "whole" })).toBe(holds(spanning, { x }));
      }),
    );
  });
});
