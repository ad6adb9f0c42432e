/** `metadata` and `checkCompatibility`: which fields there are, and which of them go together. */
import { type Call, param } from "../call.ts";
import type { Json, PropertyState } from "../state.ts";
import type { Dimension } from "./fields/dimension.ts";
import type { Metric } from "./fields/metric.ts";
import { schemaOf } from "./fields/schema.ts";
import { checkTogether, columnsOf, isRestricted } from "./report/columns.ts";

/** @param property null for the fields of every property */
export function metadata(call: Call, property: PropertyState | null): Json {
  const { dimensions, metrics } = schemaOf(call, property);
  return {
    name: `properties/${param(call, "property")}/metadata`,
    dimensions: dimensions.map(dimensionMetadata),
    metrics: metrics.map((metric) => metricMetadata(metric, call)),
  };
}

/**
 * It fails when what is given does not go together already.
 *
 * @throws GoogleError 400
 */
export function compatibility(call: Call, property: PropertyState): Json {
  const schema = schemaOf(call, property);
  const { body } = call;
  if (["dimensions", "metrics"].some((list) => body[list] !== undefined)) columnsOf(body, schema, call);
  const wanted = body["compatibilityFilter"];
  const fits = (name: string) => {
    try {
      checkTogether([name], call);
      return "COMPATIBLE";
    } catch {
      return call.switches.checkKnowsIncompatibleFields ? "INCOMPATIBLE" : "COMPATIBLE";
    }
  };
  const listed = <T extends { readonly name: string }>(
    fields: readonly T[],
    answer: (field: T) => { [key: string]: Json },
  ) =>
    fields
      .map((field) => ({ ...answer(field), compatibility: fits(field.name) }))
      .filter((one) => wanted === undefined || one.compatibility === wanted);
  const dimensionCompatibilities = listed(schema.dimensions, (one) => ({
    dimensionMetadata: dimensionMetadata(one),
  }));
  const metricCompatibilities = listed(schema.metrics, (one) => ({
    metricMetadata: metricMetadata(one, call),
  }));
  return {
    ...(dimensionCompatibilities.length > 0 && { dimensionCompatibilities }),
    ...(metricCompatibilities.length > 0 && { metricCompatibilities }),
  };
}

function dimensionMetadata({ name, uiName, category, isCustom }: Dimension): Json {
  return { apiName: name, uiName, category, ...(isCustom && { customDefinition: true }) };
}

function metricMetadata(metric: Metric, { switches }: Call): Json {
  const { name, uiName, category, type, isCustom, deprecated } = metric;
  return {
    apiName: name,
    uiName,
    category,
    type,
    ...(isCustom && { customDefinition: true }),
    ...(deprecated && { deprecatedApiNames: deprecated }),
    ...(isRestricted(metric, switches.restrictedMetrics) && { blockedReasons: ["NO_REVENUE_METRICS"] }),
  };
}
