/** A number in reports that Analytics makes of other metrics. */
import type { Place } from "../../diagnostic.ts";
import type { MetricUnit } from "./event-parameter.ts";

export interface CalculatedMetric {
  /** The key in the file, and the name under which the Data API knows it (`calcMetric:<id>`). */
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly unit: MetricUnit;
  /** As Google spells it: `customEvent:margin / purchaseRevenue`. */
  readonly formula: string;
  readonly at: Place;
}
