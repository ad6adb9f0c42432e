/**
 * Tags of goals that fire when another tag does: somebody has made them its setup or cleanup tag. The sequence belongs to
 * the other tag, so nothing else in a plan would say that a goal counts more.
 */

import { firesWith, isAlwaysBlocked } from "../container/blocking-triggers.ts";
import { BUILT_IN_TRIGGERS } from "../container/built-in-triggers.ts";
import { leadsOf } from "../container/tag-sequences.ts";
import { triggerOf } from "../container/trigger-events.ts";
import { compareText } from "../diagnostic.ts";
import { entryIn } from "../entry-in.ts";
import type { Entity } from "../resources/body.ts";
import { isExceptionAddress } from "../resources/exceptions.ts";
import { type DesiredEntity, refAddress } from "../resources/resource.ts";
import {
  type FiringContext,
  inWords,
  liveOf,
  orAllow,
  subjectsHit,
  triggerBehind,
  verbOf,
  whose,
} from "./firing-obstacles.ts";
import { isDesiredEntity } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";

const CODE = "counts-more";

/** Only of event tags: run again, the session script counts nothing again. */
export function firedByOthers(at: FiringContext): PlanWarning[] {
  const tags = at.compiled.resources.filter(isDesiredEntity).filter(({ body }) => body.type === "gaawe");
  return tags.flatMap((tag) => {
    const live = liveOf(tag, at.ownership);
    const leads = live === null ? [] : leadsOf(live, at.content).flatMap((lead) => leadIn(lead, at));
    const more = leads.flatMap((lead) => {
      const triggers = lead.firing.filter((id) => !firesItAnyway(tag, live!, id, lead, at));
      return triggers.length === 0 ? [] : [{ ...lead, firing: triggers }];
    });
    return more.length === 0 ? [] : warning(tag, live!, more, at);
  });
}

/** Another tag, as it is when the plan has been carried out. */
interface Lead {
  readonly name: string;
  /** Addresses of ours, and ids of others. */
  readonly firing: readonly string[];
  readonly blocking: readonly string[];
}

/** None if this plan removes it, or if it never fires. */
function leadIn(lead: Entity, at: FiringContext): Lead[] {
  const { owned, adoptable, leftovers, nameId } = at.ownership;
  if (leftovers.some(({ entity }) => entity === lead)) return [];
  const address = [...owned, ...adoptable].find(([, { entity }]) => entity === lead)?.[0];
  const wanted = at.compiled.resources.find((one) => one.address === address)?.body as Entity | undefined;
  const firing = wanted ? addresses(wanted.firingTriggerId) : named(lead.firingTriggerId, nameId);
  const blocking = exceptionsOf(lead, wanted, nameId);
  const bodies = (ids: readonly string[]) => ids.map((id) => triggerBehind(id, at));
  if (isAlwaysBlocked(bodies(firing), bodies(blocking), at.content)) return [];
  return [{ name: String(lead.name), firing, blocking }];
}

type NameId = FiringContext["ownership"]["nameId"];
type Ids = readonly string[] | null | undefined;

function named(ids: Ids, nameId: NameId): string[] {
  return (ids ?? []).map((id) => nameId("gtm.trigger", id));
}

function addresses(refs: Ids): string[] {
  return (refs ?? []).map((ref) => refAddress(ref) ?? ref);
}

/** Those of the file, and those that people have put on the tag. */
function exceptionsOf(live: Entity, wanted: Entity | undefined, nameId: NameId): string[] {
  const theirs = named(live.blockingTriggerId, nameId).filter((id) => !wanted || !isExceptionAddress(id));
  return [...theirs, ...addresses(wanted?.blockingTriggerId)];
}

/**
 * Whether a trigger of the lead fires the goal's tag by itself at the same moment: a tag fires once for an event, unless it
 * has no limit. Its exceptions say nothing in a sequence, so the lead must have them, too.
 */
function firesItAnyway(
  { body }: DesiredEntity,
  live: Entity,
  trigger: string,
  lead: Lead,
  at: FiringContext,
): boolean {
  const leading = triggerBehind(trigger, at);
  if (leading === null || body.tagFiringOption === "unlimited") return false;
  const exceptions = exceptionsOf(live, body, at.ownership.nameId);
  if (!exceptions.every((id) => lead.blocking.includes(id))) return false;
  const own = addresses(body.firingTriggerId).map((id) => triggerBehind(id, at));
  return own.some((one) => one === leading || firesWith(one, leading, at.content) === true);
}

function warning(
  { users }: DesiredEntity,
  live: Entity,
  leads: readonly Lead[],
  at: FiringContext,
): PlanWarning[] {
  const hit = subjectsHit(users, CODE, at.compiled);
  if (hit.length === 0) return [];
  const who = `${whose(hit.map(({ name }) => name))} ${verbOf(hit)} more than the file says`;
  const by = leads.map((lead) => {
    const triggers = lead.firing.map((id) => `"${nameOf(id, at)}"`).sort(compareText);
    return `"${lead.name}" fires (${triggers.length === 1 ? "trigger" : "triggers"} ${inWords(triggers)})`;
  });
  const others = by.sort(compareText).map((one) => `the tag ${one}`);
  const where = leads.length === 1 ? "that tag" : "those tags";
  return [
    {
      code: CODE,
      message: `${who}: the tag "${String(live.name)}" also fires whenever ${inWords(others)}, as its setup or cleanup tag. goalform leaves ${where} alone. Change the tag sequencing of ${where} in Tag Manager${orAllow(CODE, hit)}.`,
    },
  ];
}

function nameOf(id: string, { compiled, content }: FiringContext): string {
  const ours = compiled.resources.find(({ address }) => address === id);
  return ours?.name ?? String(triggerOf(content, id)?.name ?? entryIn(BUILT_IN_TRIGGERS, id)?.name ?? id);
}
