/** What an answer says about itself: how much of it is missing, and why. */
import type { World } from "../../call.ts";
import type { Json, PropertyState } from "../../state.ts";
import { type Columns, isRestricted } from "./columns.ts";
import type { DateRange } from "./date-ranges.ts";
import { type Readable, retained } from "./readable.ts";

export interface Findings {
  readonly property: PropertyState;
  readonly ranges: readonly DateRange[];
  readonly read: readonly Readable[];
  readonly columns: Columns;
  /** Whether rows were put together as "(other)". */
  readonly hasOther: boolean;
  readonly currencyCode: string;
}

export function metadataOf({ switches, clock }: World, findings: Findings): Json {
  const { property, ranges, read, columns, hasOther, currencyCode } = findings;
  const samplings = read.flatMap(({ sampling }) => (sampling === null ? [] : [sampling]));
  const oldest = retained(property, clock(), switches.retentionDays);
  const isTruncated = ranges.some(({ start }) => start < oldest);
  const restricted = columns.metrics.filter((metric) => isRestricted(metric, switches.restrictedMetrics));
  return {
    currencyCode,
    timeZone: property.timeZone,
    ...(switches.thresholding !== "off" && { subjectToThresholding: true }),
    ...(hasOther && { dataLossFromOtherRow: true }),
    ...(samplings.length > 0 && { samplingMetadatas: samplings }),
    ...(isTruncated && { dataTruncationReasons: [truncation(oldest)] }),
    ...(restricted.length > 0 && {
      schemaRestrictionResponse: {
        activeMetricRestrictions: restricted.map(({ name }) => ({
          metricName: name,
          restrictedMetricTypes: ["REVENUE_DATA"],
        })),
      },
    }),
  };
}

function truncation(oldest: string): Json {
  const date = `${oldest.slice(0, 4)}-${oldest.slice(4, 6)}-${oldest.slice(6)}`;
  return {
    dataTruncationType: "DATA_TRUNCATION_TYPE_PROPERTY",
    dataTruncationDate: date,
    dataTruncationMessage: `Data before ${date} is past the retention of the property.`,
  };
}
