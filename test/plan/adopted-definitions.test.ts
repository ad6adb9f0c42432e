/** Rules and audiences that people made: adopted by what they do, with everything that the file does not say. */
import { expect, test } from "vitest";
import { type Plan, resourceChanges } from "../../src/plan/plan.ts";
import { readDefinitionMark } from "../../src/resources/definition.ts";
import type { DefinitionKind, DesiredResource, JsonObject } from "../../src/resources/resource.ts";
import type { DefinitionSnapshot } from "../../src/resources/snapshot.ts";
import { audience, compiledWith, rule } from "../support/definitions.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const NONE = `${HEAD}goals: {}\n`;
const RULE = "ga4.eventCreateRule";
const AUDIENCE = "ga4.audience";
const of = (...resources: DesiredResource[]) => compiledWith(NONE, ...resources);

const inShort = (plan: Plan, of: DefinitionKind) =>
  resourceChanges(plan)
    .filter(({ kind }) => kind === of)
    .map(({ action, reason, name, fields, notes }) => [action, reason, name, fields, notes]);

function onlyBody(list: readonly DefinitionSnapshot[]): JsonObject {
  expect(list).toHaveLength(1);
  return list[0]!.body;
}

test("a rule that makes the event of the same keeps what the file does not say", async () => {
  const google = memoryGoogle();
  const theirs = {
    ...rule("thanks", "/thanks", { parameters: { source: "old", place: "footer" } }).body,
    sourceCopyParameters: false,
  };
  google.plantDefinition(RULE, theirs, MEASUREMENT_ID);
  const goals = of(rule("thanks", "/thanks", { parameters: { source: "page" } }));
  expect(inShort(await planned(google, goals), RULE)).toEqual([
    [
      "adopt",
      "adopted_and_changed",
      "thanks",
      [{ path: "parameterMutations.source", before: "old", after: "page" }],
      ["its events get one more parameter, goalform, which says whose rule it is"],
    ],
  ]);
  await applyGoals(google, goals);
  const body = onlyBody(google.definitions(RULE));
  expect(body["parameterMutations"]).toMatchObject([
    { parameter: "place", parameterValue: "footer" },
    { parameter: "source", parameterValue: "page" },
    { parameter: "goalform" },
  ]);
  expect([body["sourceCopyParameters"] ?? false, readDefinitionMark(RULE, body)?.remembers]).toEqual([
    false,
    ["adopted"],
  ]);
  expect((await planned(google, goals)).changes).toEqual([]);
  const other = of(rule("thanks", "/merci", { parameters: { source: "page" } }));
  expect(inShort(await planned(google, other), RULE)[0]?.slice(0, 2)).toEqual(["update", "file_changed"]);
  const [stop] = (await planned(google, NONE)).blockers;
  expect([stop?.code, stop?.message]).toEqual([
    "adopted-goal-removed",
    "The event create rule for thanks was in Analytics before thanks adopted it. It would be removed.",
  ]);
});

test("a rule that makes the event of something else is not adopted", async () => {
  const google = memoryGoogle();
  google.plantDefinition(RULE, rule("thanks", "/else").body, MEASUREMENT_ID);
  expect(inShort(await planned(google, of(rule("thanks", "/thanks"))), RULE)[0]?.slice(0, 2)).toEqual([
    "create",
    "new",
  ]);
});

test("an audience that logs the same event for the same people keeps its name", async () => {
  const google = memoryGoogle();
  google.plantDefinition(AUDIENCE, {
    ...audience("deep", 5).body,
    displayName: "Readers of old",
    description: "By Eva",
  });
  const goals = of(audience("deep", 5));
  expect(inShort(await planned(google, goals), AUDIENCE)).toEqual([
    ["adopt", "adopted", "Readers of old", [], []],
  ]);
  await applyGoals(google, goals);
  const body = onlyBody(google.definitions(AUDIENCE));
  expect(body).toMatchObject({
    displayName: "Readers of old",
    description: expect.stringMatching(/^By Eva goalform /),
  });
  expect((await planned(google, goals)).changes).toEqual([]);
  expect((await planned(google, NONE)).blockers.map(({ message }) => message)).toEqual([
    'The audience "Readers of old" was in Analytics before deep adopted it. It would be removed.',
  ]);
});
