/** A goal whose tag was, or is to be, somebody else's: what the file asks for, and what is there. */

import { type Opaque, tagInFull, triggerInFull } from "../../container/references.ts";
import { compareText } from "../../diagnostic.ts";
import { NAMED_LISTS, type Owns, ownedBecause, rowName } from "../../resources/adopted.ts";
import type { Entity } from "../../resources/body.ts";
import { canonicalEntity } from "../../resources/canonical.ts";
import { FORWARD_KEY } from "../../resources/compiled.ts";
import type { NameId } from "../../resources/entities/row.ts";
import { forwardLabel } from "../../resources/entity-name.ts";
import { canonicalJson, digestOf, type Json, type JsonObject } from "../../resources/json.ts";
import type { Mark } from "../../resources/mark.ts";
import { nameOfRow, parametersOf } from "../../resources/owned-fields.ts";
import {
  type Address,
  type DesiredEntity,
  type DesiredResource,
  desiredOf,
  keyOf,
  refAddress,
} from "../../resources/resource.ts";
import type { Container, LiveTag } from "./container.ts";

export interface Subject {
  /** As the file alone would have it. */
  readonly tag: DesiredEntity;
  /** Those that fire the tag, as the file alone would have them. */
  readonly triggers: readonly DesiredEntity[];
  readonly live: Entity;
  /** Ours, where the tag has been adopted already. */
  readonly mark: Mark | null;
}

export function subjectOf(
  tag: DesiredEntity,
  resources: readonly DesiredResource[],
  { entity, mark }: LiveTag,
): Subject {
  const fired = new Set(idsOf(tag.body).flatMap((id) => refAddress(id) ?? []));
  const triggers = desiredOf(resources, "gtm.trigger").filter(({ address }) => fired.has(address));
  return { tag, triggers, live: entity, mark };
}

export function idsOf(tag: Entity): readonly string[] {
  return tag.firingTriggerId ?? [];
}

/** Whether it is that of a forward, whose tag has the name of whatever fires it. */
export function isForward(address: Address): boolean {
  return keyOf(address).startsWith(FORWARD_KEY);
}

/** What people call it: `thanks`, `checkout.cart`, `forward shop`. */
export function nameIn(address: Address): string {
  return isForward(address) ? forwardLabel(goalIn(address).slice(FORWARD_KEY.length)) : goalIn(address);
}

/** The goal's own part of an address. */
export function goalIn(address: Address): string {
  return keyOf(address).split("/")[0]!;
}

/** The rows that the file names. */
export function rowsInFile({ tag }: Subject): string[] {
  return parametersOf(tag.body as Entity).flatMap((one) => {
    const list = String(one.key);
    return Object.hasOwn(NAMED_LISTS, list)
      ? (one.list ?? []).map((row) => rowName(list, nameOfRow(row, list)))
      : [];
  });
}

export function ownsOfSubject(subject: Subject): Owns {
  return ownedBecause(subject.tag.remembers ?? [], rowsInFile(subject));
}

/** What was ours of it when it was last applied; what is to be ours where it was not. */
export function ownsOfMark(subject: Subject): Owns {
  const { mark } = subject;
  return mark?.adopted ? ownedBecause(mark.remembers, mark.adopted.rows) : ownsOfSubject(subject);
}

/** What is ours because the file asks for it, or did so: it is taken away when the file stops asking. */
export function ownsOfBoth(subject: Subject): Owns {
  const { tag, mark } = subject;
  return ownedBecause([...(tag.remembers ?? []), ...(mark?.remembers ?? [])], rowsInFile(subject));
}

/** Digest of what the file says about it: how it counts, and what it sends. */
export function digestOfFile(subject: Subject): string {
  const { tag, triggers } = subject;
  const body = canonicalEntity("gtm.tag", tag.body, asReferred, ownsOfSubject(subject));
  return digestOf([body, ...triggers.map(countingPart)]);
}

/** What a trigger asks for, whatever it is called. All of its conditions must be true, in whichever order. */
export function countingPart({ body }: Pick<DesiredResource, "body">): JsonObject {
  const whole = canonicalEntity("gtm.trigger", body, asReferred, BY_EFFECT);
  const inOrder = CONDITIONS.flatMap((key) => {
    const list = whole[key];
    return Array.isArray(list) ? [[key, (list as Json[]).toSorted(byText)] as const] : [];
  });
  return { ...whole, ...Object.fromEntries(inOrder) };
}

const CONDITIONS = ["filter", "customEventFilter", "autoEventFilter"];

function byText(a: Json, b: Json): number {
  return compareText(canonicalJson(a), canonicalJson(b));
}

/** Digest of what decides: of what is ours of the tag, of others' triggers, and of the variables that these read. */
export function digestOfLiveTag(
  subject: Subject,
  tag: Entity,
  container: Container,
  opaque: Opaque,
  owns = ownsOfSubject(subject),
): string {
  const named: NameId = (_kind, id) => opaque.trigger(id) ?? id;
  const { firingTrigger: _, ...said } = canonicalEntity("gtm.tag", tag, named, owns);
  return digestOf(tagInFull(said, tag, container.content, opaque));
}

export function digestOfLiveTrigger(trigger: Entity, container: Container, opaque: Opaque): string {
  return digestOf(triggerInFull(trigger, container.content, opaque));
}

const BY_EFFECT: Owns = ownedBecause([], []);

const asReferred: NameId = (_kind, id) => refAddress(id) ?? id;
