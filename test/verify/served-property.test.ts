/** Any goals file, compiled, served and compared: everything is as the file says, and what is changed is found. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { settingsOf } from "../../src/browser/served/google-tag.ts";
import { readServed, type Served } from "../../src/browser/served/read-served.ts";
import { verifyAgainst } from "../../src/browser/served/verify.ts";
import { compile } from "../../src/compile/compile.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import type { Compiled } from "../../src/resources/compiled.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import { acceptedPart, anyFile, fileText, meaningOf } from "../support/any-goals.ts";
import { runs } from "../support/runs.ts";
import { gtagJs, gtmJs, type Shown } from "../support/served-container.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const RUNS = runs(6);
/** From here on, files without any such goal are rare enough. */
const ENOUGH = 40;
const TIME = RUNS * 1000 + 10_000;

function served(text: string): Served {
  const reading = readServed(text);
  if ("problem" in reading) throw new Error(reading.problem);
  return reading.served;
}

function texts(compiled: Compiled, shown: Shown) {
  const { content, keyEvents, definitions } = asAtGoogle(compiled);
  const { "gtm.tag": tags, "gtm.trigger": triggers, "gtm.variable": variables } = content.entities;
  return {
    gtm: gtmJs({ tags, triggers, variables } as never, shown),
    gtag: gtagJs({
      measurementId: MEASUREMENT_ID,
      keyEvents: (keyEvents ?? []).map(({ eventName }) => eventName),
      rules: (definitions["ga4.eventCreateRule"] ?? []).map(({ body }) => body as never),
    }),
  };
}

function files(compiled: Compiled, shown: Shown) {
  const { gtm, gtag } = texts(compiled, shown);
  return { gtm: served(gtm), settings: settingsOf(served(gtag), MEASUREMENT_ID) };
}

function verdicts(set: GoalSet, compiled: Compiled, shown: Shown) {
  const found = verifyAgainst(set, compiled, files(compiled, shown));
  return [
    ...set.goals.map((goal) => ({ key: goal.id, ...found.ofGoal(goal) })),
    ...set.funnels.flatMap(({ id, steps }) =>
      steps.flatMap((step) =>
        step.is === "goal" ? [] : [{ key: `${id}.${step.id}`, ...found.ofStep(id, step) }],
      ),
    ),
  ];
}

test(
  "what is served of any file is as the file says",
  () => {
    let exact = 0;
    fc.assert(
      fc.property(anyFile, fc.boolean(), (drawn, minified) => {
        const set = meaningOf(fileText(acceptedPart(drawn)))!;
        const all = verdicts(set, compile(set, MEASUREMENT_ID, set.targets[0]?.googleTag), { minified });
        expect(all.filter(({ status }) => status !== "exact" && status !== "not-tried")).toEqual([]);
        exact += all.filter(({ status }) => status === "exact").length;
      }),
      { numRuns: RUNS },
    );
    if (RUNS >= ENOUGH) expect(exact).toBeGreaterThan(RUNS);
  },
  TIME,
);

/** Conditions that a goal of its own has: an exception is shared, and the file may say it for other goals. */
function ownConditions(compiled: Compiled) {
  return compiled.resources.flatMap(({ kind, address, body }, resource) => {
    const [, goal] = /^gtm\.trigger\/([a-z0-9_]+)(?:\/history)?$/.exec(address) ?? [];
    const filter = ((body as JsonObject)["filter"] ?? []) as readonly {
      readonly parameter: readonly { value: string }[];
    }[];
    if (kind !== "gtm.trigger" || goal === undefined) return [];
    return filter.flatMap(({ parameter }, condition) =>
      parameter[1]!.value.includes("{{") ? [] : [{ resource, condition, goal }],
    );
  });
}

function withoutCondition(
  { resources, ...rest }: Compiled,
  at: { resource: number; condition: number },
): Compiled {
  const changed = resources.map((one, number) => {
    if (number !== at.resource) return one;
    const filter = ((one.body as JsonObject)["filter"] as readonly never[]).filter(
      (_, index) => index !== at.condition,
    );
    return { ...one, body: { ...one.body, filter } };
  });
  return { ...rest, resources: changed as Compiled["resources"] };
}

test(
  "a condition that is not served makes its goal different, and no other goal",
  () => {
    let found = 0;
    fc.assert(
      fc.property(anyFile, fc.nat(), (drawn, which) => {
        const set = meaningOf(fileText(acceptedPart(drawn)))!;
        const compiled = compile(set, MEASUREMENT_ID, set.targets[0]?.googleTag);
        const all = ownConditions(compiled);
        const at = all[which % all.length];
        if (at === undefined) return;
        const { gtm, settings } = files(withoutCondition(compiled, at), {});
        const verdict = verifyAgainst(set, compiled, { gtm, settings });
        const failed = set.goals.filter(
          (goal) => !["exact", "not-tried"].includes(verdict.ofGoal(goal).status),
        );
        expect(
          failed.map(({ id }) => [id, verdict.ofGoal(set.goals.find((goal) => goal.id === id)!).status]),
        ).toEqual([[at.goal, "different"]]);
        found++;
      }),
      { numRuns: RUNS },
    );
    if (RUNS >= ENOUGH) expect(found).toBeGreaterThan(RUNS / 3);
  },
  TIME,
);

test.each([
  "scroll: 50",
  "visible: '#b'",
  "video: { progress: 50 }",
  "link: /a.pdf",
  "form: contact",
  "click: '#b'",
])("a step of a funnel with %s is served as the file says, although another goal is not", (on) => {
  const set = meaningOf(`${HEAD}goals:
  one: { type: event, on: { visible: "#prices" }, page: /a }
  whole: { type: event, on: { funnel: checkout } }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { id: seen, on: { ${on} }, page: /a }] }
`)!;
  const compiled = compile(set, MEASUREMENT_ID, set.targets[0]?.googleTag);
  const at = ownConditions(compiled).find(({ goal }) => goal === "one")!;
  const verdict = verifyAgainst(set, compiled, files(withoutCondition(compiled, at), {}));
  expect(set.goals.map((goal) => verdict.ofGoal(goal).status)).toEqual(["different", "exact"]);
});

test("a pattern and paths with either slash are as the file says, although another goal is not", () => {
  const set = meaningOf(`${HEAD}goals:
  one:
    type: event
    any:
      - { on: { download: pdf }, page: /a }
      - { page: { path: { matches: "^/(en|de)/thanks$", one_of: [/a, /], trailing_slash: either } } }
  four: { type: event, on: { link: { outbound: false } }, page: { url: "https://www.acme.example/a" } }
`)!;
  const compiled = compile(set, MEASUREMENT_ID, set.targets[0]?.googleTag);
  const at = ownConditions(compiled).find(({ goal }) => goal === "four")!;
  const verdict = verifyAgainst(set, compiled, files(withoutCondition(compiled, at), {}));
  expect(set.goals.map((goal) => verdict.ofGoal(goal).status)).toEqual(["exact", "different"]);
});

/** The JSON with one value in it replaced. */
function replaced(value: unknown, path: readonly number[], by: unknown): unknown {
  if (typeof value !== "object" || value === null || path.length === 0) return by;
  const keys = Object.keys(value);
  const key = keys[path[0]! % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const inside = replaced((value as Record<string, unknown>)[key], path.slice(1), by);
  return Array.isArray(value)
    ? value.map((one, index) => (String(index) === key ? inside : one))
    : { ...value, [key]: inside };
}

const odd = fc.oneof(
  fc.constantFrom(null, "", "{{", "{{Page Path}}", "__proto__", "constructor", "(((", -1, 1e99, true, [], {}),
  fc.constantFrom(
    ["macro", 0],
    ["macro", 99],
    ["macro", "0"],
    ["template", ["macro", 0]],
    ["list"],
    ["map", "a"],
    ["tag", 7],
  ),
  fc.jsonValue(),
);

test(
  "whatever a served file contains, every goal gets a verdict",
  () => {
    fc.assert(
      fc.property(
        anyFile,
        fc.array(fc.tuple(fc.array(fc.nat(200), { minLength: 1, maxLength: 6 }), odd), {
          minLength: 1,
          maxLength: 12,
        }),
        (drawn, changes) => {
          const set = meaningOf(fileText(acceptedPart(drawn)))!;
          const compiled = compile(set, MEASUREMENT_ID, set.targets[0]?.googleTag);
          const { gtm, gtag } = texts(compiled, { minified: true });
          const spoiled = (text: string) => {
            const data = JSON.parse(/var data = (.*?);\n/s.exec(text)![1]!) as { resource: unknown };
            const resource = changes.reduce((all, [path, by]) => replaced(all, path, by), data.resource);
            return `var data = ${JSON.stringify({ ...data, resource })};`;
          };
          const [container, property] = [gtm, gtag].map((text) => readServed(spoiled(text)));
          if (!("served" in container!) || !("served" in property!)) return;
          const settings = settingsOf(property.served, MEASUREMENT_ID);
          const verdict = verifyAgainst(set, compiled, { gtm: container.served, settings });
          for (const goal of set.goals) expect(verdict.ofGoal(goal).status).toMatch(/^[a-z-]+$/);
        },
      ),
      { numRuns: RUNS },
    );
  },
  TIME,
);
