/** The kinds of resource that the sandbox keeps for a property. A new kind is a file in `kinds/` and its line here. */
import type { MadeResource } from "../state.ts";
import { AUDIENCES } from "./kinds/audiences.ts";
import { CALCULATED_METRICS } from "./kinds/calculated-metrics.ts";
import { CUSTOM_DIMENSIONS } from "./kinds/custom-dimensions.ts";
import { CUSTOM_METRICS } from "./kinds/custom-metrics.ts";
import { EVENT_CREATE_RULES } from "./kinds/event-create-rules.ts";
import { KEY_EVENTS } from "./kinds/key-events.ts";
import { REPORTING_DATA_ANNOTATIONS } from "./kinds/reporting-data-annotations.ts";
import type { ResourceKind } from "./resource-kind.ts";

export const PROPERTY_KINDS = [
  KEY_EVENTS,
  CUSTOM_DIMENSIONS,
  CUSTOM_METRICS,
  CALCULATED_METRICS,
  AUDIENCES,
  REPORTING_DATA_ANNOTATIONS,
] as const;

export const STREAM_KINDS = [EVENT_CREATE_RULES] as const;

export const RESOURCE_KINDS: readonly ResourceKind[] = [...PROPERTY_KINDS, ...STREAM_KINDS];

/** Such as `keyEvent`. */
export type ResourceName = Uncapitalize<(typeof PROPERTY_KINDS | typeof STREAM_KINDS)[number]["message"]>;

/** The lists that the state has for a property or a stream, such as `customMetrics`. */
export type ResourceLists<Kinds extends readonly ResourceKind[]> = {
  [Kind in Kinds[number] as `${Uncapitalize<Kind["message"]>}s`]: MadeResource[];
};
