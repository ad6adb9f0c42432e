/** `orderBys` → the order of rows. */

import { entryIn } from "../../../entry-in.ts";
import type { Fields } from "../../state.ts";
import { invalid } from "../refusals.ts";
import type { Columns } from "./columns.ts";
import type { ReportRow } from "./rows.ts";

type Compare = (one: ReportRow, other: ReportRow) => number;

/** @throws GoogleError 400 for a field that was not requested */
export function orderOf(orderBys: readonly Fields[], columns: Columns): Compare {
  const wanted = orderBys.map((one) => compareBy(one, columns));
  // Nothing is promised of the order without it. Ties are what pages of a report overlap at.
  const byFirstMetric: Compare[] =
    columns.metrics.length === 0 ? [] : [(a, b) => b.metrics[0]! - a.metrics[0]!];
  const all = wanted.length === 0 ? byFirstMetric : wanted;
  const ties: Compare = (a, b) => codePoints(a.dimensions.join("\u0000"), b.dimensions.join("\u0000"));
  return (a, b) => {
    for (const compare of [...all, ties]) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

function compareBy({ metric, dimension, desc }: Fields, columns: Columns): Compare {
  const sign = desc === true ? -1 : 1;
  if (metric !== undefined) {
    const index = placeOf(String((metric as Fields)["metricName"]), columns.metrics, "metric");
    return (a, b) => sign * (a.metrics[index]! - b.metrics[index]!);
  }
  if (dimension === undefined) throw invalid("An order_by has a metric or a dimension.");
  const { dimensionName, orderType } = dimension as Fields;
  const index = placeOf(String(dimensionName), columns.dimensions, "dimension");
  const compare = entryIn(VALUES, String(orderType)) ?? codePoints;
  return (a, b) => sign * compare(a.dimensions[index]!, b.dimensions[index]!);
}

function placeOf(name: string, columns: readonly { readonly name: string }[], kind: string): number {
  const index = columns.findIndex((column) => column.name === name);
  if (index < 0) throw invalid(`The ${kind} ${name} in order_bys is not requested.`);
  return index;
}

const VALUES: { readonly [type: string]: (a: string, b: string) => number } = {
  CASE_INSENSITIVE_ALPHANUMERIC: (a, b) => codePoints(a.toLowerCase(), b.toLowerCase()),
  NUMERIC: (a, b) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0),
};

function codePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
