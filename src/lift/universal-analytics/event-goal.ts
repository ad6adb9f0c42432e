/**
 * A goal on an event of Universal Analytics → a GA4 event tag with the triggers of the tags that sent such an event. It is
 * lifted as any tag of the container is.
 */

import { parameterText, possibleTexts } from "../../container/possible-texts.ts";
import { entryIn } from "../../entry-in.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { Condition, Entity, Parameter } from "../../resources/body.ts";
import type { JsonObject } from "../../resources/json.ts";
import type { ContainerContent } from "../../resources/snapshot.ts";
import { referenceIn } from "../fact.ts";
import { fromTag } from "../from-tag.ts";
import type { LiveState } from "../live-state.ts";
import { lookupOf } from "../lookup.ts";
import type { Reading } from "../reading.ts";
import type { ReasonCode } from "../reasons.ts";
import type { Target } from "../tag.ts";
import type { UaCondition, UaQuestion } from "./goal-list.ts";

type EventQuestion = Extract<UaQuestion, { is: "event" }>;

export interface EventGoal {
  readonly event: string;
  readonly currency: string;
  readonly asks: EventQuestion;
}

/** @param at the container with the tags; null where nobody gave an export of it */
export function fromEvent(goal: EventGoal, at: LiveState | null, target: Target): Reading | ReasonCode {
  const { conditions } = goal.asks;
  if (conditions.some(({ of }) => of === "VALUE")) return "ua-event-value";
  if (at === null) return "ua-event-unknown";
  const senders = at.content.entities["gtm.tag"]
    .filter((tag) => tag.type === "ua" && parameterText(tag, "trackType") === "TRACK_EVENT")
    .filter((tag) => tag.paused !== true)
    .flatMap((tag) => senderOf(tag, conditions, at.content) ?? []);
  if (senders.length === 0) return "ua-event-not-sent";
  if (senders.includes("unclear")) return "ua-event-variable";
  return readingOf(goal, senders as readonly Sender[], at, target);
}

/** A tag that sends such an event, and what its triggers must ask in addition. */
interface Sender {
  readonly tag: Entity;
  readonly filters: readonly JsonObject[];
}

const FIELDS = { CATEGORY: "eventCategory", ACTION: "eventAction", LABEL: "eventLabel" } as const;

/** Null for a tag that never does. */
function senderOf(
  tag: Entity,
  conditions: readonly UaCondition[],
  content: ContainerContent,
): Sender | "unclear" | null {
  const filters: JsonObject[] = [];
  let isClear = true;
  for (const condition of conditions) {
    if (condition.of === "VALUE") continue;
    const written = parameterText(tag, FIELDS[condition.of]) ?? "";
    const { known, isComplete } = possibleTexts(written, { content, event: "" });
    const met = known.filter((text) => meets(text, condition));
    if (isComplete && met.length === 0) return null;
    if (isComplete && met.length === known.length) continue;
    if (referenceIn(written) === null) isClear = false;
    else filters.push(filterOf(written, condition));
  }
  return isClear ? { tag, filters } : "unclear";
}

function meets(text: string, { matchType, expression }: UaCondition): boolean {
  if (matchType === "EXACT") return text === expression;
  if (matchType === "BEGINS_WITH") return text.startsWith(expression);
  try {
    return new RegExp(expression, "i").test(text);
  } catch {
    return false;
  }
}

const OPERATORS: Readonly<Record<string, string>> = { EXACT: "equals", BEGINS_WITH: "startsWith" };

/** What the event's field must be, asked of the variable that it comes from. */
function filterOf(variable: string, { matchType, expression }: UaCondition): JsonObject {
  const text = (key: string, value: string) => ({ type: "template", key, value });
  const isPattern = entryIn(OPERATORS, matchType) === undefined;
  return {
    type: entryIn(OPERATORS, matchType) ?? "matchRegex",
    parameter: [
      text("arg0", variable),
      text("arg1", expression),
      ...(isPattern ? [{ type: "boolean", key: "ignore_case", value: "true" }] : []),
    ],
  };
}

function readingOf(
  { event, currency, asks }: EventGoal,
  senders: readonly Sender[],
  at: LiveState,
  target: Target,
): Reading {
  const triggers = senders.flatMap(({ tag, filters }) => triggersOf(tag, filters, at.content));
  const numbered = triggers.map((trigger, index) => ({ ...trigger, triggerId: `ua${index}` }));
  const [first] = senders;
  const tag: Entity = {
    name: senders.map((one) => String(one.tag.name)).join(", "),
    type: "gaawe",
    parameter: [
      { type: "template", key: "eventName", value: event },
      { type: "template", key: "measurementIdOverride", value: target.measurementId },
      ...(asks.usesEventValue && first !== undefined ? [valueRows(first.tag, currency)] : []),
    ],
    firingTriggerId: numbered.map(({ triggerId }) => triggerId),
    blockingTriggerId: [...new Set(senders.flatMap((one) => ids(one.tag.blockingTriggerId)))],
  };
  const entities = at.content.entities;
  const content: ContainerContent = {
    ...at.content,
    entities: { ...entities, "gtm.trigger": [...entities["gtm.trigger"], ...numbered] },
  };
  return fromTag(tag, lookupOf({ ...at, content }, target));
}

function triggersOf(
  tag: Entity,
  filters: readonly Condition[],
  { entities }: ContainerContent,
): readonly Entity[] {
  const firing = ids(tag.firingTriggerId);
  return firing.map((id) => {
    const trigger = entities["gtm.trigger"].find((one) => one.triggerId === id) ?? builtIn(id);
    return filters.length === 0 ? trigger : { ...trigger, filter: [...(trigger.filter ?? []), ...filters] };
  });
}

/** "All Pages", which no container lists (support.google.com/tagmanager/answer/7679319). */
function builtIn(id: string): Entity {
  return { name: id, type: id === "2147479553" ? "pageview" : "unknown" };
}

function ids(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** As a GA4 event tag has an amount and its currency. */
function valueRows(tag: Entity, currency: string): Parameter {
  const cell = (key: string, value: string) => ({ type: "template", key, value });
  const row = (name: string, value: string) => ({
    type: "map",
    map: [cell("parameter", name), cell("parameterValue", value)],
  });
  const list = [row("value", parameterText(tag, "eventValue") ?? ""), row("currency", currency)];
  return { type: "list", key: "eventSettingsTable", list };
}

/** All goals of a list are conversions, once in a session. */
export function asConversion<T extends Pick<Goal, "keyEvent" | "counting">>(one: T): T {
  return { ...one, keyEvent: true, counting: "once_per_session" };
}
