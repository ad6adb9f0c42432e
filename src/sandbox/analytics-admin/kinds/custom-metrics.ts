/** Custom metrics: parameters whose numbers reports can add up. In both versions. */
import type { Fields } from "../../state.ts";
import { propertyOf } from "../properties.ts";
import { invalidArgument } from "../refusals.ts";
import type { ResourceKind } from "../resource-kind.ts";
import { checkRoom } from "../room.ts";
import { missing, requiredText } from "../text-fields.ts";
import { checkNames } from "./calculated-metrics.ts";
import { checkDefinition, checkFree, holdsPlace } from "./registered-parameters.ts";

/** For a standard property (support.google.com/analytics/answer/10075209). */
const LIMIT = 50;

export const CUSTOM_METRICS: ResourceKind<"CustomMetric"> = {
  message: "CustomMetric",
  partOf: "property",
  removal: "archive",
  nameField: "parameterName",
  fields: {
    mutable: ["display_name", "description", "measurement_unit", "restricted_metric_type"],
    immutable: ["parameter_name", "scope"],
    output: ["name"],
  },
  check: (fields, others, call) => {
    checkDefinition(fields, others, call);
    checkUnit(fields);
  },
  checkNew: (fields, stored, call) => {
    checkFree(fields, stored, call);
    checkNames({ id: String(fields["parameterName"]), fields }, propertyOf(call).calculatedMetrics);
    checkRoom(call, stored.filter(holdsPlace(call)).length, { of: "custom metrics", maximum: LIMIT });
  },
};

/** The kind of restricted data is for money, and money needs it. */
function checkUnit(fields: Fields): void {
  const isMoney = requiredText(fields, "measurementUnit") === "CURRENCY";
  const types = (fields["restrictedMetricType"] ?? []) as readonly string[];
  if (isMoney && !types.some((type) => type !== "")) throw missing("restricted_metric_type");
  if (isMoney || types.length === 0) return;
  throw invalidArgument("The field restricted_metric_type is only for metrics of the unit CURRENCY.");
}
