/**
 * What is wanted of a goal's tag and triggers where the tag was somebody else's.
 *
 * Each part of the live tag that does what the file asks for stays character by character, and what does something else becomes
 * what the file asks for. If neither the file nor anything that decides has changed since the last apply, nobody needs to
 * know what the parts do: they are what was agreed on.
 */
import type { Opaque } from "../../container/references.ts";
import { NAMED_LISTS, rowName } from "../../resources/adopted.ts";
import type { Entity, Parameter } from "../../resources/body.ts";
import { digestOf } from "../../resources/json.ts";
import { readMark } from "../../resources/mark.ts";
import {
  ASSIGNED_FIELDS,
  nameOfRow,
  ownedFields,
  parametersOf,
  theirParameters,
} from "../../resources/owned-fields.ts";
import {
  type Address,
  address,
  type DesiredResource,
  keyOf,
  refAddress,
  refTo,
} from "../../resources/resource.ts";
import type { Container } from "./container.ts";
import { ALL_EQUAL, type EqualParts, equalParts, parameterOf, settingsOf } from "./equal-parts.ts";
import {
  countingPart,
  digestOfFile,
  digestOfLiveTag,
  digestOfLiveTrigger,
  goalIn,
  idsOf,
  isForward,
  ownsOfBoth,
  ownsOfMark,
  ownsOfSubject,
  rowsInFile,
  type Subject,
} from "./subject.ts";

export interface AdoptedTag {
  readonly subject: Subject;
  /** In place of the subject's own tag and triggers. */
  readonly resources: readonly DesiredResource[];
  readonly equalParts: EqualParts;
  /** Triggers of others that it counts on. */
  readonly countsOn: readonly Entity[];
  /** Triggers of others that fired it, and fire it no more. */
  readonly leftAlone: readonly Entity[];
  /** Triggers of its own that change, and that others have come to use since. */
  readonly changesForOthers: readonly (readonly [Address, Entity])[];
}

export function adoptedTag(subject: Subject, measurementId: string, container: Container): AdoptedTag {
  const { live, tag } = subject;
  const fired = firedBy(subject, container);
  const opaque = opaqueOf(fired, container);
  const parts = isUntouched(subject, fired, container, opaque)
    ? { ...ALL_EQUAL, rows: new Set(rowsInFile(subject)), settings: new Set(settingsOf(tag.body)) }
    : equalParts(subject, measurementId, container);
  const triggers = parts.firing
    ? kept(subject, fired, container, opaque)
    : asTheFileSays(subject, fired, container, opaque);
  const others = fired.filter(({ is }) => is === "theirs").flatMap(({ entity }) => entity ?? []);
  const body = wantedBody(subject, parts, fired, container);
  return {
    subject,
    equalParts: parts,
    countsOn: parts.firing ? others : [],
    leftAlone: parts.firing ? [] : others,
    changesForOthers: parts.firing ? [] : fired.flatMap((one) => reused(one, container)),
    resources: [
      ...triggers,
      {
        ...tag,
        name: String(live.name),
        body,
        adopted: {
          said: digestOfFile(subject),
          seen: digestOfLiveTag(subject, body, container, opaque),
          seenNow: digestOfLiveTag(subject, live, container, opaque, ownsOfMark(subject)),
          rows: rowsInFile(subject),
          takes: subject.mark ? null : String(live.tagId),
          event: isForward(tag.address)
            ? null
            : (parameterOf(tag.body as Entity, "eventName")?.value ?? null),
        },
      },
    ],
  };
}

function reused(one: FiringTrigger, { usersOf }: Container): (readonly [Address, Entity])[] {
  return one.is === "ours" && one.entity && usersOf(one.id).length > 1 ? [[one.at, one.entity]] : [];
}

/** One of the triggers that fire the live tag. */
type FiringTrigger = { readonly id: string; readonly entity: Entity | null } & (
  | { readonly is: "theirs" }
  /** Ours, or about to be: nobody else uses it. */
  | { readonly is: "ours"; readonly at: Address }
);

function firedBy({ tag, triggers, live, mark }: Subject, container: Container): readonly FiringTrigger[] {
  const goal = goalIn(tag.address);
  const former = tag.was ? goalIn(tag.was) : goal;
  const free = new Set(triggers.map((one) => one.address));
  const given = idsOf(live).map((id): FiringTrigger & { isGiven: boolean } => {
    const entity = container.trigger(id);
    const own = container.ownTrigger(id);
    const isOwn = own !== null && [goal, former].includes(goalIn(own));
    if (!isOwn) return { id, entity, is: "theirs", isGiven: own !== null || entity === null };
    const at = address("gtm.trigger", keyOf(own).replace(/^[^/]+/, goal));
    free.delete(at);
    return { id, entity, is: "ours", at, isGiven: true };
  });
  return given.map(({ isGiven, ...one }, index): FiringTrigger => {
    const { id, entity } = one;
    const isShared = container.usersOf(id).length > 1 || readMark(entity?.notes) !== null;
    if (mark !== null || isGiven || entity === null || isShared || losesPages(entity)) return one;
    const like = triggers.find(({ address: at, body }) => free.has(at) && body.type === entity.type);
    const at = like?.address ?? address("gtm.trigger", `${goal}/adopted-${index + 1}`);
    free.delete(at);
    return { id, entity, is: "ours", at };
  });
}

/**
 * Click, link and form triggers that wait or check also say on which pages they listen. The API drops that without a word
 * when such a trigger is written (sprawz/gtm-mcp-server#39, paolobietolini/gtm-mcp-server#33), so nobody may write them.
 */
export function losesPages({ type, autoEventFilter }: Entity): boolean {
  return type !== "timer" && (autoEventFilter ?? []).length > 0;
}

function opaqueOf(fired: readonly FiringTrigger[], container: Container): Opaque {
  const ours = new Map(fired.flatMap((one) => (one.is === "ours" ? [[one.id, one.at] as const] : [])));
  return {
    trigger: (id) => refAddress(id) ?? ours.get(id) ?? container.ownTrigger(id),
    variable: container.isOurVariable,
  };
}

/** Neither the file nor what decides at Google has changed since the last apply. */
function isUntouched(
  subject: Subject,
  fired: readonly FiringTrigger[],
  container: Container,
  opaque: Opaque,
): boolean {
  const lastApplied = subject.mark?.adopted;
  if (!lastApplied || lastApplied.said !== digestOfFile(subject)) return false;
  if (lastApplied.seen !== digestOfLiveTag(subject, subject.live, container, opaque, ownsOfMark(subject)))
    return false;
  return fired.every((one) => {
    const mark = one.is === "ours" ? readMark(one.entity?.notes)?.adopted : undefined;
    return mark === undefined || mark.seen === digestOfLiveTrigger(one.entity!, container, opaque);
  });
}

/** Triggers that come along, as they are. One that is ours like any other is what the file says. */
function kept(
  subject: Subject,
  fired: readonly FiringTrigger[],
  container: Container,
  opaque: Opaque,
): DesiredResource[] {
  return fired.flatMap((one) => {
    if (one.is === "theirs" || one.entity === null) return [];
    const desiredTrigger = subject.triggers.find((trigger) => trigger.address === one.at);
    const mark = readMark(one.entity.notes);
    if (mark !== null && !mark.adopted) return desiredTrigger ? [desiredTrigger] : [];
    return [adoptedTrigger(subject, one.at, one.entity, withoutAssigned(one.entity), container, opaque)];
  });
}

/** What has come along becomes what the file says; it keeps its name and its folder. */
function asTheFileSays(
  { triggers, ...subject }: Subject,
  fired: readonly FiringTrigger[],
  container: Container,
  opaque: Opaque,
): DesiredResource[] {
  return triggers.map((trigger) => {
    const one = fired.find((other) => other.is === "ours" && other.at === trigger.address);
    const mark = readMark(one?.entity?.notes);
    if (!one?.entity || (mark !== null && !mark.adopted)) return trigger;
    const body = trigger.body as Entity;
    return adoptedTrigger({ ...subject, triggers }, trigger.address, one.entity, body, container, opaque);
  });
}

function adoptedTrigger(
  { tag, triggers }: Subject,
  at: Address,
  live: Entity,
  body: Entity,
  container: Container,
  opaque: Opaque,
): DesiredResource {
  const desiredTrigger = triggers.find((one) => one.address === at);
  const remembers = tag.remembers?.filter((one) => one === "protected") ?? [];
  return {
    kind: "gtm.trigger",
    address: at,
    name: String(live.name),
    body,
    at: tag.at,
    users: tag.users,
    ...(remembers.length > 0 ? { remembers } : {}),
    ...(tag.was ? { was: address("gtm.trigger", keyOf(at).replace(/^[^/]+/, goalIn(tag.was))) } : {}),
    adopted: {
      said: digestOf(desiredTrigger ? countingPart(desiredTrigger) : null),
      seen: digestOfLiveTrigger(body, container, opaque),
      seenNow: digestOfLiveTrigger(live, container, opaque),
      rows: [],
      takes: readMark(live.notes) ? null : String(live.triggerId),
      event: null,
    },
  };
}

function withoutAssigned(entity: Entity): Entity {
  const skipped = [...ASSIGNED_FIELDS, "notes", "triggerId"];
  return Object.fromEntries(Object.entries(entity).filter(([key]) => !skipped.includes(key)));
}

/** The live tag with what the file says otherwise. */
function wantedBody(
  subject: Subject,
  parts: EqualParts,
  fired: readonly FiringTrigger[],
  container: Container,
): Entity {
  const { live } = subject;
  const wanted = subject.tag.body;
  const owned = ownedFields(ownsOfSubject(subject)).filter((key) => !["parameter", "paused"].includes(key));
  const same = Object.fromEntries(Object.entries(live).filter(([key]) => owned.includes(key)));
  const firing = parts.firing
    ? fired.map((one) => (one.is === "ours" ? refTo(one.at) : one.id))
    : idsOf(wanted);
  return {
    ...same,
    type: "gaawe",
    ...(live.paused === false ? { paused: false } : {}),
    ...(parts.option || !wanted.tagFiringOption ? {} : { tagFiringOption: wanted.tagFiringOption }),
    ...(ownsOfSubject(subject).consent ? { consentSettings: wanted.consentSettings! } : {}),
    firingTriggerId: [...firing],
    ...blockedBy(live, wanted, parts, container),
    parameter: wantedParameters(subject, parts),
  };
}

/** Where what blocks it does what the file asks for, those of ours that already exist. */
function blockedBy(live: Entity, wanted: Entity, { exceptions }: EqualParts, container: Container): Entity {
  const present = (live.blockingTriggerId ?? []).map(container.ownTrigger);
  const ids = (wanted.blockingTriggerId ?? []).filter(
    (id) => !exceptions || present.includes(refAddress(id)),
  );
  return ids.length === 0 ? {} : { blockingTriggerId: ids };
}

const IDS: readonly string[] = ["measurementIdOverride", "measurementId"];

function wantedParameters(subject: Subject, parts: EqualParts): Parameter[] {
  const { live, tag } = subject;
  const { event, destination, rows, settings } = parts;
  const wanted = parametersOf(tag.body);
  const isKept = (key: string) =>
    key === "eventName" ? event : IDS.includes(key) ? destination && hasId(live) : settings.has(key);
  const lists = Object.keys(NAMED_LISTS);
  const theirs = new Set(theirParameters(live, ownsOfBoth(subject)));
  const scalars = parametersOf(live).flatMap((one): readonly Parameter[] => {
    const key = String(one.key);
    if (lists.includes(key)) return [];
    return theirs.has(one) || isKept(key) ? [one] : wanted.filter((other) => other.key === key);
  });
  const known = new Set(scalars.map(({ key }) => key));
  const more = wanted.filter(
    ({ key }) => !lists.includes(String(key)) && !known.has(key) && !isKept(String(key)),
  );
  return [...scalars, ...more, ...lists.flatMap((list) => rowsIn(list, live, tag.body, rows))];
}

function hasId(live: Entity): boolean {
  return IDS.some((key) => parameterOf(live, key) !== undefined);
}

/** Our rows of a list: the live ones that say the same, and the file's own for the rest. */
function rowsIn(list: string, live: Entity, wanted: Entity, same: ReadonlySet<string>): Parameter[] {
  const named = (row: Parameter) => rowName(list, nameOfRow(row, list));
  const present = (parameterOf(live, list)?.list ?? []).filter((row) => same.has(named(row)));
  const missing = (parameterOf(wanted, list)?.list ?? []).filter((row) => !same.has(named(row)));
  const rows = [...present, ...missing];
  return rows.length === 0 ? [] : [{ type: "list", key: list, list: rows }];
}
