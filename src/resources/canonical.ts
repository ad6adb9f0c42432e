/**
 * The owned part of an entity in a form that can be compared.
 *
 * Both sides go through the same function: what the file asks for and what
 * Google answers. Only the fields we own are in it; Google's ways of saying
 * "nothing" (an absent key, a parameter without value, `false` spelled out) are
 * all the same nothing, and the order of parameters has no meaning.
 */
import { compareText } from "../diagnostic.ts";
import type { EntityKind } from "./kinds.ts";
import type { Json, JsonObject } from "./resource.ts";

/** Turns an id at Google into the address of a resource of ours, or leaves it (foreign, built-in) as it is. */
export type NameId = (kind: EntityKind, id: string) => string;

/**
 * @param ownsConsent A tag's consent settings are ours where the file asks for them or did so when it was last
 * applied; elsewhere they are people's.
 */
export function canonicalEntity(
  kind: EntityKind,
  entity: JsonObject,
  nameId: NameId,
  ownsConsent = false,
): JsonObject {
  const consent = ownsConsent ? { consent: consentSettings(entity["consentSettings"]) } : {};
  return dropNothings({ name: entity["name"] ?? "", ...ownedFields(kind, entity, nameId), ...consent });
}

/** The types that are needed, or that none is; null for Tag Manager's own "not set". */
function consentSettings(value: Json | undefined): Json {
  const { consentStatus, consentType } = asObject(value);
  if (consentStatus === "notNeeded") return "notNeeded";
  if (consentStatus !== "needed") return null;
  const types = parameterValue(consentType);
  return Array.isArray(types) ? types.map(String).sort(compareText) : [];
}

function ownedFields(kind: EntityKind, entity: JsonObject, nameId: NameId): JsonObject {
  switch (kind) {
    case "gtm.folder":
      return {};
    case "gtm.variable":
      return {
        folder: folderOf(entity, nameId),
        ...typeAndParameters(entity),
        formatValue: format(entity["formatValue"]),
      };
    case "gtm.trigger":
      return { folder: folderOf(entity, nameId), ...triggerFields(entity) };
    case "gtm.tag":
      return { folder: folderOf(entity, nameId), ...tagFields(entity, nameId) };
  }
}

function folderOf(entity: JsonObject, nameId: NameId): Json {
  const id = entity["parentFolderId"];
  return typeof id === "string" && id !== "" ? nameId("gtm.folder", id) : null;
}

function typeAndParameters(entity: JsonObject): JsonObject {
  return { type: entity["type"] ?? null, parameter: parameters(entity["parameter"]) };
}

const TRIGGER_PARAMETERS = ["eventName", "interval", "limit", "waitForTags", "checkValidation"] as const;

function triggerFields(trigger: JsonObject): JsonObject {
  const own = TRIGGER_PARAMETERS.map((key) => [key, parameterValue(trigger[key])] as const);
  return {
    ...typeAndParameters(trigger),
    customEventFilter: conditions(trigger["customEventFilter"]),
    filter: conditions(trigger["filter"]),
    autoEventFilter: conditions(trigger["autoEventFilter"]),
    ...Object.fromEntries(own),
  };
}

/**
 * The parameters that we own in a tag of each type. Others (a user-data variable
 * that somebody added, say) are theirs: neither compared nor touched.
 */
export const OWNED_TAG_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  gaawe: ["eventName", "measurementIdOverride", "measurementId", "eventSettingsTable"],
  html: ["html", "supportDocumentWrite"],
  googtag: ["tagId"],
};

function tagFields(tag: JsonObject, nameId: NameId): JsonObject {
  const owned = OWNED_TAG_PARAMETERS[String(tag["type"])];
  const all = parameters(tag["parameter"]);
  const triggers = list(tag["firingTriggerId"]).map((id) => nameId("gtm.trigger", String(id)));
  return {
    type: tag["type"] ?? null,
    parameter: owned ? dropNothings(Object.fromEntries(owned.map((key) => [key, all[key] ?? null]))) : all,
    firingTrigger: triggers.sort(compareText),
    tagFiringOption: tag["tagFiringOption"] ?? "oncePerEvent",
    paused: tag["paused"] === true ? true : null,
  };
}

function parameters(value: Json | undefined): JsonObject {
  return Object.fromEntries(list(value).map((item) => [String(asObject(item)["key"]), parameterValue(item)]));
}

/** A parameter as plain JSON: text, true, a list, or a map; null for every way of saying nothing. */
function parameterValue(value: Json | undefined): Json {
  const parameter = asObject(value);
  if (Array.isArray(parameter["list"])) return parameter["list"].map(parameterValue);
  if (Array.isArray(parameter["map"])) return dropNothings(parameters(parameter["map"]));
  const text = parameter["value"];
  if (parameter["type"] === "boolean") return text === "true" ? true : null;
  return text === undefined || text === "" ? null : text;
}

function conditions(value: Json | undefined): Json {
  return list(value).map((item) => {
    const condition = asObject(item);
    return dropNothings({ type: condition["type"] ?? null, ...parameters(condition["parameter"]) });
  });
}

function format(value: Json | undefined): Json {
  const entries = Object.entries(asObject(value)).map(
    ([key, item]) => [key, typeof item === "object" ? parameterValue(item) : item] as const,
  );
  return dropNothings(Object.fromEntries(entries));
}

/** Without keys that say nothing: null, an empty list, an empty object. */
function dropNothings(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => !saysNothing(item)));
}

function saysNothing(value: Json): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.values(value).every(saysNothing);
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: Json | undefined): JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {};
}
