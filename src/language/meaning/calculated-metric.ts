/** An entry of `metrics:` with a `formula` → a calculated metric. */
import { customMetricName, formulaText } from "../../resources/definitions/formula.ts";
import type { Formula } from "../../resources/definitions/parse-formula.ts";
import { type FormulaProblem, parseFormula } from "../../resources/definitions/parse-formula.ts";
import type { MetricUnit } from "../goal-set/event-parameter.ts";
import { child, type LocatedEntry, textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import { titleOf } from "./title.ts";
import type { DefaultedParts, Written, WrittenCalculated } from "./written.ts";

export function isCalculated({ value }: LocatedEntry): boolean {
  return child(value, "formula") !== undefined;
}

/** @param metrics parameters that are metrics of the file: in a formula they come before those of Analytics */
export function readCalculated(
  source: SourceText,
  entry: LocatedEntry,
  metrics: ReadonlySet<string>,
): WrittenCalculated {
  const { key: id, keySpan, value: node } = entry;
  const formula = parseFormula(textOf(child(node, "formula")) ?? "");
  return {
    metric: {
      id,
      name: textOf(child(node, "name")) ?? titleOf(id),
      description: textOf(child(node, "description")) ?? null,
      unit: (textOf(child(node, "unit")) ?? "standard") as MetricUnit,
      formula: atGoogle(formula, metrics),
      at: source.place(keySpan),
    },
    formula,
    entry,
  };
}

function atGoogle(formula: Formula | FormulaProblem, metrics: ReadonlySet<string>): string {
  if (formula.is === "problem") return "";
  return formulaText(formula, (name) => (metrics.has(name) ? customMetricName(name) : name));
}

/** Parameters of events that are metrics of the file: by a line in `metrics`, or because one of these parts registers them. */
export function metricsOf(
  columns: Written["columns"],
  parts: readonly Pick<DefaultedParts, "goals" | "forwards">[],
): ReadonlySet<string> {
  const sending = parts.flatMap(({ goals, forwards }) => [
    ...goals.map(({ goal }) => goal),
    ...forwards.map(({ forward }) => forward),
  ]);
  return new Set([
    ...columns.flatMap(({ column }) => (column.registered.as === "metric" ? [column.parameter] : [])),
    ...sending.flatMap(({ parameters }) =>
      parameters.flatMap(({ name, registered }) => (registered?.as === "metric" ? [name] : [])),
    ),
  ]);
}
