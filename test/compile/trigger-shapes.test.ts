/** The triggers that watch, key by key: Tag Manager takes wrong spellings without a word, and then nothing fires. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "../support/shop.ts";

interface Parameter {
  readonly type: string;
  readonly key: string;
  readonly value: string;
}

const SCROLL = { verticalThresholdOn: true, horizontalThresholdOn: false, triggerStartOption: "WINDOW_LOAD" };
const SEEN = { useDomChangeListener: true, selectorType: "CSS", elementSelector: "#a" };
const VIDEO = { capturePause: false, fixMissingApi: true, triggerStartOption: "DOM_READY" };

const SHAPES: readonly (readonly [
  on: string,
  type: string,
  parameters: Readonly<Record<string, unknown>>,
])[] = [
  [
    "{ scroll: 50 }",
    "scrollDepth",
    { ...SCROLL, verticalThresholdUnits: "PERCENT", verticalThresholdsPercent: "50" },
  ],
  [
    "{ scroll: { pixels: 800 } }",
    "scrollDepth",
    { ...SCROLL, verticalThresholdUnits: "PIXELS", verticalThresholdsPixels: "800" },
  ],
  [
    '{ visible: "#a" }',
    "elementVisibility",
    { ...SEEN, firingFrequency: "ONCE", onScreenRatio: "50", useOnScreenDuration: false },
  ],
  [
    '{ visible: { selector: "#a", percent: 80, time: 3s, once: false } }',
    "elementVisibility",
    {
      ...SEEN,
      firingFrequency: "MANY_PER_ELEMENT",
      onScreenRatio: "80",
      useOnScreenDuration: true,
      onScreenDuration: "3000",
    },
  ],
  [
    "{ video: start }",
    "youTubeVideo",
    { ...VIDEO, captureStart: true, captureComplete: false, captureProgress: false },
  ],
  [
    "{ video: complete }",
    "youTubeVideo",
    { ...VIDEO, captureStart: false, captureComplete: true, captureProgress: false },
  ],
  [
    "{ video: { progress: 50 } }",
    "youTubeVideo",
    {
      ...VIDEO,
      captureStart: false,
      captureComplete: false,
      captureProgress: true,
      radioButtonGroup1: "PERCENTAGE",
      progressThresholdsPercent: "50",
    },
  ],
];

describe.each(SHAPES)("on: %s", (on, type, parameters) => {
  test(`is a ${type} trigger with these parameters`, () => {
    const trigger = triggerOf(on);
    expect(trigger["type"]).toBe(type);
    expect(valuesOf(trigger)).toEqual(parameters);
  });
});

describe("beside a trigger that Tag Manager's own screen made", () => {
  const file = "../shared/reference/data/trigger-examples.json";
  const isThere = existsSync(file);
  const examples = (isThere ? JSON.parse(readFileSync(file, "utf8")) : {}) as Record<
    string,
    { api: JsonObject }
  >;
  test.skipIf(!isThere).each([
    ["{ scroll: 50 }", "scrollDepth"],
    ['{ visible: "#a" }', "elementVisibility"],
    ["{ video: { progress: 50 } }", "youTubeVideo"],
  ])(`%s has every key of it, in the same types (needs ${file})`, (on, type) => {
    const ours = new Map(parametersOf(triggerOf(on)).map((one) => [one.key, one.type]));
    const theirs = parametersOf(examples[type]!.api).map((one) => [one.key, one.type] as const);
    expect(theirs.filter(([key, kind]) => ours.get(key) !== kind)).toEqual([]);
  });
});

test("a link to another site reads Tag Manager's own auto-event variable", () => {
  const goals = goalSet(`${HEAD}goals:\n  out: { type: event, on: { link: { outbound: true } } }\n`);
  const variable = compile(goals, MEASUREMENT_ID).resources.find(({ kind }) => kind === "gtm.variable");
  expect(variable?.body).toMatchObject({ type: "aev" });
  expect(valuesOf(variable!.body)).toEqual({
    setDefaultValue: false,
    varType: "URL",
    component: "IS_OUTBOUND",
  });
});

function triggerOf(on: string): JsonObject {
  const goals = goalSet(`${HEAD}goals:\n  a: { type: event, on: ${on} }\n`);
  return compile(goals, MEASUREMENT_ID).resources.find(({ kind }) => kind === "gtm.trigger")!.body;
}

function parametersOf(entity: JsonObject): readonly Parameter[] {
  return entity["parameter"] as unknown as readonly Parameter[];
}

function valuesOf(entity: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    parametersOf(entity).map(({ type, key, value }) => [key, type === "boolean" ? value === "true" : value]),
  );
}
