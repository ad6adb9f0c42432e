/** Variables that read a key of the data layer. */

import type { Parameter } from "../../resources/body.ts";
import { boolean, integer, template } from "../gtm-json.ts";
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
