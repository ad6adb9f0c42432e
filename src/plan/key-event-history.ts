/** What the target shows about key events: which were ours, which have a value of ours, which others send. */

import type { Compiled } from "../resources/compiled.ts";
import { canonicalDefinition, definitionInWords, derivedEvent } from "../resources/definition.ts";
import { eventDigest } from "../resources/definitions/mark.ts";
import type { NameId } from "../resources/entities/row.ts";
import { digestOf } from "../resources/json.ts";
import type { Memory } from "../resources/memory.ts";
import type { Address } from "../resources/resource.ts";
import type { SendsElsewhere } from "./another-property.ts";
import type { DefinitionOwnership } from "./definition-ownership.ts";
import type { KeyEventHistory, Retired } from "./key-events.ts";
import { isAsMarked, namesByMark, type OwnedEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import { type Site, sentAmong, tagsOfOthers } from "./sent/sends.ts";
import { sentEvent } from "./sent-event.ts";
import { userOf } from "./subject-of-address.ts";

/** A tag, rule or audience of ours, as far as key events are concerned. */
interface Source {
  readonly event: string;
  readonly address: Address;
  readonly remembers: readonly Memory[];
  /** If people edit ours to send another event, that event's key event does not become ours. */
  readonly isAsApplied: boolean;
}

export function keyEventHistory(
  compiled: Compiled,
  ownership: Ownership,
  definitions: DefinitionOwnership,
  site: Site,
  elsewhere: SendsElsewhere,
): KeyEventHistory {
  const sources = [...tagsOfOurs(ownership, elsewhere), ...definitionsOfOurs(compiled.owner, definitions)];
  const eventsThat = (memory: Memory) =>
    new Set(sources.filter(({ remembers }) => remembers.includes(memory)).map(({ event }) => event));
  const retired = sources.filter(({ isAsApplied }) => isAsApplied).flatMap(retiredBy);
  const sent = sentByTags(
    retired.map(({ event }) => event),
    ownership,
    site,
  );
  return {
    made: eventsThat("key_event"),
    retired,
    permitted: new Set(compiled.removedKeyEvents),
    valued: eventsThat("value"),
    sentByOthers: new Map([...sent, ...definitionsOfOthers(definitions)]),
    countedElsewhere: new Map(compiled.keptKeyEvents.map(({ event, target }) => [event, target])),
  };
}

function tagsOfOurs(ownership: Ownership, elsewhere: SendsElsewhere): Source[] {
  const kept = [...ownership.owned].map(([address, one]) => ({ ...one, address }));
  const going = ownership.leftovers.map((one) => ({ ...one, address: one.mark.address }));
  const marked = namesByMark([...ownership.owned.values(), ...ownership.leftovers]);
  return [...kept, ...going].flatMap((one) => {
    const event = one.kind === "gtm.tag" && !elsewhere(one) ? appliedEvent(one) : null;
    if (event === null) return [];
    const { address, mark } = one;
    return [{ event, address, remembers: mark.remembers, isAsApplied: sentWhenApplied(one, marked) }];
  });
}

/** The event that a tag of ours sent when it was last applied, whatever people made of it; from its mark if it says so. */
export function appliedEvent({ entity, mark }: OwnedEntity): string | null {
  return mark.event ?? sentEvent(entity);
}

/** A mark of an older version names no event: then the tag must be as it was, paused or not. */
function sentWhenApplied(one: OwnedEntity, marked: NameId): boolean {
  if (one.mark.event) return true;
  const asWritten = { ...one.entity, paused: false };
  return isAsMarked({ ...one, entity: asWritten }, marked);
}

function definitionsOfOurs(owner: string, { owned, leftovers }: DefinitionOwnership): Source[] {
  const kept = [...owned].map(([address, one]) => ({ ...one, address }));
  return [...kept, ...leftovers].flatMap(({ kind, body, address, mark }) => {
    const event = derivedEvent(kind, body);
    if (event === null) return [];
    const asApplied =
      mark.event === eventDigest(event) || digestOf(canonicalDefinition(kind, owner, body)) === mark.digest;
    return [{ event, address, remembers: mark.remembers, isAsApplied: asApplied }];
  });
}

function sentByTags(events: readonly string[], ownership: Ownership, site: Site): [string, string][] {
  const all = new Set(events);
  return tagsOfOthers(ownership).flatMap(({ entity }) =>
    sentAmong(all, entity, site).map((event): [string, string] => [
      event,
      `the tag "${String(entity.name)}"`,
    ]),
  );
}

function definitionsOfOthers({ foreign, copies }: DefinitionOwnership): [string, string][] {
  return [...foreign, ...copies].flatMap((one) => {
    const event = derivedEvent(one.kind, one.body);
    return event === null ? [] : [[event, definitionInWords(one.kind, one.body)] as [string, string]];
  });
}

/** The event of a goal whose mark remembers that we made it a key event. */
function retiredBy({ event, remembers, address }: Source): Retired[] {
  const user = userOf(address);
  return user !== null && remembers.includes("key_event") ? [{ event, user }] : [];
}
