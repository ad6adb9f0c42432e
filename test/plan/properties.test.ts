/** What must hold for any goals and any container, not only for those we thought of. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { readDefinitionMark } from "../../src/resources/definition.ts";
import { canonicalJson } from "../../src/resources/json.ts";
import { DEFINITION_KINDS, entityId } from "../../src/resources/kinds.ts";
import { readMark } from "../../src/resources/mark.ts";
import type {
  DefinitionKind,
  DesiredResource,
  EntityKind,
  JsonObject,
} from "../../src/resources/resource.ts";
import { acceptedPart, anyFile, fileText } from "../support/any-goals.ts";
import { audience, dimension, metric, rule } from "../support/definitions.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { runs } from "../support/runs.ts";
import { HEAD } from "../support/shop.ts";

/** Each run of the suite tries others. */
const RUNS = { numRuns: runs(60) };

const path = fc.constantFrom("/a", "/b/c", "/danke-schön", "/x y", "/%C3%A4", "/Ä");
const text = fc.constantFrom("free", "pro", "a.b", "größe", "(not set)");
const operator = fc.constantFrom("equals", "begins_with", "ends_with", "contains");
const matcher = (value: fc.Arbitrary<string>) =>
  fc
    .record({ op: operator, value, ignore: fc.boolean(), not: fc.boolean() })
    .map(
      ({ op, value: wanted, ignore, not }) =>
        `{ ${op}: ${JSON.stringify(wanted)}${ignore ? ", ignore_case: true" : ""}${not ? ", not: true" : ""} }`,
    );
const page = fc.oneof(
  matcher(path).map((is) => `{ path: ${is} }`),
  fc.tuple(matcher(path), matcher(text)).map(([is, step]) => `{ path: ${is}, query: { step: ${step} } }`),
);

/** What stands behind a goal's id; `enabled` and `key_event` are drawn too. */
const kind = fc.oneof(
  fc.tuple(page, fc.boolean()).map(([on, spa]) => `type: destination, page: ${on}, spa: ${spa}`),
  fc.nat(20).map((minutes) => `type: duration, longer_than: ${minutes + 1}m`),
  fc
    .tuple(fc.nat(90), page)
    .map(([seconds, on]) => `type: duration, longer_than: ${seconds + 1}s, scope: page, page: ${on}`),
  fc.nat(9).map((pages) => `type: pages_per_session, more_than: ${pages + 1}`),
  fc
    .tuple(matcher(text), fc.boolean())
    .map(
      ([plan, value]) =>
        `type: event, on: { data_layer: done }, where: { plan: ${plan} }${value ? ", value: { data_layer: total }" : ""}`,
    ),
  matcher(text).map((is) => `type: event, on: { click: { text: ${is} } }`),
  matcher(fc.constantFrom("tel:", "https://acme.example/ä"))
    .map((is) => `type: event, on: { link: { url: ${is} } }`)
    .filter((goal) => !goal.includes("equals")),
  fc.constant("type: event, on: { form: { id: contact } }"),
  matcher(path).map((is) => `type: destination, via: ga4, page: { path: ${is} }`),
  fc
    .tuple(fc.constantFrom("free", "pro"), fc.constantFrom("dimension", "metric"))
    .map(
      ([plan, as]) =>
        `type: event, on: { ga4_event: paid }, via: ga4, where: { plan: ${plan} }, parameters: { rank_${as}: { value: 7, register: ${as} } }`,
    ),
  fc.nat(9).map((pages) => `type: pages_per_session, via: ga4, more_than: ${pages + 1}`),
);
const consent = fc.constantFrom(
  "",
  "",
  ", consent: []",
  ", consent: [analytics_storage]",
  ", consent: [ad_storage, analytics_storage]",
);
const goal = fc
  .tuple(kind, fc.boolean(), fc.boolean(), fc.option(fc.nat(50)), consent)
  .map(
    ([what, keyEvent, perEvent, value, asks]) =>
      `${what}${asks}${keyEvent ? "" : ", key_event: false"}${perEvent && keyEvent ? ", counting: once_per_event" : ""}${value === null || /value:|session, via/.test(what) ? "" : `, value: ${value}`}`,
  );

/** Up to seven goals under ids of a small alphabet, so that two files often share some. */
const goals = fc.dictionary(fc.constantFrom("one", "two", "three", "four", "five", "six", "seven"), goal, {
  minKeys: 0,
  maxKeys: 7,
});

function file(of: Readonly<Record<string, string>>): string {
  const lines = Object.entries(of).map(([id, what]) => `  ${id}: { ${what} }\n`);
  return `${HEAD}goals:${lines.length === 0 ? " {}\n" : `\n${lines.join("")}`}`;
}

/** What others define in the property, by what our own goals could be taken for. */
const foreignDefinitions = fc.array(
  fc.constantFrom<readonly [DefinitionKind, DesiredResource]>(
    ["ga4.eventCreateRule", rule("one", "/theirs")],
    ["ga4.eventCreateRule", rule("theirs", "/a")],
    ["ga4.audience", audience("theirs", 3)],
    ["ga4.customDimension", dimension("rank_dimension", "Their rank", "x")],
    ["ga4.customMetric", metric("rank_metric", "Their rank", "x", "SECONDS")],
  ),
  { maxLength: 4 },
);

const foreignEntities = fc.array(
  fc.record({
    kind: fc.constantFrom("gtm.trigger", "gtm.tag", "gtm.variable", "gtm.folder"),
    name: fc.string({ minLength: 1 }),
    notes: fc.option(fc.string()),
  }),
  { maxLength: 6 },
);

/** Everything at Google but ids, order, and built-in variables. */
async function content(google: MemoryGoogle): Promise<string[]> {
  const { container, property } = await google.read();
  const names = new Map(
    Object.entries(container.content.entities).flatMap(([kind, list]) =>
      list.map((one) => [entityId(kind as EntityKind, one), String(one["name"])]),
    ),
  );
  const named = (one: JsonObject) => ({
    ...one,
    triggerId: null,
    tagId: null,
    variableId: null,
    folderId: null,
    parameter: Array.isArray(one["parameter"])
      ? [...one["parameter"]].map((item) => canonicalJson(item)).sort()
      : null,
    firingTriggerId: ((one["firingTriggerId"] ?? []) as string[]).map((id) => names.get(id) ?? id).sort(),
    parentFolderId: names.get(String(one["parentFolderId"])) ?? null,
  });
  return [
    ...Object.entries(container.content.entities).flatMap(([kind, list]) =>
      list.map((one) => `${kind} ${canonicalJson(named(one))}`),
    ),
    ...property.keyEvents.map((one) => `key event ${canonicalJson({ ...one })}`),
    ...DEFINITION_KINDS.flatMap((kind) =>
      google.definitions(kind).map(({ stream, body }) => `${kind} ${stream} ${canonicalJson(body)}`),
    ),
  ].sort();
}

test("right after an apply a plan is empty, and there and back again ends where it began", async () => {
  await fc.assert(
    fc.asyncProperty(goals, goals, async (first, second) => {
      const google = memoryGoogle();
      await applyGoals(google, file(first));
      const before = await content(google);
      await applyGoals(google, file(second));
      expect((await planned(google, file(second))).changes).toEqual([]);
      await applyGoals(google, file(first));
      expect(await content(google)).toEqual(before);
    }),
    RUNS,
  );
});

test("right after an apply of a file with any words a plan is empty, whatever was applied before", async () => {
  const google = memoryGoogle();
  await fc.assert(
    fc.asyncProperty(anyFile, async (drawn) => {
      const yaml = fileText(acceptedPart(drawn));
      await applyGoals(google, yaml);
      expect((await planned(google, yaml)).changes).toEqual([]);
    }),
    { numRuns: runs(3) },
  );
});

test("what is not ours is the same before and after", async () => {
  await fc.assert(
    fc.asyncProperty(
      goals,
      goals,
      foreignEntities,
      foreignDefinitions,
      async (first, second, others, more) => {
        const google = memoryGoogle(["G-TEST123456", "G-SECOND0001"]);
        for (const [kind, { body }] of new Map(more.map((one) => [one[1].address, one])).values())
          google.plantDefinition(kind, body, kind === "ga4.eventCreateRule" ? "G-SECOND0001" : undefined);
        for (const { kind, name, notes } of others)
          google.plant(kind as "gtm.tag", {
            name: `theirs ${name}`,
            type: "html",
            ...(notes === null ? {} : { notes }),
          });
        const before = await foreign(google);
        await applyGoals(google, file(first));
        await applyGoals(google, file(second));
        expect(await foreign(google)).toEqual(before);
      },
    ),
    RUNS,
  );
});

async function foreign(google: MemoryGoogle): Promise<string[]> {
  const { container } = await google.read();
  const all: readonly JsonObject[] = Object.values(container.content.entities).flat();
  const definitions = DEFINITION_KINDS.flatMap((kind) =>
    google.definitions(kind).filter(({ body }) => readDefinitionMark(kind, body) === null),
  );
  return [
    ...all.filter(({ notes }) => readMark(notes as string | undefined) === null).map(canonicalJson),
    ...definitions.map((one) => canonicalJson({ ...one })),
  ].sort();
}

test("the order of goals in the file does not matter to the digest", async () => {
  await fc.assert(
    fc.asyncProperty(goals, async (some) => {
      const turned = Object.fromEntries(Object.entries(some).reverse());
      const google = memoryGoogle();
      const { digest } = await planned(google, file(some));
      expect((await planned(google, file(turned))).digest).toBe(digest);
    }),
    RUNS,
  );
});

test("the digest does not depend on ids", async () => {
  await fc.assert(
    fc.asyncProperty(goals, goals, fc.nat(9), async (first, second, skipped) => {
      const [one, other] = [memoryGoogle(), memoryGoogle()];
      for (let i = 0; i < skipped; i++) other.plant("gtm.tag", { name: `theirs ${i}`, type: "html" });
      await applyGoals(one, file(first));
      await applyGoals(other, file(first));
      expect((await planned(other, file(second))).digest).toBe((await planned(one, file(second))).digest);
    }),
    RUNS,
  );
});
