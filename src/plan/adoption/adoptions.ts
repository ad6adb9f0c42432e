/**
 * What the file asks for in the light of what was somebody else's.
 *
 * An adopted entity is one more state of ownership, so the rest of the plan needs no path of its own for it: here, once,
 * what the file wants of it becomes what is wanted of the live one, and is compared, written and marked like anything else.
 */

import type { Entity } from "../../resources/body.ts";
import type { Compiled } from "../../resources/compiled.ts";
import { isExceptionAddress } from "../../resources/exceptions.ts";
import { DEFINITIONS, entityId, isEntityKind, KIND_ORDER } from "../../resources/kinds.ts";
import type { Mark } from "../../resources/mark.ts";
import {
  type Address,
  address,
  type DesiredResource,
  desiredOf,
  keyOf,
  refAddress,
} from "../../resources/resource.ts";
import type { ContainerContent, PropertySnapshot } from "../../resources/snapshot.ts";
import { isDesiredDefinition, isProvided } from "../definition-ownership.ts";
import type { Blocker, PlanWarning } from "../plan.ts";
import { type AdoptedTag, adoptedTag } from "./adopted-tag.ts";
import type { AdoptionRequest } from "./adoption-request.ts";
import { type Container, containerOf, type LiveTag } from "./container.ts";
import { hasOwnTag, refusalOf, tagsNamed } from "./refusals.ts";
import { goalIn, subjectOf } from "./subject.ts";
import { inexact, notesOn } from "./words.ts";

export interface Adoptions {
  readonly compiled: Compiled;
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly PlanWarning[];
  /** What there is to say about a resource, by its address. */
  readonly notes: ReadonlyMap<Address, readonly string[]>;
}

export function withAdoptions(
  asked: Compiled,
  content: ContainerContent,
  property: PropertySnapshot,
): Adoptions {
  if (!desiredOf(asked.resources, "gtm.tag").some(({ adopts }) => adopts) && !hasAdopted(content))
    return { compiled: asked, blockers: [], warnings: [], notes: new Map() };
  const container = containerOf(asked, content);
  const compiled = withSuccessors(asked, container);
  const tags = desiredOf(compiled.resources, "gtm.tag");
  const found = tags.flatMap((tag) => {
    const one = liveTagOf(tag, compiled.measurementId, container);
    return one === null ? [] : [{ tag, one }];
  });
  const taken = found.flatMap(({ tag, one }) =>
    "code" in one
      ? []
      : [adoptedTag(subjectOf(tag, compiled.resources, one), compiled.measurementId, container)],
  );
  return {
    compiled: { ...compiled, resources: inPlace(withNeededMemory(compiled, property), taken) },
    blockers: found.flatMap(({ one }) => ("code" in one ? [one] : [])),
    warnings: taken.flatMap(inexact),
    notes: new Map(taken.flatMap((one) => notesOn(one, container))),
  };
}

function hasAdopted({ entities }: ContainerContent): boolean {
  return entities["gtm.tag"].some(({ notes }) => notes?.includes(" adopted=") ?? false);
}

/**
 * What adopts a tag of ours takes the place of what the file gave up: a step becomes a goal, a funnel or a forward gets another
 * id. Its tag and triggers are kept, as `was` keeps those of a goal.
 */
function withSuccessors(compiled: Compiled, container: Container): Compiled {
  const formerIds = new Map(
    desiredOf(compiled.resources, "gtm.tag").flatMap((tag) => {
      const former = formerMark(tag, compiled.measurementId, container);
      return former === null ? [] : [[goalIn(tag.address), goalIn(former.address)] as const];
    }),
  );
  if (formerIds.size === 0) return compiled;
  const resources = compiled.resources.map((one) => {
    const former = formerIds.get(goalIn(one.address));
    if (former === undefined || !isFiringOrSending(one)) return one;
    return { ...one, was: address(one.kind, keyOf(one.address).replace(/^[^/]+/, former)) };
  });
  return { ...compiled, resources };
}

function formerMark(tag: DesiredResource, measurementId: string, container: Container): Mark | null {
  const { adopts } = tag;
  if (adopts === undefined || ownTag(tag, container) !== undefined) return null;
  const request: AdoptionRequest = { tag, adopts };
  const [only] = tagsNamed(request, container);
  if (!only?.mark || !container.isGivenUp(only.mark)) return null;
  return refusalOf(request, measurementId, container) === null ? only.mark : null;
}

function isFiringOrSending({ kind }: DesiredResource): boolean {
  return kind === "gtm.tag" || kind === "gtm.trigger";
}

/** What a goal's tag was before it was ours, or is to be; null for one that goalform has made or makes. */
function liveTagOf(
  tag: DesiredResource,
  measurementId: string,
  container: Container,
): LiveTag | Blocker | null {
  const own = ownTag(tag, container);
  const { adopts } = tag;
  if (own !== undefined) {
    // Said once more, after the apply that did it.
    const isOther = adopts !== undefined && adopts.tag !== own.entity.name;
    if (isOther) return hasOwnTag({ tag, adopts }, own.entity);
    return own.mark?.adopted ? own : null;
  }
  if (adopts === undefined) return null;
  const request: AdoptionRequest = { tag, adopts };
  return refusalOf(request, measurementId, container) ?? tagsNamed(request, container)[0]!;
}

/** Of several with one mark (somebody has copied it), the oldest. */
function ownTag({ address, was }: DesiredResource, { tags, owner }: Container): LiveTag | undefined {
  const marked = (at: Address | undefined) =>
    tags
      .filter(({ mark }) => at !== undefined && mark?.owner === owner && mark.address === at)
      .sort((a, b) => idOf(a.entity) - idOf(b.entity))[0];
  return marked(address) ?? marked(was);
}

function idOf(tag: Entity): number {
  return Number(entityId("gtm.tag", tag));
}

/** Their resources in place of those that the file alone would have, and nothing that only the latter read. */
function inPlace(resources: readonly DesiredResource[], taken: readonly AdoptedTag[]): DesiredResource[] {
  if (taken.length === 0) return [...resources];
  const replaced = new Set<DesiredResource>(
    taken.flatMap(({ subject }) => [subject.tag, ...subject.triggers]),
  );
  const wanted = [...resources.filter((one) => !replaced.has(one)), ...taken.flatMap((one) => one.resources)];
  const dropped = [...replaced].filter((one) => !wanted.includes(one));
  const needed = withoutUnread(wanted, dropped).map((one, _, all) =>
    isReadBy(dropped, one) ? forItsReaders(one, all) : one,
  );
  return KIND_ORDER.flatMap((kind) => needed.filter((one) => one.kind === kind));
}

/** Where the tags of some goals have what they read in other words, what others read is for those others alone. */
function forItsReaders(one: DesiredResource, all: readonly DesiredResource[]): DesiredResource {
  if ((one.remembers ?? []).length > 0 || one.users.length < 2) return one;
  const users = new Set(all.filter((other) => isReadBy([other], one)).flatMap((other) => other.users));
  return users.size === 0 ? one : { ...one, users: one.users.filter((user) => users.has(user)) };
}

/** Exceptions, variables and the folder that nothing uses any more. */
function withoutUnread(
  wanted: readonly DesiredResource[],
  dropped: readonly DesiredResource[],
): readonly DesiredResource[] {
  const unread = wanted.filter((one) => isReadBy(dropped, one) && !isReadBy(wanted, one));
  if (unread.length === 0) return wanted;
  return withoutUnread(
    wanted.filter((one) => !unread.includes(one)),
    [...dropped, ...unread],
  );
}

/** A folder that would only remember what other people have made is not needed for it. */
function withNeededMemory({ owner, resources }: Compiled, property: PropertySnapshot): DesiredResource[] {
  const own = resources.filter(isDesiredDefinition).filter((one) => !isProvided(owner, one, property));
  const needed = new Set(own.map(({ kind }) => DEFINITIONS[kind].memory));
  return resources.map((one) =>
    one.kind === "gtm.folder" && one.remembers
      ? { ...one, remembers: one.remembers.filter((memory) => needed.has(memory)) }
      : one,
  );
}

function isReadBy(readers: readonly DesiredResource[], one: DesiredResource): boolean {
  const { kind, name, address, remembers = [] } = one;
  if (kind === "gtm.folder") return remembers.length > 0 || readers.some((other) => isIn(other, address));
  if (isExceptionAddress(address))
    return desiredOf(readers, "gtm.tag").some(({ body }) => isBlockedBy(body, address));
  if (kind !== "gtm.variable" && kind !== "gtm.builtInVariable") return false;
  const reference = JSON.stringify(`{{${name}}}`).slice(1, -1);
  return readers.some((other) => other.address !== address && JSON.stringify(other.body).includes(reference));
}

function isBlockedBy({ blockingTriggerId }: Entity, exception: Address): boolean {
  return (blockingTriggerId ?? []).some((id) => refAddress(id) === exception);
}

/** The folder is kept where it has to remember something (`for-property.ts`). */
function isIn({ kind, body, adopted }: DesiredResource, folder: Address): boolean {
  return isEntityKind(kind) && !adopted && (body as Entity).parentFolderId === `goalform-ref:${folder}`;
}
