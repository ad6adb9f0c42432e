/**
 * Values that a page pushes for "nothing": `null`, what is inside `null`, and where numbers are compared also an empty text
 * and `false`. Tag Manager compares them as the texts "null" and "false", and as 0. For the language they are missing, or not
 * numbers. (Observed in Google's tag: `a.b` is `false` where `a` is null, and a default replaces nothing but undefined.)
 */
import { allConditions } from "../compile/conditions.ts";
import type { Condition } from "../compile/gtm-json.ts";
import { MISSING_OR_EMPTY } from "../compile/text-conditions.ts";
import { dataLayerForConditions, parentsOf } from "../compile/variables/data-layer.ts";
import { NOT_SET } from "../compile/variables/variable.ts";
import type { Comparison } from "../language/goal-set/conditions.ts";
import type { Findings } from "./findings.ts";
import { ANY_PAGE } from "./page.ts";
import { holdsFor, type TriggerCondition } from "./trigger-condition.ts";
import type { ValueQuestion } from "./where.ts";

/** What somebody's conditions on one value became. */
export interface Said {
  /** Any of these is enough. */
  readonly is: readonly (readonly Comparison[])[];
  /** Whether what meets the conditions counts: at Google, and for the goal. */
  readonly counts: { readonly atGoogle: boolean; readonly forGoal: boolean };
}

/** What a value reads as; comparisons with numbers read `null` and `false` as 0. */
interface Reads {
  readonly text: string;
  readonly number: string;
}

const asText = (text: string): Reads => ({ text, number: text });
const EMPTY = asText("");
const FALSE: Reads = { text: "false", number: "0" };
const NULL: Reads = { text: "null", number: "0" };
const MISSING = asText(NOT_SET);
const OBJECT = asText("[object Object]");

/** What is read of each key; `isOurs`: by a variable of goalform's, for which null is missing. */
type Reading = (key: string, isOurs: boolean) => Reads;

export function noteUnlikeValues(findings: Findings, question: ValueQuestion, said: Said): void {
  const isOfNumbers = question.asked.some(isOfNumber);
  const atGoogle = countsAtGoogle(question, said);
  const forGoal = countsForGoal(question, said);
  const found = readingsOf(question, isOfNumbers).flatMap((reading) => {
    const counts = atGoogle(reading);
    return counts === forGoal(reading) ? [] : [counts];
  });
  const about = question.asked[0]?.variable ?? question.key;
  if (found.includes(true)) findings.differ(isOfNumbers ? "zero-counts" : "null-counts", about);
  if (found.includes(false))
    findings.differ(isOfNumbers ? "zero-does-not-count" : "null-does-not-count", about);
}

function readingsOf({ subject, key }: ValueQuestion, isOfNumbers: boolean): readonly Reading[] {
  const always =
    (reads: Reads): Reading =>
    (asked) =>
      asked === key ? reads : OBJECT;
  // A cookie is a text, or missing.
  if (subject === "cookie") return isOfNumbers ? [always(EMPTY)] : [];
  const parents = parentsOf(key);
  return [
    (asked, isOurs) => (asked === key ? nullFor(isOurs) : OBJECT),
    ...parents.map(
      (parent): Reading =>
        (asked, isOurs) =>
          asked === parent ? nullFor(isOurs) : asked.startsWith(`${parent}.`) ? FALSE : OBJECT,
    ),
    ...(isOfNumbers ? [always(EMPTY), always(FALSE)] : []),
  ];
}

function nullFor(isOurs: boolean): Reads {
  return isOurs ? MISSING : NULL;
}

function countsAtGoogle(
  { key, asked, guards }: ValueQuestion,
  { counts }: Said,
): (reading: Reading) => boolean {
  const all = [...asked, ...guards];
  return (reading) =>
    all.every((one) => {
      const { fact } = one;
      if (fact.is === "list check") return holds(one, MISSING);
      if (fact.is !== "data layer") return holds(one, reading(key, isOurs(one)));
      const read = fact.seesParents ? withParents(reading) : reading;
      return holds(one, read(fact.key, isOurs(one)));
    }) === counts.atGoogle;
}

function withParents(reading: Reading): Reading {
  return (key) =>
    parentsOf(key).some((parent) => reading(parent, true) === MISSING) ? MISSING : reading(key, true);
}

function isOurs({ fact }: TriggerCondition): boolean {
  return "missing" in fact && fact.missing.reads === NOT_SET && !fact.missing.isDefault;
}

function countsForGoal(
  { subject, key, guards }: ValueQuestion,
  { is, counts }: Said,
): (reading: Reading) => boolean {
  const guarded = new Set(
    guards.flatMap(({ fact }) =>
      fact.is === "data layer" ? [dataLayerForConditions("", fact.key).name] : [],
    ),
  );
  const alternatives = is.map((one) => {
    const values = [{ key, is: one }];
    const [where, cookie] = subject === "cookie" ? [[], values] : [values, []];
    // What the goal asks of a parent itself replaces the question whether it is there.
    return allConditions("", { page: ANY_PAGE, where, cookie }).filter(
      ({ variable }) => !guarded.has(variable.name),
    );
  });
  return (reading) =>
    (guards.every((one) => isSaid(one, reading)) &&
      alternatives.some((all) =>
        all.every((condition) =>
          holds({ ...condition, value: String(condition.value) }, ownReading(condition, reading)),
        ),
      )) === counts.forGoal;
}

/** The goal asks for it as well: what is missing meets nothing but `present: false`. */
function isSaid(guard: TriggerCondition, reading: Reading): boolean {
  const read = guard.fact.is === "data layer" ? reading(guard.fact.key, true) : OBJECT;
  return read === MISSING ? guard.value === MISSING_OR_EMPTY && !guard.negate : holds(guard, read);
}

/** None of the values is a list, so none has a `join`. */
function ownReading({ variable }: Condition, reading: Reading): Reads {
  const [, kind, key] =
    (variable.is === "own" && /^(data_layer|data_layer_with_parents|cookie):(.*)$/s.exec(variable.key)) || [];
  if (key === undefined) return MISSING;
  return (kind === "data_layer_with_parents" ? withParents(reading) : reading)(key, true);
}

function isOfNumber({ type }: { readonly type: string }): boolean {
  return /^(?:greater|less)/.test(type);
}

function holds(one: Parameters<typeof holdsFor>[0], { text, number }: Reads): boolean {
  return holdsFor(one, isOfNumber(one) ? number : text) === true;
}
