/**
 * Whether somebody else's tag sends an event to the measurement id, as far as the container alone shows.
 *
 * Every second container has one GA4 event tag that is named `{{Event}}` and fires on a list or a pattern of events:
 * its triggers show which events it sends.
 */

import { UNNAMED_EVENT } from "../../container/blocking-triggers.ts";
import { destinationOf } from "../../container/destination.ts";
import { namedByPattern } from "../../container/event-names-of-pattern.ts";
import { parameterText, possibleTexts } from "../../container/possible-texts.ts";
import { leadsOf } from "../../container/tag-sequences.ts";
import { eventsNamed, eventsPushed, firesOn, triggerOf } from "../../container/trigger-events.ts";
import type { Entity } from "../../resources/body.ts";
import type { Compiled } from "../../resources/compiled.ts";
import { parametersOf } from "../../resources/owned-fields.ts";
import { desiredOf } from "../../resources/resource.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import type { LiveEntity } from "../live-entity.ts";
import type { Ownership } from "../ownership.ts";
import { gtagConfigured, gtagEvents } from "./gtag-script.ts";

/** `perhaps`: nothing in the container says that it does, and nothing that it does not. */
export type Sends = "yes" | "perhaps" | "no";

/** What surrounds the tags. */
export interface Site {
  readonly content: ContainerContent;
  readonly measurementId: string;
  /** Whether Analytics receives a `gtag('event', …)` that names no destination. */
  readonly receivesGtagEvents: boolean;
  /** Data-layer events that somebody waits for by name: the site pushes them. */
  readonly pushed: readonly string[];
}

export function siteOf(
  { measurementId, googleTag, resources }: Compiled,
  content: ContainerContent,
  ownership: Ownership,
): Site {
  const ours = desiredOf(resources, "gtm.trigger").map(({ body }) => body);
  const all = {
    entities: { ...content.entities, "gtm.trigger": [...content.entities["gtm.trigger"], ...ours] },
  };
  const configured = tagsOfOthers(ownership).some(({ entity }) => configures(entity, measurementId, content));
  return {
    content,
    measurementId,
    receivesGtagEvents: googleTag === "page" || configured,
    pushed: [...new Set(eventsPushed(all, { content, event: UNNAMED_EVENT }))],
  };
}

export function tagsOfOthers({ foreign, copies }: Ownership): LiveEntity[] {
  return [...foreign, ...copies].filter(({ kind }) => kind === "gtm.tag");
}

/** Whether it is a script that configures the id as a page would: then the page's own gtag events arrive. */
export function configures(tag: Entity, measurementId: string, content: ContainerContent): boolean {
  return namesId(gtagConfigured(tag), measurementId, content) && runs(tag, content);
}

export function sends(tag: Entity, event: string, site: Site): Sends {
  switch (tag.type) {
    case "gaawe":
      return eventTagSends(tag, event, site);
    case "html":
      return scriptSends(tag, event, site);
    case "googtag":
    case "gaawc":
      return "no";
    default:
      return speaksOf(tag, event, site) ? "perhaps" : "no";
  }
}

/**
 * Which of these events the tag sends for certain. A container has thousands of tags and a file hundreds of
 * events, so only those are looked into that the tag can name.
 */
export function sentAmong(events: ReadonlySet<string>, tag: Entity, site: Site): string[] {
  const named = namedBy(tag);
  const possible = named === "any" ? [...events] : named.filter((event) => events.has(event));
  return possible.filter((event) => sends(tag, event, site) === "yes");
}

/**
 * Which of these data-layer events the tag sends on under their own names for certain: a trigger on data-layer events
 * fires it whenever one is pushed, and nothing about the page, or about a value, is asked as well.
 */
export function forwardedFor(
  events: readonly string[],
  tag: Entity,
  { content, measurementId }: Site,
): readonly string[] {
  if (tag.type !== "gaawe" || tag.paused === true) return [];
  if (destinationOf(tag, measurementId, content) === "another") return [];
  const name = parameterText(tag, "eventName") ?? "";
  const triggers = firingTriggers(tag, content)
    .map((id) => triggerOf(content, id))
    .filter((trigger) => trigger?.type === "customEvent");
  return events.filter((event) => {
    const at = { content, event };
    const { known, isComplete } = possibleTexts(name, at);
    const isItsName = isComplete && known.length === 1 && known[0] === event;
    return isItsName && triggers.some((one) => firesOn(one, at) === true) && !isBlocked(tag, at);
  });
}

/** Events of which a tag can be known to send them. */
function namedBy(tag: Entity): readonly string[] | "any" {
  if (tag.type === "html") return [...new Set(gtagEvents(tag).map(({ event }) => event))];
  if (tag.type !== "gaawe") return [];
  const name = parameterText(tag, "eventName") ?? "";
  return name.includes("{{") ? "any" : [name];
}

function scriptSends(tag: Entity, event: string, site: Site): Sends {
  const reaches = (sendTo: readonly string[] | null) =>
    sendTo === null ? site.receivesGtagEvents : namesId(sendTo, site.measurementId, site.content);
  const isSent = gtagEvents(tag).some((call) => call.event === event && reaches(call.sendTo));
  return isSent && runs(tag, site.content) ? "yes" : "no";
}

/** Tag Manager fills in variables of a script before it runs. */
function namesId(written: readonly string[], measurementId: string, content: ContainerContent): boolean {
  const ids = written.flatMap((text) => possibleTexts(text, { content, event: "gtm.js" }).known);
  return ids.some((id) => id.toUpperCase() === measurementId.toUpperCase());
}

/** A template's tag can do anything; one that knows the event or the id may send it. */
function speaksOf(tag: Entity, event: string, { content, measurementId }: Site): boolean {
  const texts = parametersOf(tag).map(({ value }) => (typeof value === "string" ? value : ""));
  const known = texts.flatMap((text) => possibleTexts(text, { content, event: UNNAMED_EVENT }).known);
  return runs(tag, content) && (known.includes(event) || known.includes(measurementId));
}

function eventTagSends(tag: Entity, event: string, site: Site): Sends {
  const { content, measurementId } = site;
  const name = parameterText(tag, "eventName") ?? "";
  if (!name.includes("{{") && name !== event) return "no";
  if (!runs(tag, content) || destinationOf(tag, measurementId, content) === "another") return "no";
  const tried = moments(tag, name, event, site);
  if (isFixed(name, event, tried, content))
    return inSequence(tag, content).length === 0 &&
      tried.every((at) => isBlocked(tag, { content, event: at }))
      ? "no"
      : "yes";
  const found = tried.map((at) => sendsAt(tag, name, event, at, site));
  if (found.includes("yes")) return "yes";
  return found.includes("perhaps") ? "perhaps" : "no";
}

/** Whether a tag has this name whatever happens; then it is enough that something fires it. */
function isFixed(name: string, event: string, tried: readonly string[], content: ContainerContent): boolean {
  return tried.every((moment) => {
    const { known, isComplete } = possibleTexts(name, { content, event: moment });
    return isComplete && known.length === 1 && known[0] === event;
  });
}

/** The data-layer events to try: those that the triggers name, that the site pushes, or that would give the name. */
function moments(tag: Entity, name: string, event: string, { content, pushed }: Site): readonly string[] {
  const anywhere = { content, event: UNNAMED_EVENT };
  const named = firingTriggers(tag, content).flatMap((id) => {
    const trigger = triggerOf(content, id);
    return trigger ? eventsNamed(trigger, anywhere) : [];
  });
  const inTables = content.entities["gtm.variable"]
    .filter((variable) => name.includes(`{{${String(variable.name)}}}`))
    .flatMap((table) => parametersOf(table).flatMap(({ list }) => list ?? []))
    .flatMap(({ map }) =>
      (map ?? []).flatMap(({ key, value }) =>
        key === "key" ? [String(value), ...namedByPattern(String(value))] : [],
      ),
    );
  return [...new Set([event, ...withoutFrame(name, event), ...named, ...inTables, ...pushed, UNNAMED_EVENT])];
}

/** `shop_{{Event}}` gives `shop_purchase` at `purchase`. */
function withoutFrame(name: string, event: string): readonly string[] {
  const [start, end, ...more] = name.split(/\{\{.+?\}\}/);
  if (start === undefined || end === undefined || more.length > 0) return [];
  const fits = event.length > start.length + end.length && event.startsWith(start) && event.endsWith(end);
  return fits ? [event.slice(start.length, event.length - end.length)] : [];
}

function sendsAt(tag: Entity, name: string, event: string, moment: string, site: Site): Sends {
  const at = { content: site.content, event: moment };
  const texts = possibleTexts(name, at);
  if (!texts.mayBe(event)) return "no";
  const ids = isBlocked(tag, at) ? inSequence(tag, site.content) : firingTriggers(tag, site.content);
  const firing = ids.map((id) => triggerOf(site.content, id));
  const fired = firing.filter((trigger) => firesOn(trigger, at) !== false);
  if (fired.length === 0) return "no";
  if (!texts.known.includes(event)) return "perhaps";
  const isAlwaysSo = possibleTexts(name, { ...at, event: UNNAMED_EVENT }).known.includes(event);
  const isMeant = fired.some((trigger) => firesOn(trigger, { ...at, event: UNNAMED_EVENT }) === false);
  return isAlwaysSo || isMeant || site.pushed.includes(moment) ? "yes" : "perhaps";
}

/** Only a trigger that surely fires keeps a tag from firing. */
function isBlocked(tag: Entity, at: { readonly content: ContainerContent; readonly event: string }): boolean {
  return (tag.blockingTriggerId ?? []).some((id) => firesOn(triggerOf(at.content, id), at) === true);
}

/** Paused, or without anything that fires it, a tag does nothing. */
export function runs(tag: Entity, content: ContainerContent): boolean {
  return tag.paused !== true && firingTriggers(tag, content).length > 0;
}

/** Its own triggers, and those of the tags that it goes before or after. */
function firingTriggers(tag: Entity, content: ContainerContent): readonly string[] {
  return [...(tag.firingTriggerId ?? []), ...inSequence(tag, content)];
}

/** Those that fire it whatever its own exceptions are. */
export function inSequence(tag: Entity, content: ContainerContent): readonly string[] {
  return leadsOf(tag, content).flatMap((one) => one.firingTriggerId ?? []);
}
