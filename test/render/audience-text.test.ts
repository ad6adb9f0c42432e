/** Changes of what an audience looks for, and of what a rule sets, as people read them. */
import { expect, test } from "vitest";
import { fieldChanges } from "../../src/plan/field-diff.ts";
import { fieldLines } from "../../src/render/field-text.ts";
import type { Json, JsonObject } from "../../src/resources/resource.ts";

const anyOf = (...leaves: Json[]): JsonObject => ({
  andGroup: { filterExpressions: [{ orGroup: { filterExpressions: leaves } }] },
});
const event = (eventName: string, more?: JsonObject): JsonObject => ({
  eventFilter: { eventName, ...(more ? { eventParameterFilterExpression: more } : {}) },
});
const step = (eventName: string, seconds?: string): JsonObject => ({
  scope: "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_EVENT",
  filterExpression: anyOf(event(eventName)),
  ...(seconds ? { constraintDuration: seconds } : {}),
});

const lines = (before: JsonObject, after: JsonObject) =>
  fieldChanges(before, after).flatMap((field) => fieldLines(field));

test("a step more in a funnel is told as steps", () => {
  const before = { sequenceSteps: [step("cart"), step("paid", "60s")] };
  const after = { sequenceSteps: [step("cart"), step("address", "60s"), step("paid", "60s")] };
  expect(lines(before, after)).toEqual([
    "sequenceSteps: cart, then paid (within 60s) → cart, then address (within 60s), then paid (within 60s)",
  ]);
});

test("a filter that comes or goes is told by its events, and one without words as Google has it", () => {
  const numericFilter = { operation: "GREATER_THAN", value: { int64Value: "5" } };
  const many = anyOf({ dimensionOrMetricFilter: { fieldName: "eventCount", numericFilter } });
  const after = { filter: anyOf(event("page_view", many), event("scroll")) };
  expect(lines({}, after)).toEqual([
    "conditions: (nothing) → page_view where eventCount is more than 5 or scroll",
  ]);
  expect(lines({}, { other: anyOf({ notExpression: {} }) })).toEqual([
    'other: (nothing) → {"andGroup":{"filterExpressions":[{"orGroup":{"filterExpressions":[{"notExpression":{}}]}}]}}',
  ]);
});

test("parameters that a rule begins to set are told one by one", () => {
  expect(lines({}, { parameterMutations: { place: "footer", value: "5" } })).toEqual([
    'parameterMutations.place: (nothing) → "footer"',
    'parameterMutations.value: (nothing) → "5"',
  ]);
});
