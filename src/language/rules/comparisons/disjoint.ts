/** Whether two goals can ever be reached at once. Only what is certain counts. */

import type {
  NumberMatcher,
  PageConditions,
  TextMatcher,
  ValueCondition,
} from "../../goal-set/conditions.ts";
import type { Goal } from "../../goal-set/goal.ts";
import type { Interaction } from "../../goal-set/interaction.ts";
import { goalsOfWays, type OneWayGoal } from "../../goal-set/one-way.ts";
import { type Comparison, implies, isExact, noNumberInBoth } from "./implied.ts";

/** True when no single happening can satisfy both goals. */
export function areDisjoint(a: Goal, b: Goal): boolean {
  return goalsOfWays(a).every((one) => goalsOfWays(b).every((other) => waysDisjoint(one, other)));
}

/** The same of two ways. */
export function waysDisjoint(a: OneWayGoal, b: OneWayGoal): boolean {
  const pageA = pageOf(a);
  const pageB = pageOf(b);
  if (pageA && pageB && pagesDisjoint(pageA, pageB)) return true;
  if (conditionsDisjoint(a.cookie, b.cookie)) return true;
  if (a.type !== "event" || b.type !== "event") return conditionsDisjoint(a.where, b.where);
  if (a.on.kind === b.on.kind && conditionsDisjoint(a.where, b.where)) return true;
  if (a.on.kind === "ga4_event" && b.on.kind === "ga4_event") return a.on.event !== b.on.event;
  if (a.on.kind === "data_layer" && b.on.kind === "data_layer") return anyDisjoint(a.on.event, b.on.event);
  return a.on.kind === b.on.kind && touchedDisjoint(a.on, b.on);
}

/** What distinguishes a form, a link, a click or a video; one element has one of each. */
const ATTRIBUTES = ["id", "classes", "action", "url", "text", "title"] as const;

type Attributes = Partial<Record<(typeof ATTRIBUTES)[number], readonly TextMatcher[]>>;

function touchedDisjoint(a: Interaction, b: Interaction): boolean {
  const [one, other]: Attributes[] = [a as Attributes, b as Attributes];
  return ATTRIBUTES.some((attribute) => anyDisjoint(one![attribute] ?? [], other![attribute] ?? []));
}

function pageOf(goal: OneWayGoal): PageConditions | null {
  return "page" in goal ? goal.page : null;
}

function pagesDisjoint(a: PageConditions, b: PageConditions): boolean {
  const parts = ["path", "url", "host", "fragment", "title", "referrer"] as const;
  return (
    parts.some((part) => anyDisjoint(a[part], b[part])) ||
    a.query.some((one) => b.query.some((other) => one.name === other.name && anyDisjoint(one.is, other.is)))
  );
}

export function conditionsDisjoint(a: readonly ValueCondition[], b: readonly ValueCondition[]): boolean {
  return a.some((one) => b.some((other) => one.key === other.key && anyDisjoint(one.is, other.is)));
}

function anyDisjoint(a: readonly Comparison[], b: readonly Comparison[]): boolean {
  return a.some((one) => b.some((other) => comparisonsDisjoint(one, other)));
}

/** True when nothing can satisfy both. */
export function comparisonsDisjoint(a: Comparison, b: Comparison): boolean {
  if (a.not !== b.not) return a.not ? implies(b, positive(a)) : implies(a, positive(b));
  if (a.op === "present" || b.op === "present") return false;
  if (a.not) return false;
  if ("value" in a) return "value" in b ? noNumberInBoth(a, b) : noTextWithin(b, a);
  if ("value" in b) return noTextWithin(a, b);
  if (a.numbers !== undefined || b.numbers !== undefined) return noNumberShared(a, b);
  const fold = (value: string) => (a.ignoreCase || b.ignoreCase ? value.toLowerCase() : value);
  if (isExact(a.op) && isExact(b.op)) return noneInCommon(a.values.map(fold), b.values.map(fold));
  return a.values.every((one) =>
    b.values.every((other) => textsDisjoint(a.op, fold(one), b.op, fold(other))),
  );
}

/** Only a text that is a number meets a comparison with one, in whatever spelling. */
function noTextWithin({ op, values }: TextMatcher, range: NumberMatcher): boolean {
  const isOutside = (value: number) =>
    Number.isNaN(value) || noNumberInBoth({ ...range, op: "number_equals", value }, range);
  return isExact(op) && values.every((text) => isOutside(Number(text)));
}

/** `9.90` as a number meets the text "9.9" too; of other comparisons with numbers nothing is certain. */
function noNumberShared(a: TextMatcher, b: TextMatcher): boolean {
  if (!isExact(a.op) || !isExact(b.op)) return false;
  return a.values.every((one) =>
    b.values.every((other) => one.toLowerCase() !== other.toLowerCase() && Number(one) !== Number(other)),
  );
}

function positive(comparison: Comparison): Comparison {
  return { ...comparison, not: false };
}

function textsDisjoint(opA: TextMatcher["op"], a: string, opB: TextMatcher["op"], b: string): boolean {
  if (isExact(opA)) return !fits(opB, b, a);
  if (isExact(opB)) return !fits(opA, a, b);
  if (opA === "begins_with" && opB === "begins_with") return !a.startsWith(b) && !b.startsWith(a);
  return opA === "ends_with" && opB === "ends_with" && !a.endsWith(b) && !b.endsWith(a);
}

function noneInCommon(a: readonly string[], b: readonly string[]): boolean {
  const known = new Set(a);
  return !b.some((one) => known.has(one));
}

/** Whether a text fits a comparison; yes where it takes a regular expression to know. */
function fits(op: TextMatcher["op"], wanted: string, text: string): boolean {
  if (op === "begins_with") return text.startsWith(wanted);
  if (op === "ends_with") return text.endsWith(wanted);
  return op === "contains" ? text.includes(wanted) : true;
}
