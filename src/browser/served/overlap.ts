/** Whether two tags fire at the same happening, as far as their triggers show. */

import { possibleTexts } from "../../container/possible-texts.ts";
import { triggerOf } from "../../container/trigger-events.ts";
import { entryIn } from "../../entry-in.ts";
import { conditionsOf, holdsFor, normal, type TriggerCondition } from "../../lift/trigger-condition.ts";
import type { Entity } from "../../resources/body.ts";
import { TRIGGER_EVENTS } from "../../resources/entities/trigger-types.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";

/** `yes`: there is a happening at which both fire. `perhaps`: only the page knows. */
export type Overlap = "yes" | "perhaps" | "no";

export function overlapOf(one: Entity, other: Entity, content: ContainerContent): Overlap {
  const triggers = (tag: Entity) =>
    (tag.firingTriggerId ?? []).flatMap((id) => (triggerOf(content, id) as Entity | null) ?? []);
  const all = triggers(one).flatMap((a) => triggers(other).map((b) => ofTriggers(a, b, content)));
  if (all.includes("yes")) return (other.blockingTriggerId ?? []).length > 0 ? "perhaps" : "yes";
  return all.includes("perhaps") ? "perhaps" : "no";
}

/** The data-layer events at which a tag fires; null for one that only a pattern names. */
export function eventsOf(tag: Entity, content: ContainerContent): readonly (string | null)[] {
  return (tag.firingTriggerId ?? []).map((id) => {
    const trigger = triggerOf(content, id) as Entity | null;
    const event = trigger === null ? null : eventOf(trigger, content);
    return typeof event === "string" ? event : null;
  });
}

function ofTriggers(a: Entity, b: Entity, content: ContainerContent): Overlap {
  const atOnce = sameEvent(a, b, content);
  if (atOnce === "no" || a.type === "unknown" || b.type === "unknown") return "no";
  const [mine, theirs] = [asked(a, content), asked(b, content)];
  if (mine.some((one) => theirs.some((other) => excludes(one, other) || excludes(other, one)))) return "no";
  const isIncluded = theirs.every((one) => follows(one, mine)) || mine.every((one) => follows(one, theirs));
  return isIncluded ? atOnce : "perhaps";
}

/** A page view may start a timer, but the timer ends at another moment. */
function asked(trigger: Entity, content: ContainerContent): readonly TriggerCondition[] {
  return [
    ...conditionsOf(trigger, "filter", content),
    ...(trigger.type === "timer" ? conditionsOf(trigger, "autoEventFilter", content) : []),
  ];
}

function sameEvent(a: Entity, b: Entity, content: ContainerContent): Overlap {
  if (a.type === "timer" && b.type === "timer")
    return textOf(a.interval) === textOf(b.interval) ? "yes" : "perhaps";
  const [mine, theirs] = [eventOf(a, content), eventOf(b, content)];
  if (typeof mine === "string" && typeof theirs === "string") return mine === theirs ? "yes" : "no";
  if (typeof mine === "string") return meets(theirs as readonly TriggerCondition[], mine);
  if (typeof theirs === "string") return meets(mine, theirs);
  return "perhaps";
}

function meets(event: readonly TriggerCondition[], name: string): Overlap {
  const held = event.map((one) => holdsFor(one, name));
  return held.includes(false) ? "no" : held.includes(null) ? "perhaps" : "yes";
}

/** Its name, or the comparisons that ask for it. */
function eventOf(trigger: Entity, content: ContainerContent): string | readonly TriggerCondition[] {
  const type = String(trigger.type);
  if (type === "timer")
    return possibleTexts(textOf(trigger.eventName) || "gtm.timer", { content, event: "" }).known[0] ?? "";
  if (type !== "customEvent") return entryIn(TRIGGER_EVENTS, type) ?? type;
  const all = conditionsOf(trigger, "customEventFilter", content);
  const [only] = all;
  return all.length === 1 && only!.type === "equals" && !only!.negate ? only!.value : all;
}

function textOf(parameter: Entity["interval"]): string {
  return String(parameter?.value ?? "");
}

/** Whether one leaves a single text on which the other is false. */
function excludes(one: TriggerCondition, other: TriggerCondition): boolean {
  if (one.variable !== other.variable) return false;
  if (normal(one) === normal({ ...other, negate: !other.negate })) return true;
  return isOneText(one) && holdsFor(other, one.value) === false;
}

/** Whether it is true where all of the others are. */
function follows(one: TriggerCondition, others: readonly TriggerCondition[]): boolean {
  const same = others.filter(({ variable }) => variable === one.variable);
  return same.some(
    (other) => normal(other) === normal(one) || (isOneText(other) && holdsFor(one, other.value) === true),
  );
}

function isOneText({ type, negate }: TriggerCondition): boolean {
  return type === "equals" && !negate;
}
