/**
 * Whatever another server or a damaged answer puts into a container or a property: either the answer is refused in words
 * that name the field, or plans and what is lifted do without it. It is never a stack.
 */
import { expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { LIVE_VERSION } from "../../src/google/answers.ts";
import { DEFINITION_CALLS } from "../../src/google/definition-calls.ts";
import { list } from "../../src/google/shape.ts";
import { contentOf, type Version } from "../../src/google/version-answers.ts";
import { liftContainer } from "../../src/lift/lift.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import { planText } from "../../src/render/plan-text.ts";
import type { DefinitionBody } from "../../src/resources/body.ts";
import { DEFINITION_KINDS } from "../../src/resources/kinds.ts";
import type { DefinitionKind } from "../../src/resources/resource.ts";
import type { PropertySnapshot, Snapshot } from "../../src/resources/snapshot.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

/** Instead of an object or a list; fields of the other types are left out or are objects. */
const WRONG: readonly unknown[] = [{}, "x", null, ["x"], [null], [[]], 5];

const text = (key: string, value: string) => ({ type: "template", key, value });
const equals = { type: "equals", parameter: [text("arg0", "{{_event}}"), text("arg1", "lead")] };

/** Every field that an entity can have, once. */
const VERSION = {
  containerVersionId: "3",
  container: { publicId: "GTM-TEST01", usageContext: ["web"] },
  folder: [{ folderId: "1", name: "F", notes: "n" }],
  builtInVariable: [{ type: "pageUrl" }],
  variable: [
    {
      variableId: "2",
      name: "V",
      type: "v",
      parameter: [text("name", "plan"), { type: "integer", key: "dataLayerVersion", value: "2" }],
      formatValue: { caseConversionType: "lowercase", convertNullToValue: text("", "none") },
    },
  ],
  trigger: [
    { triggerId: "3", name: "T", type: "customEvent", customEventFilter: [equals], filter: [equals] },
    {
      triggerId: "4",
      name: "E",
      type: "elementVisibility",
      parameter: [text("elementId", "x")],
      visiblePercentageMin: text("", "50"),
      uniqueTriggerId: text("", "4_1"),
    },
    {
      triggerId: "5",
      name: "C",
      type: "linkClick",
      waitForTags: text("", "true"),
      autoEventFilter: [equals],
    },
  ],
  tag: [
    {
      tagId: "6",
      name: "A",
      type: "gaawe",
      parameter: [
        text("eventName", "lead"),
        text("measurementIdOverride", MEASUREMENT_ID),
        {
          type: "list",
          key: "eventSettingsTable",
          list: [{ type: "map", map: [text("parameter", "plan")] }],
        },
      ],
      firingTriggerId: ["3", "4"],
      blockingTriggerId: ["5"],
      setupTag: [{ tagName: "B" }],
      priority: { type: "integer", value: "1" },
      consentSettings: { consentStatus: "needed", consentType: { type: "list", list: [text("", "ads")] } },
    },
  ],
};

const FILTER = {
  andGroup: {
    filterExpressions: [
      {
        orGroup: {
          filterExpressions: [{ eventFilter: { eventName: "view", eventParameterFilterExpression: {} } }],
        },
      },
      {
        dimensionOrMetricFilter: { fieldName: "pagePath", stringFilter: { matchType: "EXACT", value: "/" } },
      },
    ],
  },
};
const DEFINITIONS = {
  "ga4.customDimension": [
    { name: "properties/1/d/1", parameterName: "plan", displayName: "P", scope: "EVENT" },
  ],
  "ga4.customMetric": [
    { name: "properties/1/m/1", parameterName: "seats", scope: "EVENT", restrictedMetricType: ["COST_DATA"] },
  ],
  "ga4.calculatedMetric": [
    {
      name: "properties/1/c/rate",
      calculatedMetricId: "rate",
      displayName: "Rate",
      metricUnit: "STANDARD",
      formula: "customEvent:seats / totalUsers",
    },
  ],
  "ga4.eventCreateRule": [
    {
      name: "properties/1/r/1",
      destinationEvent: "lead",
      eventConditions: [{ field: "event_name", comparisonType: "EQUALS", value: "view" }],
      parameterMutations: [{ parameter: "a", parameterValue: "b" }],
    },
  ],
  "ga4.audience": [
    {
      name: "properties/1/a/1",
      displayName: "A",
      description: "goalform owner=acme-shop address=ga4.audience/checkout.completed digest=0000000000000000",
      eventTrigger: { eventName: "lead", logCondition: "AUDIENCE_JOINED" },
      filterClauses: [
        {
          clauseType: "INCLUDE",
          simpleFilter: { scope: "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS", filterExpression: FILTER },
        },
        { clauseType: "INCLUDE", sequenceFilter: { sequenceSteps: [{ filterExpression: FILTER }] } },
      ],
    },
  ],
};

const GOALS = `${HEAD}goals:
  lead: { type: event, on: { data_layer: lead } }
  home: { type: destination, page: /, via: ga4, parameters: { plan: { value: free, register: { as: dimension, name: Plan } } } }
`;
const ASKED = compile(goalSet(GOALS), MEASUREMENT_ID);

type Definitions = Readonly<Record<DefinitionKind, readonly DefinitionBody[]>>;
const ALL = { version: VERSION, definitions: DEFINITIONS as unknown as Definitions };

/** @returns what is wrong with it, or null where it was read */
function read({ version, definitions }: typeof ALL): string | null {
  const problem = [
    LIVE_VERSION(version, ""),
    ...DEFINITION_KINDS.map((kind) => list(DEFINITION_CALLS[kind].list.item)(definitions[kind], kind)),
  ].find((one) => one !== null);
  if (problem !== undefined) return problem;
  const content = contentOf(version as unknown as Version);
  const there = Object.fromEntries(
    DEFINITION_KINDS.map((kind) => [
      kind,
      definitions[kind].map((body) => ({
        resourceName: String(body.name),
        stream: kind === "ga4.eventCreateRule" ? MEASUREMENT_ID : null,
        body,
      })),
    ]),
  ) as unknown as PropertySnapshot["definitions"];
  const header = { id: "3", name: "", description: "" };
  const snapshot: Snapshot = {
    container: {
      label: "GTM-TEST01",
      usageContext: ["web"],
      live: header,
      latest: header,
      content,
      unpublished: null,
    },
    property: { property: "1", keyEvents: [], webStreams: [STREAM], definitions: there },
    requests: 0,
  };
  planText(buildPlan(ASKED, snapshot, "production").plan, { color: false });
  liftContainer(
    { content, keyEvents: [], definitions: there },
    { measurementId: MEASUREMENT_ID, owner: "acme-shop" },
  );
  return null;
}

const STREAM = {
  resourceName: "properties/1/dataStreams/2",
  measurementId: MEASUREMENT_ID,
  displayName: "Web",
};

type Path = readonly (string | number)[];

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    return [path, ...pathsIn(inside, path)];
  });
}

/** The third condition of a trigger is read as the first one is. */
function oneOfEach(paths: readonly Path[]): readonly Path[] {
  const alike = (path: Path) => path.map((key) => (typeof key === "number" ? "*" : key)).join(".");
  return [...new Map(paths.map((path) => [alike(path), path])).values()];
}

/** A copy with this value at the path; `undefined`: without anything there. */
function changed<T>(value: T, [key, ...rest]: Path, to: unknown): T {
  if (key === undefined) return to as T;
  const inside = changed((value as Record<string | number, unknown>)[key], rest, to);
  if (Array.isArray(value))
    return value.toSpliced(key as number, 1, ...(inside === undefined ? [] : [inside])) as T;
  const { [key]: _, ...others } = value as Record<string | number, unknown>;
  return (inside === undefined ? others : { ...others, [key]: inside }) as T;
}

function valueAt(path: Path): unknown {
  return path.reduce((value: unknown, key) => (value as Record<string | number, unknown>)[key], ALL);
}

const PLACES = pathsIn(ALL).filter((path) => path.length > 2);
const ONE_OF_EACH = oneOfEach(PLACES);
const [NESTED, SIMPLE] = [true, false].map((isNested) =>
  PLACES.filter((path) => (typeof valueAt(path) === "object") === isNested),
) as [Path[], Path[]];

test("the whole is read", () => {
  expect(read(ALL)).toBeNull();
});

test.each([
  ...WRONG.map((value) => [JSON.stringify(value), value, NESTED] as const),
  ["nothing", undefined, ONE_OF_EACH],
  ["{} for a text", {}, SIMPLE],
] as const)("%s is refused, or read as foreign", (_, value, places) => {
  for (const path of places) {
    const outcome = () => read(changed(ALL, path, value));
    expect(outcome, path.join(".")).not.toThrow();
  }
});

test.each([
  [
    "variable",
    { formatValue: { convertNullToValue: { type: "list", list: "x" } } },
    "formatValue.convertNullToValue.list",
  ],
  ["trigger", { visiblePercentageMin: "50" }, "visiblePercentageMin"],
  ["tag", { consentSettings: { consentType: { list: {} } } }, "consentSettings.consentType.list"],
] as const)("what is wrong inside a %s is named", (kind, fields, place) => {
  const version = { ...VERSION, [kind]: [{ ...VERSION[kind][0], ...fields }] };
  expect(LIVE_VERSION(version, "")).toContain(`${kind}[0].${place} is `);
});
