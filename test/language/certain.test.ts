/** What the rules hold for certain about comparisons, against what comparisons really do with texts and numbers. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { NumberMatcher, PageConditions, TextMatcher } from "../../src/language/goal-set/conditions.ts";
import type { DestinationGoal } from "../../src/language/goal-set/goal.ts";
import { beginsWith, requiresCharacter } from "../../src/language/rules/addresses/required-characters.ts";
import { Destinations, isContained } from "../../src/language/rules/comparisons/contained.ts";
import { comparisonsDisjoint } from "../../src/language/rules/comparisons/disjoint.ts";
import { type Comparison, implies } from "../../src/language/rules/comparisons/implied.ts";
import { runs } from "../support/runs.ts";

const RUNS = { numRuns: runs(5000) };
const at = { file: "goals.yaml", line: 1, column: 1 };

// Few texts, so that they often begin, end and hold each other.
const text = fc.constantFrom("a", "b", "ab", "ba", "aba", "bab", "Ab");
const plain = fc.constantFrom("equals", "begins_with", "ends_with", "contains", "matches") as fc.Arbitrary<
  TextMatcher["op"]
>;
const flags = fc.record({ not: fc.boolean(), ignoreCase: fc.boolean() });
const textMatcher: fc.Arbitrary<TextMatcher> = fc.oneof(
  fc.tuple(plain, text, flags).map(([op, value, how]) => ({ op, values: [value] as const, ...how, at })),
  fc
    .tuple(text, text, flags)
    .map(([one, two, how]) => ({ op: "one_of" as const, values: [one, two] as const, ...how, at })),
);
const numberMatcher: fc.Arbitrary<NumberMatcher> = fc.record({
  op: fc.constantFrom("number_equals", "more_than", "at_least", "less_than", "at_most"),
  value: fc.integer({ min: 0, max: 3 }),
  not: fc.boolean(),
  at: fc.constant(at),
});

function fits(is: Comparison, value: string | number): boolean {
  if (is.op === "present") return (String(value) === "") === is.not;
  return "value" in is
    ? numberFits(is, Number(value)) !== is.not
    : is.values.some((one) => textFits(is, one, String(value))) !== is.not;
}

function numberFits({ op, value: wanted }: NumberMatcher, value: number): boolean {
  if (op === "more_than") return value > wanted;
  if (op === "at_least") return value >= wanted;
  if (op === "less_than") return value < wanted;
  return op === "at_most" ? value <= wanted : value === wanted;
}

function textFits({ op, ignoreCase }: TextMatcher, wanted: string, value: string): boolean {
  const fold = (one: string) => (ignoreCase ? one.toLowerCase() : one);
  const [is, looked] = [fold(value), fold(wanted)];
  if (op === "begins_with") return is.startsWith(looked);
  if (op === "ends_with") return is.endsWith(looked);
  if (op === "contains") return is.includes(looked);
  return op === "matches" ? new RegExp(wanted, ignoreCase ? "i" : "").test(value) : is === looked;
}

test("a text that satisfies one comparison satisfies those that it implies, and none that it excludes", () => {
  fc.assert(
    fc.property(textMatcher, textMatcher, text, (a, b, value) => {
      if (!fits(a, value)) return;
      if (implies(a, b)) expect(fits(b, value)).toBe(true);
      if (comparisonsDisjoint(a, b)) expect(fits(b, value)).toBe(false);
    }),
    RUNS,
  );
});

test("so does a number", () => {
  fc.assert(
    fc.property(numberMatcher, numberMatcher, fc.integer({ min: -1, max: 8 }), (a, b, half) => {
      const value = half / 2;
      if (!fits(a, value)) return;
      if (implies(a, b)) expect(fits(b, value)).toBe(true);
      if (comparisonsDisjoint(a, b)) expect(fits(b, value)).toBe(false);
    }),
    RUNS,
  );
});

const digits = fc.constantFrom("a", "0", "1", "1.0", "+2", "03", "-1", "1e+0", "0x2", "2x", "9");
const exactText: fc.Arbitrary<TextMatcher> = fc
  .tuple(digits, digits, flags)
  .map(([one, two, how]) => ({ op: "one_of" as const, values: [one, two] as const, ...how, at }));

test("so does a text where one comparison is with texts and the other with a number", () => {
  fc.assert(
    fc.property(exactText, numberMatcher, digits, (a, b, value) => {
      if (implies(a, b) && fits(a, value)) expect(fits(b, value)).toBe(true);
      if (implies(b, a) && fits(b, value)) expect(fits(a, value)).toBe(true);
      for (const isDisjoint of [comparisonsDisjoint(a, b), comparisonsDisjoint(b, a)])
        if (isDisjoint) expect(fits(a, value) && fits(b, value)).toBe(false);
    }),
    RUNS,
  );
});

test.each<[text: string, number: Pick<NumberMatcher, "op" | "value">, isApart: boolean]>([
  ["free", { op: "number_equals", value: 0 }, true],
  ["free", { op: "less_than", value: 5 }, true],
  ["5", { op: "less_than", value: 5 }, true],
  ["4.90", { op: "less_than", value: 5 }, false],
  ["+0.0", { op: "number_equals", value: 0 }, false],
])("the text %s and the number %j: nothing is both, %s", (text, number, isApart) => {
  const one: TextMatcher = { op: "equals", values: [text], not: false, ignoreCase: false, at };
  const other: NumberMatcher = { ...number, not: false, at };
  expect([comparisonsDisjoint(one, other), comparisonsDisjoint(other, one)]).toEqual([isApart, isApart]);
});

const list = fc.array(textMatcher, { maxLength: 2 });
const destination = fc.tuple(list, list, fc.boolean()).map(([path, query, spa]) => goalOn(path, query, spa));

function goalOn(path: readonly TextMatcher[], query: readonly TextMatcher[], spa: boolean): DestinationGoal {
  const page: PageConditions = {
    path,
    url: [],
    host: [],
    fragment: [],
    title: [],
    referrer: [],
    query: [{ name: "step", is: query }],
  };
  return {
    type: "destination",
    page,
    where: [],
    cookie: [],
    spa,
    id: "a",
    event: "a",
    at,
  } as unknown as DestinationGoal;
}

test("a page view that reaches a goal reaches every goal that contains it", () => {
  const reaches = ({ page }: DestinationGoal, path: string, step: string) =>
    page.path.every((is) => fits(is, path)) && page.query[0]!.is.every((is) => fits(is, step));
  fc.assert(
    fc.property(destination, destination, text, text, (a, b, path, step) => {
      if (reaches(a, path, step) && isContained(a, b)) expect(reaches(b, path, step)).toBe(true);
    }),
    RUNS,
  );
});

test("a goal that contains another one and requires some text is found by it", () => {
  fc.assert(
    fc.property(destination, destination, (a, b) => {
      const requires = [...b.page.path, ...b.page.query[0]!.is].some(({ not }) => !not);
      if (!requires || !isContained(a, b)) return;
      const index = new Destinations();
      index.add(b);
      expect(index.around(a)).toContain(b);
    }),
    RUNS,
  );
});

const piece = fc.constantFrom(
  "a",
  "/",
  "\\/",
  "\\?",
  "#",
  "(a|#)",
  "(\\?b)?",
  "[?#]",
  "x*",
  "#?",
  "|",
  "\\d",
  ".",
);
const pattern = fc
  .tuple(fc.constantFrom("", "^"), fc.array(piece, { maxLength: 4 }))
  .map(([start, pieces]) => start + pieces.join(""));
const address = fc
  .array(fc.constantFrom("a", "b", "/", "?", "#", "1"), { maxLength: 5 })
  .map((all) => all.join(""));

test("a pattern that requires a sign matches no text without it, and one that begins with a letter none with a slash first", () => {
  fc.assert(
    fc.property(pattern, address, (regex, value) => {
      if (!new RegExp(regex).test(value)) return;
      if (requiresCharacter(regex, "?")) expect(value).toContain("?");
      if (requiresCharacter(regex, "#")) expect(value).toContain("#");
      if (beginsWith(regex, /[a-z]/)) expect(value[0]).not.toBe("/");
      if (beginsWith(regex, /\//)) expect(value[0]).toBe("/");
    }),
    RUNS,
  );
});
