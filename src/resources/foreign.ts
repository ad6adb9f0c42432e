/** What is not ours in a container, and whether it is the same in two contents. */
import { canonicalJson } from "./digest.ts";
import { ENTITY_KIND_LIST, type EntityKind, entityId, labelOf } from "./kinds.ts";
import { readMark } from "./mark.ts";
import type { JsonObject } from "./resource.ts";
import type { ContainerContent } from "./snapshot.ts";

/**
 * Names of entities that differ between two contents and carry the owner's mark in
 * neither: somebody else's work. What got or lost our mark is ours.
 */
export function foreignDifferences(
  owner: string,
  before: ContainerContent,
  after: ContainerContent,
): string[] {
  return ENTITY_KIND_LIST.flatMap((kind) => {
    const then = byId(kind, before.entities[kind]);
    const now = byId(kind, after.entities[kind]);
    return [...new Set([...then.keys(), ...now.keys()])]
      .map((id) => [then.get(id), now.get(id)] as const)
      .filter(
        ([one, other]) => !isOurs(owner, one) && !isOurs(owner, other) && content(one) !== content(other),
      )
      .map(([one, other]) => `${labelOf(kind)} "${String((other ?? one)?.["name"])}"`);
  });
}

function byId(kind: EntityKind, entities: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(entities.map((entity) => [entityId(kind, entity), entity]));
}

function isOurs(owner: string, entity: JsonObject | undefined): boolean {
  return readMark(entity?.["notes"] as string | undefined)?.owner === owner;
}

/** What Google assigns by itself says nothing about what an entity does. */
const ASSIGNED = ["fingerprint", "path", "tagManagerUrl", "workspaceId", "accountId", "containerId"];

function content(entity: JsonObject | undefined): string {
  if (!entity) return "";
  return canonicalJson(Object.fromEntries(Object.entries(entity).filter(([key]) => !ASSIGNED.includes(key))));
}
