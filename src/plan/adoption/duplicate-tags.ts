/**
 * Somebody else's tag that does what a goal of the file does, where the goal has no tag yet: two tags would count every
 * conversion twice. After a rollback to a version without our marks, adopted tags are such tags again.
 */

import { destinationOf } from "../../container/destination.ts";
import { lookupIn } from "../../lift/as-compiled.ts";
import { isForwarder } from "../../lift/forwards.ts";
import { eventSentBy } from "../../lift/tag.ts";
import type { Entity } from "../../resources/body.ts";
import { type Compiled, FORWARD_KEY, type ForwardedEvents } from "../../resources/compiled.ts";
import { desiredOf, keyOf } from "../../resources/resource.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import type { Planned } from "../entities.ts";
import type { Ownership } from "../ownership.ts";
import type { Blocker } from "../plan.ts";
import { forwardedFor, type Site } from "../sent/sends.ts";
import { wantedEvent } from "../sent-event.ts";
import { containerOf } from "./container.ts";
import { equalParts } from "./equal-parts.ts";
import { goalIn, subjectOf } from "./subject.ts";

export function duplicateTags(
  compiled: Compiled,
  planned: readonly Planned[],
  { foreign, conflicts }: Ownership,
  content: ContainerContent,
): Blocker[] {
  const { measurementId, resources } = compiled;
  // One of our name is in the way anyway, and says so.
  const inTheWay = new Set(conflicts.map(({ desired }) => desired.address));
  const created = new Set(
    planned.flatMap(({ difference: { kind, action, address } }) =>
      kind === "gtm.tag" && action === "create" && !inTheWay.has(address) ? [address] : [],
    ),
  );
  const theirs = foreign.filter(
    ({ kind, entity, mark }) =>
      kind === "gtm.tag" && mark === null && entity.type === "gaawe" && entity.paused !== true,
  );
  if (created.size === 0 || theirs.length === 0) return [];
  const container = containerOf(compiled, content);
  const sent = theirs.map((one) => ({ ...one, event: eventSentBy(one.entity, content) }));
  // Two goals may count the same: each has a tag of its own then.
  const named = new Set<(typeof sent)[number]>();
  return desiredOf(resources, "gtm.tag")
    .filter(({ address, adopts }) => created.has(address) && !adopts)
    .flatMap((tag) => {
      const event = wantedEvent(tag);
      const same = sent
        .filter((one) => event !== null && one.event === event && !named.has(one))
        .filter(({ entity }) => destinationOf(entity, measurementId, content) !== "another")
        .filter((one) => equalParts(subjectOf(tag, resources, one), measurementId, container).firing);
      const best = same.find(({ entity }) => tag.name.endsWith(` - ${String(entity.name)}`)) ?? same[0];
      if (!best) return [];
      named.add(best);
      return [doesTheSame(goalIn(tag.address), String(best.entity.name), event!, tag.at)];
    });
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
  const theirs = foreign.filter(({ kind, mark }) => kind === "gtm.tag" && mark === null);
  const { forwards = [] } = compiled;
  if (forwards.length === 0 || created.size === 0) return [];
  const lookup = lookupIn(site.content, compiled);
  return forwards
    .filter(({ id }) => created.has(FORWARD_KEY + id))
    .flatMap(({ id, events, at }) =>
      theirs.flatMap(({ entity }) => {
        const same = forwardedFor(events, entity, site);
        return same.length === 0
          ? []
          : [forwardsTheSame({ id, at }, entity, same, isForwarder(entity, lookup))];
      }),
    );
}

function forwardsTheSame(
  { id, at }: Pick<ForwardedEvents, "id" | "at">,
  tag: Entity,
  events: readonly string[],
  isForwarder: boolean,
): Blocker {
  const name = String(tag.name);
  const adopt = `Add \`adopt: ${JSON.stringify(name)}\` to forward ${id}: the tag becomes its own. The plan then says what of it stays, and what changes.`;
  const all = events.join(", ");
  const goal = `\`on: { ga4_event: ${events[0]} }\``;
  return {
    code: "tag-does-the-same",
    message: `The tag "${name}" sends ${all} when forward ${id} (${at.file}:${at.line}) would, and is not ours: with a second tag, each of them would count twice.`,
    waysOut: [
      ...(isForwarder ? [adopt] : []),
      `Delete ${all} from \`forward\` and leave that tag as it is: a goal ${goal} counts what it sends.`,
      `Delete or pause that tag in Tag Manager, or take ${all} out of its triggers, then plan again: goalform makes its own.`,
    ],
    override: null,
  };
}

function doesTheSame(
  goal: string,
  name: string,
  event: string,
  at: { readonly file: string; readonly line: number },
): Blocker {
  return {
    code: "tag-does-the-same",
    message: `The tag "${name}" sends ${event} when ${goal} (${at.file}:${at.line}) would, and is not ours: with a second tag, every conversion would count twice.`,
    waysOut: [
      `Add \`adopt: ${JSON.stringify(name)}\` to ${goal}: the tag becomes its own and stays as it is.`,
      "Delete or pause that tag in Tag Manager, then plan again: goalform makes its own.",
    ],
    override: null,
  };
}
