/** Which fields of an entity are ours to write, and which people may set to something of their own. */

import { entryIn } from "../entry-in.ts";
import { NAMED_LISTS, type Owns, rowName } from "./adopted.ts";
import type { Entity, Parameter } from "./body.ts";
import { ownedTagParameters } from "./entities/rows.ts";
import { notesOfPeople } from "./mark.ts";
import type { Json } from "./resource.ts";

/** Ours: compared, written, and taken away when the file no longer asks for them. */
const OWNED_FIELDS: readonly string[] = [
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

/** What Google assigns by itself does not affect what an entity does. */
export const ASSIGNED_FIELDS: readonly string[] = [
  "fingerprint",
  "path",
  "tagManagerUrl",
  "workspaceId",
  "accountId",
  "containerId",
];

/** Of an adopted entity these stay as people have them. */
const LEFT_TO_PEOPLE: readonly string[] = ["name", "parentFolderId"];

export function ownedFields({ consent, rows }: Owns): readonly string[] {
  const fields = rows === null ? OWNED_FIELDS : OWNED_FIELDS.filter((one) => !LEFT_TO_PEOPLE.includes(one));
  return consent ? [...fields, "consentSettings"] : fields;
}

/** Parameters of a tag that are not ours. */
export function theirParameters(entity: Entity, owns: Owns): Parameter[] {
  const ours = ownedTagParameters(entity, owns);
  return ours ? parametersOf(entity).filter((one) => !ours.includes(String(one.key))) : [];
}

/** In the lists of an adopted tag. */
function theirRows(entity: Entity, owns: Owns, rows: readonly string[]): Parameter[] {
  const ours = ownedTagParameters(entity, owns) ?? [];
  return parametersOf(entity).flatMap((one) => {
    const key = String(one.key);
    if (!ours.includes(key)) return [];
    const list = (one.list ?? []).filter((row) => !rows.includes(rowName(key, nameOfRow(row, key))));
    return Object.hasOwn(NAMED_LISTS, key) && list.length > 0 ? [{ ...one, list }] : [];
  });
}

export function nameOfRow({ map }: Parameter, list: string): string {
  return (map ?? []).find(({ key }) => key === entryIn(NAMED_LISTS, list))?.value ?? "";
}

export function parametersOf({ parameter }: Entity): readonly Parameter[] {
  return parameter ?? [];
}

/** What people put on an object of ours: a blocking trigger, a schedule, further parameters, lines in the notes. */
/** @param exceptions ids of the blocking triggers that are ours */
export function partOfPeople(entity: Entity, owns: Owns, exceptions: ReadonlySet<string>): Json {
  const skipped = [...OWNED_FIELDS, ...ownedFields(owns), ...ASSIGNED_FIELDS, "notes", "blockingTriggerId"];
  const left = owns.rows === null ? [] : LEFT_TO_PEOPLE;
  return {
    ...Object.fromEntries(
      Object.entries(entity).filter(([key]) => left.includes(key) || !skipped.includes(key)),
    ),
    parameter: [
      ...theirParameters(entity, owns),
      ...(owns.rows === null ? [] : theirRows(entity, owns, owns.rows)),
    ],
    blockingTriggerId: (entity.blockingTriggerId ?? []).filter((id) => !exceptions.has(id)),
    notes: notesOfPeople(entity.notes),
  };
}
