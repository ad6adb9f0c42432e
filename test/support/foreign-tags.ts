/** Tags, triggers and variables of others in a container, and the plan of some goals beside them. */

import { workingPlan } from "../../src/apply/working-plan.ts";
import { compile } from "../../src/compile/compile.ts";
import { DEFINITION_KINDS } from "../../src/resources/kinds.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { memoryGoogle } from "./memory-google.ts";
import { goalSet, HEAD, MEASUREMENT_ID } from "./shop.ts";

export const ALL_PAGES = "2147479553";

export const text = (key: string, value: string) => ({ type: "template", key, value });
export const list = (key: string, ...rows: Record<string, string>[]) => ({
  type: "list",
  key,
  list: rows.map((row) => ({
    type: "map",
    map: Object.entries(row).map(([name, value]) => text(name, value)),
  })),
});

const GOOGLE_TAG = {
  name: "Google tag",
  type: "googtag",
  parameter: [text("tagId", MEASUREMENT_ID)],
  firingTriggerId: [ALL_PAGES],
};

export interface Others {
  readonly tags: readonly JsonObject[];
  readonly triggers?: readonly JsonObject[];
  readonly variables?: readonly JsonObject[];
  readonly word?: "page" | "create";
  /** Further keys of the file, before `goals`. */
  readonly top?: string;
}

/** A plan for the goals in a container with these things of others; triggers get the ids 1, 2 … of their order. */
export async function planned(goals: string, { tags, triggers = [], variables = [], word, top }: Others) {
  const google = memoryGoogle();
  const { container, ...rest } = await google.read(() => DEFINITION_KINDS);
  const entities = {
    ...container.content.entities,
    "gtm.tag": [GOOGLE_TAG, ...tags].map((tag, index) => ({ tagId: String(index + 1), ...tag })),
    "gtm.trigger": triggers.map((trigger, index) => ({ triggerId: String(index + 1), ...trigger })),
    "gtm.variable": variables.map((variable, index) => ({ variableId: String(index + 1), ...variable })),
  };
  const head = word ? HEAD.replace(/( {4}gtm: .*\n)/, `$1    google_tag: ${word}\n`) : HEAD;
  const meaning = goalSet(`${head}${top === undefined ? "" : `${top}\n`}goals: { ${goals} }\n`);
  const compiled = compile(meaning, MEASUREMENT_ID, meaning.targets[0]?.googleTag);
  const snapshot = { ...rest, container: { ...container, content: { ...container.content, entities } } };
  return workingPlan(compiled, snapshot, "production").built.plan;
}

export async function codes(goals: string, others: Others): Promise<string[]> {
  return (await planned(goals, others)).warnings.map(({ code }) => code);
}

export const condition = (type: string, arg1: string, more: JsonObject[] = [], arg0 = "{{_event}}") => ({
  type,
  parameter: [text("arg0", arg0), text("arg1", arg1), ...more],
});
export const NEGATE = { type: "boolean", key: "negate", value: "true" };
export const IGNORE_CASE = { type: "boolean", key: "ignore_case", value: "true" };

export const onEvent = (type: string, name: string, ...filter: JsonObject[]) => ({
  name: "Their trigger",
  type: "customEvent",
  customEventFilter: [condition(type, name)],
  ...(filter.length > 0 ? { filter } : {}),
});

export const eventTag = (eventName: string, more: JsonObject = {}) => ({
  name: "Theirs",
  type: "gaawe",
  parameter: [text("eventName", eventName), text("measurementIdOverride", MEASUREMENT_ID)],
  firingTriggerId: ["1"],
  ...more,
});

export const constant = (name: string, value: string) => ({
  name,
  type: "c",
  parameter: [text("value", value)],
});

/** A variable of event settings, as Tag Manager's screen makes it. */
export const settingsVariable = (name: string, rows: Readonly<Record<string, string>>) => ({
  name,
  type: "gtes",
  parameter: [
    list(
      "eventSettingsTable",
      ...Object.entries(rows).map(([parameter, parameterValue]) => ({ parameter, parameterValue })),
    ),
  ],
});

/** Somebody chooses that variable in a tag. */
export const withSettings =
  (name: string) =>
  (tag: JsonObject): JsonObject => ({
    ...tag,
    parameter: [...(tag["parameter"] as JsonObject[]), text("eventSettingsVariable", `{{${name}}}`)],
  });
