/** Which triggers fire a tag that was somebody else's, and which of them come along. */
import type { Opaque } from "../../container/references.ts";
import type { Entity } from "../../resources/body.ts";
import { digestOf } from "../../resources/json.ts";
import { readMark } from "../../resources/mark.ts";
import { ASSIGNED_FIELDS } from "../../resources/owned-fields.ts";
import { type Address, address, type DesiredResource, keyOf } from "../../resources/resource.ts";
import type { Container } from "./container.ts";
import { countingPart, digestOfLiveTrigger, goalIn, idsOf, type Subject } from "./subject.ts";

/** One of the triggers that fire the live tag. */
export type FiringTrigger = { readonly id: string; readonly entity: Entity | null } & (
  | { readonly is: "theirs" }
  /** Ours, or about to be: nobody else uses it. */
  | { readonly is: "ours"; readonly at: Address }
);

export function firedBy(
  { tag, triggers, live, mark }: Subject,
  container: Container,
): readonly FiringTrigger[] {
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

/** Triggers that come along, as they are. One that is ours like any other is what the file says. */
export function kept(
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
export function asTheFileSays(
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
