/** A GA4 event tag → the goal, or the step of a funnel, that it counts. */

import { titleOf } from "../language/meaning/title.ts";
import type { Entity } from "../resources/body.ts";
import { notesOfPeople } from "../resources/mark.ts";
import { commonOf, registered } from "./common-keys.ts";
import { Findings } from "./findings.ts";
import type { LiftedStep, OwnedStep } from "./funnels.ts";
import { goalOf } from "./goal.ts";
import type { Origin } from "./lifted.ts";
import { markOfEntity, type OwnAddress, otherOwner, ownEntity } from "./live-state.ts";
import { type Lookup, labelOf } from "./lookup.ts";
import { NOWHERE } from "./matchers.ts";
import { goalReading, managedElsewhere, type Reading, stepReading } from "./reading.ts";
import { noteUnsupportedRows, sentBy } from "./sent.ts";
import { type Firing, firingOf } from "./tag.ts";
import { isVirtualPage, somePage } from "./virtual-page.ts";
import type { Way } from "./way.ts";

/** @param together how several ways are read: `any:` has one for each, unless they are taken for one */
export function fromTag(
  tag: Entity,
  lookup: Lookup,
  together: (ways: readonly Way[]) => readonly Way[] = (ways) => ways,
): Reading {
  const { at, target } = lookup;
  const findings = new Findings();
  const origin: Origin = { kind: "gtm.tag", name: String(tag.name) };
  const elsewhere = otherOwner(markOfEntity(tag), target.owner);
  if (elsewhere !== null) return managedElsewhere(origin, elsewhere);
  const own = ownEntity(tag, target.owner);
  const found = firingOf(findings, tag, at.content, target);
  const firing = found && { ...found, ways: together(found.ways) };
  if (firing === null) return { is: "left out", origin, findings };
  const label = own === null ? origin.name : labelOf(origin.name, lookup);
  if (own?.key.includes(".")) return stepReading(findings, origin, stepOf(findings, own, firing, label));
  return goalReading(findings, origin, goalOfTag(findings, tag, firing, own, label, lookup));
}

function goalOfTag(
  findings: Findings,
  tag: Entity,
  firing: Firing,
  own: OwnAddress | null,
  name: string,
  { at, keyEvents, columns, userColumns, sessions, ids }: Lookup,
) {
  const { event, ways } = firing;
  const keyEvent = keyEvents.get(event) ?? null;
  const { value, parameters, userProperties, ecommerce } = sentBy(findings, tag, at.content, {
    hasKeyEvent: keyEvent !== null,
    ways,
  });
  noteUnsupportedRows(findings, tag);
  const known = {
    id: own?.key ?? ids.for(event),
    name,
    description: own === null ? notesOf(tag) : null,
    event,
    isProtected: own?.isProtected ?? false,
  };
  const worth = {
    keyEvent,
    value,
    parameters: registered(parameters, columns),
    userProperties: registered(userProperties, userColumns),
    ecommerce,
  };
  return goalOf(findings, commonOf(known, worth, firing), firing, sessions);
}

function notesOf({ notes }: Entity): string | null {
  const text = notesOfPeople(typeof notes === "string" ? notes : undefined)
    .join("\n")
    .trim();
  return text === "" ? null : text;
}

function stepOf(findings: Findings, own: OwnAddress, firing: Firing, label: string): LiftedStep | null {
  const [funnel = "", id = ""] = own.key.split(".");
  const step = whatIsTaken(id, firing);
  if (step === null) findings.leaveOut("unknown-trigger", label);
  if (firing.sent === "once_per_page") findings.leaveOut("once-per-page", label);
  return step === null ? null : { funnel, step, label, consent: firing.consent, unless: firing.unless };
}

function whatIsTaken(id: string, { event, ways }: Firing): OwnedStep | null {
  const [way, other] = ways;
  if (way === undefined) return null;
  const isVirtual = other !== undefined && isVirtualPage(way, other);
  if (other !== undefined && !isVirtual) return null;
  const { page, where, cookie } = way;
  const step = { id, name: titleOf(id), event, where, cookie, at: NOWHERE };
  if (isVirtual || way.is === "page")
    return { is: "page", ...step, page: somePage(page), spa: isVirtual, via: "gtm" };
  if (way.is !== "interaction") return null;
  return { is: "interaction", ...step, on: way.on, page };
}
