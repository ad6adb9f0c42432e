/**
 * Requests of the Analytics Data API, as its Discovery document (v1beta, revision 20260909) has them.
 * developers.google.com/analytics/devguides/reporting/data/v1/rest/v1beta/properties/runReport
 */
import type { JsonObject } from "../../resources/resource.ts";

/** A batch has at most this many reports (`batchRunReports`, Discovery). */
export const REPORTS_A_BATCH = 5;

/** A report has at most this many metrics (`RunReportRequest.metrics`, Discovery). */
export const METRICS_A_REPORT = 10;

/** Google treats more as this many (`RunReportRequest.limit`, Discovery). */
const MOST_ROWS = 250_000;

export interface DateRange {
  readonly name: "current" | "previous" | "all";
  readonly from: string;
  readonly to: string;
}

export interface ReportRequest {
  readonly ranges: readonly DateRange[];
  readonly dimensions?: readonly string[];
  readonly metrics: readonly string[];
  readonly filter?: JsonObject;
  readonly metricFilter?: JsonObject;
  /** Rows are ordered by this metric, the largest first. */
  readonly largest?: string;
  readonly limit?: number;
}

/** Dates are literal: the same report asked again is the same question. Every order has a tie-break, or pages would overlap. */
export function reportBody(request: ReportRequest): JsonObject {
  const { ranges, dimensions = [], metrics, filter, metricFilter, largest, limit = MOST_ROWS } = request;
  const orderBys = [
    ...(largest === undefined ? [] : [{ metric: { metricName: largest }, desc: true }]),
    ...dimensions.map((dimensionName) => ({ dimension: { dimensionName } })),
  ];
  return {
    dateRanges: ranges.map(({ name, from, to }) => ({ startDate: from, endDate: to, name })),
    ...(dimensions.length === 0 ? {} : { dimensions: dimensions.map((name) => ({ name })) }),
    metrics: metrics.map((name) => ({ name })),
    ...(filter === undefined ? {} : { dimensionFilter: filter }),
    ...(metricFilter === undefined ? {} : { metricFilter }),
    ...(orderBys.length === 0 ? {} : { orderBys }),
    limit: String(limit),
    keepEmptyRows: true,
    returnPropertyQuota: true,
  };
}

/** Names of events are case-sensitive: support.google.com/analytics/answer/13316687. */
export function eventIsOneOf(events: readonly string[]): JsonObject {
  return {
    filter: {
      fieldName: "eventName",
      inListFilter: { values: [...new Set(events)], caseSensitive: true },
    },
  };
}

export function not(expression: JsonObject): JsonObject {
  return { notExpression: expression };
}

export function isPositive(metric: string): JsonObject {
  const numericFilter = { operation: "GREATER_THAN", value: { int64Value: "0" } };
  return { filter: { fieldName: metric, numericFilter } };
}
