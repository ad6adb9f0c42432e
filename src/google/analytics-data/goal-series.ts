/** A goal by day, by month and by dimension. */

import { type Day, daysOf, monthsOf } from "../../figures/period.ts";
import type { GoalQuestion, Questions } from "../../figures/question.ts";
import type { BreakdownCount, DayCount, MonthCount } from "../../figures/source.ts";
import type { Row } from "./answer.ts";
import type { ReportAnswers } from "./ask.ts";
import { type CountedAs, metricOf } from "./counted-as.ts";
import { DIMENSIONS } from "./reports.ts";
import { dayOf, rowsIn } from "./table-figures.ts";

export function perDay(goal: GoalQuestion, { history }: Questions, asked: ReportAnswers): DayCount[] {
  const counts = new Map<Day, Row>();
  for (const row of rowsIn(asked, "days"))
    if (row.of("eventName") === goal.event) counts.set(dayOf(row.of("date")), row);
  return daysOf(history).map((date) => {
    const events = counts.get(date)?.number("eventCount") ?? 0;
    return {
      date,
      keyEvents: goal.isKeyEvent ? (counts.get(date)?.number("keyEvents") ?? 0) : events,
      events,
    };
  });
}

export function perMonth(
  { event }: GoalQuestion,
  counted: CountedAs,
  { months }: Questions,
  asked: ReportAnswers,
): MonthCount[] | null {
  if (months === null || !asked.tables.has("months")) return null;
  const counts = new Map<string, number>();
  for (const row of rowsIn(asked, "months"))
    if (row.of("eventName") === event) counts.set(row.of("yearMonth"), row.number(metricOf(counted)));
  return monthsOf(months).map((month) => ({ month, keyEvents: counts.get(month.replace("-", "")) ?? 0 }));
}

export function breakdown(
  { event }: GoalQuestion,
  counted: CountedAs,
  { by }: Questions,
  asked: ReportAnswers,
): BreakdownCount[] | null {
  if (by === null || !asked.tables.has("by")) return null;
  const dimension = DIMENSIONS[by];
  const sessions = new Map(
    rowsIn(asked, "sessionsBy").map((row) => [row.of(dimension), row.number("sessions")] as const),
  );
  return rowsIn(asked, "by")
    .filter((row) => row.of("eventName") === event)
    .map((row) => ({
      value: row.of(dimension),
      keyEvents: row.number(metricOf(counted)),
      sessions: sessions.get(row.of(dimension)) ?? null,
      reached: row.number("sessions"),
    }))
    .sort((a, b) => b.keyEvents - a.keyEvents || (a.value < b.value ? -1 : 1));
}
