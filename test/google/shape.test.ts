/** What an answer must look like: every field that is read, of the right kind. */
import { expect, test } from "vitest";
import {
  BULK_UPDATE,
  CREATED_VERSION,
  DATA_STREAMS,
  ENTITY_SHAPES,
  FOUND_CONTAINER,
  KEY_EVENTS,
  LATEST_HEADER,
  LIVE_VERSION,
  PUBLISHED,
  SYNC,
  VERSION,
  VERSION_HEADERS,
  WORKSPACE,
  WORKSPACE_STATUS,
} from "../../src/google/answers.ts";
import { DEFINITION_CALLS } from "../../src/google/definition-calls.ts";
import { flag, id, list, nothing, number, record, type Shape, sparse, text } from "../../src/google/shape.ts";

type Value = Readonly<Record<string, unknown>>;

const LEAF = { type: "template", key: "k", value: "v" };
const parameter = [{ ...LEAF, list: [{ ...LEAF, map: [LEAF] }], map: [LEAF] }];
const conditions = [{ type: "equals", parameter: [LEAF] }];
const common = { notes: "n", parentFolderId: "1", fingerprint: "2" };
const folder = { folderId: "1", name: "F", notes: "n", parentFolderId: "1", fingerprint: "2" };
const variable = { variableId: "1", name: "V", type: "v", ...common, parameter };
const trigger = {
  triggerId: "1",
  name: "R",
  type: "click",
  ...common,
  parameter,
  filter: conditions,
  customEventFilter: conditions,
  autoEventFilter: conditions,
};
const others = [{ tagName: "A" }];
const tag = {
  tagId: "1",
  name: "T",
  type: "html",
  ...common,
  parameter,
  firingTriggerId: ["1"],
  blockingTriggerId: ["2"],
  setupTag: others,
  teardownTag: others,
  paused: true,
};
const container = { publicId: "GTM-1", usageContext: ["web"] };
const version = {
  containerVersionId: "3",
  path: "accounts/p",
  name: "N",
  description: "D",
  fingerprint: "2",
  tagManagerUrl: "u",
  folder: [folder],
  variable: [variable],
  trigger: [trigger],
  tag: [tag],
  builtInVariable: [{ type: "pageUrl" }],
  container,
};
const registered = { name: "n", parameterName: "p", displayName: "d", description: "x", scope: "EVENT" };

/** A full answer, and the fields that are never left out. */
const ANSWERS: Readonly<Record<string, readonly [shape: Shape, full: Value, needed: readonly string[]]>> = {
  folder: [ENTITY_SHAPES["gtm.folder"], folder, ["folderId", "name"]],
  variable: [ENTITY_SHAPES["gtm.variable"], variable, ["variableId", "name", "type"]],
  trigger: [ENTITY_SHAPES["gtm.trigger"], trigger, ["triggerId", "name", "type"]],
  tag: [ENTITY_SHAPES["gtm.tag"], tag, ["tagId", "name", "type"]],
  "live version": [LIVE_VERSION, version, ["containerVersionId"]],
  version: [VERSION, version, ["containerVersionId", "path"]],
  "latest header": [LATEST_HEADER, { containerVersionId: "3", name: "N" }, ["containerVersionId"]],
  "version header": [
    VERSION_HEADERS.item,
    { containerVersionId: "3", name: "N", deleted: true },
    ["containerVersionId"],
  ],
  "container found": [FOUND_CONTAINER, { path: "accounts/p", ...container }, ["path"]],
  workspace: [WORKSPACE, { path: "accounts/p", name: "n" }, ["path", "name"]],
  "workspace status": [
    WORKSPACE_STATUS,
    { workspaceChange: [{ folder, variable, trigger, tag }], mergeConflict: [{}] },
    [],
  ],
  sync: [SYNC, { syncStatus: { mergeConflict: true, syncError: true }, mergeConflict: [{}] }, []],
  "created version": [
    CREATED_VERSION,
    {
      containerVersion: version,
      compilerError: true,
      newWorkspacePath: "p",
      syncStatus: { mergeConflict: true },
    },
    [],
  ],
  published: [
    PUBLISHED,
    { containerVersion: { containerVersionId: "3" }, compilerError: false },
    ["containerVersion"],
  ],
  "bulk update": [BULK_UPDATE, { changes: [{ folder, variable, trigger, tag }] }, []],
  "key event": [
    KEY_EVENTS.item,
    {
      name: "n",
      eventName: "e",
      countingMethod: "ONCE_PER_EVENT",
      defaultValue: { numericValue: 5, currencyCode: "EUR" },
      deletable: true,
      custom: true,
    },
    ["name", "eventName"],
  ],
  "web stream": [
    DATA_STREAMS.item,
    { name: "n", type: "WEB_DATA_STREAM", webStreamData: { measurementId: "G-1" }, displayName: "d" },
    ["name", "type", "webStreamData"],
  ],
  "event create rule": [
    DEFINITION_CALLS["ga4.eventCreateRule"].list.item,
    {
      name: "n",
      destinationEvent: "e",
      eventConditions: [{ field: "f", comparisonType: "EQUALS", value: "v", negated: true }],
      parameterMutations: [{ parameter: "p", parameterValue: "v" }],
      sourceCopyParameters: true,
    },
    ["name", "destinationEvent"],
  ],
  audience: [
    DEFINITION_CALLS["ga4.audience"].list.item,
    { name: "n", displayName: "d", description: "x", filterClauses: [{}], eventTrigger: {} },
    ["name", "displayName"],
  ],
  "custom dimension": [
    DEFINITION_CALLS["ga4.customDimension"].list.item,
    registered,
    ["name", "parameterName"],
  ],
  "calculated metric": [
    DEFINITION_CALLS["ga4.calculatedMetric"].list.item,
    { name: "n", calculatedMetricId: "i", displayName: "d", metricUnit: "STANDARD", formula: "f" },
    ["name", "calculatedMetricId"],
  ],
  "custom metric": [DEFINITION_CALLS["ga4.customMetric"].list.item, registered, ["name", "parameterName"]],
};

type Place = readonly (string | number)[];

function places(value: unknown, at: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, one]) =>
      places(one, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function withOther(value: unknown, [key, ...rest]: Place, other: unknown): unknown {
  if (key === undefined) return other;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  (copy as Record<string | number, unknown>)[key] = withOther((value as Value)[key], rest, other);
  return copy;
}

const written = (place: Place) =>
  place
    .map((one) => (typeof one === "number" ? `[${one}]` : `.${one}`))
    .join("")
    .replace(/^\./, "");

/** Something of every other kind than the value's own. */
function wrongOnes(value: unknown): unknown[] {
  const kind = Array.isArray(value) ? "list" : typeof value;
  const all = { string: "x", number: 7, boolean: true, list: [], object: {} };
  return [null, ...Object.entries(all).flatMap(([name, one]) => (name === kind ? [] : [one]))];
}

test.each(Object.entries(ANSWERS))(
  "%s: a full answer is right; a wrong kind anywhere is told by its place",
  (_, [shape, full]) => {
    expect(shape(full, "")).toBeNull();
    for (const place of places(full))
      for (const wrong of wrongOnes(place.reduce<unknown>((value, key) => (value as Value)[key], full)))
        expect(shape(withOther(full, place, wrong), "") ?? "nothing is wrong").toContain(
          `${written(place) || "it"} is `,
        );
  },
);

test.each(Object.entries(ANSWERS))(
  "%s: only what tells it apart must be there",
  (_, [shape, full, needed]) => {
    for (const field of Object.keys(full)) {
      const { [field]: _, ...rest } = full;
      const problem = Object.keys(rest).length === 0 ? null : shape(rest, "");
      expect({ field, problem }).toEqual({
        field,
        problem: needed.includes(field) ? expect.stringContaining(`${field} is missing`) : null,
      });
    }
  },
);

test("Google may have nothing to say where nothing is needed", () => {
  for (const shape of [LATEST_HEADER, WORKSPACE_STATUS, SYNC, CREATED_VERSION, BULK_UPDATE])
    expect(shape({}, "")).toBeNull();
  expect(PUBLISHED({ compilerError: true }, "")).toBeNull();
  expect(DATA_STREAMS.item({ name: "n", type: "IOS_APP_DATA_STREAM" }, "")).toBeNull();
});

test("problems are said in words", () => {
  const one = record({ id }, { name: text, on: flag, size: number, of: list(record({ id })) });
  const problem = (value: unknown) => one(value, "");
  expect(problem({ id: "1", name: "", on: false, size: 0, of: [], more: 7 })).toBeNull();
  expect(problem("x")).toBe("it is a text, not a JSON object");
  expect(problem([])).toBe("it is a list, not a JSON object");
  expect(problem(null)).toBe("it is null, not a JSON object");
  expect(problem("")).toBe("it is empty, not a JSON object");
  expect(problem(undefined)).toBe("it is missing, not a JSON object");
  expect(problem(new Date())).toBe("it is an object, not a JSON object");
  expect(problem(Object.create(null))).toBe("id is missing");
  expect(problem({ id: "" })).toBe("id is missing");
  expect(problem({ id: "1", on: 7 })).toBe("on is a number, not true or false");
  expect(problem({ id: "1", size: true })).toBe("size is true or false, not a number");
  expect(problem({ id: "1", of: { id: "2" } })).toBe("of is an object, not a list");
  expect(problem({ id: "1", of: [{ id: "2" }, {}] })).toBe("of[1].id is missing");
  expect(text(undefined, "name")).toBe("name is missing");
});

test("a sparse answer says something of its own, or nothing", () => {
  const page = sparse({ tag: list(text), nextPageToken: text });
  expect([{}, { tag: [] }, { nextPageToken: "2", kind: "x" }].map((value) => page(value, ""))).toEqual([
    null,
    null,
    null,
  ]);
  expect(page({ status: "ok" }, "")).toBe('it says "status" instead of tag');
  expect(page({ ["x".repeat(50)]: 1 }, "")).toBe(`it says "${"x".repeat(40)}" instead of tag`);
});

test("an empty answer is nothing, or an empty object", () => {
  expect([undefined, null, "", {}].map((value) => nothing(value, ""))).toEqual([null, null, null, null]);
  expect(nothing({ a: 1 }, "")).toBe("it is an object, not an empty answer");
  expect(nothing([], "")).toBe("it is a list, not an empty answer");
  expect(nothing("x", "")).toBe("it is a text, not an empty answer");
});
