/**
 * Whose is what: live entities matched with the resources that the file asks for.
 *
 * The mark decides, not the name. A name decides only where nothing is marked:
 * an unmarked object of the name we need is a candidate for adoption, and
 * an object marked by another file is in our way.
 */

import type { Entity } from "../resources/body.ts";
import { canonicalEntity } from "../resources/canonical.ts";
import type { NameId } from "../resources/entities/row.ts";
import { digestOf, isSameJson } from "../resources/json.ts";
import { entityId, isEntityKind } from "../resources/kinds.ts";
import {
  type Address,
  type DesiredEntity,
  type DesiredResource,
  type EntityKind,
  keyOf,
  refAddress,
} from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { copiesAmong, withoutCopies } from "./copies.ts";
import {
  isOwnedBy,
  type LiveEntity,
  liveEntities,
  namesByMark,
  type OwnedEntity,
  ownsOf,
} from "./live-entity.ts";
import { type Likeness, matchMarks } from "./match-marks.ts";
import { holders, type NameTaken, nameKey, namesLost, namesTaken } from "./names-taken.ts";

export interface Ownership {
  /** By address: what the file asks for and what carries its mark. */
  readonly owned: ReadonlyMap<Address, OwnedEntity>;
  /** By address: unmarked, and of the right name and already doing what the file asks, or adopted by the file's word. */
  readonly adoptable: ReadonlyMap<Address, LiveEntity>;
  /** The name is taken by something that is not ours and does something else. */
  readonly conflicts: readonly NameTaken[];
  /** Ours, and no longer asked for. */
  readonly leftovers: readonly OwnedEntity[];
  /** Carry our mark for an address that another entity has already: copies made in Tag Manager's screen. */
  readonly copies: readonly OwnedEntity[];
  /** Not ours, and not about to be. */
  readonly foreign: readonly LiveEntity[];
  /** Ids at Google → addresses of ours. */
  readonly nameId: NameId;
  /** The same with the addresses that their marks say: those of the last apply. */
  readonly nameIdAsMarked: NameId;
}

export function sortOut(
  owner: string,
  desired: readonly DesiredEntity[],
  container: ContainerContent,
): Ownership {
  const live = liveEntities(container);
  const isOurs = isOwnedBy(owner);
  const { originals, copies } = withoutCopies(live.filter(isOurs), desired);
  const taken = takenOver(live, desired);
  const others = desired.filter(({ address }) => !taken.has(address));
  const { owned, rest: unwanted } = matchMarks(others, originals, byEffectOrName(others, originals));
  const holderOf = holders(live, originals, others);
  const inTheWay = namesTaken(holderOf, owned, others);
  const ours = [...owned, ...unwanted.map((one) => [one.mark.address, one] as const)];
  const nameId = naming([...ours, ...taken], inTheWay);
  const marked = namesByMark(originals);
  const adopts = inTheWay.filter(
    (one) => one.taken.mark === null && doesTheSame(one.desired, one.taken, nameId),
  );
  const adopted = new Set([...adopts.map((one) => one.taken), ...taken.values()]);
  const isCopy = copiesAmong(owner, unwanted, live);
  return {
    owned,
    adoptable: new Map([...adopts.map((one) => [one.desired.address, one.taken] as const), ...taken]),
    conflicts: [...inTheWay.filter((one) => !adopts.includes(one)), ...namesLost(holderOf, owned, others)],
    leftovers: unwanted.filter((one) => !isCopy(one)),
    copies: [...copies, ...unwanted.filter(isCopy)],
    foreign: live.filter((one) => !isOurs(one) && !adopted.has(one)),
    nameId,
    nameIdAsMarked: (kind, id) => {
      const address = marked(kind, id);
      return address === id ? nameId(kind, id) : address;
    },
  };
}

/** What the file adopts, by address. */
function takenOver(
  live: readonly LiveEntity[],
  desired: readonly DesiredEntity[],
): ReadonlyMap<Address, LiveEntity> {
  if (desired.every(({ adopted }) => !adopted?.takes)) return new Map();
  const byId = new Map(live.map((one) => [`${one.kind}/${entityId(one.kind, one.entity)}`, one]));
  return new Map(
    desired.flatMap(({ kind, address, adopted }) => {
      const one = adopted?.takes ? byId.get(`${kind}/${adopted.takes}`) : undefined;
      return one ? [[address, one] as const] : [];
    }),
  );
}

/**
 * No two entities of a kind have the same name. Triggers of one goal are known by what they ask for, too: they are called
 * after it, and a goal with `any` has others in other places.
 */
function byEffectOrName(
  desired: readonly DesiredEntity[],
  originals: readonly OwnedEntity[],
): Likeness<DesiredEntity, OwnedEntity> {
  const marked = new Set(originals.map(({ mark }) => mark.address));
  const missing = desired.filter(({ kind, address }) => kind === "gtm.trigger" && !marked.has(address));
  const goals = new Set(missing.map(({ address }) => goalKey(address)));
  const alike = (kind: EntityKind, at: Address, body: Entity, name: unknown) => {
    if (kind !== "gtm.trigger" || !goals.has(goalKey(at))) return [nameKey(kind, name)];
    const within = `${kind}/${goalKey(at)}/`;
    return [`${within}${effectOf(body)}`, nameKey(kind, name), `${within}${String(body.type)}`];
  };
  return {
    slotOf: (address) => address,
    addressOf: ({ mark }) => mark.address,
    likeWanted: ({ kind, address, body, name }) => alike(kind, address, body, name),
    likeLive: ({ kind, entity, mark }) =>
      mark.adopted ? [nameKey(kind, entity.name)] : alike(kind, mark.address, entity, entity.name),
    mayBeRenamed: () => true,
  };
}

function goalKey(address: Address): string {
  return keyOf(address).split("/")[0]!;
}

/** What a trigger asks for, whatever it is called. */
function effectOf(body: Entity): string {
  const { name: _, folder: __, ...asked } = canonicalEntity("gtm.trigger", body, (_kind, id) => id);
  return digestOf(asked);
}

function naming(ours: readonly (readonly [Address, LiveEntity])[], inTheWay: readonly NameTaken[]): NameId {
  const addresses = new Map<string, Address>();
  for (const { desired, taken } of inTheWay)
    addresses.set(`${taken.kind}/${entityId(taken.kind, taken.entity)}`, desired.address);
  for (const [address, one] of ours) addresses.set(`${one.kind}/${entityId(one.kind, one.entity)}`, address);
  return (kind, id) => refAddress(id) ?? addresses.get(`${kind}/${id}`) ?? id;
}

/** Everything but the folder: an object of the same effect may lie anywhere. */
function doesTheSame(desired: DesiredEntity, { kind, entity }: LiveEntity, nameId: NameId): boolean {
  const owns = ownsOf(desired, null);
  const { folder: _, ...wanted } = canonicalEntity(kind, desired.body, nameId, owns);
  const { folder: __, ...found } = canonicalEntity(kind, entity, nameId, owns);
  return isSameJson(wanted, found);
}

export function isDesiredEntity(resource: DesiredResource): resource is DesiredEntity {
  return isEntityKind(resource.kind);
}
