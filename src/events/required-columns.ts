/**
 * What the flat table must have for the questions: each parameter is extracted once, conditions are decided while
 * flattening, and nothing else is read.
 */

import type { RecordedEvent } from "../figures/impact/recorded.ts";
import { type Day, type Period, plusDays } from "../figures/period.ts";
import type { Breakdown, Questions, StepQuestion } from "../figures/question.ts";
import type { PageConditions, ValueCondition } from "../language/goal-set/conditions.ts";

export interface RequiredColumns {
  /** `YYYYMMDD`, both included: a day more on either side, for sessions that are under way at midnight. */
  readonly from: number;
  readonly to: number;
  /** Events that count goals; only these carry a value and parameters. */
  readonly goalEvents: readonly string[];
  /** Column `f<index>`: 1 where an event meets it, otherwise 0. */
  readonly flags: readonly Flag[];
  /** Column `g<index>`: 1 where a goal's event has the parameter. */
  readonly parameters: readonly string[];
  /** Column `part`; `link`: the address that was clicked. */
  readonly by: Breakdown | "link" | null;
}

/** Which events are meant: views of these pages, whatever has such parameters, or this event under its conditions. */
export type Flag =
  | { readonly page: PageConditions }
  | { readonly where: readonly ValueCondition[] }
  | { readonly seen: RecordedEvent };

export function requiredColumns(questions: Questions): RequiredColumns {
  const { goals, experiments, leads, by } = questions;
  const { from, to } = daysRead(questions);
  return {
    from: dayNumber(plusDays(from, -1)),
    to: dayNumber(plusDays(to, 1)),
    goalEvents: unique([
      ...goals.map(({ event }) => event),
      ...leads.flatMap(({ microEvent, macroEvent }) => [microEvent, macroEvent]),
      ...experiments.flatMap((one) => one.goals.map(({ event }) => event)),
    ]),
    flags: flagsOf(questions),
    parameters: unique(goals.flatMap(reportedBy)),
    by,
  };
}

/** The pages of clicks, the variants of experiments, the steps of funnels that take some events only. Each only once. */
function flagsOf({ goals, experiments, funnels }: Questions): Flag[] {
  const all = [
    ...goals.flatMap(({ clickedOn }): Flag[] => (clickedOn ? [{ page: clickedOn }] : [])),
    ...experiments.flatMap(({ variants }) => variants.map(({ seen }): Flag => seen)),
    ...funnels.flatMap(({ steps }) => steps.flatMap((step) => stepFlag(step) ?? [])),
  ];
  return [...new Map(all.map((flag) => [flagKey(flag), flag])).values()];
}

/** Null: every event of the step's name is meant. */
export function stepFlag({ event, only = [] }: StepQuestion): Flag | null {
  return only.length === 0 ? null : { seen: { event, conditions: only } };
}

/** The column of a flag. */
export function flagColumn(questions: Questions, flag: Flag): string {
  return `f${flagsOf(questions).findIndex((one) => flagKey(one) === flagKey(flag))}`;
}

/** Where it is in the file makes no difference. */
function flagKey(flag: Flag): string {
  return JSON.stringify(flag, (key, value) => (key === "at" ? undefined : value));
}

/** What a goal's events should carry. A fixed amount needs no event: the file says it. */
export function reportedBy({ parameters, value }: Questions["goals"][number]): readonly string[] {
  return value === null || "amount" in value ? parameters : unique([...parameters, "value"]);
}

/** All days that any question is about. */
function daysRead({ period, previous, history, months, experiments }: Questions): Period {
  const all = [period, previous, history, months, ...experiments.map((one) => one.period)].flatMap(
    (one) => one ?? [],
  );
  return {
    from: all.reduce((first, { from }) => (from < first ? from : first), period.from),
    to: all.reduce((last, { to }) => (to > last ? to : last), period.to),
  };
}

/** Days are numbers in SQL, which both engines compare alike: `20261101`. */
export function dayNumber(day: Day): number {
  return Number(day.replaceAll("-", ""));
}

export function dayOf(number: number): Day {
  const text = String(number);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

export function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}
