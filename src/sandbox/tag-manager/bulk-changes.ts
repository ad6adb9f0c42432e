/** The entries of a bulk update, read and with real ids in place of temporary ones. */
import type { World } from "../call.ts";
import type { ContainerState, Fields, Json } from "../state.ts";
import type { Switches } from "../switches.ts";
import { type EditableKind, ENTITY_KINDS, isEditable, KINDS } from "./entity-kinds.ts";
import { invalid, refused } from "./refusals.ts";
import { nextEntityId, ownFields } from "./writing.ts";

export type BulkChange = EntityChange | BuiltInVariableChange;

export interface EntityChange {
  readonly what: "entity";
  readonly status: "added" | "updated" | "deleted";
  readonly kind: EditableKind;
  readonly id: string;
  readonly fields: Fields;
  /** The version of the entity that the change was made for, when the entry names one. */
  readonly fingerprint: string | undefined;
}

export interface BuiltInVariableChange {
  readonly what: "builtInVariable";
  readonly status: "added" | "deleted";
  readonly type: string;
}

/** Unique in the whole call, across all kinds. */
const TEMPORARY_ID = /^new_\d+$/;

/**
 * @throws GoogleError for too many entries, and for one that does not contain exactly one entity of a
 *   kind that is taken, has no change status, or adds something without a temporary id of its own.
 */
export function readChanges(
  world: World,
  container: ContainerState,
  entries: readonly Fields[],
): BulkChange[] {
  const { bulkUpdateMaximum } = world.switches;
  if (bulkUpdateMaximum !== null && entries.length > bulkUpdateMaximum)
    throw invalid("changes", `No more than ${bulkUpdateMaximum} changes are allowed.`);
  const changes = entries.map((entry) => readEntry(entry, world.switches));
  const ids = realIds(container, changes);
  return changes.map((change) => {
    if (change.what === "builtInVariable") return change;
    const fields = withRealIds(change.fields, ids, world.switches) as Fields;
    return {
      ...change,
      fields,
      id: change.status === "added" ? (ids.get(change.id) ?? change.id) : change.id,
    };
  });
}

function readEntry(entry: Fields, switches: Switches): BulkChange {
  const held = [...ENTITY_KINDS, "builtInVariable" as const].filter((kind) => entry[kind] !== undefined);
  const [kind] = held;
  if (kind === undefined || held.length > 1) throw invalid("changes", "Exactly one entity must be set.");
  const status = entry["changeStatus"];
  if (status !== "added" && status !== "updated" && status !== "deleted") {
    throw invalid("changes.change_status", "The value must be one of added, updated and deleted.");
  }
  const message = entry[kind] as Fields;
  if (kind === "builtInVariable") return readBuiltInVariable(message, status, switches);
  if (!isEditable(kind) || switches.bulkUpdateRefuses.includes(kind)) throw refused();
  const { fingerprint, [KINDS[kind].idField]: id } = message;
  if (typeof id !== "string") throw invalid(`changes.${kind}`, "The entity ID must be set.");
  const sent = typeof fingerprint === "string" ? fingerprint : undefined;
  return { what: "entity", status, kind, id, fields: ownFields(kind, message), fingerprint: sent };
}

function readBuiltInVariable(message: Fields, status: string, switches: Switches): BulkChange {
  const type = message["type"];
  if (!switches.bulkUpdateBuiltInVariables || status === "updated" || typeof type !== "string")
    throw refused();
  return { what: "builtInVariable", status: status === "added" ? "added" : "deleted", type };
}

function realIds(container: ContainerState, changes: readonly BulkChange[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const change of changes) {
    if (change.what === "builtInVariable" || change.status !== "added") continue;
    if (!TEMPORARY_ID.test(change.id))
      throw invalid("changes", `The ID of a new entity must look like "new_1".`);
    if (ids.has(change.id)) throw invalid("changes", `The ID "${change.id}" is used more than once.`);
    ids.set(change.id, nextEntityId(container));
  }
  return ids;
}

/** Temporary ids may be wherever an id may be: for a folder, a firing or blocking trigger, a trigger reference. */
function withRealIds(fields: Fields, ids: ReadonlyMap<string, string>, switches: Switches): Json {
  const entries = Object.entries(fields).map(([name, value]): [string, Json | undefined] => {
    if (name === "parentFolderId") return [name, realId(value, ids)];
    if (name !== "firingTriggerId" && name !== "blockingTriggerId")
      return [name, withRealReferences(value, ids)];
    const triggers = value as readonly string[];
    return [
      name,
      switches.bulkUpdateTemporaryTriggerIds ? triggers.map((id) => ids.get(id) ?? id) : triggers,
    ];
  });
  return Object.fromEntries(entries);
}

function withRealReferences(value: Json | undefined, ids: ReadonlyMap<string, string>): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => withRealReferences(item, ids) ?? null);
  if (typeof value !== "object" || value === null) return value;
  const message = value as Fields;
  const entries = Object.entries(message).map(([name, part]): [string, Json | undefined] => {
    const isReference = name === "value" && message["type"] === "triggerReference";
    return [name, isReference ? realId(part, ids) : withRealReferences(part, ids)];
  });
  return Object.fromEntries(entries);
}

function realId(value: Json | undefined, ids: ReadonlyMap<string, string>): Json | undefined {
  return typeof value === "string" ? (ids.get(value) ?? value) : value;
}
