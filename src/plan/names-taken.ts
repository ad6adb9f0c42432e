/** Names that our entities need, and that something else has. */
import type { Address, DesiredEntity, EntityKind } from "../resources/resource.ts";
import type { LiveEntity, OwnedEntity } from "./live-entity.ts";

export interface NameTaken {
  readonly desired: DesiredEntity;
  readonly taken: LiveEntity;
  /** The one of ours that is to have the name; null when it does not exist yet. */
  readonly own: OwnedEntity | null;
}

/** What has the name that a resource needs which does not exist yet. */
export function namesTaken(
  holderOf: HolderOf,
  owned: ReadonlyMap<Address, OwnedEntity>,
  desired: readonly DesiredEntity[],
): NameTaken[] {
  return desired.flatMap((one) => {
    const holder = owned.has(one.address) ? undefined : holderOf(one);
    return holder ? [{ desired: one, taken: holder, own: null }] : [];
  });
}

/** What has the name of one of ours that was renamed at Google: it cannot have its name again. */
export function namesLost(
  holderOf: HolderOf,
  owned: ReadonlyMap<Address, OwnedEntity>,
  desired: readonly DesiredEntity[],
): NameTaken[] {
  return desired.flatMap((one) => {
    const own = owned.get(one.address);
    const taken = own && own.entity.name !== one.name ? holderOf(one) : undefined;
    return own && taken ? [{ desired: one, taken, own }] : [];
  });
}

/** Which entity that is not ours has the name of a resource. */
type HolderOf = (one: DesiredEntity) => LiveEntity | undefined;

export function holders(
  live: readonly LiveEntity[],
  originals: readonly OwnedEntity[],
  desired: readonly DesiredEntity[],
): HolderOf {
  const ours = new Set<LiveEntity>(originals);
  const names = new Set(desired.map(({ name }) => name));
  const named = live.filter((one) => !ours.has(one) && names.has(String(one.entity.name)));
  const byName = new Map(named.map((one) => [nameKey(one.kind, one.entity.name), one]));
  return ({ kind, name }) => byName.get(nameKey(kind, name));
}

export function nameKey(kind: EntityKind, name: unknown): string {
  return `${kind}/${String(name)}`;
}
