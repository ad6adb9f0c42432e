/** Which fields of an entity are ours to write, and which people may set to something of their own. */
import type { Entity, Parameter } from "./entities/row.ts";
import { OWNED_TAG_PARAMETERS } from "./entities/rows.ts";
import { notesOfPeople } from "./mark.ts";
import type { Json } from "./resource.ts";

/** Ours: compared, written, and taken away when the file no longer asks for them. */
export const OWNED_FIELDS: readonly string[] = [
  "name",
  "type",
  "filter",
  "customEventFilter",
  "autoEventFilter",
  "eventName",
  "interval",
  "limit",
  "waitForTags",
  "checkValidation",
  "formatValue",
  "firingTriggerId",
  "tagFiringOption",
  "parentFolderId",
  "paused",
  "parameter",
];

/** What Google assigns by itself says nothing about what an entity does. */
export const ASSIGNED_FIELDS: readonly string[] = [
  "fingerprint",
  "path",
  "tagManagerUrl",
  "workspaceId",
  "accountId",
  "containerId",
];

/** Parameters of a tag that are not ours. */
export function theirParameters(entity: Entity): Parameter[] {
  const ours = OWNED_TAG_PARAMETERS[String(entity.type)];
  return ours ? parametersOf(entity).filter((one) => !ours.includes(String(one.key))) : [];
}

export function parametersOf({ parameter }: Entity): readonly Parameter[] {
  return parameter ?? [];
}

/** What people put on an object of ours: a blocking trigger, a schedule, further parameters, lines in the notes. */
export function partOfPeople(entity: Entity, ownsConsent: boolean): Json {
  const consent = ownsConsent ? ["consentSettings"] : [];
  const skipped = [...OWNED_FIELDS, ...consent, ...ASSIGNED_FIELDS, "notes"];
  return {
    ...Object.fromEntries(Object.entries(entity).filter(([key]) => !skipped.includes(key))),
    parameter: theirParameters(entity),
    notes: notesOfPeople(entity.notes),
  };
}
