/** One mistake, one sentence: errors that only follow from another one at the same place are dropped. */

import { entryIn } from "../../entry-in.ts";
import { INTERACTION_KEYS } from "../goal-set/interaction.ts";
import { contextOf } from "./context.ts";
import { slippedKey } from "./key-slips.ts";
import { nearest } from "./nearest.ts";
import { keyFor } from "./other-tools.ts";
import { refusalOf } from "./refused-keys.ts";
import type { SchemaError } from "./schema-errors.ts";

export function withoutSecondaryErrors(errors: readonly SchemaError[]): readonly SchemaError[] {
  const empty = new Set(
    errors.filter((one) => one.keyword === "minProperties").map((one) => one.instancePath),
  );
  const strangers = strangeKeys(errors);
  const doubled = doubledTypes(errors);
  const ofAnotherType = new Set(
    errors.flatMap(({ keyword, instancePath }) =>
      keyword === "false schema" && /^\/goals\/[^/]+\/any$/.test(instancePath)
        ? [instancePath.slice(0, -4)]
        : [],
    ),
  );
  const targetWithoutName = errors.find(isTargetWithoutName);
  const emptyGoal = errors.some(
    ({ instancePath, data }) => /^\/goals\/[^/]+$/.test(instancePath) && data === null,
  );
  return errors.filter((error) => {
    if (doubled.has(error)) return false;
    if (targetWithoutName && /^\/targets\/(?:ga4|gtm)(?:\/|$)/.test(error.instancePath))
      return error === targetWithoutName;
    if (emptyGoal && KEY_OF_A_GOAL.test(error.instancePath) && typeof error.data !== "object") return false;
    const strange = strangers.get(error.instancePath) ?? [];
    if (error.keyword === "maxProperties") return strange.length === 0;
    if (error.keyword !== "required") return true;
    // A goal of another type with `any` is of the wrong type, and lacks nothing.
    if (ofAnotherType.has(error.instancePath)) return false;
    const missing = String(error.params["missingProperty"]);
    return !empty.has(error.instancePath) && !strange.some((one) => standsFor(one, missing));
  });
}

/** `targets: { ga4: …, gtm: … }`: the name of the target is missing. */
export function isTargetWithoutName({ instancePath, keyword, data }: SchemaError): boolean {
  if (keyword !== "required" || !/^\/targets\/(?:ga4|gtm)$/.test(instancePath)) return false;
  return typeof data === "object" && data !== null && ("property" in data || "container" in data);
}

/** They follow an id without a value: the lines of that goal are not indented. */
const KEY_OF_A_GOAL = /^\/goals\/(?:type|page|on|name|event|value|longer_than|more_than|description)$/;

/** A wrong kind of value is not an allowed word either: of the two errors, the more helpful one stays. */
function doubledTypes(errors: readonly SchemaError[]): ReadonlySet<SchemaError> {
  const types = new Map(
    errors.filter(({ keyword }) => keyword === "type").map((one) => [one.instancePath, one] as const),
  );
  const doubled = errors.flatMap((error) => {
    const type = types.get(error.instancePath);
    if (type && (error.keyword === "minimum" || error.keyword === "maximum")) return [error];
    if (!type || !["enum", "const"].includes(error.keyword)) return [];
    return [error.keyword === "enum" && isWord(error.data) ? type : error];
  });
  return new Set(doubled);
}

/** A value in place of one of several words, which could be meant as one. */
function isWord(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** The unknown keys of each mapping. */
function strangeKeys(errors: readonly SchemaError[]): ReadonlyMap<string, readonly SchemaError[]> {
  const found = new Map<string, SchemaError[]>();
  for (const error of errors)
    if (error.keyword === "additionalProperties")
      found.set(error.instancePath, [...(found.get(error.instancePath) ?? []), error].slice(0, 20));
  return found;
}

/** Whether the unknown key was meant as the missing one, or takes its place. */
function standsFor(error: SchemaError, missing: string): boolean {
  const key = String(error.params["additionalProperty"]);
  const context = contextOf(error);
  const type: unknown = (error.data as Readonly<Record<string, unknown>>)["type"];
  const data = error.data as Readonly<Record<string, unknown>>;
  // `- cart: /cart`: the key is the step's id.
  if (context === "step" && (missing === "id" || missing === "page") && Object.keys(data).length === 1)
    return true;
  // `value: {amount}`: the key is the name of what is missing.
  if (missing === "data_layer" && (data[key] === null || typeof data[key] === "string")) return true;
  const isMeant = keyFor(context, key, [missing]) === missing || slippedKey(key) === missing;
  if (entryIn(REPLACES, missing)?.includes(key) || isMeant) return true;
  const isRefused = refusalOf(context, key, type) !== null;
  return nearest(key, [missing]) !== null || (isRefused && TAKEN_OVER.has(missing));
}

/** Keys that people write on the goal itself instead of under the missing one. */
const REPLACES: Readonly<Record<string, readonly string[]>> = {
  ga4: ["property", "measurement_id"],
  gtm: ["container", "account"],
  page: ["path", "url", "query", "host", "fragment", "any", ...INTERACTION_KEYS],
  on: [...INTERACTION_KEYS, "either", "any_of", "or", "one_of", "alternatives", "ways"],
  longer_than: ["at_least", "greater_than", "longer", "more", "gt"],
  more_than: ["at_least", "greater_than", "longer", "more", "gt"],
  selector: ["element_id", "id"],
};

const TAKEN_OVER: ReadonlySet<string> = new Set(["longer_than", "more_than", "data_layer"]);
