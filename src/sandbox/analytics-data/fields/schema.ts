/** The dimensions and metrics of a property's reports: those that every property has, and those of its key events and definitions. */
import { inUse } from "../../analytics-admin/resource-lists.ts";
import type { World } from "../../call.ts";
import type { MadeResource, PropertyState } from "../../state.ts";
import { unknownField } from "../refusals.ts";
import { DIMENSIONS, type Dimension, ofParameter, ofUserProperty } from "./dimension.ts";
import {
  eventValue,
  keyEventMetrics,
  METRICS,
  type Metric,
  type MetricType,
  sumOfParameter,
} from "./metric.ts";

export interface Schema {
  readonly dimensions: readonly Dimension[];
  readonly metrics: readonly Metric[];
  /** @throws GoogleError 400 for a name that it does not have; so does the next. */
  dimension(name: string): Dimension;
  metric(name: string): Metric;
  hasDimension(name: string): boolean;
}

const HOUR = 60 * 60_000;

/** @param property null for what every property has */
export function schemaOf({ clock, switches }: World, property: PropertyState | null): Schema {
  const type = switches.keyEventsType;
  const isKnown = ({ createTime }: { readonly createTime: string }) =>
    Date.parse(createTime) + switches.keyEventMetricsAfterHours * HOUR <= clock();
  const own = property === null ? [] : property.keyEvents.filter(isKnown);
  const metrics = [
    ...METRICS,
    eventValue(switches.defaultValuesInEventValue),
    ...keyEventMetrics(null, type),
    ...own.flatMap(({ eventName }) => keyEventMetrics(eventName, type)),
    ...inUse(property?.customMetrics ?? []).map(customMetric),
  ];
  const dimensions = [...DIMENSIONS, ...inUse(property?.customDimensions ?? []).flatMap(customDimension)];
  const dimensionsByName = new Map(dimensions.map((one) => [one.name, one]));
  const metricsByName = new Map(
    metrics.flatMap((one) => [one.name, ...(one.deprecated ?? [])].map((name) => [name, one])),
  );
  return {
    dimensions,
    metrics,
    dimension: (name) => found(dimensionsByName.get(name), name, "dimension"),
    metric: (name) => found(metricsByName.get(name), name, "metric"),
    hasDimension: (name) => dimensionsByName.has(name),
  };
}

function found<T>(field: T | undefined, name: string, kind: "dimension" | "metric"): T {
  if (field === undefined) throw unknownField(name, kind);
  return field;
}

function customDimension({ fields }: MadeResource): Dimension[] {
  const key = String(fields["parameterName"]);
  const uiName = String(fields["displayName"]);
  if (fields["scope"] === "EVENT") return [ofParameter(`customEvent:${key}`, uiName, key)];
  return fields["scope"] === "USER" ? [ofUserProperty(`customUser:${key}`, uiName, key)] : [];
}

function customMetric({ fields }: MadeResource): Metric {
  const key = String(fields["parameterName"]);
  const unit = fields["measurementUnit"];
  const type = (unit === undefined ? "TYPE_STANDARD" : `TYPE_${unit}`) as MetricType;
  return sumOfParameter(`customEvent:${key}`, String(fields["displayName"]), type, key);
}
