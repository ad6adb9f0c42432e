/** Variables that read a key of the data layer. */

import type { Parameter } from "../../resources/body.ts";
import { boolean, integer, reference, table, template } from "../gtm-json.ts";
import { NOT_SET, notSet, own, type Variable, variableBody } from "./variable.ts";

/** A data-layer key, for conditions: missing and null read as NOT_SET. */
export function dataLayerForConditions(owner: string, key: string): Variable {
  const body = {
    ...variableBody("v", [
      ...dataLayerName(key),
      boolean("setDefaultValue", true),
      template("defaultValue", NOT_SET),
    ]),
    formatValue: notSet("convertNullToValue"),
  };
  return own(owner, `data_layer:${key}`, `data layer ${key}`, body);
}

/**
 * What a value is inside of. Tag Manager reads `false` of anything inside `null`, as of a visitor who is not signed in
 * (`user: null`), and no default applies: a comparison that `false` would meet asks for these as well.
 */
export function parentsOf(key: string): string[] {
  const parts = key.split(".");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("."));
}

/** The same value, missing also where something is null that it is inside of: no list of conditions could ask for either. */
export function dataLayerWithParents(owner: string, key: string): Variable {
  const value = dataLayerForConditions(owner, key);
  const parents = parentsOf(key).map((parent) => dataLayerForConditions(owner, parent));
  if (parents.length === 0) return value;
  const body = variableBody("remm", [
    boolean("setDefaultValue", true),
    template("defaultValue", reference(value)),
    template("input", parents.map(reference).join(" ")),
    boolean("fullMatch", false),
    boolean("replaceAfterMatch", false),
    table("map", [{ key: MISSING_PARENT, value: NOT_SET }]),
    boolean("ignoreCase", false),
  ]);
  return own(owner, `data_layer_with_parents:${key}`, `data layer ${key} or what it is inside of`, body, [
    ...parents,
    value,
  ]);
}

/** What a table looks for in the texts of parents. */
export const MISSING_PARENT = "\\(not set\\)";

/**
 * What only a list has: its `join`. Tag Manager walks the dots of a name into whatever is there, methods of
 * the value included, so this reads as NOT_SET for numbers and texts.
 */
export function listMethod(owner: string, key: string): Variable {
  const body = variableBody("v", [
    ...dataLayerName(`${key}.join`),
    boolean("setDefaultValue", true),
    template("defaultValue", NOT_SET),
  ]);
  return own(owner, `data_layer_list:${key}`, `list check of data layer ${key}`, body);
}

/** A data-layer key, for event parameters: missing stays missing, so that GA4 gets no parameter at all. */
export function dataLayerForParameters(owner: string, key: string): Variable {
  return own(owner, `parameter:${key}`, `parameter ${key}`, variableBody("v", dataLayerName(key)));
}

export function dataLayerName(key: string): Parameter[] {
  return [integer("dataLayerVersion", 2), template("name", key)];
}
