/**
 * A tag that is not ours and does what a goal of the file does, where the goal has no tag yet: two tags would count every
 * conversion twice. After a rollback to a version without our marks, adopted tags are such tags again. Whether people made
 * it or another goals file did changes only the way out.
 */

import { destinationOf } from "../../container/destination.ts";
import { firesOn } from "../../container/trigger-events.ts";
import { lookupIn } from "../../lift/as-compiled.ts";
import { isForwarder } from "../../lift/forwards.ts";
import type { Lookup } from "../../lift/lookup.ts";
import { eventSentBy } from "../../lift/tag.ts";
import { type Compiled, FORWARD_KEY, type ForwardedEvents } from "../../resources/compiled.ts";
import type { Mark } from "../../resources/mark.ts";
import { type Address, type DesiredEntity, desiredOf, keyOf } from "../../resources/resource.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import type { LiveEntity } from "../live-entity.ts";
import type { Ownership } from "../ownership.ts";
import type { Blocker } from "../plan.ts";
import type { Planned } from "../planned-entity.ts";
import { forwardedFor, type Site } from "../sent/sends.ts";
import { wantedEvent } from "../sent-event.ts";
import { containerOf } from "./container.ts";
import { equalParts } from "./equal-parts.ts";
import { isSameSessionGoal } from "./others-session-goals.ts";
import { goalIn, isForward, nameIn, subjectOf } from "./subject.ts";

export function duplicateTags(
  compiled: Compiled,
  planned: readonly Planned[],
  { foreign, conflicts }: Ownership,
  site: Site,
): Blocker[] {
  const created = createdTags(planned, conflicts);
  const theirs = foreign.filter(
    ({ kind, entity }) => kind === "gtm.tag" && entity.type === "gaawe" && entity.paused !== true,
  );
  if (created.size === 0 || theirs.length === 0) return [];
  const sent = theirs.map((one) => ({ ...one, event: eventSentBy(one.entity, site.content) }));
  const doesSame = alikeIn(compiled, site.content);
  // Two goals may count the same: each has a tag of its own then.
  const named = new Set<SendingTag>();
  return desiredOf(compiled.resources, "gtm.tag")
    .filter(({ address, adopts }) => created.has(address) && !adopts && !isForward(address))
    .flatMap((tag) => {
      const event = wantedEvent(tag);
      if (event === null) return [];
      const same = sent.filter((one) => one.event === event && !named.has(one) && doesSame(tag, one));
      const best = same.find(({ entity }) => tag.name.endsWith(` - ${String(entity.name)}`)) ?? same[0];
      if (!best) return forwardedAnyway(tag, event, compiled, sent, site);
      named.add(best);
      return [doesTheSame(tag, event, best)];
    });
}

type SendingTag = LiveEntity & { readonly event: string | null };

function createdTags(planned: readonly Planned[], conflicts: Ownership["conflicts"]): ReadonlySet<Address> {
  // One of our name is in the way anyway, and says so.
  const inTheWay = new Set(conflicts.map(({ desired }) => desired.address));
  return new Set(
    planned.flatMap(({ difference: { kind, action, address } }) =>
      kind === "gtm.tag" && action === "create" && !inTheWay.has(address) ? [address] : [],
    ),
  );
}

/** Whether a tag of theirs that sends the event of ours sends it here, on the same occasion. */
function alikeIn(compiled: Compiled, content: ContainerContent) {
  const { measurementId, resources } = compiled;
  const container = containerOf(compiled, content);
  return (tag: DesiredEntity, theirs: SendingTag): boolean =>
    destinationOf(theirs.entity, measurementId, content) !== "another" &&
    (equalParts(subjectOf(tag, resources, theirs), measurementId, container).firing ||
      isSameSessionGoal(tag, theirs, compiled, content));
}

/** One that sends the event whenever the site pushes it, while the goal asks for more than the push. */
function forwardedAnyway(
  tag: DesiredEntity,
  event: string,
  { resources }: Compiled,
  theirs: readonly LiveEntity[],
  site: Site,
): Blocker[] {
  const at = { content: site.content, event };
  const { triggers } = subjectOf(tag, resources, { entity: {}, mark: null });
  const isPushed = triggers.some(({ body }) => body.type === "customEvent" && firesOn(body, at) !== false);
  if (!isPushed) return [];
  const sender = theirs.find((one) => forwardedFor([event], one.entity, site).length > 0);
  return sender ? [sendsAnyway(tag, event, sender)] : [];
}

/** One that sends what a forward is to send, wherever both take the event from the data layer. */
export function duplicateForwards(
  compiled: Compiled,
  planned: readonly Planned[],
  { foreign }: Ownership,
  site: Site,
): Blocker[] {
  const created = new Set<string>(
    planned.flatMap(({ difference: { kind, action, address } }) =>
      kind === "gtm.tag" && action === "create" ? [keyOf(address)] : [],
    ),
  );
  const theirs = foreign.filter(({ kind }) => kind === "gtm.tag");
  const { forwards = [] } = compiled;
  if (forwards.length === 0 || created.size === 0) return [];
  const lookup = lookupIn(site.content, compiled);
  return forwards
    .filter(({ id }) => created.has(FORWARD_KEY + id))
    .flatMap(({ id, events, at }) =>
      theirs.flatMap((one) => {
        const same = forwardedFor(events, one.entity, site);
        return same.length === 0 ? [] : [forwardsTheSame({ id, at }, one, same, lookup)];
      }),
    );
}

function forwardsTheSame(
  { id, at }: Pick<ForwardedEvents, "id" | "at">,
  { entity, mark }: LiveEntity,
  events: readonly string[],
  lookup: Lookup,
): Blocker {
  const name = String(entity.name);
  const adopt = `Add \`adopt: ${JSON.stringify(name)}\` to forward ${id}: the tag becomes its own. The plan then says what of it stays, and what changes.`;
  const all = events.join(", ");
  const keep = `Delete ${all} from \`forward\` and leave that tag as it is: a goal \`on: { ga4_event: ${events[0]} }\` counts what it sends.`;
  return {
    code: "tag-does-the-same",
    message: `The tag "${name}" sends ${all} when forward ${id} (${at.file}:${at.line}) would, and ${whose(mark)}: with a second tag, each of them would count twice.`,
    waysOut: mark
      ? [keep, ...waysOutOf(mark.owner, nameIn(mark.address))]
      : [
          ...(isForwarder(entity, lookup) ? [adopt] : []),
          keep,
          `Delete or pause that tag in Tag Manager, or take ${all} out of its triggers, then plan again: goalform makes its own.`,
        ],
    override: null,
  };
}

function doesTheSame(tag: DesiredEntity, event: string, { entity, mark }: LiveEntity): Blocker {
  const name = String(entity.name);
  return sendsTheSame(
    tag,
    event,
    { entity, mark },
    mark
      ? [counting(tag, event, mark), ...waysOutOf(mark.owner, nameIn(mark.address))]
      : [
          `Add \`adopt: ${JSON.stringify(name)}\` to ${goalIn(tag.address)}: the tag becomes its own and stays as it is.`,
          "Delete or pause that tag in Tag Manager, then plan again: goalform makes its own.",
        ],
  );
}

function sendsAnyway(tag: DesiredEntity, event: string, one: LiveEntity): Blocker {
  const { mark } = one;
  const out = `Take ${event} out of that tag's triggers in Tag Manager, then plan again.`;
  return sendsTheSame(tag, event, one, [
    counting(tag, event, mark),
    ...(mark ? waysOutOf(mark.owner, nameIn(mark.address)) : [out]),
  ]);
}

function counting({ address }: DesiredEntity, event: string, mark: Mark | null): string {
  const whose = mark ? `the goals file "${mark.owner}"` : "that tag";
  return `Make ${goalIn(address)} \`type: event, on: { ga4_event: ${event} }\`: it counts what ${whose} sends, and sends nothing itself.`;
}

function sendsTheSame(
  { address, at }: DesiredEntity,
  event: string,
  { entity, mark }: Pick<LiveEntity, "entity" | "mark">,
  waysOut: Blocker["waysOut"],
): Blocker {
  return {
    code: "tag-does-the-same",
    message: `The tag "${String(entity.name)}" sends ${event} when ${goalIn(address)} (${at.file}:${at.line}) would, and ${whose(mark)}: with a second tag, every conversion would count twice.`,
    waysOut,
    override: null,
  };
}

function whose(mark: Mark | null): string {
  return mark === null ? "is not ours" : `belongs to the goals file "${mark.owner}"`;
}

export function waysOutOf(owner: string, id: string): string[] {
  return [
    `Remove ${id} from "${owner}" and apply that file, then plan again: goalform makes its own.`,
    `If "${owner}" is this file under its former name, change \`name\` back.`,
  ];
}
