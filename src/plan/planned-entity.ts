/** One entity of ours, wanted against live → how the two differ, and the step that evens them out. */
import type { Adopted } from "../resources/adopted.ts";
import { canonicalEntity } from "../resources/canonical.ts";
import type { NameId } from "../resources/entities/row.ts";
import { digestOf, isSameJson } from "../resources/json.ts";
import { type Mark, writeMark } from "../resources/mark.ts";
import { type Address, type DesiredEntity, type JsonObject, kindOf } from "../resources/resource.ts";
import { type Difference, whyAdoptedDiffers, whyItDiffers } from "./difference.ts";
import { type LiveEntity, type OwnedEntity, ownsOf } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import type { Reason } from "./plan.ts";
import { sentEvent } from "./sent-event.ts";
import { type Step, updatedEntity } from "./steps.ts";
import { subjectKey } from "./subject-of-address.ts";

export interface Planned {
  readonly difference: Difference;
  readonly step: Step;
}

export function planOwned(
  owner: string,
  desired: DesiredEntity,
  owned: OwnedEntity,
  { nameId, nameIdAsMarked }: Ownership,
): Planned[] {
  const { mark } = owned;
  const after = wantedForm(desired, mark, nameId);
  const form = (names: NameId) => canonicalEntity(desired.kind, owned.entity, names, ownsOf(desired, mark));
  let refersAsMarked = true;
  const before = form((kind, id) => {
    const address = nameId(kind, id);
    refersAsMarked &&= address === nameIdAsMarked(kind, id);
    return address;
  });
  const found = refersAsMarked ? before : form(nameIdAsMarked);
  const isRemarked =
    mark.address !== desired.address ||
    mark.remembers.join() !== (desired.remembers ?? []).join() ||
    saidOf(mark) !== saidOf(desired) ||
    // The digest in the mark knows what it refers to by an address that is another one now.
    !isSameJson(before, found);
  if (isSameJson(before, after) && !isRemarked) return [];
  const reason = isOfAnother(mark.address, desired.address)
    ? "renamed"
    : isSameJson(before, after) || isOnlyCalledOtherwise(mark.address, desired.address, before, after)
      ? "remarked"
      : whyOwnedDiffers(desired, mark, found, after);
  return [update(owner, desired, owned, nameId, { before, after, reason, action: "update" })];
}

/** Of a goal with another id. A way of a goal is called after what it looks for, and stays a way of that goal. */
function isOfAnother(marked: Address, wanted: Address): boolean {
  return marked !== wanted && (subjectKey(marked) !== subjectKey(wanted) || kindOf(wanted) !== "gtm.trigger");
}

/** Nothing that counts changes where the trigger of a way gets another name of ours. */
function isOnlyCalledOtherwise(
  marked: Address,
  wanted: Address,
  { name: _, ...before }: JsonObject,
  { name: __, ...after }: JsonObject,
): boolean {
  return marked !== wanted && isSameJson(before, after);
}

/** @param found with the addresses of the last apply */
function whyOwnedDiffers(
  { adopted }: DesiredEntity,
  mark: Mark,
  found: JsonObject,
  after: JsonObject,
): Reason {
  if (!mark.adopted) return whyItDiffers(found, after, mark.digest);
  // Its tag is gone, or fires on something else: it becomes ours as a whole.
  return adopted ? whyAdoptedDiffers(adopted, mark.adopted) : "edited";
}

/** What the file said about something adopted; the same text where it says the same. */
function saidOf({ adopted }: { readonly adopted?: Adopted | undefined }): string {
  return adopted ? `${adopted.said} ${adopted.rows.join()}` : "";
}

export function planAdoption(
  owner: string,
  desired: DesiredEntity,
  live: LiveEntity,
  { nameId }: Ownership,
): Planned {
  const after = wantedForm(desired, null, nameId);
  const before = canonicalEntity(desired.kind, live.entity, nameId, ownsOf(desired, null));
  if (!desired.adopted)
    return update(owner, desired, live, nameId, { before, after, reason: "adopted", action: "adopt" });
  // Which one is taken over is a part of what reviewers approve.
  const { name } = desired;
  const reason = isSameJson(before, after) ? "adopted" : "adopted_and_changed";
  const change = { before: { name, ...before }, after, reason, action: "adopt" } as const;
  const planned = update(owner, desired, live, nameId, change);
  return { ...planned, difference: { ...planned.difference, after: { name, ...after } } };
}

export function wantedForm(desired: DesiredEntity, mark: Mark | null, nameId: NameId): JsonObject {
  return canonicalEntity(desired.kind, desired.body, nameId, ownsOf(desired, mark));
}

type Change = Pick<Difference, "before" | "reason" | "action"> & { readonly after: JsonObject };

function update(
  owner: string,
  desired: DesiredEntity,
  live: LiveEntity,
  nameId: NameId,
  change: Change,
): Planned {
  const { kind, address, name } = desired;
  const mark = markOf(owner, desired, change.after);
  const notes = writeMark(live.entity.notes, mark);
  const entity = updatedEntity(live.entity, desired.body, notes, ownsOf(desired, live.mark), nameId);
  return {
    difference: { kind, address, name, ...change },
    step: { do: "update entity", kind, address, entity },
  };
}

export function planCreation(
  owner: string,
  desired: DesiredEntity,
  { nameId }: Ownership,
  reason: Reason,
): Planned {
  const { kind, address, name, body } = desired;
  const after = wantedForm(desired, null, nameId);
  const entity = { ...body, notes: writeMark(undefined, markOf(owner, desired, after)) };
  return {
    difference: { kind, address, name, action: "create", reason, before: null, after },
    step: { do: "create entity", kind, address, entity },
  };
}

function markOf(
  owner: string,
  { address, remembers, body, adopted }: DesiredEntity,
  after: JsonObject,
): Mark {
  const mark = {
    owner,
    address,
    digest: digestOf(after),
    event: adopted?.event ?? sentEvent(body),
    remembers: remembers ?? [],
  };
  if (!adopted) return mark;
  const { said, seen, rows } = adopted;
  return { ...mark, adopted: { said, seen, rows } };
}

export function planLeftover(
  { kind, entity, mark }: OwnedEntity,
  { nameId, nameIdAsMarked }: Ownership,
): Planned {
  const { address } = mark;
  const form = (names: NameId) => canonicalEntity(kind, entity, names, ownsOf(null, mark));
  const before = form(nameId);
  // What it refers to may have passed to another goal, step or way in the same plan.
  const reason = digestOf(form(nameIdAsMarked)) === mark.digest ? "removed" : "removed_and_edited";
  const name = String(entity.name);
  return {
    difference: { kind, address, name, action: "delete", reason, before, after: null },
    step: { do: "delete entity", kind, address, entity },
  };
}
