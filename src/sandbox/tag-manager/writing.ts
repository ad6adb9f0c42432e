/** Putting entities into a workspace's content and taking them out, with the checks that look around. */
import { nextFingerprint, type World } from "../call.ts";
import type { ContainerState, Content, Fields, Json, StoredEntity } from "../state.ts";
import type { Switches } from "../switches.ts";
import { isBuiltInTrigger } from "./built-in-triggers.ts";
import { type Problem, problemKey } from "./compile.ts";
import { copyOf, find, put, remove } from "./content.ts";
import { EDITABLE, type EditableKind, ENTITY_KINDS, type EntityKind, KINDS } from "./entity-kinds.ts";
import { type References, referencesOf } from "./references.ts";
import { duplicateName, invalid, notFound, refused, unknownTrigger } from "./refusals.ts";

/** Fields that Google sets; whatever a request says about them is ignored. */
const READ_ONLY = ["accountId", "containerId", "workspaceId", "path", "fingerprint", "tagManagerUrl"];

/** The part of a message that its author decides. */
export function ownFields(kind: EntityKind, message: Fields): Fields {
  const dropped = [...READ_ONLY, KINDS[kind].idField];
  return Object.fromEntries(Object.entries(message).filter(([name]) => !dropped.includes(name)));
}

export function nextEntityId(container: ContainerState): string {
  const id = String(container.nextEntityId);
  container.nextEntityId += 1;
  return id;
}

/**
 * Writes one entity. Whatever it refers to is checked by {@link checkContext}.
 *
 * @throws GoogleError when the entity or its name is refused; nothing is written then.
 */
export function write(
  world: World,
  content: Content,
  kind: EditableKind,
  id: string,
  fields: Fields,
): StoredEntity {
  if (fields["name"] === undefined) throw invalid("name", "The value must not be empty.");
  EDITABLE[kind].check(fields, world.switches);
  checkName(content, kind, id, String(fields["name"]));
  const entity = { id, fingerprint: nextFingerprint(world), fields: completed(kind, fields, world.switches) };
  put(content, kind, entity);
  return entity;
}

/** Names are unique within a kind; a variable may not have the name of an enabled built-in one either. */
function checkName(content: Content, kind: EditableKind, id: string, name: string): void {
  const isNameUsed = content.entities[kind].some((other) => other.id !== id && other.fields["name"] === name);
  if (isNameUsed || EDITABLE[kind].isNameTaken?.(content, name)) throw duplicateName();
}

/** What Google adds to, or changes in, what was sent. */
function completed(kind: EditableKind, fields: Fields, switches: Switches): Fields {
  const all = EDITABLE[kind].completed?.(fields, switches) ?? fields;
  const parameter = all["parameter"];
  return switches.reordersParameters && Array.isArray(parameter)
    ? { ...all, parameter: byKey(parameter) }
    : all;
}

function byKey(parameters: readonly Fields[]): Json {
  const key = (parameter: Fields) => String(parameter["key"]);
  return [...parameters].sort((a, b) => (key(a) < key(b) ? -1 : 1)) as unknown as Json;
}

/**
 * Checks a written entity against everything else in the workspace.
 *
 * @throws GoogleError for what a container of this kind does not take, and for triggers of a tag and folders that are not there,
 *   unless the seeded container already had that very reference.
 */
export function checkContext(
  container: ContainerState,
  content: Content,
  kind: EditableKind,
  entity: StoredEntity,
): void {
  const unfit = EDITABLE[kind].misfit?.(container.usageContext, entity.fields);
  if (unfit !== undefined) throw unfit;
  const { triggers, folder } = referencesOf(entity.fields);
  if (folder !== undefined && find(content, "folder", folder) === undefined) throw notFound();
  if (!EDITABLE[kind].needsItsTriggers) return;
  for (const id of triggers) {
    const problem: Problem = { kind, id: entity.id, type: "unknownTriggerId", subject: id };
    const known = isBuiltInTrigger(id) || find(content, "trigger", id) !== undefined;
    if (!known && !container.tolerated.includes(problemKey(problem))) throw unknownTrigger();
  }
}

/** Takes an entity out. Whether anything still uses it is checked by {@link checkUnused}. */
export function erase(content: Content, kind: EditableKind, id: string): StoredEntity {
  const entity = find(content, kind, id);
  if (entity === undefined) throw notFound();
  remove(content, kind, id);
  return entity;
}

/**
 * References by name are met by another entity of that name, which the same bulk update may have added.
 *
 * @throws GoogleError when something in the content uses the entity that is gone, and the switch says so.
 */
export function checkUnused(
  content: Content,
  kind: EditableKind,
  gone: StoredEntity,
  switches: Switches,
): void {
  const { isMeantByName, isUsedBy } = EDITABLE[kind];
  const name = String(gone.fields["name"]);
  const replaced = isMeantByName && content.entities[kind].some(({ fields }) => fields["name"] === name);
  const uses = (references: References) => isUsedBy(references, { id: gone.id, name });
  if (switches.inUseDelete === "refuse" && !replaced && isUsed(content, uses)) throw refused();
}

export function isUsed(content: Content, uses: (references: References) => boolean): boolean {
  return ENTITY_KINDS.some((kind) => content.entities[kind].some(({ fields }) => uses(referencesOf(fields))));
}

/** Runs a change on a copy of the content and keeps it only if nothing was refused. */
export function atomically<T>(place: { content: Content }, change: (content: Content) => T): T {
  const draft = copyOf(place.content);
  const result = change(draft);
  place.content = draft;
  return result;
}
