/**
 * Whose is what: live entities matched with the resources that the file asks for.
 *
 * The mark decides, not the name. A name decides only where nothing is marked:
 * an unmarked object of the name we need is a candidate for adoption, and
 * an object marked by another file is in our way.
 */

import { type Owns, ownedBecause } from "../resources/adopted.ts";
import type { Entity } from "../resources/body.ts";
import { canonicalEntity } from "../resources/canonical.ts";
import type { NameId } from "../resources/entities/row.ts";
import { digestOf, isSameJson } from "../resources/json.ts";
import { ENTITY_KINDS, entityId, isEntityKind } from "../resources/kinds.ts";
import { type Mark, readMark } from "../resources/mark.ts";
import {
  type Address,
  type DesiredEntity,
  type DesiredResource,
  type EntityKind,
  keyOf,
  refAddress,
} from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { type Likeness, matchMarks } from "./match-marks.ts";

export interface LiveEntity {
  readonly kind: EntityKind;
  readonly entity: Entity;
  readonly mark: Mark | null;
}

/** A live entity of ours, with the mark that says so. */
export interface OwnedEntity extends LiveEntity {
  readonly mark: Mark;
}

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

export interface NameTaken {
  readonly desired: DesiredEntity;
  readonly taken: LiveEntity;
  /** The one of ours that is to have the name; null when it does not exist yet. */
  readonly own: OwnedEntity | null;
}

/** What has the name that a resource needs which does not exist yet. */
function namesTaken(
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
function namesLost(
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

function holders(
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

function liveEntities(container: ContainerContent): LiveEntity[] {
  return ENTITY_KINDS.flatMap((kind) =>
    container.entities[kind].map((entity) => ({
      kind,
      entity,
      mark: readMark(entity.notes),
    })),
  );
}

function isOwnedBy(owner: string): (live: LiveEntity) => live is OwnedEntity {
  return (live): live is OwnedEntity =>
    live.mark?.owner === owner && live.mark.address.startsWith(`${live.kind}/`);
}

/**
 * Which of those that nobody asks for any more are copies that outlived their original. A copy keeps the notes, mark
 * included, under another name. So may the original have got another name at Google: what bears its mark alone is the
 * original, unless everything else of its goal is gone already, as it is when the original went in an earlier apply.
 */
function copiesAmong(
  owner: string,
  unwanted: readonly OwnedEntity[],
  live: readonly LiveEntity[],
): (one: OwnedEntity) => boolean {
  const named = (one: LiveEntity) => String(one.entity.name);
  const isOfOurName = (one: LiveEntity) => named(one).startsWith(`${owner} - `);
  // Tag Manager's screen calls a copy "Copy of …".
  const isNamedAsCopy = (one: LiveEntity) => !isOfOurName(one) && named(one).includes(`${owner} - `);
  const partOf = (one: OwnedEntity) => keyOf(one.mark.address).split("/")[0]!;
  const reads = (one: LiveEntity, variable: OwnedEntity) =>
    JSON.stringify(one.entity).includes(`{{${named(variable)}}}`);
  return (one) => {
    if (one.kind === "gtm.folder" || isOfOurName(one)) return false;
    // What was adopted has a name of its own, and its trigger may have stayed somebody else's.
    if (one.mark.adopted) return named(one).startsWith("Copy of ");
    if (one.kind === "gtm.variable") {
      const readers = live.filter((other) => other !== one && reads(other, one));
      return readers.length > 0 && readers.every(({ mark }) => mark?.owner !== owner);
    }
    const rest = unwanted.filter((other) => other !== one && partOf(other) === partOf(one));
    return !rest.some((other) => !isNamedAsCopy(one) || !isNamedAsCopy(other));
  };
}

/** Of several entities with one mark, the one with the expected name is the original, else the one that is as we last applied it, else the oldest. */
function withoutCopies(
  owned: readonly OwnedEntity[],
  desired: readonly DesiredEntity[],
): { originals: readonly OwnedEntity[]; copies: readonly OwnedEntity[] } {
  const names = new Map(desired.map(({ address, name }) => [address, name]));
  const marked = namesByMark(owned);
  const rank = (one: OwnedEntity) => {
    if (one.entity.name === names.get(one.mark.address)) return 2;
    return isAsMarked(one, marked) ? 1 : 0;
  };
  const originals = new Map<Address, OwnedEntity>();
  const copies: OwnedEntity[] = [];
  for (const one of [...owned].sort(oldestFirst)) {
    const { address } = one.mark;
    const other = originals.get(address);
    if (other && rank(one) <= rank(other)) copies.push(one);
    else {
      if (other) copies.push(other);
      originals.set(address, one);
    }
  }
  return { originals: [...originals.values()], copies };
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

function oldestFirst(a: LiveEntity, b: LiveEntity): number {
  return Number(entityId(a.kind, a.entity)) - Number(entityId(b.kind, b.entity));
}

function nameKey(kind: EntityKind, name: unknown): string {
  return `${kind}/${String(name)}`;
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

export function isDesiredEntity(resource: DesiredResource): resource is DesiredEntity {
  return isEntityKind(resource.kind);
}
