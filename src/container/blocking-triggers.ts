/** Whether one trigger fires whenever another one does, as a blocking trigger has to: at the same message of the data layer. */

import type { Condition, Entity } from "../resources/body.ts";
import { conditions } from "../resources/entities/parameters.ts";
import { canonicalJson } from "../resources/json.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { parameterText, type TextContext, type Texts } from "./possible-texts.ts";
import {
  allOf,
  conditionsOf,
  eventsNamed,
  firesOn,
  isItsEvent,
  isMet,
  type Verdict,
} from "./trigger-events.ts";

/** Stands for an event that no trigger names, in small letters as most are. */
export const UNNAMED_EVENT = "zq_xv_kj";

/** Yes: whenever the other one does. No: never then. Null: it depends on what the container does not show. */
export function firesWith(trigger: Entity | null, other: Entity, content: ContainerContent): Verdict {
  if (trigger === null) return null;
  if (trigger === other) return true;
  if (trigger.type === other.type && HAVE_MESSAGES_OF_THEIR_OWN.includes(String(other.type))) return false;
  const somewhere = { content, event: UNNAMED_EVENT };
  const moments = [...eventsNamed(other, somewhere), UNNAMED_EVENT]
    .map((event) => ({ content, event }))
    .filter((at) => firesOn(other, at) !== false);
  const given = eventConditions(other);
  const verdicts = moments.map((at) => firesBeside(trigger, given, at));
  const [first = null] = verdicts;
  if (!verdicts.every((one) => one === first)) return null;
  return first === true && mayNotListen(trigger, other) ? null : first;
}

/** Whether something blocks a tag whenever one of these triggers would fire it. */
export function isAlwaysBlocked(
  firing: readonly (Entity | null)[],
  blocking: readonly (Entity | null)[],
  content: ContainerContent,
): boolean {
  return (
    firing.length > 0 &&
    firing.every(
      (one) => one !== null && blocking.some((trigger) => firesWith(trigger, one, content) === true),
    )
  );
}

/** Each trigger of these types pushes a message that fires no other (`gtm.triggers`). */
const HAVE_MESSAGES_OF_THEIR_OWN: readonly string[] = ["timer", "elementVisibility"];

/** Types whose messages name the triggers that took part (`gtm.triggers`): a trigger may sit one out. */
const LISTENERS: readonly string[] = [
  "linkClick",
  "formSubmission",
  "scrollDepth",
  "elementVisibility",
  "youTubeVideo",
  "timer",
  "triggerGroup",
];

function mayNotListen(trigger: Entity, other: Entity): boolean {
  if (!LISTENERS.includes(String(trigger.type))) return false;
  return listeningOf(trigger) !== listeningOf(other);
}

function listeningOf({ type, parameter, autoEventFilter, checkValidation }: Entity): string {
  const checks = checkValidation?.value === "true";
  const where = conditions(autoEventFilter as Parameters<typeof conditions>[0]);
  return canonicalJson([type ?? null, parameter ?? null, where, checks]);
}

/** What is known of a message because a trigger fired on it. */
interface EventConditions {
  /** Its conditions, each in one spelling. */
  readonly conditions: ReadonlySet<string>;
  /** Variables that it compares with one text. */
  readonly values: ReadonlyMap<string, Texts>;
}

function eventConditions(other: Entity): EventConditions {
  const asked = conditionsOf(other);
  const values = asked.flatMap((condition): [string, Texts][] => {
    const [left, right] = [parameterText(condition, "arg0"), parameterText(condition, "arg1")];
    const isPlain = condition.type === "equals" && isUnmodified(condition);
    if (!isPlain || left === null || right === null || right.includes("{{")) return [];
    return [[left, { known: [right], isComplete: true, mayBe: (text) => text === right }]];
  });
  return { conditions: new Set(asked.map(spelled)), values: new Map(values) };
}

function isUnmodified(condition: Condition): boolean {
  return ["negate", "ignore_case", "any_of"].every((key) => parameterText(condition, key) !== "true");
}

function firesBeside(trigger: Entity, given: EventConditions, at: TextContext): Verdict {
  const asked = conditionsOf(trigger).map((condition): Verdict => {
    if (given.conditions.has(spelled(condition))) return true;
    if (given.conditions.has(spelled(opposite(condition)))) return false;
    return isMet(condition, at, given.values.get(parameterText(condition, "arg0") ?? ""));
  });
  return allOf([isItsEvent(trigger, at), ...asked]);
}

function spelled(condition: Condition): string {
  return canonicalJson(conditions([condition]));
}

function opposite(condition: Condition): Condition {
  const all = condition.parameter ?? [];
  const rest = all.filter(({ key }) => key !== "negate");
  const isNegated = parameterText(condition, "negate") === "true";
  const negate = { type: "boolean", key: "negate", value: "true" };
  return { ...condition, parameter: isNegated ? rest : [...rest, negate] };
}
