/** Audiences that log an event, and key events that nothing else counts → goals. */

import { readDefinitionMark } from "../resources/definition.ts";
import type { DefinitionSnapshot, KeyEventSnapshot } from "../resources/snapshot.ts";
import { type Members, membersOf, morePagesThan } from "./audiences.ts";
import { allowsFor, commonOf, countingOf } from "./common-keys.ts";
import { Findings } from "./findings.ts";
import { funnelCountedBy } from "./funnel-goals.ts";
import type { Origin } from "./lifted.ts";
import { otherOwner, ownDefinition } from "./live-state.ts";
import { type Lookup, labelOf } from "./lookup.ts";
import { ANY_PAGE } from "./page.ts";
import { goalReading, managedElsewhere, type Reading } from "./reading.ts";

/** Null for an audience without an event: a list of people counts nothing. */
export function fromAudience(audience: DefinitionSnapshot, lookup: Lookup): Reading | null {
  const { body } = audience;
  const event = body.eventTrigger?.eventName;
  if (typeof event !== "string") return null;
  const findings = new Findings();
  const origin: Origin = { kind: "ga4.audience", name: String(body.displayName) };
  const elsewhere = otherOwner(readDefinitionMark("ga4.audience", body), lookup.target.owner);
  if (elsewhere !== null) return managedElsewhere(origin, elsewhere);
  const moreThan = morePagesThan(body);
  const funnel = funnelCountedBy(body);
  if (moreThan === null && funnel === null) {
    findings.leaveOut("audience-condition");
    return { is: "left out", origin, findings };
  }
  const own = ownDefinition("ga4.audience", audience, lookup.target.owner);
  const known = {
    id: own?.key ?? lookup.ids.for(event),
    name: own === null ? origin.name : labelOf(origin.name, lookup),
    description: null,
    event,
    isProtected: own?.isProtected ?? false,
  };
  const keyEvent = lookup.keyEvents.get(event) ?? null;
  const common = commonOf(known, { keyEvent, value: null, parameters: [] });
  if (funnel !== null) {
    const on = { kind: "funnel", ...funnel } as const;
    return goalReading(findings, origin, { ...common, type: "event", on, page: ANY_PAGE });
  }
  return goalReading(findings, origin, {
    ...common,
    type: "pages_per_session",
    moreThan: moreThan ?? 0,
    via: "ga4",
  });
}

/** The event only has to arrive; who sends it does not matter. */
export function fromKeyEvent(keyEvent: KeyEventSnapshot, { ids, elsewhere }: Lookup): Reading {
  const event = keyEvent.eventName;
  const origin: Origin = { kind: "ga4.keyEvent", name: event };
  const owner = elsewhere.get(event);
  if (owner !== undefined) return managedElsewhere(origin, owner);
  const known = { id: ids.for(event), name: null, description: null, event, isProtected: false };
  const common = commonOf(known, { keyEvent, value: null, parameters: [] });
  return goalReading(new Findings(), origin, {
    ...common,
    allows: allowsFor([event]),
    counting: countingOf(keyEvent),
    type: "event",
    on: { kind: "ga4_event", event },
    page: ANY_PAGE,
  });
}

export interface FunnelAudience {
  readonly funnel: string;
  readonly members: Members;
}

/** The audiences that goalform has made for funnels; those who completed one come first. */
export function funnelAudiences({ audiences, target }: Lookup): readonly FunnelAudience[] {
  const found = audiences.flatMap((one): FunnelAudience[] => {
    const [funnel, of] = ownDefinition("ga4.audience", one, target.owner)?.key.split("/") ?? [];
    if (funnel === undefined || (of !== "completed" && of !== "abandoned")) return [];
    const members = membersOf(one.body, of);
    return members === null ? [] : [{ funnel, members }];
  });
  return found.sort((a, b) => (a.members.of > b.members.of ? -1 : 1));
}
