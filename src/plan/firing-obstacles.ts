/**
 * What people have put on tags of ours, and on adopted ones, that keeps them from firing: exceptions, a setup tag that may
 * fail, a schedule, consent settings. All of it stays, so nothing else in a plan would say that a goal counts less.
 */

import { firesWith } from "../container/blocking-triggers.ts";
import { BUILT_IN_TRIGGERS } from "../container/built-in-triggers.ts";
import { parametersIn, settingsVariable } from "../container/settings-variable.ts";
import { leadsOf } from "../container/tag-sequences.ts";
import { triggerOf, type Verdict } from "../container/trigger-events.ts";
import { entryIn } from "../entry-in.ts";
import { asCompiled, lookupIn } from "../lift/as-compiled.ts";
import type { Entity } from "../resources/body.ts";
import { type Compiled, GOOGLE_TAG_ADDRESS } from "../resources/compiled.ts";
import { isExceptionAddress } from "../resources/exceptions.ts";
import { canonicalJson } from "../resources/json.ts";
import {
  type DesiredEntity,
  type DesiredResource,
  type JsonObject,
  keyOf,
  refAddress,
  type User,
} from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { ownsOf } from "./live-entity.ts";
import { isDesiredEntity, type Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";

export interface FiringContext {
  /** What the file asks for, before it is seen what is adopted. */
  readonly said: Compiled;
  readonly compiled: Compiled;
  readonly ownership: Ownership;
  readonly content: ContainerContent;
}

type Code = "counts-nothing" | "counts-less";

interface Obstacle {
  readonly code: Code;
  /** `nothing where the trigger "Staff" fires`. */
  readonly words: string;
}

export function firingObstacles(at: FiringContext): PlanWarning[] {
  const tags = at.compiled.resources.filter(isDesiredEntity).filter(({ kind }) => kind === "gtm.tag");
  return tags.flatMap((tag) => {
    const live = liveOf(tag, at.ownership);
    if (live === null) return [];
    const found = obstaclesTo(tag, live, at);
    const nothing = found.filter(({ code }) => code === "counts-nothing");
    const [most] = nothing.length > 0 ? [nothing] : [found];
    return most.length === 0 ? [] : warning(tag, live, most, at.compiled);
  });
}

/** As it stays when the plan has been carried out, in all that is not ours. */
export function liveOf({ address }: DesiredResource, { owned, adoptable }: Ownership): Entity | null {
  return (owned.get(address) ?? adoptable.get(address))?.entity ?? null;
}

function obstaclesTo(tag: DesiredEntity, live: Entity, at: FiringContext): Obstacle[] {
  return [
    ...exceptionsTo(tag, live, at),
    ...setupTagsOf(live, at.content),
    ...scheduleOf(live),
    ...steeringOf(live, at.content),
    ...(ownsOf(tag, at.ownership.owned.get(tag.address)?.mark ?? null).consent ? [] : consentFor(live)),
  ];
}

function exceptionsTo(tag: DesiredEntity, live: Entity, at: FiringContext): Obstacle[] {
  const { nameId } = at.ownership;
  const theirs = (live.blockingTriggerId ?? []).filter(
    (id) => !isExceptionAddress(nameId("gtm.trigger", id)) && !saysItself(tag, live, id, at),
  );
  const firing = (tag.body.firingTriggerId ?? []).map((id) => triggerBehind(refAddress(id) ?? id, at));
  return theirs.flatMap((id): Obstacle[] => {
    const trigger = triggerBehind(nameId("gtm.trigger", id), at);
    const name = `the trigger "${String(triggerOf(at.content, id)?.name ?? entryIn(BUILT_IN_TRIGGERS, id)?.name ?? id)}"`;
    const blocked = firing.map((one): Verdict => (one === null ? null : firesWith(trigger, one, at.content)));
    const isAlways = blocked.length > 0 && blocked.every((one) => one === true);
    if (isAlways && leadsOf(live, at.content).length === 0)
      return [{ code: "counts-nothing", words: `${name} blocks it whenever it would fire` }];
    if (blocked.every((one) => one === false)) return [];
    return [{ code: "counts-less", words: `nothing where ${name} fires` }];
  });
}

/** @param id an id at Google, or the address of one of ours, which is as the file wants it */
export function triggerBehind(id: string, { compiled, content }: FiringContext): JsonObject | null {
  return compiled.resources.find(({ address }) => address === id)?.body ?? triggerOf(content, id);
}

/** Whether the file has the same exception: adopted tags keep theirs in the words of the people who made them. */
function saysItself(tag: DesiredEntity, live: Entity, id: string, { said, content }: FiringContext): boolean {
  const own = said.resources.find(({ address }) => address === tag.address);
  const asked = blockingOf(own);
  const as = { ...said, id: keyOf(tag.address).split("/")[0]!, name: tag.name };
  const lookup = lookupIn(content, said);
  const [bare] = asCompiled({ ...live, blockingTriggerId: [] }, lookup, as);
  return asCompiled({ ...live, blockingTriggerId: [id] }, lookup, as).some(({ resources }) => {
    const found = blockingOf(tagIn(resources));
    if (found.length > 0) return found.every((one) => asked.includes(one));
    // An exception for everything without a value is a condition on it, and so may be what the goal asks for anyway.
    const known = new Set(conditionsOf(tagIn(bare?.resources ?? []), bare?.resources ?? []).flat());
    const more = conditionsOf(tagIn(resources), resources).flatMap((each) =>
      each.filter((one) => !known.has(one)),
    );
    const all = conditionsOf(own, said.resources);
    return all.every((each) => more.every((one) => each.includes(one)));
  });
}

function tagIn(resources: readonly DesiredResource[]): DesiredResource | undefined {
  return resources.find(({ kind }) => kind === "gtm.tag");
}

/** Of each trigger that fires the tag. */
function conditionsOf(tag: DesiredResource | undefined, resources: readonly DesiredResource[]): string[][] {
  const ids = (tag?.body as Entity | undefined)?.firingTriggerId ?? [];
  return ids.map((id) => {
    const trigger = resources.find(({ address }) => address === refAddress(id))?.body as Entity | undefined;
    return (trigger?.filter ?? []).map((one) => canonicalJson(one as unknown as JsonObject));
  });
}

function blockingOf(tag: DesiredResource | undefined): readonly string[] {
  return (tag?.body as Entity | undefined)?.blockingTriggerId ?? [];
}

/** A paused tag has failed for those that wait for it (reference of Google's tag: `__paused`). */
function setupTagsOf({ setupTag }: Entity, { entities }: ContainerContent): Obstacle[] {
  return (setupTag ?? []).flatMap(({ tagName, stopOnSetupFailure }): Obstacle[] => {
    if (stopOnSetupFailure !== true) return [];
    const setup = entities["gtm.tag"].find(({ name }) => name === tagName);
    return setup?.paused === true
      ? [{ code: "counts-nothing", words: `it waits for its setup tag "${tagName}", which is paused` }]
      : [
          {
            code: "counts-less",
            words: `nothing where the setup tag "${tagName}" fails or is kept from firing`,
          },
        ];
  });
}

/** Until when a tag may fire; null for one without an end. */
export function endOfSchedule({ scheduleEndMs }: Entity): string | null {
  return Number(scheduleEndMs ?? 0) > 0 ? dateOf(Number(scheduleEndMs)) : null;
}

/** A plan has no clock, so it says when, and not whether that is over. */
function scheduleOf({ scheduleStartMs, scheduleEndMs }: Entity): Obstacle[] {
  const limit = (word: string, ms: string | null | undefined): Obstacle[] =>
    Number(ms ?? 0) > 0
      ? [{ code: "counts-less", words: `nothing ${word} ${dateOf(Number(ms))} (its schedule)` }]
      : [];
  return [...limit("before", scheduleStartMs), ...limit("after", scheduleEndMs)];
}

/** Dates end in the year 275760 (ECMAScript, 21.4.1.1). */
const LAST_DATE = 8.64e15;

function dateOf(ms: number): string {
  const iso = new Date(Math.min(ms, LAST_DATE)).toISOString();
  return `${iso.slice(0, iso.lastIndexOf(":")).replace("T", " at ")} UTC`;
}

/** They say where gtag sends an event (developers.google.com/tag-platform/gtagjs/reference). */
const STEERING: readonly string[] = ["send_to", "groups"];

function steeringOf(live: Entity, content: ContainerContent): Obstacle[] {
  const settings = settingsVariable(live, content);
  const found = parametersIn(settings?.rows ?? []).filter((name) => STEERING.includes(name));
  if (settings === null || found.length === 0) return [];
  const words = `its settings variable "${settings.name}" has ${inWords(found)}, which may send the event elsewhere`;
  return [{ code: "counts-less", words }];
}

function consentFor({ consentSettings }: Entity): Obstacle[] {
  if (consentSettings?.consentStatus !== "needed") return [];
  const types = (consentSettings.consentType?.list ?? []).map(({ value }) => String(value));
  if (types.length === 0) return [];
  return [{ code: "counts-less", words: `only with consent to ${inWords(types)}` }];
}

function warning(
  { address, users }: DesiredResource,
  live: Entity,
  obstacles: readonly Obstacle[],
  compiled: Compiled,
): PlanWarning[] {
  const [{ code }] = obstacles as [Obstacle];
  const hit = subjectsHit(users, code, compiled);
  if (hit.length === 0) return [];
  const who = address === GOOGLE_TAG_ADDRESS ? "Everything" : whose(hit.map(({ name }) => name));
  const counts = address === GOOGLE_TAG_ADDRESS ? "counts" : verbOf(hit);
  const tag = `the tag "${String(live.name)}"`;
  const why = obstacles.map(({ words }) => words);
  const what =
    code === "counts-nothing"
      ? `${counts} nothing: ${tag} never fires, because ${inWords(why)}.`
      : `may ${counts.replace(/s$/, "")} less than the file says: ${inWords(why)}. This comes from ${tag} in Tag Manager, and goalform leaves it there.`;
  return [{ code, message: `${who} ${what} ${advice(code, hit, obstacles)}` }];
}

/** The goals and funnels of a tag that do not allow the warning. */
export function subjectsHit(
  users: readonly User[],
  code: string,
  { subjects, allowed = [] }: Compiled,
): Compiled["subjects"] {
  const isAllowed = (user: User) => allowed.some((one) => one.user === user && one.code === code);
  return subjects.filter(({ user }) => users.includes(user) && !isAllowed(user));
}

function advice(code: Code, hit: readonly { readonly user: User }[], obstacles: readonly Obstacle[]): string {
  const isConsent = obstacles.some(({ words }) => words.startsWith("only with consent"));
  const say = isConsent ? ", say it in the file (`consent`)" : "";
  return `Change the tag in Tag Manager${say}${orAllow(code, hit)}.`;
}

type Users = readonly { readonly user: User }[];

/** What a tag that did what the file says would do for them. */
export function verbOf(hit: Users): string {
  const verb = areAll(hit, "forward") ? "send" : "count";
  return hit.length === 1 ? `${verb}s` : verb;
}

export function orAllow(code: string, hit: Users): string {
  const where = (["funnel", "forward"] as const).find((kind) => areAll(hit, kind)) ?? "goal";
  return `, or write \`allow: [${code}]\` at the ${where} if this is intended`;
}

function areAll(hit: Users, kind: "funnel" | "forward"): boolean {
  return hit.every(({ user }) => user.startsWith(`${kind}:`));
}

const MOST_NAMED = 5;

export function whose(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return inWords(more > 1 ? [...names.slice(0, MOST_NAMED), `${more} others`] : names);
}

export function inWords(texts: readonly string[]): string {
  return texts.length === 1 ? texts[0]! : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}
