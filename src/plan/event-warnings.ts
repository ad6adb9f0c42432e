/** Events that would be counted twice or not at all, or that keep being key events unnoticed. */

import { namedByPattern } from "../container/event-names-of-pattern.ts";
import { parameterText } from "../container/possible-texts.ts";
import { compareText } from "../diagnostic.ts";
import type { Entity } from "../resources/body.ts";
import type { Compiled, ExpectedEvent } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import type { PropertySnapshot } from "../resources/snapshot.ts";
import type { DefinitionOwnership } from "./definition-ownership.ts";
import { endOfSchedule } from "./firing-obstacles.ts";
import type { LiveEntity } from "./live-entity.ts";
import type { Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";
import type { Planned } from "./planned-entity.ts";
import { type Site, sends, sentAmong, tagsOfOthers } from "./sent/sends.ts";
import { wantedEvent } from "./sent-event.ts";

/** Another tag of the container that sends the event of one of our goals or forwards: every conversion would count twice. */
export function sentTwice(
  { resources, owner, forwards = [] }: Compiled,
  ownership: Ownership,
  site: Site,
): PlanWarning[] {
  const tags = resources.filter(({ kind }) => kind === "gtm.tag");
  const ours = new Set([
    ...tags.flatMap((tag) => wantedEvent(tag) ?? []),
    ...forwards.flatMap(({ events }) => events),
  ]);
  // Why one that is to be a goal's tag is not adopted stops the plan. If the goal has a tag already, both count.
  const named = new Set(
    tags.flatMap(({ address, adopts }) => (adopts && !ownership.owned.has(address) ? [adopts.tag] : [])),
  );
  return tagsOfOthers(ownership).flatMap((tag) => {
    if (named.has(String(tag.entity.name))) return [];
    const events = sentAmong(ours, tag.entity, site);
    if (events.length === 0) return [];
    const [what, they] = events.length === 1 ? [events[0]!, "it"] : [inWords(events), "they"];
    return [
      {
        code: "sent-twice",
        message: `The tag "${String(tag.entity.name)}" sends ${what} as well${howNamed(tag)}${untilWhen(tag)}: ${they} may be counted twice.${whose(tag, owner)}`,
      },
    ];
  });
}

/**
 * Triggers that left out what the site sends with gtag, and do so no longer. Nothing in the file need have changed: until
 * the target could say where the Google tag lives, goalform took it to be in the page.
 */
export function gtagEventsCountNow(planned: readonly Planned[]): PlanWarning[] {
  const events = planned.flatMap(({ difference: { before }, step }) =>
    step.do === "update entity" &&
    step.kind === "gtm.trigger" &&
    asksForGtag(before) &&
    !asksForGtag(step.entity)
      ? eventsNamed(step.entity)
      : [],
  );
  if (events.length === 0) return [];
  const calls = events.map((event) => `gtag('event', '${event}')`);
  return [
    {
      code: "gtag-events-count-now",
      message: `The site's own ${calls.length === 1 ? `${calls[0]} counts` : `${inWords(calls)} count`} from now on: a Google tag that Tag Manager loads does not receive such events, so goalform sends them. If the site's pages configure the id themselves, write \`google_tag: page\` in the target: they are counted twice otherwise.`,
    },
  ];
}

/** The condition that `google_tag: page` gives a trigger: the values of a gtag event must not be there. */
function asksForGtag(trigger: unknown): boolean {
  return /\{\{[^{}]*\bdata layer eventModel[^{}]*\}\}/.test(JSON.stringify(trigger ?? null));
}

function eventsNamed(trigger: Entity): string[] {
  const [filter] = trigger.customEventFilter ?? [];
  const name = (filter && parameterText(filter, "arg1")) ?? "";
  if (!filter) return [];
  return filter.type === "matchRegex" ? [...namedByPattern(name)] : [name];
}

function inWords(events: readonly string[]): string {
  return `${events.slice(0, -1).join(", ")} and ${events.at(-1)}`;
}

/** Nobody finds the event in a tag that is named after whatever happens. */
function howNamed({ entity }: LiveEntity): string {
  const name = entity.type === "gaawe" ? (parameterText(entity, "eventName") ?? "") : "";
  return name.includes("{{") ? ` (its event name is ${name})` : "";
}

/** What has ended doubles nothing, and a plan has no clock. */
function untilWhen({ entity }: LiveEntity): string {
  const end = endOfSchedule(entity);
  return end === null ? "" : ` (until ${end}, when its schedule ends)`;
}

/**
 * Events that goals wait for, and that nothing known sends. A `gtag('event', …)` of the page does not reach a Google tag
 * that Tag Manager loads, so such a goal counts nothing. Where there is no Google tag, the warning about that is enough.
 */
export function notSent(
  { expectedEvents = [], resources, googleTag }: Compiled,
  ownership: Ownership,
  definitions: DefinitionOwnership,
  site: Site,
  container: string,
  /** What Analytics makes of other events, as far as that was read. */
  alsoMade: readonly string[] = [],
): PlanWarning[] {
  if (site.receivesGtagEvents || googleTag === "page") return [];
  const made = new Set([
    ...resources.flatMap((one) => wantedEvent(one) ?? derivedEvent(one.kind, one.body) ?? []),
    ...definitions.foreign.flatMap(({ kind, body }) => derivedEvent(kind, body) ?? []),
    ...alsoMade,
  ]);
  const others = tagsOfOthers(ownership);
  const isSent = (event: string) =>
    made.has(event) || others.some(({ entity }) => sends(entity, event, site) !== "no");
  const missing = expectedEvents.filter(({ event }) => !isSent(event));
  return [...new Set(missing.map(({ event }) => event))].map((event) => {
    const waiting = missing.filter((one) => one.event === event);
    const [{ is }] = waiting as [ExpectedEvent];
    const names = [...new Set(waiting.map(({ name }) => name))];
    return { code: "event-not-sent", message: notSentInWords(event, names, is, container) };
  });
}

function notSentInWords(event: string, names: readonly string[], is: string, container: string): string {
  const who = names.length === 1 ? names[0]! : inWords(names);
  return (
    `No tag of ${container} sends ${event}, and Analytics does not collect it by itself: ${who} may count nothing. ` +
    `A gtag('event', '${event}') of the page does not reach a Google tag that Tag Manager loads. ` +
    `If the pages configure the id themselves, write \`google_tag: page\` in the target; if the site pushes the event or sends it with gtag, let goalform send it: \`on: { data_layer: ${event} }\`; ` +
    `if a server, an app or a rule in Analytics sends it, write \`allow: [event-not-sent]\` at the ${is}.`
  );
}

function whose({ mark }: LiveEntity, owner: string): string {
  if (mark === null || mark.owner === owner) return "";
  return ` It belongs to the goals file "${mark.owner}"; if that is this file under its former name, change the name back.`;
}

/** A goal without a tag leaves nothing at Google by which its key event could be known as ours. */
export function disabledButMarked(
  { disabled, removedKeyEvents, resources }: Compiled,
  { keyEvents }: PropertySnapshot,
): PlanWarning[] {
  const marked = new Set(keyEvents.filter(({ custom }) => custom).map(({ eventName }) => eventName));
  return disabled
    .filter(({ event, hadTag }) => !hadTag && marked.has(event) && !removedKeyEvents.includes(event))
    .filter(({ event }) => !resources.some(({ kind, name }) => kind === "ga4.keyEvent" && name === event))
    .map(({ id, event }) => ({
      code: "key-event-stays",
      message: `${id} is switched off, but ${event} stays a key event: to unmark it, add it to \`removed:\`.`,
    }));
}

const MOST_NAMED = 5;

/** Names under `removed` that are not key events: a typing mistake, or done already. */
export function nothingToRemove(
  { removedKeyEvents, resources }: Compiled,
  { keyEvents, property }: PropertySnapshot,
  /** Events whose key events go in this plan. */
  going: ReadonlyMap<string, unknown>,
): PlanWarning[] {
  const there = keyEvents.map(({ eventName }) => eventName);
  const wanted = new Set(resources.filter(({ kind }) => kind === "ga4.keyEvent").map(({ name }) => name));
  const free = keyEvents.filter(
    ({ eventName, deletable }) => deletable && !wanted.has(eventName) && !going.has(eventName),
  );
  const names = free.map(({ eventName }) => eventName).sort(compareText);
  const others =
    names.length === 0
      ? ""
      : ` Key events that no goal uses: ${names.slice(0, MOST_NAMED).join(", ")}${names.length > MOST_NAMED ? " …" : ""}.`;
  return removedKeyEvents
    .filter((event) => !there.includes(event))
    .map((event) => ({
      code: "nothing-to-remove",
      message: `\`removed\` names ${event}, which is not a key event of property ${property}: check the spelling, or delete it from the file if it is already gone.${others}`,
    }));
}
