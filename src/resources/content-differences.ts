/** Two contents of a container → the entities that differ, ours and others'. */
import { canonicalJson } from "./digest.ts";
import { ENTITY_KIND_LIST, type EntityKind, entityId, labelOf } from "./kinds.ts";
import { readMark } from "./mark.ts";
import type { JsonObject } from "./resource.ts";
import type { ContainerContent } from "./snapshot.ts";

export interface ContentDifference {
  readonly kind: EntityKind;
  readonly name: string;
  readonly change: "added" | "changed" | "removed";
  /** Whose mark it carries before or after; null for an entity that never carried one. */
  readonly owner: string | null;
}

export function contentDifferences(before: ContainerContent, after: ContainerContent): ContentDifference[] {
  return ENTITY_KIND_LIST.flatMap((kind) => {
    const then = byId(kind, before.entities[kind]);
    const now = byId(kind, after.entities[kind]);
    return [...new Set([...then.keys(), ...now.keys()])].flatMap((id) =>
      difference(kind, then.get(id), now.get(id)),
    );
  });
}

function difference(
  kind: EntityKind,
  then: JsonObject | undefined,
  now: JsonObject | undefined,
): ContentDifference[] {
  if (content(then) === content(now)) return [];
  const change = !then ? "added" : !now ? "removed" : "changed";
  return [{ kind, name: String((now ?? then)?.["name"]), change, owner: ownerOf(now) ?? ownerOf(then) }];
}

/** What somebody else did between two contents: names of entities that carry the owner's mark in neither. */
export function foreignDifferences(
  owner: string,
  before: ContainerContent,
  after: ContainerContent,
): string[] {
  return contentDifferences(before, after)
    .filter((one) => one.owner !== owner)
    .map(({ kind, name }) => `${labelOf(kind)} "${name}"`);
}

function byId(kind: EntityKind, entities: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(entities.map((entity) => [entityId(kind, entity), entity]));
}

function ownerOf(entity: JsonObject | undefined): string | null {
  return readMark(entity?.["notes"] as string | undefined)?.owner ?? null;
}

/** What Google assigns by itself says nothing about what an entity does. */
const ASSIGNED = ["fingerprint", "path", "tagManagerUrl", "workspaceId", "accountId", "containerId"];

function content(entity: JsonObject | undefined): string {
  if (!entity) return "";
  return canonicalJson(Object.fromEntries(Object.entries(entity).filter(([key]) => !ASSIGNED.includes(key))));
}
