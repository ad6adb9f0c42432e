/**
 * What compile/ makes of any goals, lifted, is made of what was lifted: byte for byte. Not expected back is what Google
 * never gets: roles, leads, descriptions, whose goal asked for a column of reports.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { calculatedField, columnField } from "../../src/language/writing/columns.ts";
import { forwardToYaml } from "../../src/language/writing/forwards.ts";
import { type Field, fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import { liftContainer } from "../../src/lift/lift.ts";
import type { Reason } from "../../src/lift/reasons.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import { isExceptionAddress } from "../../src/resources/exceptions.ts";
import {
  acceptedPart,
  anyFile,
  fileText,
  meaningOf,
  sameGoogleTag,
  withTarget,
} from "../support/any-goals.ts";
import { runs } from "../support/runs.ts";
import { MEASUREMENT_ID } from "../support/shop.ts";

const RUNS = runs(30);
const TIME = RUNS * 1000 + 10_000;

function compiled(set: GoalSet): Compiled {
  return compile(set, MEASUREMENT_ID, set.targets[0]?.googleTag);
}

/** Everything that Google gets, by address. An exception has its name from the words that the file chose for it. */
function atAddresses({ resources }: Compiled): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    resources.map(({ address, name, body }) => [
      address,
      isExceptionAddress(address) ? { ...body, name: "" } : { name, body },
    ]),
  );
}

function section(key: string, entries: readonly Field[]) {
  return entries.length === 0 ? {} : { [key]: fieldsInOne(entries) };
}

function lifted(set: GoalSet, first: Compiled) {
  const lift = liftContainer(asAtGoogle(first), { measurementId: MEASUREMENT_ID, owner: first.owner });
  const goals = Object.fromEntries(lift.goals.map(({ id, fields }) => [id, fieldsInOne(fields)]));
  const funnels = Object.fromEntries(lift.funnels.map(({ id, fields }) => [id, fieldsInOne(fields)]));
  const columns = (as: string) => lift.columns.filter(({ registered }) => registered.as === as);
  const calculated = lift.metrics.map(({ metric }) => calculatedField(metric));
  const parts = {
    ...sameGoogleTag(set),
    goals,
    ...section("funnels", Object.entries(funnels)),
    ...section(
      "forward",
      lift.forwards.map(({ forward }) => [forward.id, fieldsInOne(forwardToYaml(forward))]),
    ),
    ...section("dimensions", columns("dimension").map(columnField)),
    ...section("metrics", [...columns("metric").map(columnField), ...calculated]),
  };
  const text = fileText(parts, {});
  return { lift, text };
}

/**
 * A step on an event that Analytics receives anyway is nothing at Google. And only `defaults` can say exceptions of a funnel
 * whose other steps Analytics counts by itself.
 */
function isNotSaid({ code, about }: Reason): boolean {
  return code === "steps-not-shown" || (code === "refused" && about === "exception-needs-tag-manager");
}

type Parts = Parameters<typeof fileText>[0];

/** @returns how many goals were lifted */
function expectSameAgain(parts: Parts): number {
  const set = meaningOf(fileText(parts))!;
  const first = compiled(set);
  const { lift, text } = lifted(set, first);
  if (lift.leftOut.some(({ reasons: [first] }) => first && isNotSaid(first))) return lift.goals.length;
  expect(lift.leftOut).toEqual([]);
  const again = meaningOf(text);
  expect(again === null ? text : "valid").toBe("valid");
  expect(atAddresses(compiled(again!))).toEqual(atAddresses(first));
  expect([...lift.goals, ...lift.funnels].filter(({ fidelity }) => fidelity.is !== "same")).toEqual([]);
  return lift.goals.length;
}

test(
  "compiling what was lifted gives what was compiled",
  () => {
    let goals = 0;
    fc.assert(
      fc.property(anyFile, (drawn) => {
        goals += expectSameAgain(acceptedPart(drawn));
      }),
      { numRuns: RUNS },
    );
    expect(goals).toBeGreaterThan(RUNS / 2);
  },
  TIME,
);

const EITHER = { trailing_slash: "either" };
const seen = { type: "event", on: { visible: "#prices" } };
const pushed = { type: "event", on: { data_layer: "one" } };
const anyOf = (...any: Parts[]) => ({ type: "event", any });

/** What deep runs have found. */
test.each<[what: string, goal: Parts, target?: Parts]>([
  [
    "exceptions for a value without one inside it",
    { ...seen, unless: { where: { order: "free", "order.total": { present: false } } } },
  ],
  [
    "exceptions for a value inside one that is missing",
    { ...seen, unless: { where: { order: { present: false }, "order.total": { present: true } } } },
  ],
  ["the event that its own tag sends, where the page sends events too", pushed, { google_tag: "page" }],
  [
    "that event among several ways",
    anyOf({ on: { form: "contact" } }, { on: { data_layer: "one" }, where: { plan: { not: "free" } } }),
    { google_tag: "page" },
  ],
  [
    "a click and a link that a number keeps apart",
    anyOf(
      { on: { click: "#buy" }, cookie: { plan: 0 } },
      { on: { link: "tel:1" }, cookie: { plan: "free" } },
    ),
  ],
  [
    "a pattern, and paths of which the last has no other spelling",
    {
      type: "destination",
      page: { path: { matches: "^/(en|de)/thanks$", one_of: ["/a", "/"], ...EITHER } },
    },
  ],
  [
    "a percent sign in a text next to a pattern, for a rule",
    { type: "destination", page: { fragment: { matches: ".+", contains: "50%" } }, via: "ga4" },
  ],
  [
    "a percent sign in a text next to a pattern",
    { type: "destination", page: { path: { matches: "^/a", ends_with: "50% b" }, fragment: "5%" } },
  ],
  [
    "the same classes twice",
    anyOf(
      { on: { form: { classes: { equals: "btn big", one_of: ["btn big"] } } } },
      { on: { form: "contact" } },
    ),
  ],
  [
    "a list of classes and a class, of a click",
    anyOf({ on: { click: { classes: { equals: "a b", one_of: ["c d", "e"] } } } }, { page: "/a" }),
  ],
  [
    "patterns for a rule of which one may begin at the first slash",
    {
      type: "destination",
      page: { path: { matches: ".+|^/(?:en|de)/thanks$|.b|x$", equals: "/a" } },
      via: "ga4",
    },
  ],
  [
    "ends of paths of which the last has no other spelling",
    { type: "destination", page: { path: { ends_with: ["/x y", "/"], ...EITHER }, title: "Thanks" } },
  ],
])("%s", (_, one, more) => {
  const parts: Parts = { goals: { one }, ...withTarget(more) };
  expect(expectSameAgain(parts)).toBe(1);
  const set = meaningOf(fileText(parts))!;
  expect(JSON.parse(lifted(set, compiled(set)).text).goals.one).toEqual(one);
});

test.each([
  ["Tag Manager counts", { steps: ["two", { id: "s1", page: "/a" }, "one"], within: "10m" }, {}],
  [
    "Tag Manager counts, on what the file forwards",
    {
      steps: [
        { id: "s1", page: "/a" },
        { id: "s2", on: { ga4_event: "login" } },
      ],
    },
    {},
  ],
  ["an audience counts", { steps: ["two", "one"], within: "10m" }, { via: "ga4" }],
])("a goal on a funnel that %s, and all steps of the funnel", (_, checkout, by) => {
  const goals = {
    one: { type: "event", on: { click: "#buy" } },
    two: { type: "destination", page: "/b", spa: true },
    whole: { type: "event", on: { funnel: "checkout" }, ...by },
    again: { type: "event", on: { funnel: "checkout" }, cookie: { staff: "1" } },
  };
  const forward = { forward: { one: { data_layer: "login" } } };
  const set = meaningOf(fileText({ goals, ...forward, funnels: { checkout } }, {}))!;
  const first = compiled(set);
  const { lift, text } = lifted(set, first);
  expect(lift.leftOut).toEqual([]);
  expect(Object.keys(JSON.parse(text).funnels)).toEqual(["checkout"]);
  expect(JSON.parse(text).funnels.checkout).toEqual(checkout);
  expect(atAddresses(compiled(meaningOf(text)!))).toEqual(atAddresses(first));
});

test.each(["größe", "a b", "x[]", "名😀", "q+", "it's", "100%", "__proto__", "constructor"])(
  "a rule on the query parameter %s is lifted as one",
  (name) => {
    const query = { [name]: "x", step: 0 };
    const goals = { one: { type: "destination", page: { path: "/a", query }, via: "ga4" } };
    const set = meaningOf(fileText({ goals }, {}))!;
    const { lift } = lifted(set, compiled(set));
    expect(lift.leftOut).toEqual([]);
    expect(lift.goals.map(({ fields }) => fieldsInOne(fields))).toEqual([goals.one]);
  },
);
