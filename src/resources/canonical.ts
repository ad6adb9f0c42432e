/**
 * The owned part of an entity in a form that can be compared.
 *
 * Both sides go through the same function: what the file asks for and what
 * Google answers. Only the fields we own are in it; Google's ways of saying
 * "nothing" are all the same nothing, and the order of parameters has no meaning.
 */
import { compareText } from "../diagnostic.ts";
import { entryIn } from "../entry-in.ts";
import { NAMED_LISTS, OWNS_ALL, type Owns, rowName } from "./adopted.ts";
import type { Entity } from "./body.ts";
import { parameterValue, withoutEmpty } from "./entities/parameters.ts";
import type { NameId } from "./entities/row.ts";
import type { Json, JsonObject } from "./json.ts";
import { ENTITIES } from "./kinds.ts";
import type { EntityKind } from "./resource.ts";

/**
 * @param owns Consent settings, say, are ours where the file asks for them or did so when it was last applied; elsewhere
 * they are people's.
 */
export function canonicalEntity(
  kind: EntityKind,
  body: JsonObject,
  nameId: NameId,
  owns: Owns = OWNS_ALL,
): JsonObject {
  const entity = body as Entity;
  const consent = owns.consent ? { consent: consentSettings(entity) } : {};
  const whole = { name: entity.name ?? "", ...ENTITIES[kind].compared(entity, nameId, owns), ...consent };
  return withoutEmpty(owns.rows === null ? whole : ofAdopted(whole, owns.rows));
}

/** Without the name and the folder, and with our rows alone, in an order of their own. */
function ofAdopted({ name: _, folder: __, ...rest }: JsonObject, rows: readonly string[]): JsonObject {
  const parameter = rest["parameter"];
  if (parameter === undefined || rest["type"] !== "gaawe") return rest;
  const own = Object.entries(parameter as JsonObject).map(([key, value]) => {
    const cell = entryIn(NAMED_LISTS, key);
    if (cell === undefined || !Array.isArray(value)) return [key, value] as const;
    const nameOf = (row: Json) => String((row as JsonObject)[cell]);
    const ours = (value as readonly Json[]).filter((row) => rows.includes(rowName(key, nameOf(row))));
    return [key, ours.sort((a, b) => compareText(nameOf(a), nameOf(b)))] as const;
  });
  return { ...rest, parameter: withoutEmpty(Object.fromEntries(own)) };
}

/** The types that are needed, or that none is; null for Tag Manager's own "not set". */
function consentSettings({ consentSettings: settings }: Entity): Json {
  const { consentStatus, consentType } = settings ?? {};
  if (consentStatus === "notNeeded") return "notNeeded";
  if (consentStatus !== "needed") return null;
  const types = parameterValue(consentType);
  return Array.isArray(types) ? types.map(String).sort(compareText) : [];
}
