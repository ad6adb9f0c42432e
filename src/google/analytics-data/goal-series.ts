/** A goal by day, by month and by dimension. */

import { type Day, daysOf, monthsOf } from "../../figures/period.ts";
import { withoutPersonal } from "../../figures/personal.ts";
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
  const shown = (row: Row) => withoutPersonal(row.of(DIMENSIONS[by]), by);
  const sessions = summed(rowsIn(asked, "sessionsBy"), shown, "sessions");
  const own = rowsIn(asked, "by").filter((row) => row.of("eventName") === event);
  const reached = summed(own, shown, "sessions");
  return [...summed(own, shown, metricOf(counted))]
    .map(([value, keyEvents]) => ({
      value,
      keyEvents,
      sessions: sessions.get(value) ?? null,
      reached: reached.get(value)!,
    }))
    .sort((a, b) => b.keyEvents - a.keyEvents || (a.value < b.value ? -1 : 1));
}

/** Pages that differ only in what is personal are one. */
function summed(
  rows: readonly Row[],
  value: (row: Row) => string,
  metric: string,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(value(row), (sums.get(value(row)) ?? 0) + row.number(metric));
  return sums;
}
