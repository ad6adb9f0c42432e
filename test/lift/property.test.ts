/** What others have set up in a property, lifted: key events, rules, audiences and columns of reports. */
import { expect, test } from "vitest";
import { fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import { liftContainer } from "../../src/lift/lift.ts";
import type { LiveState } from "../../src/lift/live-state.ts";
import type { JsonObject } from "../../src/resources/json.ts";
import {
  type DefinitionSnapshot,
  EMPTY_CONTENT,
  type KeyEventSnapshot,
  NO_LISTS_READ,
} from "../../src/resources/snapshot.ts";
import { MEASUREMENT_ID } from "../support/shop.ts";

const keyEvent = (eventName: string, more: Partial<KeyEventSnapshot> = {}): KeyEventSnapshot => ({
  resourceName: "",
  eventName,
  countingMethod: "ONCE_PER_EVENT",
  defaultValue: null,
  deletable: true,
  custom: true,
  ...more,
});

const definition = (body: JsonObject, stream: string | null = null): DefinitionSnapshot => ({
  resourceName: "",
  stream,
  body,
});

const rule = (destinationEvent: string, conditions: readonly (readonly string[])[], more: JsonObject = {}) =>
  definition(
    {
      destinationEvent,
      eventConditions: conditions.map(([field, comparisonType, value, negated]) => ({
        field: field!,
        comparisonType: comparisonType!,
        value: value!,
        ...(negated === undefined ? {} : { negated: true }),
      })),
      sourceCopyParameters: true,
      ...more,
    },
    MEASUREMENT_ID,
  );

function lifted(at: Partial<LiveState>) {
  const all: LiveState = { content: EMPTY_CONTENT, keyEvents: [], definitions: NO_LISTS_READ, ...at };
  const { goals, leftOut, coverage } = liftContainer(all, { measurementId: MEASUREMENT_ID, owner: null });
  return {
    goals: Object.fromEntries(goals.map(({ id, fields }) => [id, fieldsInOne(fields)])),
    fidelity: goals.map(({ fidelity }) => fidelity.is),
    leftOut: leftOut.map(({ name, reasons }) => `${name}: ${reasons.map(({ code }) => code).join(", ")}`),
    coverage,
  };
}

const ofRules = (...rules: readonly DefinitionSnapshot[]) =>
  lifted({ definitions: { ...NO_LISTS_READ, "ga4.eventCreateRule": rules } });

const PAGE_VIEW = ["event_name", "EQUALS", "page_view"];

test("a key event is a goal on the event that arrives, with its counting and its value", () => {
  const { goals, coverage } = lifted({
    keyEvents: [
      keyEvent("purchase", { countingMethod: "ONCE_PER_SESSION" }),
      keyEvent("Katalog bestellt"),
      keyEvent("katalog", { defaultValue: { numericValue: 5, currencyCode: "EUR" } }),
    ],
  });
  expect(goals).toEqual({
    purchase: { type: "event", on: { ga4_event: "purchase" }, counting: "once_per_session" },
    katalog_bestellt: {
      type: "event",
      on: { ga4_event: "Katalog bestellt" },
      counting: "once_per_event",
      allow: ["unusual-event-name"],
    },
    katalog: {
      type: "event",
      on: { ga4_event: "katalog" },
      value: 5,
      currency: "EUR",
      counting: "once_per_event",
    },
  });
  expect(coverage.keyEvents).toEqual({ total: 3, lifted: 3 });
});

test("a rule on pages is a destination that Analytics counts", () => {
  const { goals, fidelity } = ofRules(
    rule("thanks", [PAGE_VIEW, ["page_location", "CONTAINS", "/thanks"]]),
    rule("brochure", [
      PAGE_VIEW,
      ["page_location", "REGULAR_EXPRESSION_CASE_INSENSITIVE", "/brochure/[0-9]+"],
    ]),
    rule("not_test", [
      PAGE_VIEW,
      ["page_location", "ENDS_WITH", "/done"],
      ["page_location", "CONTAINS", "test=", "not"],
    ]),
  );
  expect(goals).toEqual({
    thanks: {
      type: "destination",
      page: { url: { contains: "/thanks" } },
      via: "ga4",
      key_event: false,
    },
    brochure: {
      type: "destination",
      page: { url: { matches: "/brochure/[0-9]+", ignore_case: true } },
      via: "ga4",
      key_event: false,
    },
    not_test: {
      type: "destination",
      page: { url: { ends_with: "/done", not: { contains: "test=" } } },
      via: "ga4",
      key_event: false,
    },
  });
  expect(fidelity).toEqual(["same", "narrower", "same"]);
});

test("a rule on another event is a goal on it, with its conditions and what it sets", () => {
  const { goals, leftOut } = ofRules(
    rule("big_order", [
      ["event_name", "EQUALS", "purchase"],
      ["value", "GREATER_THAN", "100"],
      ["currency", "EQUALS", "EUR"],
    ]),
    rule(
      "lead_de",
      [
        ["event_name", "EQUALS", "generate_lead"],
        ["language", "EQUALS", "de"],
      ],
      {
        parameterMutations: [{ parameter: "kind", parameterValue: "lead" }],
      },
    ),
    rule("copied", [["event_name", "EQUALS", "purchase"]], {
      parameterMutations: [{ parameter: "total", parameterValue: "[[value]]" }],
    }),
    rule("any_event", [["page_location", "CONTAINS", "/thanks"]]),
  );
  expect(goals).toEqual({
    big_order: {
      type: "event",
      on: { ga4_event: "purchase" },
      where: { value: { more_than: 100 }, currency: "EUR" },
      key_event: false,
    },
    lead_de: {
      type: "event",
      on: { ga4_event: "generate_lead" },
      where: { language: "de" },
      parameters: { kind: "lead" },
      key_event: false,
    },
  });
  expect(leftOut).toEqual(["copied: rule-mutation", "any_event: rule-condition"]);
});

test("an audience counts only if it logs an event, and the language knows one kind of those", () => {
  const more = (fieldName: string) => ({
    displayName: "Readers",
    eventTrigger: { eventName: "deep_reader" },
    filterClauses: [
      {
        clauseType: "INCLUDE",
        simpleFilter: {
          scope: "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION",
          filterExpression: anyOf({
            eventFilter: {
              eventName: "page_view",
              eventParameterFilterExpression: anyOf({
                dimensionOrMetricFilter: {
                  fieldName,
                  numericFilter: { operation: "GREATER_THAN", value: { int64Value: "5" } },
                },
              }),
            },
          }),
        },
      },
    ],
  });
  const { eventTrigger: _, ...people } = more("eventCount");
  const of = (body: JsonObject) =>
    lifted({ definitions: { ...NO_LISTS_READ, "ga4.audience": [definition(body)] } });
  expect(of(more("eventCount")).goals).toEqual({
    deep_reader: { name: "Readers", type: "pages_per_session", more_than: 5, via: "ga4", key_event: false },
  });
  expect(of(more("eventValue")).leftOut).toEqual(["Readers: audience-condition"]);
  expect(of(people)).toMatchObject({ goals: {}, leftOut: [] });
});

function anyOf(leaf: JsonObject): JsonObject {
  return { andGroup: { filterExpressions: [{ orGroup: { filterExpressions: [leaf] } }] } };
}
