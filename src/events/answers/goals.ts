/** Rows → the figures of each goal. */
import { exactly, type Figure, measured, notMeasurable, type QualityCode } from "../../figures/figure.ts";
import { daysOf, monthsOf } from "../../figures/period.ts";
import type { GoalQuestion, Questions } from "../../figures/question.ts";
import type { BreakdownCount, GoalAnswer, GoalCounts, MonthCount } from "../../figures/source.ts";
import type { Row } from "../engine.ts";
import { dayNumber, flagColumn, type RequiredColumns, reportedBy } from "../required-columns.ts";
import type { Money } from "./money.ts";
import { isThere, isWithoutParts } from "./quality.ts";
import type { AnswerRows } from "./rows.ts";

export function goalAnswer(
  goal: GoalQuestion,
  questions: Questions,
  wanted: RequiredColumns,
  found: AnswerRows,
  money: Money,
): GoalAnswer {
  const days = new Map(found.all("day", goal.event).map((row) => [Number(row.b), row]));
  const on = (day: string): { events: number; keyEvents: number } => counted(goal, days.get(dayNumber(day)));
  const without = new Map(found.all("day-unconsented", goal.event).map(({ b, n }) => [Number(b), n]));
  const unconsentedOn = (day: string): number => without.get(dayNumber(day)) ?? 0;
  const { history, months, period, previous, by } = questions;
  const sum = (all: readonly string[]) =>
    all
      .map(on)
      .reduce((a, b) => ({ events: a.events + b.events, keyEvents: a.keyEvents + b.keyEvents }), NONE);
  const counts = (span: "current" | "previous", all: readonly string[]): GoalCounts => {
    const isComplete = all.every((day) => unconsentedOn(day) === 0);
    return goalCounts(goal, span, sum(all), found, money, isComplete ? [] : ["unconsented-left-out"]);
  };
  return {
    id: goal.id,
    current: counts("current", daysOf(period)),
    previous: isThere(found, previous) ? counts("previous", daysOf(previous)) : null,
    perDay: daysOf(history).map((date) => ({ date, ...on(date), unconsented: unconsentedOn(date) })),
    perMonth:
      months === null
        ? null
        : monthsOf(months).map((month) =>
            ofMonth(month, sum(daysOf(months).filter((day) => day.startsWith(month)))),
          ),
    by: by === null || isWithoutParts(found, questions.goals) ? null : breakdown(goal, found),
    views: goal.clickedOn && exactly(found.n("views", flagColumn(questions, { page: goal.clickedOn }))),
    incomplete: incomplete(goal, wanted, found),
  };
}

const NONE = { events: 0, keyEvents: 0 };

function ofMonth(month: string, { keyEvents }: { keyEvents: number }): MonthCount {
  return { month, keyEvents };
}

/** An export has no mark of key events: they are the goal's events, counted as the file says. */
function counted(
  { counting, isKeyEvent }: GoalQuestion,
  row: Row | undefined,
): { events: number; keyEvents: number } {
  const { n: events = 0, m: sessions = 0 } = row ?? {};
  return { events, keyEvents: isKeyEvent && counting === "once_per_session" ? sessions : events };
}

/** @param left why some of the goal's events are in none of these figures */
function goalCounts(
  goal: GoalQuestion,
  span: "current" | "previous",
  { events, keyEvents }: { events: number; keyEvents: number },
  found: AnswerRows,
  money: Money,
  left: readonly QualityCode[],
): GoalCounts {
  const isOfSessions = goal.isKeyEvent && goal.counting === "once_per_session";
  const values = found.all(isOfSessions ? "value-in-sessions" : "value-of", goal.event, span);
  return {
    keyEvents: measured(keyEvents, ...left),
    events: measured(events, ...left),
    sessions: measured(found.n("sessions-of", goal.event, span), ...left),
    users: measured(found.n("people-of", goal.event, span), ...left),
    value: valueFigure(values, money, left),
  };
}

function valueFigure(rows: readonly Row[], money: Money, left: readonly QualityCode[]): Figure {
  const total = (of: "n" | "m"): number => rows.reduce((sum, row) => sum + row[of], 0);
  if (money.is === "one currency") return measured(total("n"), ...left);
  if (money.is === "dollars") return measured(total("m"), "estimate", ...left);
  return notMeasurable(
    "The values are in several currencies, and the export does not have them in US dollars.",
  );
}

function breakdown(goal: GoalQuestion, found: AnswerRows): BreakdownCount[] {
  return found
    .all("part", goal.event)
    .map((row) => ({
      value: row.b,
      keyEvents: counted(goal, row).keyEvents,
      sessions: found.n("part-sessions", undefined, row.b),
      reached: found.n("part-reached", goal.event, row.b),
    }))
    .sort((a, b) => b.keyEvents - a.keyEvents || (a.value < b.value ? -1 : 1));
}

function incomplete(
  goal: GoalQuestion,
  { parameters }: RequiredColumns,
  found: AnswerRows,
): GoalAnswer["incomplete"] {
  return reportedBy(goal).map((parameter) => ({
    parameter,
    without: found.n("missing", goal.event, `g${parameters.indexOf(parameter)}`),
  }));
}
