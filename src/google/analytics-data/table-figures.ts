/** Figures out of tables of the Data API: the rows that count, by range and day. */

import { type Figure, measured, notMeasurable, type QualityCode } from "../../figures/figure.ts";
import type { Day } from "../../figures/period.ts";
import { qualityOf, type Row, restrictedMetrics, rowsOf } from "./answer.ts";
import type { ReportAnswers } from "./ask.ts";
import type { ReportName } from "./reports.ts";

export type RangeName = "current" | "previous";

/** The sum over the rows that count; not measurable where Google refused the report or hides the metric. */
export function figureOf(
  asked: ReportAnswers,
  report: ReportName,
  counts: (row: Row) => boolean,
  metric: string,
  codes: readonly QualityCode[],
): Figure {
  const table = asked.tables.get(report);
  if (table === undefined) return notMeasurable(asked.refused.get(report) ?? "It was not asked for.");
  if (restrictedMetrics(table).includes(metric))
    return notMeasurable(`These credentials may not see ${metric}.`);
  const rows = rowsOf(table).filter(counts);
  const quality = qualityOf(table);
  // A row that is missing is 0, unless rows are missing that are not.
  const hiding = quality.find(({ code }) => HIDING.includes(code));
  if (rows.length === 0 && hiding !== undefined) return notMeasurable(hiding.message);
  const sum = rows.reduce((all, row) => all + row.number(metric), 0);
  return measured(sum, ...codes, ...quality.map(({ code }) => code));
}

const HIDING: readonly QualityCode[] = ["thresholded", "other-row"];

export function rowsIn({ tables }: ReportAnswers, report: ReportName): Row[] {
  const table = tables.get(report);
  return table === undefined ? [] : rowsOf(table);
}

/** With one range only, rows do not name it. */
export function rangeOf(row: Row, range: RangeName): boolean {
  return (row.of("dateRange") || "current") === range;
}

/** `20261101` → `2026-11-01`. */
export function dayOf(date: string): Day {
  return date.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}
