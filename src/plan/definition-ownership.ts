/**
 * Whose is what among a property's definitions: live ones matched with those that the
 * file asks for. The same rules as in Tag Manager: the mark decides, not the name.
 *
 * A custom dimension or metric is what the file asks for as soon as it has the parameter
 * and the scope, no matter who created it: there can be only one.
 */

import type { DefinitionBody } from "../resources/body.ts";
import {
  canonicalDefinition,
  definitionName,
  markedKey,
  readDefinitionMark,
} from "../resources/definition.ts";
import type { DefinitionMark } from "../resources/definitions/row.ts";
import { canonicalJson, digestOf } from "../resources/json.ts";
import { DEFINITION_KINDS, DEFINITIONS, isDefinitionKind, isOfParameter } from "../resources/kinds.ts";
import {
  type Address,
  type DefinitionKind,
  type DesiredDefinition,
  type DesiredResource,
  keyOf,
  kindOf,
} from "../resources/resource.ts";
import type { DefinitionSnapshot, PropertySnapshot } from "../resources/snapshot.ts";
import { type Likeness, matchMarks } from "./match-marks.ts";

export interface LiveDefinition extends DefinitionSnapshot {
  readonly kind: DefinitionKind;
  readonly mark: DefinitionMark | null;
}

export interface OwnedDefinition extends LiveDefinition {
  readonly mark: DefinitionMark;
  /** As the mark says, with a rule's stream. */
  readonly address: Address;
}

export interface DefinitionOwnership {
  /** By the address that the file asks for. */
  readonly owned: ReadonlyMap<Address, OwnedDefinition>;
  /** Unmarked, and already doing exactly what the file asks. */
  readonly adoptable: ReadonlyMap<Address, LiveDefinition>;
  /**
   * What the file asks for and others made: nothing is to be done to it. A dimension or metric of the same parameter; a
   * calculated metric of another goals file that is the same.
   */
  readonly provided: ReadonlyMap<Address, LiveDefinition>;
  /** What others have under a name that we need, and that does something else. */
  readonly conflicts: readonly { readonly desired: DesiredDefinition; readonly taken: LiveDefinition }[];
  /** Ours, and asked for by no target in this property; also what was made twice because an answer got lost. */
  readonly leftovers: readonly OwnedDefinition[];
  /** Carry our mark under another name than ours: copies made in Analytics' screen. */
  readonly copies: readonly LiveDefinition[];
  readonly foreign: readonly LiveDefinition[];
}

export function sortOutDefinitions(
  owner: string,
  desired: readonly DesiredDefinition[],
  { definitions }: PropertySnapshot,
  keptElsewhere: readonly Address[] = [],
): DefinitionOwnership {
  const live = DEFINITION_KINDS.flatMap((kind) => liveOf(kind, desired, definitions[kind]));
  const ours = live.filter((one) => one.mark?.owner === owner).map(withAddress);
  const others = live.filter((one) => one.mark?.owner !== owner);
  const marked = marksOf(owner, desired, ours);
  const unmatched = desired.filter(({ address }) => !marked.owned.has(address));
  const found = findUnmarked(owner, unmatched, others);
  const adopted = new Set<LiveDefinition>(found.adoptable.values());
  const wanted = new Set(desired.map(({ address }) => withoutStream(slotOf(owner, address))));
  const definitionsElsewhere = keptElsewhere.filter((address) => isDefinitionKind(kindOf(address)));
  const slots = definitionsElsewhere.map((address) => slotOf(owner, address));
  const kept = new Set(slots.filter((slot) => !wanted.has(slot)));
  return {
    ...marked,
    ...found,
    leftovers: marked.leftovers.filter(({ address }) => !kept.has(withoutStream(address))),
    foreign: others.filter((one) => !adopted.has(one)),
  };
}

export function isDesiredDefinition(resource: DesiredResource): resource is DesiredDefinition {
  return isDefinitionKind(resource.kind);
}

function withoutStream(address: Address): Address {
  return address.split("@")[0] as Address;
}

export function streamOf(address: Address): string | null {
  const at = address.indexOf("@");
  return at < 0 ? null : address.slice(at + 1);
}

/** The key of an address as marks contain it: without the stream, shortened where it must be. */
export function keyInMark(
  owner: string,
  { kind, address }: Pick<DesiredDefinition, "kind" | "address">,
): string {
  return markedKey(kind, owner, keyOf(address).split("@")[0]!);
}

function nameOf({ kind, body }: LiveDefinition): string {
  return definitionName(kind, body);
}

function liveOf(
  kind: DefinitionKind,
  desired: readonly DesiredDefinition[],
  list: readonly DefinitionSnapshot[] | null,
): LiveDefinition[] {
  if (list === null && desired.some((one) => one.kind === kind))
    throw new Error(`the plan needs the list of ${kind}, and it was not read`);
  return (list ?? []).map((one) => ({ ...one, kind, mark: readDefinitionMark(kind, one.body) }));
}

function withAddress(one: LiveDefinition): OwnedDefinition {
  const mark = one.mark!;
  const at = one.stream === null ? "" : `@${one.stream}`;
  return { ...one, mark, address: `${one.kind}/${mark.key}${at}` };
}

function marksOf(
  owner: string,
  desired: readonly DesiredDefinition[],
  ours: readonly OwnedDefinition[],
): Pick<DefinitionOwnership, "owned" | "leftovers" | "copies"> {
  const { owned, rest } = matchMarks(desired, [...ours].sort(oldestFirst), byEffectOrName(owner));
  const isCopy = (one: OwnedDefinition) =>
    DEFINITIONS[one.kind].takes(one.body).length > 0 &&
    !isAsApplied(owner, one) &&
    [...owned.values()].some((other) => other.address === one.address && nameOf(other) !== nameOf(one));
  return { owned, leftovers: rest.filter((one) => !isCopy(one)), copies: rest.filter(isCopy) };
}

/** What Google knows by its parameter or by an id that stays is another one under another. */
function byEffectOrName(owner: string): Likeness<DesiredDefinition, OwnedDefinition> {
  const keys = (kind: DefinitionKind, stream: string | null, body: DefinitionBody, name: string) => [
    `${kind} ${stream} does ${effectOf(owner, kind, body)}`,
    `${kind} ${stream} is called ${name}`,
  ];
  return {
    slotOf: (address) => slotOf(owner, address),
    addressOf: ({ address }) => address,
    likeWanted: ({ kind, address, body, name }) => keys(kind, streamOf(address), body, name),
    likeLive: (one) => keys(one.kind, one.stream, one.body, nameOf(one)),
    mayBeRenamed: ({ kind }) => DEFINITIONS[kind].identity === null,
  };
}

/** Exactly what its mark says that we applied. People who copy an audience give the copy another name. */
function isAsApplied(owner: string, { kind, body, mark }: OwnedDefinition): boolean {
  return digestOf(canonicalDefinition(kind, owner, body)) === mark.digest;
}

/** The address under which a mark is found. */
function slotOf(owner: string, address: Address): Address {
  const kind = kindOf(address) as DefinitionKind;
  const stream = streamOf(address);
  return `${kind}/${keyInMark(owner, { kind, address })}${stream === null ? "" : `@${stream}`}`;
}

function findUnmarked(
  owner: string,
  desired: readonly DesiredDefinition[],
  others: readonly LiveDefinition[],
): Pick<DefinitionOwnership, "adoptable" | "provided" | "conflicts"> {
  const free = new Set(others.filter(({ mark }) => mark === null));
  const adoptable = new Map<Address, LiveDefinition>();
  const provided = new Map<Address, LiveDefinition>();
  const conflicts: DefinitionOwnership["conflicts"][number][] = [];
  for (const one of desired) {
    const theirs = others.find((other) => isTheirsAlike(owner, one, other));
    if (theirs) {
      provided.set(one.address, theirs);
      continue;
    }
    const adoptedName = one.adopted?.takes ?? null;
    const same = [...free].find((other) =>
      adoptedName === null ? doesTheSame(owner, one, other) : other.resourceName === adoptedName,
    );
    if (same) {
      adoptable.set(one.address, same);
      free.delete(same);
    } else if (!isOfParameter(one.kind)) {
      const holder = others.find((other) => haveNameInCommon(one, other));
      if (holder) conflicts.push({ desired: one, taken: holder });
    }
  }
  return { adoptable, provided, conflicts };
}

/** Serves us as it is: what others have of the same parameter, or what another goals file keeps under the same id. */
function isTheirsAlike(owner: string, one: DesiredDefinition, other: LiveDefinition): boolean {
  if (isOfParameter(one.kind)) return isOfSameParameter(one, other);
  return DEFINITIONS[one.kind].identity === "id" && other.mark !== null && doesTheSame(owner, one, other);
}

function haveNameInCommon(one: Pick<LiveDefinition, "kind" | "body">, other: LiveDefinition): boolean {
  const names = DEFINITIONS[one.kind].takes(one.body);
  return DEFINITIONS[other.kind].takes(other.body).some((name) => names.includes(name));
}

function isOfSameParameter({ kind, body }: DesiredDefinition, other: LiveDefinition): boolean {
  return (
    other.kind === kind && other.body.parameterName === body.parameterName && other.body.scope === body.scope
  );
}

/** Whether it is one that other people have made. */
export function isProvided(
  owner: string,
  one: DesiredDefinition,
  { definitions }: PropertySnapshot,
): boolean {
  const live = liveOf(one.kind, [], definitions[one.kind]);
  return live.some((other) => other.mark?.owner !== owner && isTheirsAlike(owner, one, other));
}

function doesTheSame(owner: string, desired: DesiredDefinition, live: LiveDefinition): boolean {
  const { kind, body } = desired;
  if (live.kind !== kind || live.stream !== streamOf(desired.address)) return false;
  return effectOf(owner, kind, body) === effectOf(owner, kind, live.body);
}

/** Everything but the description, which says what it does but does nothing. */
function effectOf(owner: string, kind: DefinitionKind, body: DefinitionBody): string {
  const { description: _, ...rest } = canonicalDefinition(kind, owner, body);
  return canonicalJson(rest);
}

/** Ids grow. Of another length is another number. */
export function oldestFirst(
  a: Pick<DefinitionSnapshot, "resourceName">,
  b: Pick<DefinitionSnapshot, "resourceName">,
): number {
  const [one, other] = [a, b].map(({ resourceName }) =>
    resourceName.slice(resourceName.lastIndexOf("/") + 1),
  );
  return one!.length - other!.length || (one! < other! ? -1 : 1);
}
