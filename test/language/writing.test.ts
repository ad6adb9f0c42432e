/** What is written for a goal is read as that very goal. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { funnelToYaml } from "../../src/language/writing/funnel.ts";
import { type FileDefaults, goalToYaml, NO_DEFAULTS } from "../../src/language/writing/goal.ts";
import { fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import { acceptedPart, anyFile, fileText, meaningOf } from "../support/any-goals.ts";
import { runs } from "../support/runs.ts";

const NO_HEAD = {};
const CHF: FileDefaults = {
  counting: "once_per_event",
  currency: "CHF",
  via: "ga4",
  consent: ["analytics_storage"],
};

function written(set: GoalSet, defaults: FileDefaults): string {
  const goalNames = new Map(set.goals.map(({ id, name }) => [id, name]));
  const goals = set.goals.map((one) => [one.id, fieldsInOne(goalToYaml(one, defaults))]);
  const funnels = set.funnels.map((one) => [one.id, fieldsInOne(funnelToYaml(one, goalNames, defaults))]);
  const { counting, currency, via, consent } = defaults;
  const head =
    defaults === NO_DEFAULTS
      ? NO_HEAD
      : { defaults: { counting: counting!, currency: currency!, via, consent } };
  return fileText({ goals: Object.fromEntries(goals), funnels: Object.fromEntries(funnels) }, head);
}

/** Where the file says how goals are counted, none can leave that to Analytics. */
function inFile(set: GoalSet, { counting }: FileDefaults): GoalSet {
  return { ...set, goals: set.goals.map((one) => ({ ...one, counting: one.counting ?? counting })) };
}

/** Without places; numbers as numbers, however they were written. */
function meant(set: GoalSet | null): unknown {
  return JSON.parse(
    JSON.stringify(set && { goals: set.goals, funnels: set.funnels }, (key, value) =>
      key === "at" ? undefined : value,
    ),
  );
}

test("a list that can end with a slash may be next to one that cannot", () => {
  const action = '{ equals: [/files/, "tel:"], one_of: ["tel:"], trailing_slash: either }';
  const set = meaningOf(`version: 1
name: acme
targets: { production: { ga4: { property: "1", measurement_id: G-TEST000001 }, gtm: { container: GTM-TEST01 } } }
goals: { sent: { type: event, on: { form: { action: ${action} } } } }
`)!;
  expect(meant(meaningOf(written(set, NO_DEFAULTS)))).toEqual(meant(set));
});

test.each([
  ["without defaults", NO_DEFAULTS],
  ["with other defaults", CHF],
])("a goal that is written %s is read as the same goal", (_, defaults) => {
  let some = 0;
  fc.assert(
    fc.property(anyFile, (drawn) => {
      const set = meaningOf(fileText(acceptedPart(drawn)))!;
      some += set.goals.length + set.funnels.length;
      expect(meant(meaningOf(written(set, defaults)))).toEqual(meant(inFile(set, defaults)));
    }),
    { numRuns: runs(30) },
  );
  expect(some).toBeGreaterThan(5);
});
