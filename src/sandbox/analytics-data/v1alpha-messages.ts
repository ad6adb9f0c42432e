/**
 * The messages of Analytics Data v1alpha that the sandbox emulates: those of funnels. Google's Discovery document of v1alpha
 * is of 2021 and has no funnels, so these are written by hand from the protocol (googleapis/googleapis,
 * google/analytics/data/v1alpha/data.proto and analytics_data_api.proto).
 */
import { choice, duration, enumType, flag, int64, type Messages, many, one, text } from "../message.ts";
import { MESSAGES as BETA } from "./v1beta-messages.ts";

const VISUALIZATION = enumType(
  "google.analytics.data.v1alpha.RunFunnelReportRequest.FunnelVisualizationType",
  ["FUNNEL_VISUALIZATION_TYPE_UNSPECIFIED", "STANDARD_FUNNEL", "TRENDED_FUNNEL"],
);

const COMPARISONS = {
  stringFilter: one("StringFilter"),
  inListFilter: one("InListFilter"),
  numericFilter: one("NumericFilter"),
  betweenFilter: one("BetweenFilter"),
};

export const MESSAGES: Messages = {
  ...BETA,
  RunFunnelReportRequest: {
    property: text,
    dateRanges: many("DateRange"),
    funnel: one("Funnel"),
    funnelBreakdown: one("FunnelBreakdown"),
    funnelNextAction: one("FunnelNextAction"),
    funnelVisualizationType: choice(VISUALIZATION),
    segments: many("Segment"),
    limit: int64,
    dimensionFilter: one("FilterExpression"),
    returnPropertyQuota: flag,
  },
  Funnel: { isOpenFunnel: flag, steps: many("FunnelStep") },
  FunnelStep: {
    name: text,
    isDirectlyFollowedBy: flag,
    withinDurationFromPriorStep: duration,
    filterExpression: one("FunnelFilterExpression"),
  },
  FunnelFilterExpression: {
    andGroup: one("FunnelFilterExpressionList"),
    orGroup: one("FunnelFilterExpressionList"),
    notExpression: one("FunnelFilterExpression"),
    funnelFieldFilter: one("FunnelFieldFilter"),
    funnelEventFilter: one("FunnelEventFilter"),
  },
  FunnelFilterExpressionList: { expressions: many("FunnelFilterExpression") },
  FunnelFieldFilter: { fieldName: text, ...COMPARISONS },
  FunnelEventFilter: {
    eventName: text,
    funnelParameterFilterExpression: one("FunnelParameterFilterExpression"),
  },
  FunnelParameterFilterExpression: {
    andGroup: one("FunnelParameterFilterExpressionList"),
    orGroup: one("FunnelParameterFilterExpressionList"),
    notExpression: one("FunnelParameterFilterExpression"),
    funnelParameterFilter: one("FunnelParameterFilter"),
  },
  FunnelParameterFilterExpressionList: { expressions: many("FunnelParameterFilterExpression") },
  FunnelParameterFilter: { eventParameterName: text, itemParameterName: text, ...COMPARISONS },
  FunnelBreakdown: { breakdownDimension: one("Dimension"), limit: int64 },
  FunnelNextAction: { nextActionDimension: one("Dimension"), limit: int64 },
  Segment: { name: text },
  RunFunnelReportResponse: {
    funnelTable: one("FunnelSubReport"),
    funnelVisualization: one("FunnelSubReport"),
    propertyQuota: one("PropertyQuota"),
    kind: text,
  },
  FunnelSubReport: {
    dimensionHeaders: many("DimensionHeader"),
    metricHeaders: many("MetricHeader"),
    rows: many("Row"),
    metadata: one("FunnelResponseMetadata"),
  },
  FunnelResponseMetadata: { samplingMetadatas: many("SamplingMetadata") },
};

/** The message of the answer, by the id of the method. */
export const ANSWERS: { readonly [id: string]: string } = {
  "analyticsdata.properties.runFunnelReport": "RunFunnelReportResponse",
};
