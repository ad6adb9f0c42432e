/** Conditions of a trigger on data-layer values and cookies → `where:` and `cookie:`. */

import { DECIMAL_NUMBER, numberPattern } from "../compile/number-pattern.ts";
import { MISSING_OR_EMPTY, plainTextCondition } from "../compile/text-conditions.ts";
import { dataLayerForConditions, parentsOf } from "../compile/variables/data-layer.ts";
import { cookieForConditions } from "../compile/variables/page.ts";
import { NOT_SET } from "../compile/variables/variable.ts";
import { entryIn } from "../entry-in.ts";
import type {
  Comparison,
  NumberMatcher,
  TextMatcher,
  ValueCondition,
} from "../language/goal-set/conditions.ts";
import { canBeWritten } from "../language/writing/comparison.ts";
import type { Findings } from "./findings.ts";
import { inOne, inOneMapping, NOWHERE, type TextKind, textOptions } from "./matchers.ts";
import { ANY_VALUE, isThere } from "./page.ts";
import { numberOfPattern } from "./pattern/numbers.ts";
import { holdsFor, normal, type TriggerCondition } from "./trigger-condition.ts";
import { noteUnlikeValues } from "./unlike-values.ts";

export function isOfDataLayer({ fact }: TriggerCondition): boolean {
  return fact.is === "data layer" || fact.is === "list check";
}

/** What is asked of one value. */
export interface ValueQuestion {
  readonly subject: "data layer" | "cookie";
  readonly key: string;
  readonly asked: readonly TriggerCondition[];
  /** What is asked of everything that the value is inside of. */
  readonly guards: readonly TriggerCondition[];
}

/** Those of the conditions that ask for values, together for each value; the others are not looked at. */
export function valueQuestions(
  asked: readonly TriggerCondition[],
  subject: ValueQuestion["subject"],
): readonly ValueQuestion[] {
  const keyOf = ({ fact }: TriggerCondition) =>
    fact.is === subject ? ("key" in fact ? fact.key : fact.name) : null;
  const keys = [...new Set(asked.map(keyOf))].filter((key) => key !== null);
  const all = keys.map((key) => {
    const parents = parentsOf(key);
    return {
      subject,
      key,
      asked: asked.filter((one) => keyOf(one) === key),
      guards: asked.filter((one) => one.fact.is === "data layer" && parents.includes(one.fact.key)),
    };
  });
  return subject === "data layer" ? withoutParents(all) : all;
}

/** goalform asks for what a value is inside of, where a comparison would find what Tag Manager reads inside `null`. */
function withoutParents(all: readonly ValueQuestion[]): readonly ValueQuestion[] {
  const inside = all.filter(({ asked }) => asked.every((one) => holdsFor(one, "false") === true));
  const parents = new Set(inside.flatMap(({ key }) => parentsOf(key)));
  return all.filter(
    ({ key, asked }) =>
      !parents.has(key) || !asked.every((one) => isOurs(one) && isAdded(one) && one.value === NOT_SET),
  );
}

export function valuesOf(
  findings: Findings,
  asked: readonly TriggerCondition[],
  subject: ValueQuestion["subject"],
): readonly ValueCondition[] {
  return valueQuestions(asked, subject).flatMap((one): ValueCondition[] => {
    if (countMissing(one.asked)) for (const each of one.asked) noteMissing(findings, each);
    const is = matchersOf(findings, one);
    if (is === null) return [];
    noteUnlikeValues(findings, one, { is: [is], counts: { atGoogle: true, forGoal: true } });
    return [{ key: one.key, is }];
  });
}

/** What goalform adds to every comparison that a missing value, or one that is not a number, would meet. */
function isAdded(one: TriggerCondition): boolean {
  const { type, value, negate, fact } = one;
  // What is unlike a default is a value of its own.
  if ("missing" in fact && fact.missing.isDefault) return false;
  if (type === "matchRegex" && value === DECIMAL_NUMBER) return true;
  return isOurs(one)
    ? type === "equals" && value === NOT_SET && negate
    : normal(one) === normal(isThere(one));
}

/** Null, with the reason noted, where the language has no way to say them together. */
export function matchersOf(
  findings: Findings,
  { subject, key, asked }: ValueQuestion,
): readonly Comparison[] | null {
  const variable = subject === "cookie" ? cookieForConditions("", key) : dataLayerForConditions("", key);
  const kind: TextKind = { compiled: (matcher) => plainTextCondition(variable, matcher) };
  const others = asked.filter((one) => !isAdded(one));
  // goalform asks for a value once, where something else would count a missing one; more often, its author does.
  const presences = asked.filter((one) => isOurs(one) && isAdded(one) && one.value === NOT_SET);
  const authors = presences.slice(others.some(countsMissing) ? 1 : 0);
  const rest = others.length === 0 ? others : asked.filter((one) => !isAdded(one) || authors.includes(one));
  const presence = rest.length === 0 ? asked.map((one) => presenceOf(findings, one, kind)) : [];
  const matchers = inOne([...presence, ...rest.map((one) => optionsOf(findings, one, kind))]);
  return matchers === null ? null : sayable(findings, key, matchers);
}

function countsMissing(one: TriggerCondition): boolean {
  const reads = "missing" in one.fact ? one.fact.missing.reads : NOT_SET;
  return holdsFor(one, reads) !== false;
}

/** Whether a missing value meets all that is asked. For the language it meets nothing but `present: false`. */
export function countMissing(asked: readonly TriggerCondition[]): boolean {
  return asked.every((one) => countsMissing(one) && !isAdded(one) && !isPresence(one));
}

/** What `present` becomes. */
function isPresence(one: TriggerCondition): boolean {
  return isOurs(one) && one.type === "matchRegex" && one.value === MISSING_OR_EMPTY;
}

/** For the goal, a missing value satisfies nothing. */
function noteMissing(findings: Findings, { fact, variable }: TriggerCondition): void {
  if (!("missing" in fact) || fact.missing.reads === NOT_SET) return;
  findings.differ(fact.missing.isDefault ? "default-value" : "missing-value", variable);
}

/** A variable of goalform's, which reads a text of its own for what is missing. */
function isOurs({ fact }: TriggerCondition): boolean {
  return "missing" in fact && fact.missing.reads === NOT_SET;
}

function presenceOf(findings: Findings, one: TriggerCondition, kind: TextKind): readonly Comparison[] {
  return one.value === DECIMAL_NUMBER || isOurs(one) ? textOptions(findings, one, kind) : [ANY_VALUE];
}

const NUMBERS: Readonly<Record<string, NumberMatcher["op"]>> = {
  greater: "more_than",
  greaterOrEquals: "at_least",
  less: "less_than",
  lessOrEquals: "at_most",
};

function optionsOf(findings: Findings, asked: TriggerCondition, kind: TextKind): readonly Comparison[] {
  if (isPresence(asked)) return [{ op: "present", not: !asked.negate, at: NOWHERE }];
  const op = entryIn(NUMBERS, asked.type);
  const not = asked.negate;
  if (op !== undefined) {
    const value = asked.value.trim() === "" ? Number.NaN : Number(asked.value);
    if (Number.isFinite(value)) return [{ op, value, not, at: NOWHERE }];
    findings.leaveOut("never-holds", asked.variable);
    return [];
  }
  const number = numberIn(asked);
  if (number !== null) return [{ op: "number_equals", value: number, not, at: NOWHERE }];
  return textOptions(findings, asked, kind);
}

function numberIn({ type, value, ignoreCase }: TriggerCondition): number | null {
  if (type !== "matchRegex" || ignoreCase) return null;
  const number = numberOfPattern(value.replace(/^\^|\$$/g, ""));
  return number !== null && `^${numberPattern(number)}$` === value ? number : null;
}

/** Texts that are alike can be joined, numbers cannot. */
function sayable(
  findings: Findings,
  key: string,
  matchers: readonly Comparison[],
): readonly Comparison[] | null {
  if (canBeWritten(matchers)) return matchers;
  const texts = matchers.filter((one): one is TextMatcher => "values" in one);
  const joined = inOneMapping(texts);
  const all = joined === null ? null : [...matchers.filter((one) => !("values" in one)), ...joined];
  if (all !== null && canBeWritten(all)) return all;
  findings.leaveOut("comparisons-alike", key);
  return null;
}
