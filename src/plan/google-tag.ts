/** The tag that makes a container send to Analytics at all: whose it is, and whether one has to be made. */

import { isAlwaysBlocked } from "../container/blocking-triggers.ts";
import { BUILT_IN_TRIGGERS } from "../container/built-in-triggers.ts";
import { type Destination, destinationOf } from "../container/destination.ts";
import { triggerOf } from "../container/trigger-events.ts";
import type { Entity } from "../resources/body.ts";
import { type Compiled, GOOGLE_TAG_ADDRESS } from "../resources/compiled.ts";
import { readMark } from "../resources/mark.ts";
import type { ContainerContent, Snapshot } from "../resources/snapshot.ts";
import type { PlanWarning } from "./plan.ts";
import { configures, inSequence, runs } from "./sent/sends.ts";

export interface GoogleTags {
  readonly ours: readonly Entity[];
  /** Others' tags for the measurement id. */
  readonly theirs: readonly Entity[];
  /** Others' tags whose id the container alone does not show. */
  readonly unclear: readonly Entity[];
  /** Others' tags for the measurement id that never load it: paused, without a trigger, or blocked whenever one fires. */
  readonly idle: readonly Entity[];
  /** Others' scripts that configure the id as a page does. */
  readonly scripts: readonly Entity[];
}

type Live = Pick<Snapshot, "container" | "property">;

/** `gaawc` is what the Google tag was before 2023. */
const GOOGLE_TAGS: readonly string[] = ["googtag", "gaawc"];

export function googleTags(owner: string, content: ContainerContent, measurementId: string): GoogleTags {
  const all = content.entities["gtm.tag"].filter(({ type }) => GOOGLE_TAGS.includes(String(type)));
  const others = all.filter((tag) => !isOurs(owner, tag));
  const isRunning = (tag: Entity) => runs(tag, content) && !isBlocked(tag, content);
  const sendTo = (where: Destination, running = true) =>
    others.filter(
      (tag) => isRunning(tag) === running && destinationOf(tag, measurementId, content) === where,
    );
  return {
    ours: all.filter((tag) => isOurs(owner, tag)),
    theirs: sendTo("ours"),
    unclear: sendTo("unclear"),
    idle: sendTo("ours", false),
    scripts: content.entities["gtm.tag"].filter((tag) => configures(tag, measurementId, content)),
  };
}

/** By its own exceptions, which say nothing where another tag fires it. */
function isBlocked(tag: Entity, content: ContainerContent): boolean {
  const { firingTriggerId, blockingTriggerId } = tag;
  if (inSequence(tag, content).length > 0) return false;
  const behind = (ids: readonly string[] | null | undefined) =>
    (ids ?? []).map((id) => triggerOf(content, id));
  return isAlwaysBlocked(behind(firingTriggerId), behind(blockingTriggerId), content);
}

function isOurs(owner: string, tag: Entity): boolean {
  const mark = readMark(tag.notes);
  return mark?.owner === owner && mark.address === GOOGLE_TAG_ADDRESS;
}

/**
 * The file's wish for a Google tag applies if nobody else has one. Ours stays when another appears: which of the two
 * may go is for people to say, and a container without any would count nothing.
 */
export function withoutSecondGoogleTag(compiled: Compiled, content: ContainerContent): Compiled {
  const { ours, theirs, unclear } = googleTags(compiled.owner, content, compiled.measurementId);
  if (ours.length > 0 || theirs.length + unclear.length === 0) return compiled;
  const resources = compiled.resources.filter((one) => one.address !== GOOGLE_TAG_ADDRESS);
  return { ...compiled, resources };
}

/**
 * Where the container contradicts what the target says about its Google tag. Each goes when the target has the right word,
 * or the container the right tag.
 * @param asked what the file asks for, before anything is left out
 */
export function googleTagWarnings(asked: Compiled, snapshot: Live): PlanWarning[] {
  const { owner, measurementId, googleTag, resources } = asked;
  const { content, label } = snapshot.container;
  const found = googleTags(owner, content, measurementId);
  const { ours, theirs, unclear, idle, scripts } = found;
  if (googleTag === "page") return theirs.length > 0 ? [inContainer(theirs, measurementId)] : [];
  const isAsked = resources.some((one) => one.address === GOOGLE_TAG_ADDRESS);
  if (scripts.length > 0) return [inScript(scripts, measurementId)];
  if (isAsked && ours.length > 0) return theirs.length > 0 ? [besideOurs(theirs, measurementId)] : [];
  if (theirs.length > 1 && theirs.every(isOnEveryPage)) return [severalTags(theirs, measurementId)];
  if (theirs.length > 0) return [];
  if (isAsked) return unclear.length > 0 ? [unclearTag(unclear, measurementId)] : [];
  if (unclear.length > 0 || isBelieved(asked, found, snapshot)) return [];
  return [idle.length > 0 ? idleTag(idle, measurementId) : noTag(asked, label)];
}

/**
 * In a container that was upgraded in 2026, the Google tag is a destination of the container and none of its tags
 * (support.google.com/tagmanager/answer/17079602), and a Google tag for another id can have ours as a second destination.
 * If the file says that it is there, the plan reports once that no tag shows it, before anything of ours is live. A tag for
 * the id that never runs says otherwise, again and again.
 */
function isBelieved({ owner, googleTag, resources }: Compiled, { idle }: GoogleTags, live: Live): boolean {
  if (googleTag !== "container, as said" || idle.length > 0) return false;
  const { entities } = live.container.content;
  const isMarked = ({ notes }: Entity) => readMark(notes)?.owner === owner;
  const keyEvents = new Set(live.property.keyEvents.map(({ eventName }) => eventName));
  const nothingElse = resources.every(({ kind, name }) => kind === "ga4.keyEvent" && keyEvents.has(name));
  return nothingElse || Object.values(entities).flat().some(isMarked);
}

/** Whether the container has, or gets, a Google tag that may be for the id. */
export function hasGoogleTag(compiled: Compiled, live: Live): boolean {
  const { owner, measurementId, resources } = compiled;
  const found = googleTags(owner, live.container.content, measurementId);
  const isAsked = resources.some((one) => one.address === GOOGLE_TAG_ADDRESS);
  return isAsked || found.theirs.length + found.unclear.length > 0 || isBelieved(compiled, found, live);
}

/** Two that fire on different pages may be meant; two that fire on all of them are not. */
function isOnEveryPage(tag: Entity): boolean {
  const ids = tag.firingTriggerId ?? [];
  const blocking = tag.blockingTriggerId ?? [];
  return blocking.length === 0 && ids.some((id) => Object.hasOwn(BUILT_IN_TRIGGERS, String(id)));
}

function noTag({ measurementId, googleTag }: Compiled, label: string): PlanWarning {
  const isSaid = googleTag === "container, as said";
  const upgraded = isSaid
    ? "`google_tag: container` is right if it is a destination of the container, which no tag shows;"
    : "If it is a destination of the container, which no tag shows, write `google_tag: container` in the target;";
  return {
    code: "no-google-tag",
    message: `${label} has no Google tag for ${measurementId}, so GA4 may receive nothing. ${upgraded} if the site's pages load it, \`google_tag: page\`; otherwise \`google_tag: create\` makes one.`,
  };
}

function idleTag(tags: readonly Entity[], measurementId: string): PlanWarning {
  const [never, it] = tags.length === 1 ? ["never runs", "it"] : ["never run", "one of them"];
  const found = new Set(tags.map(whyIdle));
  const why = WHY_IDLE.filter((one) => found.has(one)).join(" or ");
  return {
    code: "no-google-tag",
    message: `${capital(named(tags))} for ${measurementId} ${never} (${why}), so GA4 may receive nothing. Let ${it} run again in Tag Manager; if the site's pages load it, write \`google_tag: page\` in the target; \`google_tag: create\` makes one.`,
  };
}

const WHY_IDLE = ["paused", "without a trigger", "always blocked"] as const;

function whyIdle({ paused, firingTriggerId }: Entity): (typeof WHY_IDLE)[number] {
  if (paused === true) return "paused";
  return (firingTriggerId ?? []).length === 0 ? "without a trigger" : "always blocked";
}

function unclearTag(tags: readonly Entity[], measurementId: string): PlanWarning {
  const [takes, may] =
    tags.length === 1 ? ["takes its id", "may load it"] : ["take their ids", "one may load it"];
  return {
    code: "google-tag-unclear",
    message: `No Google tag is made for ${measurementId}: ${named(tags)} ${takes} from something that the container does not show, and ${may} already. If so, write \`google_tag: container\` in the target; otherwise write the id into that tag.`,
  };
}

function besideOurs(tags: readonly Entity[], measurementId: string): PlanWarning {
  const [loads, them] = tags.length === 1 ? ["loads", "it"] : ["load", "them"];
  return {
    code: "two-google-tags",
    message: `${capital(named(tags))} ${loads} ${measurementId} as well as ours: page views may be counted twice. Remove ${them} in Tag Manager, or write \`google_tag: container\` in the target, and ours goes.`,
  };
}

function severalTags(tags: readonly Entity[], measurementId: string): PlanWarning {
  return {
    code: "two-google-tags",
    message: `${capital(named(tags))} load ${measurementId} on every page: page views may be counted twice. Remove all but one in Tag Manager.`,
  };
}

function inContainer(tags: readonly Entity[], measurementId: string): PlanWarning {
  return {
    code: "google-tag-in-container",
    message: `The target says \`google_tag: page\`, but ${named(tags)} in the container ${tags.length === 1 ? "loads" : "load"} ${measurementId}. If the pages do not configure the id themselves, write \`google_tag: container\`: goals on the site's own gtag events count nothing otherwise. If they do, remove the tag in Tag Manager: page views may be counted twice.`,
  };
}

function inScript(tags: readonly Entity[], measurementId: string): PlanWarning {
  return {
    code: "google-tag-in-script",
    message: `${capital(named(tags))} ${tags.length === 1 ? "configures" : "configure"} ${measurementId} by script, as a page does, so Analytics receives the site's own gtag events. Write \`google_tag: page\` in the target: goals on such events are counted twice otherwise.`,
  };
}

function named(tags: readonly Entity[]): string {
  const names = tags.map(({ name }) => `"${String(name)}"`);
  return names.length === 1
    ? `the tag ${names[0]}`
    : `the tags ${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
