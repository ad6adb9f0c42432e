/**
 * The owned part of an entity in a form that can be compared.
 *
 * Both sides go through the same function: what the file asks for and what
 * Google answers. Only the fields we own are in it; Google's ways of saying
 * "nothing" are all the same nothing, and the order of parameters has no meaning.
 */
import { compareText } from "../diagnostic.ts";
import { parameterValue, sayingSomething } from "./entities/parameters.ts";
import type { Entity, NameId } from "./entities/row.ts";
import type { Json, JsonObject } from "./json.ts";
import { ENTITIES } from "./kinds.ts";
import type { EntityKind } from "./resource.ts";

/**
 * @param ownsConsent A tag's consent settings are ours where the file asks for them or did so when it was last
 * applied; elsewhere they are people's.
 */
export function canonicalEntity(
  kind: EntityKind,
  body: JsonObject,
  nameId: NameId,
  ownsConsent = false,
): JsonObject {
  const entity = body as Entity;
  const consent = ownsConsent ? { consent: consentSettings(entity) } : {};
  return sayingSomething({
    name: entity.name ?? "",
    ...ENTITIES[kind].compared(entity, nameId),
    ...consent,
  });
}

/** The types that are needed, or that none is; null for Tag Manager's own "not set". */
function consentSettings({ consentSettings: settings }: Entity): Json {
  const { consentStatus, consentType } = settings ?? {};
  if (consentStatus === "notNeeded") return "notNeeded";
  if (consentStatus !== "needed") return null;
  const types = parameterValue(consentType);
  return Array.isArray(types) ? types.map(String).sort(compareText) : [];
}
