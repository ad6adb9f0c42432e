/** Whatever is wrong with a request, the sandbox says so as Google does, and keeps what it had. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { createSandbox, emptyState, type SandboxState, seed } from "../../src/sandbox/sandbox.ts";
import { runs } from "../support/runs.ts";
import { envelopeProblems } from "./exchanges.ts";
import { PROPERTY, SEED, STREAM } from "./google.ts";

const FILTER = {
  fieldName: "value",
  betweenFilter: { fromValue: { int64Value: "1" }, toValue: { doubleValue: 2.5 } },
};
const EXPRESSION = {
  andGroup: {
    filterExpressions: [{ orGroup: { filterExpressions: [{ dimensionOrMetricFilter: FILTER }] } }],
  },
};
const EVENTS = {
  andGroup: {
    filterExpressions: [
      {
        orGroup: {
          filterExpressions: [
            { eventFilter: { eventName: "lead", eventParameterFilterExpression: EXPRESSION } },
          ],
        },
      },
    ],
  },
};
const SCOPE = "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS";
const STEP = { scope: SCOPE, filterExpression: EVENTS, constraintDuration: "300s" };

const AUDIENCE = {
  displayName: "Readers",
  description: "Read 4 pages",
  membershipDurationDays: 30,
  eventTrigger: { eventName: "read", logCondition: "AUDIENCE_JOINED" },
  filterClauses: [
    { clauseType: "INCLUDE", simpleFilter: { scope: SCOPE, filterExpression: EXPRESSION } },
    { clauseType: "EXCLUDE", sequenceFilter: { scope: SCOPE, sequenceSteps: [STEP] } },
  ],
};
const RULE = {
  destinationEvent: "lead",
  eventConditions: [{ field: "event_name", comparisonType: "EQUALS", value: "page_view", negated: true }],
  parameterMutations: [{ parameter: "plan", parameterValue: "free" }],
};
const METRIC = {
  parameterName: "fee",
  displayName: "Fee",
  scope: "EVENT",
  measurementUnit: "CURRENCY",
  restrictedMetricType: ["REVENUE_DATA"],
};

const WHOLE: readonly [string, object][] = [
  [`v1alpha/${PROPERTY}/audiences`, AUDIENCE],
  [`v1alpha/${STREAM}/eventCreateRules`, RULE],
  [`v1beta/${PROPERTY}/customMetrics`, METRIC],
];

function start(): SandboxState {
  const state = emptyState();
  seed(state, SEED);
  return state;
}

function post(state: SandboxState, path: string, body: unknown) {
  const headers = { authorization: "Bearer any" };
  const delivery = createSandbox(state).handle({
    method: "POST",
    url: `/${path}`,
    headers,
    body: JSON.stringify(body),
  });
  if (delivery === "closed" || "work" in delivery) throw new Error("no fault was asked for");
  return delivery.response;
}

/** The ways to everything in a value. */
function waysIn(value: unknown): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [[]];
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [[], ...parts.flatMap(([key, part]) => waysIn(part).map((way) => [key, ...way]))];
}

function withPart(value: unknown, [key, ...way]: readonly (string | number)[], part: unknown): unknown {
  if (key === undefined) return part;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withPart(item, way, part) : item));
  const fields = value as { [field: string]: unknown };
  return { ...fields, [key]: withPart(fields[key], way, part) };
}

it.each(WHOLE)("%s takes the whole message", (path, message) => {
  expect(post(start(), path, message).status).toBe(200);
});

it.each(WHOLE)("%s refuses a message with anything damaged, or stores it", (path, message) => {
  const ways = waysIn(message);
  fc.assert(
    fc.property(fc.constantFrom(...ways), fc.jsonValue({ maxDepth: 2 }), (way, part) => {
      const state = start();
      const before = JSON.stringify(state);
      const response = post(state, path, withPart(message, way, part));
      if (response.status === 200) return;
      expect([response.status, envelopeProblems(response)]).toEqual([400, []]);
      expect(JSON.stringify(state)).toBe(before);
    }),
    { numRuns: runs(300) },
  );
});

it.each(WHOLE)("%s refuses a message in which anything that is a message is empty", (path, message) => {
  for (const way of waysIn(message)) {
    const response = post(start(), path, withPart(message, way, {}));
    expect([way.join("."), response.status, envelopeProblems(response)]).toEqual([way.join("."), 400, []]);
  }
});
