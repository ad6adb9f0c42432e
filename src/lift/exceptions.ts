/** Blocking triggers → `unless:`. */

import { isItsEvent, ownEventOf } from "../container/trigger-events.ts";
import type { Comparison, Exception, ValueCondition } from "../language/goal-set/conditions.ts";
import type { Entity } from "../resources/body.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { holdsForEvent, namesOfEvent } from "./event-names.ts";
import type { Findings } from "./findings.ts";
import { NOWHERE } from "./matchers.ts";
import { ANY_PAGE, isOfPage, pageOf } from "./page.ts";
import { conditionsOf, holdsFor, type TriggerCondition } from "./trigger-condition.ts";
import { noteUnlikeValues } from "./unlike-values.ts";
import { noteUnsupported } from "./unsayable.ts";
import { countMissing, isOfDataLayer, matchersOf, type ValueQuestion, valueQuestions } from "./where.ts";

/** A condition that every way of acting must meet. */
export interface Asked extends ValueCondition {
  readonly subject: ValueQuestion["subject"];
}

/**
 * A blocking trigger for everything without some value is a condition on that value: "no consent" keeps out what does not
 * contain it, and what is missing. Null for any other.
 */
export function askedInstead(
  findings: Findings,
  blocking: Entity | null,
  firing: readonly Entity[],
  content: ContainerContent,
): Asked | null {
  if (blocking === null || !firing.every((trigger) => surelyMeets(blocking, trigger, content))) return null;
  const [one, ...more] = conditionsOf(blocking, "filter", content);
  if (one === undefined || more.length > 0 || !one.negate || !countMissing([one])) return null;
  const [question] = [...valueQuestions([one], "data layer"), ...valueQuestions([one], "cookie")];
  if (question === undefined) return null;
  const is = matchersOf(findings, { ...question, asked: [{ ...withoutDefault(one), negate: false }] });
  if (is === null) return null;
  noteUnlikeValues(findings, question, { is: [is], counts: { atGoogle: false, forGoal: true } });
  return { subject: question.subject, key: question.key, is };
}

/** What a blocking trigger keeps from counting: nothing where it never comes with what fires the tag. */
export function exceptionsOf(
  findings: Findings,
  blocking: Entity | null,
  firing: readonly Entity[],
  content: ContainerContent,
): readonly Exception[] {
  if (blocking === null) {
    findings.leaveOut("exception");
    return [];
  }
  if (!firing.some((trigger) => mayMeet(blocking, trigger, content))) return [];
  const asked = conditionsOf(blocking, "filter", content);
  const isForAll = firing.every((trigger) => surelyMeets(blocking, trigger, content));
  if (isForAll && asked.length > 0) return exceptionsIn(findings, asked);
  findings.leaveOut(
    asked.length === 0 && isForAll ? "never-holds" : "exception",
    String(blocking.name ?? ""),
  );
  return [];
}

/**
 * One that a missing value meets is two in the language, where a missing value meets nothing but `present: false`.
 */
function exceptionsIn(findings: Findings, asked: readonly TriggerCondition[]): readonly Exception[] {
  for (const one of asked) if (!canBeException(one)) noteUnsupported(findings, one);
  const page = pageOf(findings, asked);
  const values = [...valueQuestions(asked, "data layer"), ...valueQuestions(asked, "cookie")];
  const each = values.map((one) => alternativesOf(findings, one));
  return products(each).map((chosen): Exception => {
    const of = (subject: ValueQuestion["subject"]): ValueCondition[] =>
      values.flatMap((one, index) => (one.subject === subject ? [{ key: one.key, is: chosen[index]! }] : []));
    return { page, where: of("data layer"), cookie: of("cookie"), at: NOWHERE };
  });
}

/**
 * A missing value meets every "not" in Tag Manager, and what the variable's default meets; in the language it meets
 * neither, and no exception: `plan is not free` is the same as `unless: { where: { plan: free } }`.
 */
export function withExceptions(
  findings: Findings,
  asked: readonly TriggerCondition[],
): { readonly conditions: readonly TriggerCondition[]; readonly unless: readonly Exception[] } {
  const values = [...valueQuestions(asked, "data layer"), ...valueQuestions(asked, "cookie")];
  const turned = values
    .filter((one) => countMissing(one.asked))
    .flatMap(({ asked: each, ...value }) => each.map((one) => ({ ...value, asked: [one] })));
  const found = new Set(turned.flatMap((one) => one.asked));
  return {
    conditions: asked.filter((one) => !found.has(one)),
    unless: turned.flatMap((one) => oppositeOf(findings, one)),
  };
}

function oppositeOf(findings: Findings, question: ValueQuestion): readonly Exception[] {
  const { subject, key, asked } = question;
  const turned = asked.map((one) => ({ ...withoutDefault(one), negate: !one.negate }));
  const is = matchersOf(findings, { ...question, asked: turned });
  if (is === null) return [];
  noteUnlikeValues(findings, question, { is: [is], counts: { atGoogle: true, forGoal: false } });
  const blocks =
    subject === "cookie" ? { where: [], cookie: [{ key, is }] } : { where: [{ key, is }], cookie: [] };
  return [{ page: ANY_PAGE, ...blocks, at: NOWHERE }];
}

/** For an exception there is no default: nothing is what it says. */
function withoutDefault(one: TriggerCondition): TriggerCondition {
  const { fact } = one;
  return fact.is === "data layer" && fact.missing.isDefault
    ? { ...one, fact: { ...fact, missing: { reads: "undefined", isDefault: false } } }
    : one;
}

/** What every goal may ask for. */
export function canBeException(one: TriggerCondition): boolean {
  return isOfPage(one) || isOfDataLayer(one) || one.fact.is === "cookie";
}

const MISSING: readonly Comparison[] = [{ op: "present", not: true, at: NOWHERE }];

function alternativesOf(findings: Findings, one: ValueQuestion): readonly (readonly Comparison[])[] {
  const is = matchersOf(findings, one);
  if (is === null) return [];
  const all = countMissing(one.asked) ? [is, MISSING] : [is];
  noteUnlikeValues(findings, one, { is: all, counts: { atGoogle: false, forGoal: false } });
  if (all.length === 1) return all;
  // A value that is there and empty is missing, too, for the language.
  if (!one.asked.every((condition) => holdsFor(condition, "") === true))
    findings.leaveOut("exception-when-missing", one.key);
  return all;
}

function products<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (all, list) => all.flatMap((start) => list.map((one) => [...start, one])),
    [[]],
  );
}
function mayMeet(blocking: Entity, firing: Entity, content: ContainerContent): boolean {
  if (blocking.type === firing.type && blocking.type !== "customEvent") return true;
  const names = eventsOf(firing, content);
  return names === null || names.some((name) => mayBeAt(blocking, name, content));
}

function mayBeAt(trigger: Entity, event: string, content: ContainerContent): boolean {
  const asked = conditionsOf(trigger, "customEventFilter", content);
  return (
    isItsEvent(trigger, { content, event }) !== false &&
    asked.every((one) => holdsForEvent(one, event) !== false)
  );
}

function surelyMeets(blocking: Entity, firing: Entity, content: ContainerContent): boolean {
  if (blocking.type !== "customEvent") return blocking.type === firing.type;
  const asked = conditionsOf(blocking, "customEventFilter", content);
  const takesAll = asked.every(
    ({ fact, type, value, negate }) =>
      fact.is === "event" && type === "matchRegex" && !negate && /^\^?\.[*+]\$?$/.test(value),
  );
  const names = eventsOf(firing, content);
  return (
    takesAll || (names?.every((name) => asked.every((one) => holdsForEvent(one, name) === true)) ?? false)
  );
}

/** Null if they cannot be known. */
function eventsOf(firing: Entity, content: ContainerContent): readonly string[] | null {
  const own = ownEventOf(firing, { content, event: "" });
  if (own === null) return namesOfEvent(conditionsOf(firing, "customEventFilter", content));
  return own.isComplete ? own.known : null;
}
