/** One entry of `dimensions:` or `metrics:` → a column of reports. */
import type { Column, ColumnScope } from "../goal-set/column.ts";
import type { MetricUnit, RegisteredMetric, Registration } from "../goal-set/event-parameter.ts";
import { booleanOf, child, type Located, type LocatedEntry, textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { titleOf } from "./title.ts";

export function readColumn(
  source: SourceText,
  { key: parameter, keySpan, value: node }: LocatedEntry,
  as: Registration["as"],
): Column {
  const common = {
    name: textOf(child(node, "name")) ?? titleOf(parameter),
    description: textOf(child(node, "description")) ?? null,
  };
  return {
    parameter,
    scope: (textOf(child(node, "scope")) as ColumnScope | undefined) ?? "event",
    registered: as === "metric" ? { as, ...common, ...measuredIn(node) } : { as, ...common },
    noAds: booleanOf(child(node, "no_ads")) ?? false,
    at: source.place(keySpan),
  };
}

export function measuredIn(node: Located | undefined): Pick<RegisteredMetric, "unit" | "money"> {
  const money = textOf(child(node, "money"));
  return {
    unit: (textOf(child(node, "unit")) ?? "standard") as MetricUnit,
    money: money === "cost" || money === "revenue" ? money : null,
  };
}
