/**
 * What was applied to another property: the ids of a target have changed in the file, and its container has stayed. Marks in the
 * container are then about a property that is not this one: key events of the same names here are not ours.
 */
import { destinationOf } from "../container/destination.ts";
import type { ContainerContent, PropertySnapshot } from "../resources/snapshot.ts";
import type { OwnedEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";

/** Whether a tag sends to none of the property's streams. */
export type SendsElsewhere = (tag: OwnedEntity) => boolean;

export function sendsElsewhere(
  measurementId: string,
  { webStreams }: PropertySnapshot,
  content: ContainerContent,
): SendsElsewhere {
  const ids = [measurementId, ...webStreams.map((stream) => stream.measurementId)];
  return ({ entity }) =>
    entity.type === "gaawe" && ids.every((id) => destinationOf(entity, id, content) === "another");
}

/** Of nothing that was made there, anything was deleted here. */
export function wasAppliedElsewhere({ owned, leftovers }: Ownership, elsewhere: SendsElsewhere): boolean {
  const events = [...owned.values(), ...leftovers].filter(({ entity }) => entity.type === "gaawe");
  return events.length > 0 && events.every(elsewhere);
}
