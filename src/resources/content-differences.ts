/** Two contents of a container → the entities that differ, ours and others'. */

import { compareText } from "../diagnostic.ts";
import { type Owns, ownedBecause } from "./adopted.ts";
import type { Entity } from "./body.ts";
import { isExceptionAddress } from "./exceptions.ts";
import { canonicalJson } from "./json.ts";
import { ENTITY_KINDS, entityId, labelOf } from "./kinds.ts";
import { readMark } from "./mark.ts";
import { ASSIGNED_FIELDS, partOfPeople } from "./owned-fields.ts";
import type { EntityKind } from "./resource.ts";
import type { ContainerContent } from "./snapshot.ts";

export interface ContentDifference {
  readonly kind: EntityKind;
  readonly id: string;
  readonly name: string;
  readonly change: "added" | "changed" | "removed";
  /** Whose mark it carries before or after; null for an entity that never carried one. */
  readonly owner: string | null;
  /** Of that mark. */
  readonly address: string | null;
}

/** By kind, then by name: Google lists in no order that lasts. */
export function contentDifferences(before: ContainerContent, after: ContainerContent): ContentDifference[] {
  return ENTITY_KINDS.flatMap((kind) => {
    const then = byId(kind, before.entities[kind]);
    const now = byId(kind, after.entities[kind]);
    return [...new Set([...then.keys(), ...now.keys()])]
      .flatMap((id) => difference(kind, id, then.get(id), now.get(id)))
      .sort((a, b) => compareText(a.name, b.name));
  });
}

function difference(
  kind: EntityKind,
  id: string,
  then: Entity | undefined,
  now: Entity | undefined,
): ContentDifference[] {
  if (content(then) === content(now)) return [];
  const change = !then ? "added" : !now ? "removed" : "changed";
  return [
    {
      kind,
      id,
      name: String((now ?? then)?.name),
      change,
      owner: ownerOf(now) ?? ownerOf(then),
      address: addressOf(now) ?? addressOf(then),
    },
  ];
}

/** What somebody else did, by the words of a plan (`trigger "Summer sale"`). */
export interface ForeignDifferences {
  readonly ofPeople: readonly string[];
  /** What a goals file made, another one or two runs of this one at once: it is known by its marks and can be made again. */
  readonly ofRuns: readonly string[];
  /** The owners of the latter. */
  readonly owners: readonly string[];
}

/**
 * What somebody else did between two contents. As well as entities that never carried the
 * owner's mark: copies of ours, which carry a mark that another entity has
 * already, and what people put on our own objects.
 */
export function foreignDifferences(
  owner: string,
  before: ContainerContent,
  after: ContainerContent,
): ForeignDifferences {
  const known = new Set(addressesOf(owner, before));
  const others = contentDifferences(before, after).filter(
    (one) => one.owner !== owner || (one.change === "added" && known.has(one.address ?? "")),
  );
  const ofRuns = others.filter((one) => isOfARun(one, before, after));
  const ofPeople = [...others.filter((one) => !ofRuns.includes(one)), ...touchedOf(owner, before, after)];
  const rest = before.rest === after.rest ? [] : ["templates, zones or settings"];
  return {
    ofPeople: [...ofPeople.map(inWords), ...rest],
    ofRuns: ofRuns.map(inWords),
    owners: [...new Set(ofRuns.flatMap((one) => one.owner ?? []))].sort(),
  };
}

function inWords({ kind, name }: Pick<ContentDifference, "kind" | "name">): string {
  return `${labelOf(kind)} "${name}"`;
}

/** A run gives its own names and updates the mark with every change; people who edit or copy do neither. */
function isOfARun(
  { kind, name, change, owner, id }: ContentDifference,
  before: ContainerContent,
  after: ContainerContent,
): boolean {
  if (owner === null) return false;
  if (change === "removed") return true;
  const [then, now] = [before, after].map((content) => byId(kind, content.entities[kind]).get(id));
  const hasOurName = kind === "gtm.folder" || name.startsWith(`${owner} - `);
  if (markIn(now) === null || !(hasOurName || readMark(now?.notes)?.adopted)) return false;
  if (then === undefined) return true;
  return markIn(then) !== markIn(now) && !isTouched(then, now, exceptionIds(before, after));
}

/** With all that it remembers: a goal that is protected from now on, or the last rule that goes, changes nothing else. */
function markIn(entity: Entity | undefined): string | null {
  const mark = readMark(entity?.notes);
  return mark && JSON.stringify(mark);
}

function touchedOf(
  owner: string,
  before: ContainerContent,
  after: ContainerContent,
): Pick<ContentDifference, "kind" | "name">[] {
  const exceptions = exceptionIds(before, after);
  return ENTITY_KINDS.flatMap((kind) => {
    const now = byId(kind, after.entities[kind]);
    return before.entities[kind]
      .filter((then) => ownerOf(then) === owner && isTouched(then, now.get(entityId(kind, then)), exceptions))
      .map((then) => ({ kind, name: String(then.name) }));
  });
}

/** Of the blocking triggers that goals files have made. */
function exceptionIds(...contents: readonly ContainerContent[]): ReadonlySet<string> {
  const triggers = contents.flatMap(({ entities }) => entities["gtm.trigger"]);
  return new Set(
    triggers
      .filter((one) => isExceptionAddress(addressOf(one) ?? ""))
      .map((one) => entityId("gtm.trigger", one)),
  );
}

function isTouched(then: Entity, now: Entity | undefined, exceptions: ReadonlySet<string>): boolean {
  if (now === undefined || then.type !== now.type) return false;
  const owns = ownedIn([then, now]);
  const [was, is] = [then, now].map((one) => canonicalJson(partOfPeople(one, owns, exceptions)));
  return was !== is;
}

function ownedIn(versions: readonly Entity[]): Owns {
  const marks = versions.flatMap(({ notes }) => readMark(notes) ?? []);
  const adopted = marks.flatMap((mark) => mark.adopted ?? []);
  const rows = adopted.length === 0 ? null : adopted.flatMap((one) => one.rows);
  return ownedBecause(
    marks.flatMap(({ remembers }) => remembers),
    rows,
  );
}

function addressesOf(owner: string, { entities }: ContainerContent): string[] {
  const all = Object.values(entities).flat();
  return all.filter((entity) => ownerOf(entity) === owner).flatMap((entity) => addressOf(entity) ?? []);
}

function addressOf(entity: Entity | undefined): string | null {
  return readMark(entity?.notes)?.address ?? null;
}

function byId(kind: EntityKind, entities: readonly Entity[]): Map<string, Entity> {
  return new Map(entities.map((entity) => [entityId(kind, entity), entity]));
}

function ownerOf(entity: Entity | undefined): string | null {
  return readMark(entity?.notes)?.owner ?? null;
}

function content(entity: Entity | undefined): string {
  if (!entity) return "";
  return canonicalJson(
    Object.fromEntries(Object.entries(entity).filter(([key]) => !ASSIGNED_FIELDS.includes(key))),
  );
}
