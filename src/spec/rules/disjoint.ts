/** Whether two goals can ever be reached at once. Only what is certain counts. */
import type { Goal, NumberMatcher, PageConditions, TextMatcher, ValueCondition } from "../goal-set.ts";

type Comparison = TextMatcher | NumberMatcher;

/** True when no single happening can satisfy both goals. */
export function areDisjoint(a: Goal, b: Goal): boolean {
  const pageA = pageOf(a);
  const pageB = pageOf(b);
  if (pageA && pageB && pagesDisjoint(pageA, pageB)) return true;
  if (a.type !== "event" || b.type !== "event") return false;
  if (a.on.kind === "ga4_event" && b.on.kind === "ga4_event") return eventsDisjoint(a.on, b.on);
  return a.on.kind === "data_layer" && b.on.kind === "data_layer" && eventsDisjoint(a.on, b.on);
}

interface Received {
  readonly event: string;
  readonly where: readonly ValueCondition[];
}

function eventsDisjoint(a: Received, b: Received): boolean {
  return a.event !== b.event || conditionsDisjoint(a.where, b.where);
}

function pageOf(goal: Goal): PageConditions | null {
  return "page" in goal ? goal.page : null;
}

function pagesDisjoint(a: PageConditions, b: PageConditions): boolean {
  const parts = ["path", "url", "host", "fragment"] as const;
  return (
    parts.some((part) => anyDisjoint(a[part], b[part])) ||
    a.query.some((one) => b.query.some((other) => one.name === other.name && anyDisjoint(one.is, other.is)))
  );
}

function conditionsDisjoint(a: readonly ValueCondition[], b: readonly ValueCondition[]): boolean {
  return a.some((one) => b.some((other) => one.key === other.key && anyDisjoint(one.is, other.is)));
}

function anyDisjoint(a: readonly Comparison[], b: readonly Comparison[]): boolean {
  return a.some((one) => b.some((other) => comparisonsDisjoint(one, other)));
}

function comparisonsDisjoint(a: Comparison, b: Comparison): boolean {
  if (a.not !== b.not && isOpposite(a, b)) return true;
  if ("value" in a || "value" in b)
    return a.op === "number_equals" && b.op === "number_equals" && !a.not && !b.not && a.value !== b.value;
  if (a.not || b.not) return false;
  const fold = (value: string) => (a.ignoreCase || b.ignoreCase ? value.toLowerCase() : value);
  if (isExact(a.op) && isExact(b.op)) return noneInCommon(a.values.map(fold), b.values.map(fold));
  return a.values.every((one) =>
    b.values.every((other) => textsDisjoint(a.op, fold(one), b.op, fold(other))),
  );
}

/** Apart from `not`, the same comparison. */
function isOpposite(a: Comparison, b: Comparison): boolean {
  const { at: _a, not: _notA, ...restA } = a;
  const { at: _b, not: _notB, ...restB } = b;
  return JSON.stringify(restA) === JSON.stringify(restB);
}

function textsDisjoint(opA: TextMatcher["op"], a: string, opB: TextMatcher["op"], b: string): boolean {
  if (isExact(opA)) return !fits(opB, b, a);
  if (isExact(opB)) return !fits(opA, a, b);
  if (opA === "begins_with" && opB === "begins_with") return !a.startsWith(b) && !b.startsWith(a);
  return opA === "ends_with" && opB === "ends_with" && !a.endsWith(b) && !b.endsWith(a);
}

function isExact(op: TextMatcher["op"]): boolean {
  return op === "equals" || op === "one_of";
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
