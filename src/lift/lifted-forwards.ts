/** GA4 event tags with the name of whatever fires them → entries of `forward:`. */
import { matchesPush } from "../countable/pushes.ts";
import { goalsOfWays } from "../language/goal-set/one-way.ts";
import { forwardToYaml } from "../language/writing/forwards.ts";
import type { Entity } from "../resources/body.ts";
import { forwardIdOf, forwardOf, isForwarder, plainForwardOf, type ReadForward } from "./forwards.ts";
import { Ids } from "./ids.ts";
import { fidelityOf, type LeftOut, type LiftedForward, type LiftedGoal, type Origin } from "./lifted.ts";
import { markOfEntity, otherOwner } from "./live-state.ts";
import type { Lookup } from "./lookup.ts";
import type { Reason } from "./reasons.ts";
import { eventSentBy } from "./tag.ts";

interface Read extends ReadForward {
  readonly id: string;
  readonly origin: Origin;
}

/** Of the file's own tags, and of tags that people made: those that the language has words for. */
export function forwardsOf(lookup: Lookup): {
  readonly read: ReadonlyMap<Entity, Read>;
  /** Why tags on closed lists of events are none. */
  readonly reasons: ReadonlyMap<Entity, readonly Reason[]>;
} {
  const refused = new Map<Entity, readonly Reason[]>();
  const { eventTags, target, at } = lookup;
  const own = eventTags.flatMap((tag) => {
    const id = forwardIdOf(tag, target.owner);
    return id === null ? [] : [[tag, { id, origin: originOf(tag), ...forwardOf(id, tag, lookup) }] as const];
  });
  const ids = new Ids(own.map(([, { id }]) => id));
  const theirs = eventTags.flatMap((tag) => {
    // A tag for one event is a goal, also where its name is a variable.
    if (markOf(tag, lookup) || !isForwarder(tag, lookup) || eventSentBy(tag, at.content) !== null) return [];
    const found = plainForwardOf("", tag, lookup);
    if (found.forward === null) {
      // What its name is like has been noted already.
      refused.set(
        tag,
        found.reasons.filter(({ code }) => code !== "event-name-forwarded"),
      );
      return [];
    }
    const id = ids.for(idFor(String(tag.name), found.forward.events));
    return [[tag, { ...found, forward: { ...found.forward, id }, id, origin: originOf(tag) }] as const];
  });
  return { read: new Map([...own, ...theirs]), reasons: refused };
}

function originOf(tag: Entity): Origin {
  return { kind: "gtm.tag", name: String(tag.name) };
}

function markOf(tag: Entity, { target }: Lookup): boolean {
  const mark = markOfEntity(tag);
  return mark !== null && (otherOwner(mark, target.owner) !== null || mark.owner === target.owner);
}

/** Google's names of e-commerce events (Analytics Help 9267735) that say by themselves what is forwarded. */
const OF_SHOPS = /^(?:view_item|view_item_list|add_to_cart|view_cart|begin_checkout|add_payment_info)$/;

/** What tags begin and end with in every container. */
const IN_EVERY_NAME =
  /^(?:ga_?4|google_analytics(?:_4)?|tag|event|ereignis|evenement)_+|_+(?:events?|tag|all)$/;

function idFor(name: string, events: readonly string[]): string {
  if (events.some((event) => OF_SHOPS.test(event))) return "shop";
  const words = new Ids([]).for(name);
  let plain = words;
  while (IN_EVERY_NAME.test(plain)) plain = plain.replace(IN_EVERY_NAME, "");
  return plain.length > 1 ? plain : words;
}

/** An event that another forward, or a goal for the same push, sends already would be sent twice by one file. */
export function withoutDoubles(
  all: Iterable<Read>,
  goals: readonly LiftedGoal[],
): { readonly forwards: readonly LiftedForward[]; readonly unread: readonly LeftOut[] } {
  const forwards: LiftedForward[] = [];
  const unread: LeftOut[] = [];
  /** Who sends each event. */
  const sent = new Map<string, string>();
  for (const { id, forward, origin, reasons, ...found } of all) {
    if (forward === null) {
      unread.push({ ...origin, reasons });
      continue;
    }
    const twice = forward.events.flatMap((event) => {
      const sender = sent.get(event) ?? goalSending(event, goals);
      return sender === null ? [] : [`${event}, by "${sender}"`];
    });
    if (twice.length > 0) {
      unread.push({ ...origin, reasons: [{ code: "sent-by-another-tag", about: twice.join("; ") }] });
      continue;
    }
    for (const event of forward.events) sent.set(event, origin.name);
    forwards.push({
      id,
      forward,
      fields: forwardToYaml(forward),
      fidelity: fidelityOf(found),
      from: [origin],
    });
  }
  return { forwards, unread };
}

/** The tag of a goal on the very push. */
function goalSending(event: string, goals: readonly LiftedGoal[]): string | null {
  const found = goals.find(
    ({ goal }) =>
      goal.event === event &&
      goalsOfWays(goal).some(
        (way) => way.type === "event" && way.on.kind === "data_layer" && matchesPush(way.on, event),
      ),
  );
  return found?.from[0]?.name ?? null;
}
