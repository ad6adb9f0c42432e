/** Two canonical bodies → the fields that differ, each with a path that a person can follow. */

import { entryIn } from "../entry-in.ts";
import { isSameJson } from "../resources/json.ts";
import type { Json, JsonObject } from "../resources/resource.ts";
import type { FieldChange } from "./plan.ts";

export function fieldChanges(before: JsonObject | null, after: JsonObject | null): FieldChange[] {
  return diffObjects("", before ?? {}, after ?? {});
}

function diffObjects(path: string, before: JsonObject, after: JsonObject): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const [was, is] = [valueAt(before, key), valueAt(after, key)];
    const at = path === "" ? key : `${path}.${key}`;
    const sent = Object.hasOwn(SENT, at) ? diffSent(at, was, is) : [];
    if (sent.length > 0) return sent;
    return LISTS_OF_NAMES.includes(at) && (was === null) !== (is === null)
      ? diff(at, was ?? {}, is ?? {})
      : diff(at, was, is);
  });
}

/** What a GA4 event tag sends: lists of names with values, in which every name says what is meant. */
const SENT: Readonly<Record<string, readonly [name: string, value: string]>> = {
  "parameter.eventSettingsTable": ["parameter", "parameterValue"],
  "parameter.userProperties": ["name", "value"],
};

/** Parameter by parameter; none where only their order differs. */
function diffSent(list: string, before: Json, after: Json): FieldChange[] {
  const [was, is] = [byParameter(list, before), byParameter(list, after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) =>
    diff(`${list}[${name}]`, was.get(name) ?? null, is.get(name) ?? null),
  );
}

function byParameter(list: string, table: Json): Map<string, Json | undefined> {
  const rows = Array.isArray(table) ? (table as JsonObject[]) : [];
  const [name, value] = entryIn(SENT, list)!;
  return new Map(rows.map((row) => [String(row[name]), row[value]]));
}

/** Here nothing is the same as an empty list. */
const LISTS_OF_NAMES: readonly string[] = ["parameterMutations"];

function diff(path: string, before: Json, after: Json): FieldChange[] {
  // Of a new resource all is different.
  if (before === null || after === null) return before === after ? [] : [{ path, before, after }];
  if (isSameJson(before, after)) return [];
  if (isObject(before) && isObject(after) && !isOneSentence(before)) return diffObjects(path, before, after);
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item: Json, i) => diff(`${path}[${i}]`, item, after[i] as Json));
  }
  return [{ path, before, after }];
}

/** A parameter may be called `constructor`, which every object has. */
function valueAt(object: JsonObject, key: string): Json {
  return Object.hasOwn(object, key) ? object[key]! : null;
}

/** A part of a condition of a trigger, a rule or an audience means nothing by itself. */
function isOneSentence(value: JsonObject): boolean {
  return "comparisonType" in value || "fieldName" in value || "arg0" in value;
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
