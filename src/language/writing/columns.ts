/** A column of reports, or a calculated metric → its entry in `dimensions:` or `metrics:`. */
import { formulaText, parameterOfMetric } from "../../resources/definitions/formula.ts";
import { parseFormula } from "../../resources/definitions/parse-formula.ts";
import type { CalculatedMetric } from "../goal-set/calculated-metric.ts";
import type { Column } from "../goal-set/column.ts";
import { titleOf } from "../meaning/title.ts";
import { unitToYaml } from "./parameters.ts";
import { type Field, field, fieldsInOne } from "./yaml-value.ts";

export function calculatedField({ id, name, description, unit, formula }: CalculatedMetric): Field {
  const said = fieldsInOne([
    ...field("formula", formulaInFile(formula)),
    ...(unit === "standard" ? [] : field("unit", unit)),
    ...(name === titleOf(id) ? [] : field("name", name)),
    ...field("description", description),
  ]);
  return [id, said];
}

/** Metrics of the file come before those of Analytics, so their parameters say enough. */
function formulaInFile(text: string): string {
  const formula = parseFormula(text);
  if (formula.is === "problem") return text;
  return formulaText(formula, (name) => parameterOfMetric(name) ?? name);
}

export function columnField(one: Column): Field {
  return [one.parameter, columnSaid(one)];
}

function columnSaid({ parameter, scope, registered, noAds }: Column) {
  const { name, description } = registered;
  return fieldsInOne([
    ...(scope === "event" ? [] : field("scope", scope)),
    ...(name === titleOf(parameter) ? [] : field("name", name)),
    ...field("description", description),
    ...(registered.as === "metric" ? unitToYaml(registered) : []),
    ...(noAds ? field("no_ads", true) : []),
  ]);
}
