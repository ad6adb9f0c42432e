/** Custom dimensions and metrics of the property → what reports call a parameter. */
import type { MetricUnit, Registration } from "../language/goal-set/event-parameter.ts";
import { descriptionForPeople } from "../resources/definitions/mark.ts";
import type { DefinitionSnapshot, PropertySnapshot } from "../resources/snapshot.ts";

/** By the name of the parameter. */
export function columnsOf(
  definitions: PropertySnapshot["definitions"],
  scope: "EVENT" | "USER" = "EVENT",
): ReadonlyMap<string, Registration> {
  const of = (list: readonly DefinitionSnapshot[] | null) =>
    (list ?? []).filter(({ body }) => body["scope"] === scope);
  return new Map<string, Registration>([
    ...of(definitions["ga4.customDimension"]).map(
      (one) => [nameOf(one), { as: "dimension", ...common(one) }] as const,
    ),
    ...of(definitions["ga4.customMetric"]).map(
      (one) => [nameOf(one), { as: "metric", ...common(one), ...measured(one) }] as const,
    ),
  ]);
}

function nameOf({ body }: DefinitionSnapshot): string {
  return String(body["parameterName"]);
}

function common({ body }: DefinitionSnapshot) {
  const description = descriptionForPeople(body);
  return { name: String(body["displayName"]), description: description === "" ? null : description };
}

function measured({ body }: DefinitionSnapshot): { unit: MetricUnit; money: "cost" | "revenue" | null } {
  const unit = String(body["measurementUnit"] ?? "STANDARD").toLowerCase() as MetricUnit;
  const [kind] = (body["restrictedMetricType"] ?? []) as readonly string[];
  return { unit, money: kind === "COST_DATA" ? "cost" : kind === "REVENUE_DATA" ? "revenue" : null };
}
