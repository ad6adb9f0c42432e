/** Event create rules, audiences, custom dimensions and metrics: wanted against live → differences and steps. */

import type { Compiled } from "../resources/compiled.ts";
import {
  canonicalDefinition,
  definitionName,
  derivedEvent,
  withDefinitionMark,
} from "../resources/definition.ts";
import { eventDigest } from "../resources/definitions/mark.ts";
import type { DefinitionMark } from "../resources/definitions/row.ts";
import { digestOf, isSameJson } from "../resources/json.ts";
import { DEFINITIONS } from "../resources/kinds.ts";
import type { DefinitionKind, DesiredDefinition, JsonObject } from "../resources/resource.ts";
import type { PropertySnapshot, WebStream } from "../resources/snapshot.ts";
import { isRoomForBoth } from "./definition-limits.ts";
import {
  type DefinitionOwnership,
  keyInMark,
  type LiveDefinition,
  type OwnedDefinition,
  streamOf,
} from "./definition-ownership.ts";
import { type Difference, whyItDiffers } from "./difference.ts";
import type { Reason } from "./plan.ts";
import type { Planned } from "./planned-entity.ts";
import type { Step } from "./steps.ts";

/** What the planning of each definition needs to know of the whole. */
interface Target {
  readonly owner: string;
  readonly webStreams: readonly WebStream[];
  /** Whether a new one finds a place before an old one is archived. */
  readonly isRoomForBoth: (kind: DefinitionKind) => boolean;
}

/**
 * `usedBefore`: the kinds of which there must have been something of ours when we last applied.
 * `staying`: what is not removed although nobody asks for it.
 */
export function planDefinitions(
  at: Pick<Target, "owner" | "webStreams"> &
    Pick<PropertySnapshot, "definitions"> & { readonly tier: Compiled["tier"] | undefined },
  desired: readonly DesiredDefinition[],
  ownership: DefinitionOwnership,
  usedBefore: readonly DefinitionKind[],
  staying: readonly OwnedDefinition[],
): Planned[] {
  const target = {
    ...at,
    isRoomForBoth: (kind: DefinitionKind) =>
      isRoomForBoth(kind, desired, at.definitions[kind] ?? [], at.tier),
  };
  const still = new Set([...ownership.owned.values(), ...ownership.leftovers].map(({ kind }) => kind));
  const allGone = usedBefore.filter((kind) => !still.has(kind));
  const wanted = desired.flatMap((one) => planWanted(target, one, ownership, allGone));
  const going = ownership.leftovers.filter((one) => !staying.includes(one));
  const stay = new Set([...ownership.owned.values()].map(({ address }) => address));
  return [...wanted, ...going.map((one) => planRemoval(target.owner, one, stay.has(one.address)))];
}

function planWanted(
  target: Target,
  desired: DesiredDefinition,
  { owned, adoptable, provided }: DefinitionOwnership,
  allGone: readonly DefinitionKind[],
): Planned[] {
  const { address, kind } = desired;
  const { owner } = target;
  if (provided.has(address)) return [];
  const ours = owned.get(address);
  if (ours) return planOwned(target, desired, ours);
  const same = adoptable.get(address);
  if (same) return [planUpdate(owner, desired, same, whyAdopted(owner, desired, same))];
  return [planCreation(target, desired, allGone.includes(kind) ? "missing" : "new")];
}

function planOwned(target: Target, desired: DesiredDefinition, ours: OwnedDefinition): Planned[] {
  const { kind } = desired;
  const { owner } = target;
  const after = canonicalDefinition(kind, owner, desired.body);
  const before = canonicalDefinition(kind, owner, ours.body);
  const mark = markOf(owner, desired, after);
  if (changedFields(before, after).some((field) => !(field in DEFINITIONS[kind].masks)))
    return [planReplacement(target, desired, ours)];
  if (mark.key !== ours.mark.key) return [planUpdate(owner, desired, ours, "renamed")];
  if (!isSameJson(before, after))
    return [planUpdate(owner, desired, ours, whyItDiffers(before, after, ours.mark.digest))];
  const remarked = mark.remembers.join() !== ours.mark.remembers.join();
  return remarked ? [planUpdate(owner, desired, ours, "remarked")] : [];
}

function planCreation(target: Target, desired: DesiredDefinition, reason: Reason): Planned {
  const { kind } = desired;
  const { owner } = target;
  const after = canonicalDefinition(kind, owner, desired.body);
  return {
    difference: { ...named(desired), action: "create", reason, before: null, after },
    step: {
      do: "create definition",
      kind,
      stream: placeOf(target, desired),
      body: markedBody(owner, desired, after),
    },
  };
}

function planUpdate(
  owner: string,
  desired: DesiredDefinition,
  live: LiveDefinition,
  reason: Reason,
): Planned {
  const { kind } = desired;
  const { masks, mark } = DEFINITIONS[kind];
  const after = canonicalDefinition(kind, owner, desired.body);
  const before = canonicalDefinition(kind, owner, live.body);
  const fields = Object.keys(masks).filter(
    (field) => field === mark.field || changedFields(before, after).includes(field),
  );
  const step: Step = {
    do: "update definition",
    kind,
    resourceName: live.resourceName,
    body: markedBody(owner, desired, after),
    mask: fields.map((field) => masks[field]!),
  };
  const isAdoption = reason === "adopted" || reason === "adopted_and_changed";
  const action = isAdoption ? "adopt" : "update";
  return { difference: { ...named(desired), action, reason, before, after }, step };
}

function whyAdopted(owner: string, { kind, body }: DesiredDefinition, live: LiveDefinition): Reason {
  const [before, after] = [live.body, body].map((one) => canonicalDefinition(kind, owner, one));
  return isSameJson(before!, after!) ? "adopted" : "adopted_and_changed";
}

/** Who is in the audience is lost: Google lets neither its filters nor its duration be changed. */
function planReplacement(target: Target, desired: DesiredDefinition, ours: OwnedDefinition): Planned {
  const { kind } = desired;
  const { owner } = target;
  const after = canonicalDefinition(kind, owner, desired.body);
  const before = canonicalDefinition(kind, owner, ours.body);
  const { resourceName, mark } = ours;
  const isEdited = digestOf(before) !== mark.digest;
  const parts = [
    { address: desired.address, action: "create", before: null, after },
    { address: ours.address, action: "delete", before, after: null },
  ] as const;
  const reason = isEdited ? "replaced_and_edited" : "replaced";
  return {
    difference: { ...named(desired), action: "update", reason, before, after, parts },
    step: {
      do: "replace definition",
      kind,
      stream: placeOf(target, desired),
      resourceName,
      body: markedBody(owner, desired, after),
      // Next to the new one, an edited one could not be distinguished from a copy that people made.
      first: target.isRoomForBoth(kind) && !isEdited ? "create" : "archive",
    },
  };
}

function planRemoval(owner: string, ours: OwnedDefinition, isSurplus: boolean): Planned {
  const { kind, address, resourceName, mark, body } = ours;
  const before = canonicalDefinition(kind, owner, body);
  const isEdited = digestOf(before) !== mark.digest;
  const reason = isEdited ? "removed_and_edited" : isSurplus ? "surplus" : "removed";
  const name = definitionName(kind, body);
  return {
    difference: { kind, address, name, action: "delete", reason, before, after: null },
    step: { do: "remove definition", kind, name, resourceName },
  };
}

/** Where a new rule belongs; everything else belongs to the property itself. */
function placeOf({ webStreams }: Target, { address }: DesiredDefinition): WebStream | null {
  return webStreams.find(({ measurementId }) => measurementId === streamOf(address)) ?? null;
}

function named({ kind, address, name }: DesiredDefinition): Pick<Difference, "kind" | "address" | "name"> {
  return { kind, address, name };
}

function markedBody(owner: string, desired: DesiredDefinition, after: JsonObject): JsonObject {
  return withDefinitionMark(desired.kind, desired.body, markOf(owner, desired, after));
}

/** What reports show counts nothing, so it has nothing to remember. */
function markOf(owner: string, desired: DesiredDefinition, after: JsonObject): DefinitionMark {
  const event = derivedEvent(desired.kind, desired.body);
  return {
    owner,
    key: keyInMark(owner, desired),
    digest: digestOf(after),
    event: event === null ? null : eventDigest(event),
    remembers: DEFINITIONS[desired.kind].isOfReports ? [] : (desired.remembers ?? []),
  };
}

function changedFields(before: JsonObject, after: JsonObject): string[] {
  const all = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...all].filter((field) => !isSameJson(before[field] ?? null, after[field] ?? null));
}
