/**
 * The messages of analyticsdata v1beta that the sandbox emulates, from the Discovery document of revision 20260909.
 * Made by `npm run discovery`; not to be edited.
 */
import {
  alternative,
  choice,
  choices,
  double,
  enumType,
  flag,
  int32,
  int64,
  type Messages,
  many,
  one,
  text,
  texts,
} from "../message.ts";

export const COHORTS_RANGE_GRANULARITY = enumType("google.analytics.data.v1beta.CohortsRange.Granularity", [
  "GRANULARITY_UNSPECIFIED",
  "DAILY",
  "WEEKLY",
  "MONTHLY",
]);

export const COMPATIBILITY = enumType("google.analytics.data.v1beta.Compatibility", [
  "COMPATIBILITY_UNSPECIFIED",
  "COMPATIBLE",
  "INCOMPATIBLE",
]);

export const DATA_TRUNCATION_REASON_DATA_TRUNCATION_TYPE = enumType(
  "google.analytics.data.v1beta.DataTruncationReason.DataTruncationType",
  [
    "DATA_TRUNCATION_TYPE_UNSPECIFIED",
    "DATA_TRUNCATION_TYPE_RULES_BASED_MODELS",
    "DATA_TRUNCATION_TYPE_DATA_DRIVEN_ATTRIBUTION",
    "DATA_TRUNCATION_TYPE_DV360",
    "DATA_TRUNCATION_TYPE_CM360",
    "DATA_TRUNCATION_TYPE_ITEM_SCOPED_ECOMMERCE_METRICS",
    "DATA_TRUNCATION_TYPE_EVENT_SCOPED_ECOMMERCE_METRICS",
    "DATA_TRUNCATION_TYPE_DATE_RANGE",
    "DATA_TRUNCATION_TYPE_PROPERTY",
    "DATA_TRUNCATION_TYPE_CONVERSIONS",
    "DATA_TRUNCATION_TYPE_GOOGLE_ADS",
  ],
);

export const FILTER_NUMERIC_FILTER_OPERATION = enumType(
  "google.analytics.data.v1beta.Filter.NumericFilter.Operation",
  [
    "OPERATION_UNSPECIFIED",
    "EQUAL",
    "LESS_THAN",
    "LESS_THAN_OR_EQUAL",
    "GREATER_THAN",
    "GREATER_THAN_OR_EQUAL",
  ],
);

export const FILTER_STRING_FILTER_MATCH_TYPE = enumType(
  "google.analytics.data.v1beta.Filter.StringFilter.MatchType",
  [
    "MATCH_TYPE_UNSPECIFIED",
    "EXACT",
    "BEGINS_WITH",
    "ENDS_WITH",
    "CONTAINS",
    "FULL_REGEXP",
    "PARTIAL_REGEXP",
  ],
);

export const METRIC_AGGREGATION = enumType(
  "google.analytics.data.v1beta.MetricAggregation",
  ["METRIC_AGGREGATION_UNSPECIFIED", "TOTAL", "COUNT", "MINIMUM", "MAXIMUM"],
  { COUNT: 4, MINIMUM: 5, MAXIMUM: 6 },
);

export const METRIC_METADATA_BLOCKED_REASON = enumType(
  "google.analytics.data.v1beta.MetricMetadata.BlockedReason",
  ["BLOCKED_REASON_UNSPECIFIED", "NO_REVENUE_METRICS", "NO_COST_METRICS"],
);

export const METRIC_TYPE = enumType(
  "google.analytics.data.v1beta.MetricType",
  [
    "METRIC_TYPE_UNSPECIFIED",
    "TYPE_INTEGER",
    "TYPE_FLOAT",
    "TYPE_SECONDS",
    "TYPE_MILLISECONDS",
    "TYPE_MINUTES",
    "TYPE_HOURS",
    "TYPE_STANDARD",
    "TYPE_CURRENCY",
    "TYPE_FEET",
    "TYPE_MILES",
    "TYPE_METERS",
    "TYPE_KILOMETERS",
  ],
  {
    TYPE_SECONDS: 4,
    TYPE_MILLISECONDS: 5,
    TYPE_MINUTES: 6,
    TYPE_HOURS: 7,
    TYPE_STANDARD: 8,
    TYPE_CURRENCY: 9,
    TYPE_FEET: 10,
    TYPE_MILES: 11,
    TYPE_METERS: 12,
    TYPE_KILOMETERS: 13,
  },
);

export const ORDER_BY_DIMENSION_ORDER_BY_ORDER_TYPE = enumType(
  "google.analytics.data.v1beta.OrderBy.DimensionOrderBy.OrderType",
  ["ORDER_TYPE_UNSPECIFIED", "ALPHANUMERIC", "CASE_INSENSITIVE_ALPHANUMERIC", "NUMERIC"],
);

export const RESTRICTED_METRIC_TYPE = enumType("google.analytics.data.v1beta.RestrictedMetricType", [
  "RESTRICTED_METRIC_TYPE_UNSPECIFIED",
  "COST_DATA",
  "REVENUE_DATA",
]);

export const MESSAGES: Messages = {
  Empty: {},
  ActiveMetricRestriction: {
    metricName: text,
    restrictedMetricTypes: choices(RESTRICTED_METRIC_TYPE),
  },
  BatchRunReportsRequest: {
    requests: many("RunReportRequest"),
  },
  BatchRunReportsResponse: {
    kind: text,
    reports: many("RunReportResponse"),
  },
  BetweenFilter: {
    fromValue: one("NumericValue"),
    toValue: one("NumericValue"),
  },
  CaseExpression: {
    dimensionName: text,
  },
  CheckCompatibilityRequest: {
    compatibilityFilter: choice(COMPATIBILITY),
    dimensionFilter: one("FilterExpression"),
    dimensions: many("Dimension"),
    metricFilter: one("FilterExpression"),
    metrics: many("Metric"),
  },
  CheckCompatibilityResponse: {
    dimensionCompatibilities: many("DimensionCompatibility"),
    metricCompatibilities: many("MetricCompatibility"),
  },
  Cohort: {
    dateRange: one("DateRange"),
    dimension: text,
    name: text,
  },
  CohortReportSettings: {
    accumulate: flag,
  },
  CohortSpec: {
    cohortReportSettings: one("CohortReportSettings"),
    cohorts: many("Cohort"),
    cohortsRange: one("CohortsRange"),
  },
  CohortsRange: {
    endOffset: int32,
    granularity: choice(COHORTS_RANGE_GRANULARITY),
    startOffset: int32,
  },
  Comparison: {
    comparison: text,
    dimensionFilter: one("FilterExpression"),
    name: text,
  },
  ComparisonMetadata: {
    apiName: text,
    description: text,
    uiName: text,
  },
  ConcatenateExpression: {
    delimiter: text,
    dimensionNames: texts,
  },
  DataTruncationDateRange: {
    endDate: text,
    startDate: text,
  },
  DataTruncationReason: {
    dataTruncationDate: text,
    dataTruncationDateRanges: many("DataTruncationDateRange"),
    dataTruncationMessage: text,
    dataTruncationType: choice(DATA_TRUNCATION_REASON_DATA_TRUNCATION_TYPE),
  },
  DateRange: {
    endDate: text,
    name: text,
    startDate: text,
  },
  Dimension: {
    dimensionExpression: one("DimensionExpression"),
    name: text,
  },
  DimensionCompatibility: {
    compatibility: choice(COMPATIBILITY),
    dimensionMetadata: one("DimensionMetadata"),
  },
  DimensionExpression: {
    concatenate: one("ConcatenateExpression"),
    lowerCase: one("CaseExpression"),
    upperCase: one("CaseExpression"),
  },
  DimensionHeader: {
    name: text,
  },
  DimensionMetadata: {
    apiName: text,
    category: text,
    customDefinition: flag,
    deprecatedApiNames: texts,
    description: text,
    uiName: text,
  },
  DimensionOrderBy: {
    dimensionName: text,
    orderType: choice(ORDER_BY_DIMENSION_ORDER_BY_ORDER_TYPE),
  },
  DimensionValue: {
    value: text,
  },
  EmptyFilter: {},
  Filter: {
    betweenFilter: one("BetweenFilter"),
    emptyFilter: one("EmptyFilter"),
    fieldName: text,
    inListFilter: one("InListFilter"),
    numericFilter: one("NumericFilter"),
    stringFilter: one("StringFilter"),
  },
  FilterExpression: {
    andGroup: one("FilterExpressionList"),
    filter: one("Filter"),
    notExpression: one("FilterExpression"),
    orGroup: one("FilterExpressionList"),
  },
  FilterExpressionList: {
    expressions: many("FilterExpression"),
  },
  InListFilter: {
    caseSensitive: flag,
    values: texts,
  },
  Metadata: {
    comparisons: many("ComparisonMetadata"),
    dimensions: many("DimensionMetadata"),
    metrics: many("MetricMetadata"),
    name: text,
  },
  Metric: {
    expression: text,
    invisible: flag,
    name: text,
  },
  MetricCompatibility: {
    compatibility: choice(COMPATIBILITY),
    metricMetadata: one("MetricMetadata"),
  },
  MetricHeader: {
    name: text,
    type: choice(METRIC_TYPE),
  },
  MetricMetadata: {
    apiName: text,
    blockedReasons: choices(METRIC_METADATA_BLOCKED_REASON),
    category: text,
    customDefinition: flag,
    deprecatedApiNames: texts,
    description: text,
    expression: text,
    type: choice(METRIC_TYPE),
    uiName: text,
  },
  MetricOrderBy: {
    metricName: text,
  },
  MetricValue: {
    value: text,
  },
  NumericFilter: {
    operation: choice(FILTER_NUMERIC_FILTER_OPERATION),
    value: one("NumericValue"),
  },
  NumericValue: {
    doubleValue: alternative(double),
    int64Value: alternative(int64),
  },
  OrderBy: {
    desc: flag,
    dimension: one("DimensionOrderBy"),
    metric: one("MetricOrderBy"),
    pivot: one("PivotOrderBy"),
  },
  PivotOrderBy: {
    metricName: text,
    pivotSelections: many("PivotSelection"),
  },
  PivotSelection: {
    dimensionName: text,
    dimensionValue: text,
  },
  PropertyQuota: {
    concurrentRequests: one("QuotaStatus"),
    potentiallyThresholdedRequestsPerHour: one("QuotaStatus"),
    serverErrorsPerProjectPerHour: one("QuotaStatus"),
    tokensPerDay: one("QuotaStatus"),
    tokensPerHour: one("QuotaStatus"),
    tokensPerProjectPerHour: one("QuotaStatus"),
  },
  QuotaStatus: {
    consumed: int32,
    remaining: int32,
  },
  ResponseMetaData: {
    currencyCode: text,
    dataLossFromOtherRow: flag,
    dataTruncationReasons: many("DataTruncationReason"),
    emptyReason: text,
    samplingMetadatas: many("SamplingMetadata"),
    schemaRestrictionResponse: one("SchemaRestrictionResponse"),
    subjectToThresholding: flag,
    timeZone: text,
  },
  Row: {
    dimensionValues: many("DimensionValue"),
    metricValues: many("MetricValue"),
  },
  RunReportRequest: {
    cohortSpec: one("CohortSpec"),
    comparisons: many("Comparison"),
    currencyCode: text,
    dateRanges: many("DateRange"),
    dimensionFilter: one("FilterExpression"),
    dimensions: many("Dimension"),
    keepEmptyRows: flag,
    limit: int64,
    metricAggregations: choices(METRIC_AGGREGATION),
    metricFilter: one("FilterExpression"),
    metrics: many("Metric"),
    offset: int64,
    orderBys: many("OrderBy"),
    property: text,
    returnPropertyQuota: flag,
  },
  RunReportResponse: {
    dimensionHeaders: many("DimensionHeader"),
    kind: text,
    maximums: many("Row"),
    metadata: one("ResponseMetaData"),
    metricHeaders: many("MetricHeader"),
    minimums: many("Row"),
    propertyQuota: one("PropertyQuota"),
    rowCount: int32,
    rows: many("Row"),
    totals: many("Row"),
  },
  SamplingMetadata: {
    samplesReadCount: int64,
    samplingSpaceSize: int64,
  },
  SchemaRestrictionResponse: {
    activeMetricRestrictions: many("ActiveMetricRestriction"),
  },
  StringFilter: {
    caseSensitive: flag,
    matchType: choice(FILTER_STRING_FILTER_MATCH_TYPE),
    value: text,
  },
};

/** The message of the answer, by the id of the method. */
export const ANSWERS: { readonly [id: string]: string } = {
  "analyticsdata.properties.batchRunReports": "BatchRunReportsResponse",
  "analyticsdata.properties.checkCompatibility": "CheckCompatibilityResponse",
  "analyticsdata.properties.getMetadata": "Metadata",
  "analyticsdata.properties.runReport": "RunReportResponse",
};

/** Methods that the sandbox does not emulate, each with the scopes of which one is enough. */
export const OTHER_METHODS: readonly string[] = [
  "GET v1beta/properties/{property}/audienceExports analytics analytics.readonly",
  "GET v1beta/properties/{property}/audienceExports/{audienceExport} analytics analytics.readonly",
  "POST v1beta/properties/{property}/audienceExports analytics analytics.readonly",
  "POST v1beta/properties/{property}/audienceExports/{audienceExport}:query analytics analytics.readonly",
  "POST v1beta/properties/{property}:batchRunPivotReports analytics analytics.readonly",
  "POST v1beta/properties/{property}:runPivotReport analytics analytics.readonly",
  "POST v1beta/properties/{property}:runRealtimeReport analytics analytics.readonly",
];
