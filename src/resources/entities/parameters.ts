/**
 * Tag Manager's parameters and conditions in a form that can be compared: its ways of saying
 * "nothing" (an absent key, a parameter without value, `false` spelled out) are all the same nothing.
 */

import { compareText } from "../../diagnostic.ts";
import type { Condition, Parameter } from "../body.ts";
import type { Json, JsonObject } from "../json.ts";

export function parameters(list: readonly Parameter[] | null | undefined): JsonObject {
  return Object.fromEntries((list ?? []).map((item) => [String(item.key), parameterValue(item)]));
}

/** A parameter as plain JSON: text, true, a list, or a map; null for every way of saying nothing. */
export function parameterValue(parameter: Parameter | null | undefined): Json {
  if (!parameter) return null;
  const { type, value, list, map } = parameter;
  if (list) return list.map(parameterValue);
  if (map) return withoutEmpty(parameters(map));
  if (type === "boolean") return value === "true" ? true : null;
  return value === undefined || value === "" ? null : value;
}

export function conditions(list: readonly Condition[] | null | undefined): Json {
  return (list ?? []).map(({ type, parameter }) =>
    withoutEmpty({ type: type ?? null, ...parameters(parameter) }),
  );
}

/** Names of events, each spelled out: `^(?:view_item|add_to_cart)$`. */
const LIST_OF_EVENTS =
  /^\^\((?:\?:)?((?:[^()[\]{}*+?^$|.\\]|\\\W)+(?:\|(?:[^()[\]{}*+?^$|.\\]|\\\W)+)+)\)\$$/;

/** Conditions on the name of an event. The order of a list means nothing. */
export function eventConditions(list: readonly Condition[] | null | undefined): Json {
  return (conditions(list) as readonly JsonObject[]).map((one) => {
    const names = one["type"] === "matchRegex" && LIST_OF_EVENTS.exec(String(one["arg1"]))?.[1];
    if (!names) return one;
    const sorted = [...new Set(names.match(/(?:[^|\\]|\\\W)+/g))].sort(compareText);
    return { ...one, arg1: `^(?:${sorted.join("|")})$` };
  });
}

/** Without empty values: null, an empty list, an empty object. */
export function withoutEmpty(value: JsonObject): JsonObject {
  // Most say something everywhere, and need no copy.
  if (!Object.values(value).some(saysNothing)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => !saysNothing(item)));
}

function saysNothing(value: Json): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value).every(saysNothing);
}
