/** On which data-layer events a trigger fires, as far as the container alone shows. */

import { entryIn } from "../entry-in.ts";
import type { Condition, Entity } from "../resources/body.ts";
import { TRIGGER_EVENTS } from "../resources/entities/trigger-types.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { BUILT_IN_TRIGGERS } from "./built-in-triggers.ts";
import { namedByPattern } from "./event-names-of-pattern.ts";
import { parameterText, possibleTexts, regex, type TextContext, type Texts } from "./possible-texts.ts";

/** Null where the container does not list the trigger. */
export function triggerOf({ entities }: ContainerContent, id: string): Entity | null {
  const own = entities["gtm.trigger"].find(({ triggerId }) => triggerId === id);
  return own ?? entryIn(BUILT_IN_TRIGGERS, id) ?? null;
}

/** Yes, no, or (null) only the page knows. */
export type Verdict = boolean | null;

/** @param trigger null for one that is not known */
export function firesOn(trigger: Entity | null, at: TextContext): Verdict {
  if (trigger === null) return null;
  return allOf([isItsEvent(trigger, at), ...conditionsOf(trigger).map((condition) => isMet(condition, at))]);
}

/** Whether its type listens to the event; a custom-event trigger names events in its conditions. */
export function isItsEvent(trigger: Entity, at: TextContext): Verdict {
  const ownEvent = ownEventOf(trigger, at);
  return ownEvent === null ? true : contains(ownEvent, at.event);
}

/** The events that a trigger names character by character, or that its patterns seem to name. */
export function eventsNamed(trigger: Entity, at: TextContext): readonly string[] {
  const ownEvent = ownEventOf(trigger, at)?.known ?? [];
  const compared = conditionsOf(trigger).flatMap((condition) => rightTexts(condition, at).known);
  return [...ownEvent, ...compared.flatMap((text) => [text, ...namedByPattern(text)])].filter(
    (text) => text !== "",
  );
}

/** The events of custom-event triggers that ask for one name: somebody pushes them. */
export function eventsPushed(
  { entities }: Pick<ContainerContent, "entities">,
  at: TextContext,
): readonly string[] {
  return entities["gtm.trigger"]
    .filter(({ type }) => type === "customEvent")
    .flatMap((trigger) => trigger.customEventFilter ?? [])
    .filter(({ type }) => type === "equals")
    .flatMap((condition) => rightTexts(condition, at).known);
}

/** The event that its type waits for; null for a custom-event trigger, and for a type that is not known here. */
export function ownEventOf(trigger: Entity, at: TextContext): Texts | null {
  const type = String(trigger.type);
  if (type === "timer") {
    const named = trigger.eventName?.value;
    return possibleTexts(typeof named === "string" && named !== "" ? named : "gtm.timer", at);
  }
  const event = entryIn(TRIGGER_EVENTS, type);
  return event === undefined ? null : possibleTexts(event, at);
}

export function conditionsOf(trigger: Entity): readonly Condition[] {
  return [...(trigger.customEventFilter ?? []), ...(trigger.filter ?? [])];
}

/** @param left what the text on the left is, where more is known of it than the container shows */
export function isMet(condition: Condition, at: TextContext, left = leftTexts(condition, at)): Verdict {
  const right = rightTexts(condition, at);
  if (!left.isComplete || !right.isComplete) return null;
  const compare = entryIn(COMPARISONS, String(condition.type));
  if (!compare) return null;
  const ignoresCase = parameterText(condition, "ignore_case") === "true";
  const found = left.known.map((a) => right.known.some((b) => compare(a, b, ignoresCase)));
  const positive = found.every((one) => one === found[0]) ? (found[0] ?? null) : null;
  return positive === null ? null : positive !== (parameterText(condition, "negate") === "true");
}

function leftTexts(condition: Condition, at: TextContext): Texts {
  return possibleTexts(parameterText(condition, "arg0") ?? "", at);
}

/** Compared as texts; "any of" has a list on the right. Numbers and elements are not names of events. */
const COMPARISONS: Readonly<Record<string, (a: string, b: string, ignoresCase: boolean) => boolean>> = {
  equals: (a, b) => a === b,
  contains: (a, b) => a.includes(b),
  startsWith: (a, b) => a.startsWith(b),
  endsWith: (a, b) => a.endsWith(b),
  matchRegex: (a, b, ignoresCase) => regex(b, ignoresCase ? "i" : "")?.test(a) ?? false,
};

function rightTexts(condition: Condition, at: TextContext): Texts {
  const right = parametersOf(condition).find(({ key }) => key === "arg1");
  const list = right?.list ?? [];
  const written = list.length > 0 ? list.map(({ value }) => value) : [right?.value];
  const all = written.map((text) => possibleTexts(typeof text === "string" ? text : "", at));
  return {
    known: all.flatMap(({ known }) => known),
    isComplete: all.every(({ isComplete }) => isComplete),
    mayBe: (text) => all.some(({ mayBe }) => mayBe(text)),
  };
}

function contains({ known, isComplete }: Texts, text: string): Verdict {
  return known.includes(text) ? true : isComplete ? false : null;
}

/** One that is false is enough. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
}
