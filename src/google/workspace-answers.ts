/** What Tag Manager answers about workspaces, and what its refusals mean. */
import type { tagmanager_v2 } from "googleapis/build/src/apis/tagmanager/v2.js";
import { ContainerChanged } from "../apply/apply-error.ts";
import { type ChangedEntity, GoogleError, type Workspace } from "../apply/google-port.ts";
import type { Entity } from "../resources/body.ts";
import { ENTITIES, ENTITY_KINDS, entityId } from "../resources/kinds.ts";
import { WORKSPACES_IN_A_FREE_CONTAINER } from "../resources/limits.ts";

export function changedEntities(entry: tagmanager_v2.Schema$Entity): ChangedEntity[] {
  return ENTITY_KINDS.flatMap((kind) => {
    const entity: Entity | undefined = entry[ENTITIES[kind].collection];
    return entity ? [{ kind, id: entityId(kind, entity), name: String(entity.name) }] : [];
  });
}

/** Google does not document how it refuses a taken name or a fourth workspace: any plain refusal may mean that. */
export function mayBeThere({ status, code, isUncertain }: GoogleError): boolean {
  return (
    isUncertain ||
    status === 400 ||
    status === 409 ||
    (status === 403 && code === "forbidden") ||
    status === 429
  );
}

export function noRoom(refused: GoogleError, existing: readonly Workspace[]): GoogleError {
  const names = existing.map(({ name }) => `"${name}"`).join(", ");
  const hint =
    existing.length < WORKSPACES_IN_A_FREE_CONTAINER
      ? "Another apply may be at work in this container. Wait until it has ended, then run apply again."
      : `The container has these workspaces: ${names}. A free account has room for three: delete or publish one in Tag Manager.`;
  return new GoogleError("no-room", refused.status, refused.message, hint, false, refused);
}

export function workspaceOf(
  { path, name, description }: tagmanager_v2.Schema$Workspace,
  isNew: boolean,
): Workspace {
  return { path: path!, name: name!, description: description ?? "", isNew };
}

/** The entities of a change, whichever kind it has. Built-in variables are none: they have no marks and no content. */
export function entitiesIn({
  changeStatus: _,
  builtInVariable: __,
  ...entities
}: tagmanager_v2.Schema$Entity): Entity[] {
  return Object.values(entities) as Entity[];
}

export function mergeConflict({ name }: Workspace): ContainerChanged {
  return new ContainerChanged(`The workspace "${name}" and the latest version changed the same objects.`);
}

export function noVersion({ name }: Workspace): ContainerChanged {
  return new ContainerChanged(
    `Tag Manager made no version of the workspace "${name}": nothing is changed in it.`,
  );
}
