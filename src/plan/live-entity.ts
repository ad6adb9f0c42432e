/** Live entities of a container, with their marks. */

import { type Owns, ownedBecause } from "../resources/adopted.ts";
import type { Entity } from "../resources/body.ts";
import { canonicalEntity } from "../resources/canonical.ts";
import type { NameId } from "../resources/entities/row.ts";
import { digestOf } from "../resources/json.ts";
import { ENTITY_KINDS, entityId } from "../resources/kinds.ts";
import { type Mark, readMark } from "../resources/mark.ts";
import type { DesiredEntity, EntityKind } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";

export interface LiveEntity {
  readonly kind: EntityKind;
  readonly entity: Entity;
  readonly mark: Mark | null;
}

/** A live entity of ours, with the mark that says so. */
export interface OwnedEntity extends LiveEntity {
  readonly mark: Mark;
}

export function liveEntities(container: ContainerContent): LiveEntity[] {
  return ENTITY_KINDS.flatMap((kind) =>
    container.entities[kind].map((entity) => ({
      kind,
      entity,
      mark: readMark(entity.notes),
    })),
  );
}

export function isOwnedBy(owner: string): (live: LiveEntity) => live is OwnedEntity {
  return (live): live is OwnedEntity =>
    live.mark?.owner === owner && live.mark.address.startsWith(`${live.kind}/`);
}

/** Ids → addresses as they were when we last applied: the file may have given a goal another id since. */
export function namesByMark(owned: readonly OwnedEntity[]): NameId {
  const addresses = new Map(
    owned.map(({ kind, entity, mark }) => [`${kind}/${entityId(kind, entity)}`, mark.address]),
  );
  return (kind, id) => addresses.get(`${kind}/${id}`) ?? id;
}

/** Nobody has changed what is ours of it since. */
export function isAsMarked({ kind, entity, mark }: OwnedEntity, marked: NameId): boolean {
  return digestOf(canonicalEntity(kind, entity, marked, ownsOf(null, mark))) === mark.digest;
}

export function oldestFirst(a: LiveEntity, b: LiveEntity): number {
  return Number(entityId(a.kind, a.entity)) - Number(entityId(b.kind, b.entity));
}

/**
 * Consent settings are ours while the file asks for them, and once more, to take them away, when it stops asking. So are
 * the rows of an adopted tag. What was adopted and is wanted like anything else (the trigger of a tag that somebody has
 * deleted) is ours as a whole from now on.
 */
export function ownsOf(desired: DesiredEntity | null, mark: Mark | null): Owns {
  const isAdopted = desired === null ? mark?.adopted : desired.adopted;
  const adopted = isAdopted ? [desired?.adopted, mark?.adopted].flatMap((one) => one ?? []) : [];
  const rows = adopted.length === 0 ? null : [...new Set(adopted.flatMap((one) => one.rows))];
  return ownedBecause([...(desired?.remembers ?? []), ...(mark?.remembers ?? [])], rows);
}
