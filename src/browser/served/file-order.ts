/**
 * Rules are served as sets: the order in which people wrote conditions and exceptions is gone, and so is a condition that is
 * there twice. So both sides of a comparison get one order, the file's own as far as it goes, before they are read.
 */
import { triggerOf } from "../../container/trigger-events.ts";
import type { Condition, Entity } from "../../resources/body.ts";
import { parameters, withoutEmpty } from "../../resources/entities/parameters.ts";
import { canonicalJson } from "../../resources/json.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";

/** The place of a condition in the file; what it does not have comes last, by its text. */
export type Order = (condition: Condition) => string;

export function orderIn({ entities }: ContainerContent): Order {
  const places = new Map<string, number>();
  for (const trigger of entities["gtm.trigger"])
    for (const one of conditionsIn(trigger))
      if (!places.has(textOf(one))) places.set(textOf(one), places.size);
  return (condition) => {
    const text = textOf(condition);
    return `${String(places.get(text) ?? places.size).padStart(9, "0")} ${text}`;
  };
}

function conditionsIn({ customEventFilter, autoEventFilter, filter }: Entity): readonly Condition[] {
  return [...(customEventFilter ?? []), ...(autoEventFilter ?? []), ...(filter ?? [])];
}

function textOf({ type, parameter }: Condition): string {
  return canonicalJson(withoutEmpty({ type: type ?? null, ...parameters(parameter) }));
}

export function inOrder(content: ContainerContent, order: Order): ContainerContent {
  const triggers = content.entities["gtm.trigger"].map((trigger) => withOrder(trigger, order));
  const ordered = { ...content, entities: { ...content.entities, "gtm.trigger": triggers } };
  const places = new Map(triggers.map((one) => [String(one.triggerId), placeOf(one, order)]));
  const sorted = (ids: readonly string[] | null | undefined) =>
    sortedBy(ids ?? [], (id) => places.get(id) ?? placeOf((triggerOf(ordered, id) ?? {}) as Entity, order));
  const tags = content.entities["gtm.tag"].map((tag) => ({
    ...tag,
    firingTriggerId: sorted(tag.firingTriggerId),
    blockingTriggerId: sorted(tag.blockingTriggerId),
  }));
  return { ...ordered, entities: { ...ordered.entities, "gtm.tag": tags } };
}

function withOrder(trigger: Entity, order: Order): Entity {
  const { filter, autoEventFilter } = trigger;
  return {
    ...trigger,
    ...(filter ? { filter: asSet(filter, order) } : {}),
    ...(autoEventFilter ? { autoEventFilter: asSet(autoEventFilter, order) } : {}),
  };
}

function asSet(conditions: readonly Condition[], order: Order): readonly Condition[] {
  const places = conditions.map(order);
  return sortedBy(
    conditions.filter((_, index) => places.indexOf(places[index]!) === index),
    order,
  );
}

/** Page views before history changes, as everywhere; triggers of one type by what they ask for. */
function placeOf(trigger: Entity, order: Order): string {
  const first = trigger.type === "pageview" ? 0 : 1;
  return [first, trigger.type, ...conditionsIn(trigger).map(order)].join("\n");
}

function sortedBy<T>(list: readonly T[], place: (one: T) => string): readonly T[] {
  return list
    .map((one) => ({ one, at: place(one) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ one }) => one);
}
