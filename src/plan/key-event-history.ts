/** What the container tells about key events: which were ours, which have a value of ours, which others send. */
import { canonicalEntity, type NameId } from "../resources/canonical.ts";
import type { Compiled } from "../resources/compiled.ts";
import { digestOf } from "../resources/digest.ts";
import { entityId } from "../resources/kinds.ts";
import type { Address } from "../resources/resource.ts";
import type { KeyEventHistory, Retired } from "./key-events.ts";
import { type OwnedEntity, type Ownership, ownsConsent } from "./ownership.ts";
import { sentEvent } from "./sent-event.ts";
import { userOf } from "./subjects.ts";

export function keyEventHistory(compiled: Compiled, ownership: Ownership): KeyEventHistory {
  const kept = [...ownership.owned].map(([address, one]) => ({ ...one, address }));
  const going = ownership.leftovers.map((one) => ({ ...one, address: one.mark.address }));
  const tags = [...kept, ...going].filter(({ kind }) => kind === "gtm.tag");
  const marked = markedNames(ownership);
  const removed = compiled.removedKeyEvents.map((event): Retired => ({ event, user: `goal:${event}` }));
  const others = [...ownership.foreign, ...ownership.copies].filter(
    ({ entity }) => entity["paused"] !== true,
  );
  return {
    made: new Set(
      tags.flatMap((tag) => (tag.mark.remembers.includes("key_event") ? (sentEvent(tag.entity) ?? []) : [])),
    ),
    retired: [...tags.filter((tag) => isAsApplied(tag, marked)).flatMap(retiredBy), ...removed],
    valued: new Set(
      tags.flatMap((tag) => (tag.mark.remembers.includes("value") ? (sentEvent(tag.entity) ?? []) : [])),
    ),
    countedElsewhere: new Map(compiled.keptKeyEvents.map(({ event, target }) => [event, target])),
    sentByOthers: new Map(
      others.flatMap(({ entity }) => {
        const event = sentEvent(entity);
        return event === null ? [] : [[event, String(entity["name"])] as const];
      }),
    ),
  };
}

/** Whoever edits our tag to send another event does not make that event's key event ours. */
function isAsApplied({ kind, entity, mark }: OwnedEntity, marked: NameId): boolean {
  return digestOf(canonicalEntity(kind, entity, marked, ownsConsent(null, mark))) === mark.digest;
}

/** Ids → addresses as they were when we last applied: the file may have given a goal another id since. */
function markedNames({ owned, leftovers }: Ownership): NameId {
  const ours = [...owned.values(), ...leftovers];
  const addresses = new Map(
    ours.map(({ kind, entity, mark }) => [`${kind}/${entityId(kind, entity)}`, mark.address]),
  );
  return (kind, id) => addresses.get(`${kind}/${id}`) ?? id;
}

/** The event of a goal's tag whose mark remembers that we made it a key event. */
function retiredBy({ entity, mark, address }: OwnedEntity & { readonly address: Address }): Retired[] {
  const event = sentEvent(entity);
  const user = userOf(address);
  return event !== null && user !== null && mark.remembers.includes("key_event") ? [{ event, user }] : [];
}
