/** A GA4 event tag with its triggers → what it counts, and when. */

import { VALUES } from "../compile/sent-by-site.ts";
import { MISSING_OR_EMPTY } from "../compile/text-conditions.ts";
import { destinationOf } from "../container/destination.ts";
import { parameterText, possibleTexts } from "../container/possible-texts.ts";
import { leadsOf } from "../container/tag-sequences.ts";
import { triggerOf } from "../container/trigger-events.ts";
import type { Exception } from "../language/goal-set/conditions.ts";
import type { ConsentType, Sends } from "../language/goal-set/goal.ts";
import type { Entity } from "../resources/body.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { namesOfEvent } from "./event-names.ts";
import { type Asked, askedInstead, exceptionsOf } from "./exceptions.ts";
import { factOf, referenceIn } from "./fact.ts";
import { Findings } from "./findings.ts";
import { conditionsOf, type TriggerCondition } from "./trigger-condition.ts";
import { type Way, waysOf } from "./way.ts";

export interface Target {
  readonly measurementId: string;
  /** Of the file whose marks count; null: nothing in the container is taken for a file's own. */
  readonly owner: string | null;
}

export interface Firing {
  readonly event: string;
  /** One, or a page view and a history change that ask for the same. */
  readonly ways: readonly Way[];
  readonly consent: readonly ConsentType[];
  readonly unless: readonly Exception[];
  readonly sent: Sends;
}

/** Null, with the reasons noted, where the language cannot say it. */
export function firingOf(
  findings: Findings,
  tag: Entity,
  content: ContainerContent,
  target: Target,
): Firing | null {
  if (tag.paused === true) findings.leaveOut("paused");
  if (destination(findings, tag, content, target) === "another") findings.leaveOut("other-property");
  const triggers = triggersOf(tag, content);
  if (triggers.length === 0)
    findings.leaveOut(leadsOf(tag, content).length > 0 ? "fired-by-another-only" : "no-trigger");
  const event = eventOf(findings, tag, triggers, content);
  const read = triggers.map((trigger) =>
    waysOf(findings, trigger, { content, owner: target.owner, sends: event }),
  );
  const { unless, ways } = blocked(findings, tag, event, triggers, read.flat(), content);
  const isOnce = tag.tagFiringOption === "oncePerLoad";
  if (!isOnce && atSeveralMoments(triggers, read)) findings.differ("each-moment");
  if (event === null || ways.length === 0) return null;
  return {
    event,
    ways,
    consent: consentOf(tag),
    unless,
    sent: isOnce ? "once_per_page" : "every_time",
  };
}

/** What the blocking triggers keep from counting: exceptions, and conditions of every way where these say the same. */
function blocked(
  findings: Findings,
  tag: Entity,
  event: string | null,
  triggers: readonly Entity[],
  ways: readonly Way[],
  content: ContainerContent,
): Pick<Firing, "unless" | "ways"> {
  const blocking = texts(tag.blockingTriggerId)
    .map((id) => triggerOf(content, id))
    .filter((one) => !isSentBySite(one, event, content));
  let asking = ways;
  const unless = blocking.flatMap((one) => {
    const asked = askedInstead(findings, one, triggers, content);
    if (asked === null) return exceptionsOf(findings, one, triggers, content);
    if (asking.every((way) => isSame(askedOf(way, asked), asked.is))) return [];
    if (asking.some((way) => askedOf(way, asked) !== null))
      return exceptionsOf(findings, one, triggers, content);
    asking = asking.map((way) => withAsked(way, asked));
    return [];
  });
  return { unless, ways: asking };
}

/** What a way asks of the same value; null where it asks nothing. */
function askedOf({ where, cookie }: Way, { subject, key }: Asked): Asked["is"] | null {
  return (subject === "cookie" ? cookie : where).find((one) => one.key === key)?.is ?? null;
}

function isSame(one: Asked["is"] | null, other: Asked["is"]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function withAsked(way: Way, { subject, key, is }: Asked): Way {
  const block = subject === "cookie" ? "cookie" : "where";
  return { ...way, [block]: [...way[block], { key, is }] };
}

/** A page of the goal counts when it loads; Tag Manager has three moments for that, and fires at each that a trigger names. */
function atSeveralMoments(triggers: readonly Entity[], read: readonly (readonly Way[])[]): boolean {
  const pages = triggers.flatMap(({ type }, index) => {
    const [way] = read[index]!;
    return way?.is === "page" ? [{ type, paths: pathsOf(way) }] : [];
  });
  return pages.some((one) =>
    pages.some((other) => one.type !== other.type && !areDisjoint(one.paths, other.paths)),
  );
}

/** Null where other pages may count as well. */
function pathsOf({ page: { path } }: Way): readonly string[] | null {
  const whole = path.find(
    (one) => (one.op === "equals" || one.op === "one_of") && !one.not && !one.ignoreCase,
  );
  return whole !== undefined && "values" in whole ? whole.values : null;
}

function areDisjoint(one: readonly string[] | null, other: readonly string[] | null): boolean {
  return one !== null && other !== null && !one.some((path) => other.includes(path));
}

/** `compile/` adds it where the page sends events itself: it is not an exception of the goal. */
function isSentBySite(blocking: Entity | null, event: string | null, content: ContainerContent): boolean {
  if (blocking === null || event === null) return false;
  const names = namesOfEvent(conditionsOf(blocking, "customEventFilter", content));
  const [asked, ...more] = conditionsOf(blocking, "filter", content);
  const isOfGtag = asked?.fact.is === "data layer" && asked.fact.key === VALUES;
  return isOfGtag && more.length === 0 && names?.join() === event && isPresence(asked);
}

function isPresence({ type, value, negate }: TriggerCondition): boolean {
  return type === "matchRegex" && value === MISSING_OR_EMPTY && negate;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function destination(findings: Findings, tag: Entity, content: ContainerContent, { measurementId }: Target) {
  const written = parameterText(tag, "measurementIdOverride") ?? "";
  const name = referenceIn(written);
  const fact = name === null ? null : factOf(name, content);
  const to = destinationOf(tag, measurementId, content);
  if (fact?.is === "unsaid") findings.keep(`measurement-id:${fact.kind}`);
  else if (to === "unclear") findings.keep("measurement-id:elsewhere");
  return to;
}

/** The event of a GA4 event tag; null where only the page knows it. */
export function eventSentBy(tag: Entity, content: ContainerContent): string | null {
  return eventOf(new Findings(), tag, triggersOf(tag, content), content);
}

function triggersOf(tag: Entity, content: ContainerContent): readonly Entity[] {
  return texts(tag.firingTriggerId).map((id) => triggerOf(content, id) ?? { type: "unknown", name: id });
}

/** The name that the event has whatever happens, `{{Event}}` of a trigger on one event among them. */
function eventOf(
  findings: Findings,
  tag: Entity,
  triggers: readonly Entity[],
  content: ContainerContent,
): string | null {
  const written = parameterText(tag, "eventName") ?? "";
  const named = triggers.flatMap(
    (trigger) => namesOfEvent(conditionsOf(trigger, "customEventFilter", content)) ?? [ANY_EVENT],
  );
  const moments = named.length === 0 ? [ANY_EVENT] : named;
  const names = moments.map((event) => possibleTexts(written, { content, event }));
  const all = new Set(names.flatMap(({ known }) => known));
  const isFixed = names.every(({ isComplete }) => isComplete) && all.size === 1;
  const [only] = all;
  if (isFixed && only !== undefined && !only.includes(ANY_EVENT)) return only;
  const fact = factOf(referenceIn(written) ?? "", content);
  findings.leaveOut(
    fact.is === "event"
      ? "event-name-forwarded"
      : dependsOnTrigger(written, content)
        ? "several-event-names"
        : "event-name-variable",
    written,
  );
  return null;
}

/** `scroll_{{Scroll Depth Threshold}}`, and tables of events: what the trigger waits for decides, not the page. */
function dependsOnTrigger(text: string, content: ContainerContent, depth = 0): boolean {
  const names = [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name]) => name!.trim());
  return names.length > 0 && names.every((name) => isOfTrigger(name, content, depth));
}

function isOfTrigger(name: string, content: ContainerContent, depth: number): boolean {
  const table = content.entities["gtm.variable"].find((one) => one.name === name);
  const isTable = table?.type === "smm" || table?.type === "remm";
  if (isTable && depth < DEEPEST)
    return dependsOnTrigger(parameterText(table, "input") ?? "", content, depth + 1);
  const fact = factOf(name, content);
  return fact.is === "event" || fact.is === "constant" || (fact.is === "element" && WATCHED.test(fact.what));
}

const DEEPEST = 4;
const WATCHED = /^(?:scroll threshold|video (?:status|percent))$/;

/** Stands for an event that no trigger names. */
const ANY_EVENT = "\u0000";

function consentOf(tag: Entity): readonly ConsentType[] {
  const settings = tag.consentSettings;
  if (settings?.consentStatus !== "needed") return [];
  return (settings.consentType?.list ?? []).map(({ value }) => String(value) as ConsentType);
}
