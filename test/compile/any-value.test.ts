/**
 * Comparisons of every kind with values of every kind, in the data layer, in cookies and in exceptions: what counts is what
 * docs/language.md says of them ("Comparing values"), read here a second time.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readGoals } from "../../src/language/read-goals.ts";
import { runs } from "../support/runs.ts";
import { HEAD } from "../support/shop.ts";
import { counted, visit } from "../support/visit.ts";

type Value = string | number | boolean | null | undefined;
type Comparison = string | number | readonly (string | number)[] | { readonly [key: string]: unknown };

const TEXTS = [
  ...[
    "free",
    "pro",
    "Pro",
    "größe",
    "GRÖSSE",
    "a.b",
    "x y",
    "be",
    "20",
    "9.9",
    "9.90",
    "0",
    "-3",
    "1e3",
    "0x10",
  ],
  ...["undefined", "null", "true", "false", "constructor", "it's", "a\\b", "50%", "😀"],
];
const text = fc.constantFrom(...TEXTS);
const number = fc.constantFrom(0, 1, 9.9, 100, -3, 0.05, 20);
const several = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
const record = (key: fc.Arbitrary<string>, of: fc.Arbitrary<unknown>) =>
  fc.tuple(key, of).map(([name, value]) => ({ [name]: value }));

const ofText = fc.oneof(
  record(fc.constantFrom("equals", "begins_with", "ends_with", "contains"), fc.oneof(text, several(text))),
  several(text).map((one_of) => ({ one_of })),
  fc.constantFrom("^p", "e$", "[0-9]+", "^(pro|be)$", ".", "x.y").map((matches) => ({ matches })),
);
const ofNumber = fc.oneof(
  record(fc.constantFrom("more_than", "at_least", "less_than", "at_most", "equals"), number),
  several(number).map((one_of) => ({ one_of })),
  fc.tuple(number, number).map(([at_least, less_than]) => ({ at_least, less_than })),
);
const flags = fc.record({ ignore_case: fc.constant(true), not: fc.constant(true) }, { requiredKeys: [] });
const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  ...[text, number, several(text), ofText, ofNumber],
  fc.tuple(ofText, flags).map(([is, more]) => ({ ...is, ...more })),
  ofNumber.map((is) => ({ ...is, not: true })),
  fc.tuple(ofText, ofText).map(([is, not]) => ({ ...is, not })),
  fc.oneof(text, number, several(text)).map((not) => ({ not })),
  fc.boolean().map((present) => ({ present })),
  ofText.map((is) => ({ present: true, ...is })),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  text,
  fc.constantFrom<Value[]>(0, 1, 9.9, 100, -3, 0.05, 20, 1000, true, false, null, undefined, ""),
);

const listOf = (one: unknown): readonly unknown[] => (Array.isArray(one) ? one : [one]);

function decimal(seen: Value): number | null {
  const isText = typeof seen === "string" && /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(seen);
  return typeof seen === "number" || isText ? Number(seen) : null;
}

/** Whether one comparison is true of a value that is there. */
function meets(operator: string, wanted: unknown, seen: Value, ignoreCase: boolean): boolean {
  const cased = (one: unknown) => (ignoreCase ? String(one).toLowerCase() : String(one));
  const [shown, amount] = [cased(seen), decimal(seen)];
  return listOf(wanted).some((one) => {
    if (typeof one === "number") {
      if (amount === null) return false;
      const than = {
        more_than: amount > one,
        at_least: amount >= one,
        less_than: amount < one,
        at_most: amount <= one,
      };
      return operator in than ? than[operator as keyof typeof than] : amount === one;
    }
    if (operator === "matches") return new RegExp(String(one), ignoreCase ? "i" : "").test(String(seen));
    if (operator === "begins_with") return shown.startsWith(cased(one));
    if (operator === "ends_with") return shown.endsWith(cased(one));
    return operator === "contains" ? shown.includes(cased(one)) : shown === cased(one);
  });
}

function holds(asked: Comparison, seen: Value): boolean {
  const all = typeof asked === "object" && !Array.isArray(asked) ? asked : { equals: asked };
  const { ignore_case: ignoreCase = false, not, present, ...is } = all as { readonly [key: string]: unknown };
  const isMissing = seen === undefined || seen === null;
  if (present === false) return isMissing || seen === "";
  if (isMissing || (present === true && seen === "")) return false;
  const fits = (operator: string, wanted: unknown) => meets(operator, wanted, seen, ignoreCase === true);
  // Of numbers, also the opposite is true of numbers alone.
  const fitsNot = (operator: string, wanted: unknown) =>
    !fits(operator, wanted) && (typeof listOf(wanted)[0] !== "number" || decimal(seen) !== null);
  const others = typeof not === "object" && !Array.isArray(not) ? not! : { equals: not };
  return (
    Object.entries(is).every(([operator, wanted]) => (not === true ? fitsNot : fits)(operator, wanted)) &&
    (not === undefined ||
      not === true ||
      Object.entries(others).every(([key, wanted]) => fitsNot(key, wanted)))
  );
}

interface Place {
  readonly asks: (compared: Comparison) => object;
  readonly expects: (isMet: boolean) => boolean;
  /** Null for a value that cannot be there. */
  readonly count: (goals: string, seen: Value) => number | null;
}

const pushed = (goals: string, seen: Value) => {
  const site = visit(goals, "/");
  site.push({ event: "done", ...(seen === undefined ? {} : { plan: seen }) });
  return counted(site).length;
};

/** Visitors without a value have `user: null`. */
const pushedInside = (goals: string, seen: Value) => {
  const site = visit(goals, "/");
  site.push({ event: "done", user: seen === undefined ? null : { plan: seen } });
  return counted(site).length;
};

const PLACES: Readonly<Record<string, Place>> = {
  "the data layer": { asks: (plan) => ({ where: { plan } }), expects: (isMet) => isMet, count: pushed },
  "an exception": {
    asks: (plan) => ({ unless: { where: { plan } } }),
    expects: (isMet) => !isMet,
    count: pushed,
  },
  "something that may be null": {
    asks: (plan) => ({ where: { "user.plan": plan } }),
    expects: (isMet) => isMet,
    count: pushedInside,
  },
  "something that may be null in an exception": {
    asks: (plan) => ({ unless: { where: { "user.plan": plan } } }),
    expects: (isMet) => !isMet,
    count: pushedInside,
  },
  "a cookie": {
    asks: (plan) => ({ cookie: { plan } }),
    expects: (isMet) => isMet,
    count: (goals, seen) => {
      if (seen !== undefined && (typeof seen !== "string" || !/^[!-$&-+\--:<-[\]-~]*$/.test(seen)))
        return null;
      const site = visit(goals, "/", { cookies: seen === undefined ? {} : { plan: seen } });
      site.push({ event: "done" });
      return counted(site).length;
    },
  },
};

test.each(Object.entries(PLACES))(
  "a value of %s is compared as the reference says",
  (_, { asks, expects, count }) => {
    fc.assert(
      fc.property(comparison, fc.array(value, { minLength: 8, maxLength: 8 }), (compared, values) => {
        const goal = { type: "event", on: { data_layer: "done" }, key_event: false, ...asks(compared) };
        const goals = `goals:\n  g: ${JSON.stringify(goal)}\n`;
        if (!readGoals("goals.yaml", Buffer.from(HEAD + goals)).goalSet) return;
        for (const seen of values) {
          const times = count(goals, seen);
          if (times !== null) expect([seen, times]).toEqual([seen, expects(holds(compared, seen)) ? 1 : 0]);
        }
      }),
      { numRuns: runs(10), examples: [[{ present: false }, [undefined, null, "", false, "pro"]]] },
    );
  },
);
