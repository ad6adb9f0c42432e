/** The content of versions and workspaces: copying, finding and comparing. */
import type { Content, StoredEntity } from "../state.ts";
import { ENTITY_KINDS, type EntityKind } from "./entity-kinds.ts";

export function emptyContent(builtInVariables: readonly string[]): Content {
  const entities = Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, [] as StoredEntity[]]));
  return { entities: entities as Content["entities"], builtInVariables: [...builtInVariables] };
}

/** A copy whose lists can be changed; the entities themselves never are. */
export function copyOf(content: Content): Content {
  const entities = Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, [...content.entities[kind]]]));
  return { entities: entities as Content["entities"], builtInVariables: [...content.builtInVariables] };
}

export function find(content: Content, kind: EntityKind, id: string): StoredEntity | undefined {
  return content.entities[kind].find((entity) => entity.id === id);
}

/** Adds the entity, or puts it in place of the one with its id. */
export function put(content: Content, kind: EntityKind, entity: StoredEntity): void {
  const list = content.entities[kind];
  const index = list.findIndex((other) => other.id === entity.id);
  if (index < 0) list.push(entity);
  else list[index] = entity;
}

export function remove(content: Content, kind: EntityKind, id: string): void {
  content.entities[kind] = content.entities[kind].filter((entity) => entity.id !== id);
}

export interface Change {
  readonly status: "added" | "updated" | "deleted";
  readonly kind: EntityKind;
  /** As it is now; a deleted one as it was. */
  readonly entity: StoredEntity;
}

/** What happened to entities between two contents. A fingerprint changes with every write, so it alone decides. */
export function changesBetween(base: Content, now: Content): Change[] {
  return ENTITY_KINDS.flatMap((kind) => {
    const before = byId(base, kind);
    const after = byId(now, kind);
    const kept = now.entities[kind].flatMap((entity): Change[] => {
      const old = before.get(entity.id);
      if (old === undefined) return [{ status: "added", kind, entity }];
      return old.fingerprint === entity.fingerprint ? [] : [{ status: "updated", kind, entity }];
    });
    const gone = base.entities[kind].filter((entity) => !after.has(entity.id));
    return [...kept, ...gone.map((entity): Change => ({ status: "deleted", kind, entity }))];
  });
}

export interface BuiltInChange {
  readonly status: "added" | "deleted";
  readonly type: string;
}

export function builtInChangesBetween(base: Content, now: Content): BuiltInChange[] {
  const added = now.builtInVariables.filter((type) => !base.builtInVariables.includes(type));
  const deleted = base.builtInVariables.filter((type) => !now.builtInVariables.includes(type));
  return [
    ...added.map((type) => ({ status: "added", type }) as const),
    ...deleted.map((type) => ({ status: "deleted", type }) as const),
  ];
}

export function sameContent(a: Content, b: Content): boolean {
  return changesBetween(a, b).length === 0 && builtInChangesBetween(a, b).length === 0;
}

function byId(content: Content, kind: EntityKind): ReadonlyMap<string, StoredEntity> {
  return new Map(content.entities[kind].map((entity) => [entity.id, entity]));
}
