/** What custom and calculated metrics have in common. */
import type { DefinitionBody } from "../body.ts";
import type { Json } from "../json.ts";

/** What a new metric is measured in, behind what it is made of. */
export function inUnit(unit: Json): string {
  return unit === "STANDARD" ? "" : `, in ${String(unit).toLowerCase()}`;
}

/** Of all metrics of a property no two have the same name for people or for programs: Help 14166471. */
export function metricNames({ parameterName, calculatedMetricId, displayName }: DefinitionBody): string[] {
  return [`metric id ${calculatedMetricId ?? parameterName}`, `metric ${displayName}`];
}
