/** What is sent along with an event, and what reports call it. */
import type { Place } from "../../diagnostic.ts";
import type { SiteSource } from "./site-source.ts";

export interface EventParameter {
  /** GA4 parameter name. */
  readonly name: string;
  readonly from: ParameterSource;
  /** What reports call it; null when it is only sent. */
  readonly registered: Registration | null;
  readonly at: Place;
}

export type ParameterSource = { readonly constant: string } | SiteSource;

/** A custom dimension or a custom metric of the property. */
export type Registration = RegisteredDimension | RegisteredMetric;

interface RegisteredCommon {
  readonly name: string;
  readonly description: string | null;
}

export interface RegisteredDimension extends RegisteredCommon {
  readonly as: "dimension";
}

export interface RegisteredMetric extends RegisteredCommon {
  readonly as: "metric";
  readonly unit: MetricUnit;
  /** Which kind of money it is; null exactly if the unit is not a currency. */
  readonly money: "cost" | "revenue" | null;
}

export type MetricUnit =
  | "standard"
  | "currency"
  | "feet"
  | "meters"
  | "kilometers"
  | "miles"
  | "milliseconds"
  | "seconds"
  | "minutes"
  | "hours";
