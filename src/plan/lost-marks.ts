/** What was ours until somebody deleted its notes, or the tag that bore the mark: it continues, and no plan would say so. */
import type { Entity } from "../resources/body.ts";
import { entityId } from "../resources/kinds.ts";
import { type EntityKind, keyOf } from "../resources/resource.ts";
import type { PropertySnapshot } from "../resources/snapshot.ts";
import type { LiveEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";
import { sentEvent } from "./sent-event.ts";
import { userOf } from "./subject-of-address.ts";

/** Whether it has no mark and a name as only ours have. */
export function lostItsMark(owner: string, { entity, mark }: LiveEntity): boolean {
  return mark === null && String(entity.name).startsWith(`${owner} - `);
}

/**
 * GA4 event tags in our folder that have our kind of name and no mark. One that fires on a trigger of ours is in the way
 * of its removal, which is said there.
 */
export function lostMarks(owner: string, { foreign, owned, leftovers }: Ownership): PlanWarning[] {
  const ours = [...owned.values(), ...leftovers];
  const ids = idsOf(ours, "gtm.folder");
  const triggers = idsOf(ours, "gtm.trigger");
  const isInOurs = ({ parentFolderId }: Entity) => ids.has(String(parentFolderId));
  return foreign
    .filter((one) => one.kind === "gtm.tag" && one.entity.type === "gaawe" && isInOurs(one.entity))
    .filter((one) => lostItsMark(owner, one))
    .filter(({ entity }) => !(entity.firingTriggerId ?? []).some((id) => triggers.has(id)))
    .map(({ entity }) => ({
      code: "mark-missing",
      message: `The tag "${String(entity.name)}" is in our folder and has no mark in its notes, so it is left alone, and ${sends(entity)}. If it was ours, put its goal back into the file and apply, which marks it again, or delete the tag in Tag Manager.`,
    }));
}

function idsOf(ours: readonly LiveEntity[], kind: EntityKind): Set<string> {
  return new Set(ours.filter((one) => one.kind === kind).map(({ entity }) => entityId(kind, entity)));
}

function sends(tag: Entity): string {
  if (tag.paused === true) return "it is paused";
  const event = sentEvent(tag);
  return event === null ? "it keeps sending its event" : `it keeps sending ${event}`;
}

/**
 * Key events of goals that go after somebody deleted their tag: nothing shows that we made them key events. Only the goal's
 * id shows which event they may belong to.
 */
export function orphanedKeyEvents(
  { owned, leftovers, foreign }: Ownership,
  { keyEvents }: PropertySnapshot,
  /** Events that stay or go for another reason. */
  settled: ReadonlySet<string>,
): PlanWarning[] {
  const withTag = new Set(
    [...leftovers, ...owned.values()].flatMap(({ kind, mark }) =>
      kind === "gtm.tag" ? keyOf(mark.address) : [],
    ),
  );
  const goals = leftovers.flatMap(({ mark }) => userOf(mark.address)?.match(/^goal:(.*)/)?.[1] ?? []);
  const marked = new Set(keyEvents.filter(({ custom }) => custom).map(({ eventName }) => eventName));
  const sent = new Set(foreign.map(({ entity }) => sentEvent(entity)));
  return [...new Set(goals)]
    .filter((id) => !withTag.has(id) && marked.has(id) && !settled.has(id) && !sent.has(id))
    .map((event) => ({
      code: "key-event-stays",
      message: `${event} stays a key event: its tag was deleted in Tag Manager, so nothing shows that it is ours. To unmark it, add it to \`removed:\`.`,
    }));
}
