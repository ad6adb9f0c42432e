/**
 * The messages of analyticsadmin v1alpha that the sandbox emulates, from the Discovery document of revision 20260908.
 * Made by `npm run discovery`; not to be edited.
 */
import {
  alternative,
  choice,
  choices,
  double,
  duration,
  enumType,
  flag,
  int32,
  int64,
  type Messages,
  many,
  one,
  text,
  texts,
  timestamp,
} from "../message.ts";

export const AUDIENCE_AUDIENCE_EXCLUSION_DURATION_MODE = enumType(
  "google.analytics.admin.v1alpha.Audience.AudienceExclusionDurationMode",
  ["AUDIENCE_EXCLUSION_DURATION_MODE_UNSPECIFIED", "EXCLUDE_TEMPORARILY", "EXCLUDE_PERMANENTLY"],
);

export const AUDIENCE_DIMENSION_OR_METRIC_FILTER_NUMERIC_FILTER_OPERATION = enumType(
  "google.analytics.admin.v1alpha.AudienceDimensionOrMetricFilter.NumericFilter.Operation",
  ["OPERATION_UNSPECIFIED", "EQUAL", "LESS_THAN", "GREATER_THAN"],
  { GREATER_THAN: 4 },
);

export const AUDIENCE_DIMENSION_OR_METRIC_FILTER_STRING_FILTER_MATCH_TYPE = enumType(
  "google.analytics.admin.v1alpha.AudienceDimensionOrMetricFilter.StringFilter.MatchType",
  ["MATCH_TYPE_UNSPECIFIED", "EXACT", "BEGINS_WITH", "ENDS_WITH", "CONTAINS", "FULL_REGEXP"],
);

export const AUDIENCE_EVENT_TRIGGER_LOG_CONDITION = enumType(
  "google.analytics.admin.v1alpha.AudienceEventTrigger.LogCondition",
  ["LOG_CONDITION_UNSPECIFIED", "AUDIENCE_JOINED", "AUDIENCE_MEMBERSHIP_RENEWED"],
);

export const AUDIENCE_FILTER_CLAUSE_AUDIENCE_CLAUSE_TYPE = enumType(
  "google.analytics.admin.v1alpha.AudienceFilterClause.AudienceClauseType",
  ["AUDIENCE_CLAUSE_TYPE_UNSPECIFIED", "INCLUDE", "EXCLUDE"],
);

export const AUDIENCE_FILTER_SCOPE = enumType("google.analytics.admin.v1alpha.AudienceFilterScope", [
  "AUDIENCE_FILTER_SCOPE_UNSPECIFIED",
  "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_EVENT",
  "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION",
  "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS",
]);

export const CALCULATED_METRIC_METRIC_UNIT = enumType(
  "google.analytics.admin.v1alpha.CalculatedMetric.MetricUnit",
  [
    "METRIC_UNIT_UNSPECIFIED",
    "STANDARD",
    "CURRENCY",
    "FEET",
    "MILES",
    "METERS",
    "KILOMETERS",
    "MILLISECONDS",
    "SECONDS",
    "MINUTES",
    "HOURS",
  ],
);

export const CALCULATED_METRIC_RESTRICTED_METRIC_TYPE = enumType(
  "google.analytics.admin.v1alpha.CalculatedMetric.RestrictedMetricType",
  ["RESTRICTED_METRIC_TYPE_UNSPECIFIED", "COST_DATA", "REVENUE_DATA"],
);

export const CUSTOM_DIMENSION_DIMENSION_SCOPE = enumType(
  "google.analytics.admin.v1alpha.CustomDimension.DimensionScope",
  ["DIMENSION_SCOPE_UNSPECIFIED", "EVENT", "USER", "ITEM"],
);

export const CUSTOM_METRIC_MEASUREMENT_UNIT = enumType(
  "google.analytics.admin.v1alpha.CustomMetric.MeasurementUnit",
  [
    "MEASUREMENT_UNIT_UNSPECIFIED",
    "STANDARD",
    "CURRENCY",
    "FEET",
    "METERS",
    "KILOMETERS",
    "MILES",
    "MILLISECONDS",
    "SECONDS",
    "MINUTES",
    "HOURS",
  ],
);

export const CUSTOM_METRIC_METRIC_SCOPE = enumType(
  "google.analytics.admin.v1alpha.CustomMetric.MetricScope",
  ["METRIC_SCOPE_UNSPECIFIED", "EVENT"],
);

export const CUSTOM_METRIC_RESTRICTED_METRIC_TYPE = enumType(
  "google.analytics.admin.v1alpha.CustomMetric.RestrictedMetricType",
  ["RESTRICTED_METRIC_TYPE_UNSPECIFIED", "COST_DATA", "REVENUE_DATA"],
);

export const DATA_RETENTION_SETTINGS_RETENTION_DURATION = enumType(
  "google.analytics.admin.v1alpha.DataRetentionSettings.RetentionDuration",
  [
    "RETENTION_DURATION_UNSPECIFIED",
    "TWO_MONTHS",
    "FOURTEEN_MONTHS",
    "TWENTY_SIX_MONTHS",
    "THIRTY_EIGHT_MONTHS",
    "FIFTY_MONTHS",
  ],
  { FOURTEEN_MONTHS: 3, TWENTY_SIX_MONTHS: 4, THIRTY_EIGHT_MONTHS: 5, FIFTY_MONTHS: 6 },
);

export const DATA_STREAM_DATA_STREAM_TYPE = enumType(
  "google.analytics.admin.v1alpha.DataStream.DataStreamType",
  ["DATA_STREAM_TYPE_UNSPECIFIED", "WEB_DATA_STREAM", "ANDROID_APP_DATA_STREAM", "IOS_APP_DATA_STREAM"],
);

export const GOOGLE_SIGNALS_CONSENT = enumType("google.analytics.admin.v1alpha.GoogleSignalsConsent", [
  "GOOGLE_SIGNALS_CONSENT_UNSPECIFIED",
  "GOOGLE_SIGNALS_CONSENT_NOT_CONSENTED",
  "GOOGLE_SIGNALS_CONSENT_CONSENTED",
]);

export const GOOGLE_SIGNALS_STATE = enumType("google.analytics.admin.v1alpha.GoogleSignalsState", [
  "GOOGLE_SIGNALS_STATE_UNSPECIFIED",
  "GOOGLE_SIGNALS_ENABLED",
  "GOOGLE_SIGNALS_DISABLED",
]);

export const INDUSTRY_CATEGORY = enumType("google.analytics.admin.v1alpha.IndustryCategory", [
  "INDUSTRY_CATEGORY_UNSPECIFIED",
  "AUTOMOTIVE",
  "BUSINESS_AND_INDUSTRIAL_MARKETS",
  "FINANCE",
  "HEALTHCARE",
  "TECHNOLOGY",
  "TRAVEL",
  "OTHER",
  "ARTS_AND_ENTERTAINMENT",
  "BEAUTY_AND_FITNESS",
  "BOOKS_AND_LITERATURE",
  "FOOD_AND_DRINK",
  "GAMES",
  "HOBBIES_AND_LEISURE",
  "HOME_AND_GARDEN",
  "INTERNET_AND_TELECOM",
  "LAW_AND_GOVERNMENT",
  "NEWS",
  "ONLINE_COMMUNITIES",
  "PEOPLE_AND_SOCIETY",
  "PETS_AND_ANIMALS",
  "REAL_ESTATE",
  "REFERENCE",
  "SCIENCE",
  "SPORTS",
  "JOBS_AND_EDUCATION",
  "SHOPPING",
]);

export const KEY_EVENT_COUNTING_METHOD = enumType("google.analytics.admin.v1alpha.KeyEvent.CountingMethod", [
  "COUNTING_METHOD_UNSPECIFIED",
  "ONCE_PER_EVENT",
  "ONCE_PER_SESSION",
]);

export const MATCHING_CONDITION_COMPARISON_TYPE = enumType(
  "google.analytics.admin.v1alpha.MatchingCondition.ComparisonType",
  [
    "COMPARISON_TYPE_UNSPECIFIED",
    "EQUALS",
    "EQUALS_CASE_INSENSITIVE",
    "CONTAINS",
    "CONTAINS_CASE_INSENSITIVE",
    "STARTS_WITH",
    "STARTS_WITH_CASE_INSENSITIVE",
    "ENDS_WITH",
    "ENDS_WITH_CASE_INSENSITIVE",
    "GREATER_THAN",
    "GREATER_THAN_OR_EQUAL",
    "LESS_THAN",
    "LESS_THAN_OR_EQUAL",
    "REGULAR_EXPRESSION",
    "REGULAR_EXPRESSION_CASE_INSENSITIVE",
  ],
);

export const PROPERTY_TYPE = enumType("google.analytics.admin.v1alpha.PropertyType", [
  "PROPERTY_TYPE_UNSPECIFIED",
  "PROPERTY_TYPE_ORDINARY",
  "PROPERTY_TYPE_SUBPROPERTY",
  "PROPERTY_TYPE_ROLLUP",
]);

export const REPORTING_DATA_ANNOTATION_COLOR = enumType(
  "google.analytics.admin.v1alpha.ReportingDataAnnotation.Color",
  ["COLOR_UNSPECIFIED", "PURPLE", "BROWN", "BLUE", "GREEN", "RED", "CYAN", "ORANGE"],
);

export const REPORTING_IDENTITY_SETTINGS_REPORTING_IDENTITY = enumType(
  "google.analytics.admin.v1alpha.ReportingIdentitySettings.ReportingIdentity",
  ["IDENTITY_BLENDING_STRATEGY_UNSPECIFIED", "BLENDED", "OBSERVED", "DEVICE_BASED"],
);

export const SERVICE_LEVEL = enumType("google.analytics.admin.v1alpha.ServiceLevel", [
  "SERVICE_LEVEL_UNSPECIFIED",
  "GOOGLE_ANALYTICS_STANDARD",
  "GOOGLE_ANALYTICS_360",
]);

export const MESSAGES: Messages = {
  Empty: {},
  AccountSummary: {
    account: text,
    displayName: text,
    name: text,
    propertySummaries: many("PropertySummary"),
  },
  ArchiveAudienceRequest: {},
  ArchiveCustomDimensionRequest: {},
  ArchiveCustomMetricRequest: {},
  Audience: {
    adsPersonalizationEnabled: flag,
    createTime: timestamp,
    description: text,
    displayName: text,
    eventTrigger: one("AudienceEventTrigger"),
    exclusionDurationMode: choice(AUDIENCE_AUDIENCE_EXCLUSION_DURATION_MODE),
    filterClauses: many("AudienceFilterClause"),
    membershipDurationDays: int32,
    name: text,
  },
  AudienceDimensionOrMetricFilter: {
    atAnyPointInTime: flag,
    betweenFilter: one("AudienceDimensionOrMetricFilterBetweenFilter"),
    fieldName: text,
    inAnyNDayPeriod: int32,
    inListFilter: one("AudienceDimensionOrMetricFilterInListFilter"),
    numericFilter: one("AudienceDimensionOrMetricFilterNumericFilter"),
    stringFilter: one("AudienceDimensionOrMetricFilterStringFilter"),
  },
  AudienceDimensionOrMetricFilterBetweenFilter: {
    fromValue: one("AudienceDimensionOrMetricFilterNumericValue"),
    toValue: one("AudienceDimensionOrMetricFilterNumericValue"),
  },
  AudienceDimensionOrMetricFilterInListFilter: {
    caseSensitive: flag,
    values: texts,
  },
  AudienceDimensionOrMetricFilterNumericFilter: {
    operation: choice(AUDIENCE_DIMENSION_OR_METRIC_FILTER_NUMERIC_FILTER_OPERATION),
    value: one("AudienceDimensionOrMetricFilterNumericValue"),
  },
  AudienceDimensionOrMetricFilterNumericValue: {
    doubleValue: alternative(double),
    int64Value: alternative(int64),
  },
  AudienceDimensionOrMetricFilterStringFilter: {
    caseSensitive: flag,
    matchType: choice(AUDIENCE_DIMENSION_OR_METRIC_FILTER_STRING_FILTER_MATCH_TYPE),
    value: text,
  },
  AudienceEventFilter: {
    eventName: text,
    eventParameterFilterExpression: one("AudienceFilterExpression"),
  },
  AudienceEventTrigger: {
    eventName: text,
    logCondition: choice(AUDIENCE_EVENT_TRIGGER_LOG_CONDITION),
  },
  AudienceFilterClause: {
    clauseType: choice(AUDIENCE_FILTER_CLAUSE_AUDIENCE_CLAUSE_TYPE),
    sequenceFilter: one("AudienceSequenceFilter"),
    simpleFilter: one("AudienceSimpleFilter"),
  },
  AudienceFilterExpression: {
    andGroup: one("AudienceFilterExpressionList"),
    dimensionOrMetricFilter: one("AudienceDimensionOrMetricFilter"),
    eventFilter: one("AudienceEventFilter"),
    notExpression: one("AudienceFilterExpression"),
    orGroup: one("AudienceFilterExpressionList"),
  },
  AudienceFilterExpressionList: {
    filterExpressions: many("AudienceFilterExpression"),
  },
  AudienceSequenceFilter: {
    scope: choice(AUDIENCE_FILTER_SCOPE),
    sequenceMaximumDuration: duration,
    sequenceSteps: many("AudienceSequenceFilterAudienceSequenceStep"),
  },
  AudienceSequenceFilterAudienceSequenceStep: {
    constraintDuration: duration,
    filterExpression: one("AudienceFilterExpression"),
    immediatelyFollows: flag,
    scope: choice(AUDIENCE_FILTER_SCOPE),
  },
  AudienceSimpleFilter: {
    filterExpression: one("AudienceFilterExpression"),
    scope: choice(AUDIENCE_FILTER_SCOPE),
  },
  CalculatedMetric: {
    calculatedMetricId: text,
    description: text,
    displayName: text,
    formula: text,
    invalidMetricReference: flag,
    metricUnit: choice(CALCULATED_METRIC_METRIC_UNIT),
    name: text,
    restrictedMetricType: choices(CALCULATED_METRIC_RESTRICTED_METRIC_TYPE),
  },
  CustomDimension: {
    description: text,
    disallowAdsPersonalization: flag,
    displayName: text,
    name: text,
    parameterName: text,
    scope: choice(CUSTOM_DIMENSION_DIMENSION_SCOPE),
  },
  CustomMetric: {
    description: text,
    displayName: text,
    measurementUnit: choice(CUSTOM_METRIC_MEASUREMENT_UNIT),
    name: text,
    parameterName: text,
    restrictedMetricType: choices(CUSTOM_METRIC_RESTRICTED_METRIC_TYPE),
    scope: choice(CUSTOM_METRIC_METRIC_SCOPE),
  },
  DataRetentionSettings: {
    eventDataRetention: choice(DATA_RETENTION_SETTINGS_RETENTION_DURATION),
    name: text,
    resetUserDataOnNewActivity: flag,
    userDataRetention: choice(DATA_RETENTION_SETTINGS_RETENTION_DURATION),
  },
  DataStream: {
    androidAppStreamData: one("DataStreamAndroidAppStreamData"),
    createTime: timestamp,
    displayName: text,
    iosAppStreamData: one("DataStreamIosAppStreamData"),
    name: text,
    type: choice(DATA_STREAM_DATA_STREAM_TYPE),
    updateTime: timestamp,
    webStreamData: one("DataStreamWebStreamData"),
  },
  DataStreamAndroidAppStreamData: {
    firebaseAppId: text,
    packageName: text,
  },
  DataStreamIosAppStreamData: {
    bundleId: text,
    firebaseAppId: text,
  },
  DataStreamWebStreamData: {
    defaultUri: text,
    firebaseAppId: text,
    measurementId: text,
  },
  EnhancedMeasurementSettings: {
    fileDownloadsEnabled: flag,
    formInteractionsEnabled: flag,
    name: text,
    outboundClicksEnabled: flag,
    pageChangesEnabled: flag,
    scrollsEnabled: flag,
    searchQueryParameter: text,
    siteSearchEnabled: flag,
    streamEnabled: flag,
    uriQueryParameter: text,
    videoEngagementEnabled: flag,
  },
  EventCreateRule: {
    destinationEvent: text,
    eventConditions: many("MatchingCondition"),
    name: text,
    parameterMutations: many("ParameterMutation"),
    sourceCopyParameters: flag,
  },
  EventEditRule: {
    displayName: text,
    eventConditions: many("MatchingCondition"),
    name: text,
    parameterMutations: many("ParameterMutation"),
    processingOrder: int64,
  },
  GoogleSignalsSettings: {
    consent: choice(GOOGLE_SIGNALS_CONSENT),
    name: text,
    state: choice(GOOGLE_SIGNALS_STATE),
  },
  KeyEvent: {
    countingMethod: choice(KEY_EVENT_COUNTING_METHOD),
    createTime: timestamp,
    custom: flag,
    defaultValue: one("KeyEventDefaultValue"),
    deletable: flag,
    eventName: text,
    name: text,
  },
  KeyEventDefaultValue: {
    currencyCode: text,
    numericValue: double,
  },
  ListAccountSummariesResponse: {
    accountSummaries: many("AccountSummary"),
    nextPageToken: text,
  },
  ListAudiencesResponse: {
    audiences: many("Audience"),
    nextPageToken: text,
  },
  ListCalculatedMetricsResponse: {
    calculatedMetrics: many("CalculatedMetric"),
    nextPageToken: text,
  },
  ListCustomDimensionsResponse: {
    customDimensions: many("CustomDimension"),
    nextPageToken: text,
  },
  ListCustomMetricsResponse: {
    customMetrics: many("CustomMetric"),
    nextPageToken: text,
  },
  ListDataStreamsResponse: {
    dataStreams: many("DataStream"),
    nextPageToken: text,
  },
  ListEventCreateRulesResponse: {
    eventCreateRules: many("EventCreateRule"),
    nextPageToken: text,
  },
  ListEventEditRulesResponse: {
    eventEditRules: many("EventEditRule"),
    nextPageToken: text,
  },
  ListKeyEventsResponse: {
    keyEvents: many("KeyEvent"),
    nextPageToken: text,
  },
  ListReportingDataAnnotationsResponse: {
    nextPageToken: text,
    reportingDataAnnotations: many("ReportingDataAnnotation"),
  },
  MatchingCondition: {
    comparisonType: choice(MATCHING_CONDITION_COMPARISON_TYPE),
    field: text,
    negated: flag,
    value: text,
  },
  ParameterMutation: {
    parameter: text,
    parameterValue: text,
  },
  Property: {
    account: text,
    createTime: timestamp,
    currencyCode: text,
    deleteTime: timestamp,
    displayName: text,
    expireTime: timestamp,
    industryCategory: choice(INDUSTRY_CATEGORY),
    name: text,
    parent: text,
    propertyType: choice(PROPERTY_TYPE),
    serviceLevel: choice(SERVICE_LEVEL),
    timeZone: text,
    updateTime: timestamp,
  },
  PropertySummary: {
    canEdit: flag,
    displayName: text,
    parent: text,
    property: text,
    propertyType: choice(PROPERTY_TYPE),
  },
  ReportingDataAnnotation: {
    annotationDate: one("GoogleTypeDate"),
    annotationDateRange: one("ReportingDataAnnotationDateRange"),
    color: choice(REPORTING_DATA_ANNOTATION_COLOR),
    description: text,
    name: text,
    systemGenerated: flag,
    title: text,
  },
  ReportingDataAnnotationDateRange: {
    endDate: one("GoogleTypeDate"),
    startDate: one("GoogleTypeDate"),
  },
  ReportingIdentitySettings: {
    name: text,
    reportingIdentity: choice(REPORTING_IDENTITY_SETTINGS_REPORTING_IDENTITY),
  },
  GoogleProtobufEmpty: {},
  GoogleTypeDate: {
    day: int32,
    month: int32,
    year: int32,
  },
};

/** The message of the answer, by the id of the method. */
export const ANSWERS: { readonly [id: string]: string } = {
  "analyticsadmin.accountSummaries.list": "ListAccountSummariesResponse",
  "analyticsadmin.properties.audiences.archive": "GoogleProtobufEmpty",
  "analyticsadmin.properties.audiences.create": "Audience",
  "analyticsadmin.properties.audiences.get": "Audience",
  "analyticsadmin.properties.audiences.list": "ListAudiencesResponse",
  "analyticsadmin.properties.audiences.patch": "Audience",
  "analyticsadmin.properties.calculatedMetrics.create": "CalculatedMetric",
  "analyticsadmin.properties.calculatedMetrics.delete": "GoogleProtobufEmpty",
  "analyticsadmin.properties.calculatedMetrics.get": "CalculatedMetric",
  "analyticsadmin.properties.calculatedMetrics.list": "ListCalculatedMetricsResponse",
  "analyticsadmin.properties.calculatedMetrics.patch": "CalculatedMetric",
  "analyticsadmin.properties.customDimensions.archive": "GoogleProtobufEmpty",
  "analyticsadmin.properties.customDimensions.create": "CustomDimension",
  "analyticsadmin.properties.customDimensions.get": "CustomDimension",
  "analyticsadmin.properties.customDimensions.list": "ListCustomDimensionsResponse",
  "analyticsadmin.properties.customDimensions.patch": "CustomDimension",
  "analyticsadmin.properties.customMetrics.archive": "GoogleProtobufEmpty",
  "analyticsadmin.properties.customMetrics.create": "CustomMetric",
  "analyticsadmin.properties.customMetrics.get": "CustomMetric",
  "analyticsadmin.properties.customMetrics.list": "ListCustomMetricsResponse",
  "analyticsadmin.properties.customMetrics.patch": "CustomMetric",
  "analyticsadmin.properties.dataStreams.eventCreateRules.create": "EventCreateRule",
  "analyticsadmin.properties.dataStreams.eventCreateRules.delete": "GoogleProtobufEmpty",
  "analyticsadmin.properties.dataStreams.eventCreateRules.get": "EventCreateRule",
  "analyticsadmin.properties.dataStreams.eventCreateRules.list": "ListEventCreateRulesResponse",
  "analyticsadmin.properties.dataStreams.eventCreateRules.patch": "EventCreateRule",
  "analyticsadmin.properties.dataStreams.eventEditRules.list": "ListEventEditRulesResponse",
  "analyticsadmin.properties.dataStreams.get": "DataStream",
  "analyticsadmin.properties.dataStreams.getEnhancedMeasurementSettings": "EnhancedMeasurementSettings",
  "analyticsadmin.properties.dataStreams.list": "ListDataStreamsResponse",
  "analyticsadmin.properties.dataStreams.updateEnhancedMeasurementSettings": "EnhancedMeasurementSettings",
  "analyticsadmin.properties.get": "Property",
  "analyticsadmin.properties.getDataRetentionSettings": "DataRetentionSettings",
  "analyticsadmin.properties.getGoogleSignalsSettings": "GoogleSignalsSettings",
  "analyticsadmin.properties.getReportingIdentitySettings": "ReportingIdentitySettings",
  "analyticsadmin.properties.keyEvents.create": "KeyEvent",
  "analyticsadmin.properties.keyEvents.delete": "GoogleProtobufEmpty",
  "analyticsadmin.properties.keyEvents.get": "KeyEvent",
  "analyticsadmin.properties.keyEvents.list": "ListKeyEventsResponse",
  "analyticsadmin.properties.keyEvents.patch": "KeyEvent",
  "analyticsadmin.properties.reportingDataAnnotations.create": "ReportingDataAnnotation",
  "analyticsadmin.properties.reportingDataAnnotations.delete": "GoogleProtobufEmpty",
  "analyticsadmin.properties.reportingDataAnnotations.get": "ReportingDataAnnotation",
  "analyticsadmin.properties.reportingDataAnnotations.list": "ListReportingDataAnnotationsResponse",
  "analyticsadmin.properties.reportingDataAnnotations.patch": "ReportingDataAnnotation",
  "analyticsadmin.properties.updateDataRetentionSettings": "DataRetentionSettings",
  "analyticsadmin.properties.updateGoogleSignalsSettings": "GoogleSignalsSettings",
  "analyticsadmin.properties.updateReportingIdentitySettings": "ReportingIdentitySettings",
};

/** Methods that the sandbox does not emulate, each with the scopes of which one is enough. */
export const OTHER_METHODS: readonly string[] = [
  "DELETE v1alpha/accounts/{account} analytics.edit",
  "DELETE v1alpha/accounts/{account}/accessBindings/{accessBinding} analytics.manage.users",
  "DELETE v1alpha/properties/{property} analytics.edit",
  "DELETE v1alpha/properties/{property}/accessBindings/{accessBinding} analytics.manage.users",
  "DELETE v1alpha/properties/{property}/adSenseLinks/{adSenseLink} analytics.edit",
  "DELETE v1alpha/properties/{property}/bigQueryLinks/{bigQueryLink} analytics.edit",
  "DELETE v1alpha/properties/{property}/channelGroups/{channelGroup} analytics.edit",
  "DELETE v1alpha/properties/{property}/conversionEvents/{conversionEvent} analytics.edit",
  "DELETE v1alpha/properties/{property}/dataStreams/{dataStream} analytics.edit",
  "DELETE v1alpha/properties/{property}/dataStreams/{dataStream}/eventEditRules/{eventEditRule} analytics.edit",
  "DELETE v1alpha/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets/{measurementProtocolSecret} analytics.edit",
  "DELETE v1alpha/properties/{property}/dataStreams/{dataStream}/sKAdNetworkConversionValueSchema/{sKAdNetworkConversionValueSchemaId} analytics.edit",
  "DELETE v1alpha/properties/{property}/displayVideo360AdvertiserLinkProposals/{displayVideo360AdvertiserLinkProposal} analytics.edit",
  "DELETE v1alpha/properties/{property}/displayVideo360AdvertiserLinks/{displayVideo360AdvertiserLink} analytics.edit",
  "DELETE v1alpha/properties/{property}/expandedDataSets/{expandedDataSet} analytics.edit",
  "DELETE v1alpha/properties/{property}/firebaseLinks/{firebaseLink} analytics.edit",
  "DELETE v1alpha/properties/{property}/googleAdsLinks/{googleAdsLink} analytics.edit",
  "DELETE v1alpha/properties/{property}/rollupPropertySourceLinks/{rollupPropertySourceLink} analytics.edit",
  "DELETE v1alpha/properties/{property}/searchAds360Links/{searchAds360Link} analytics.edit",
  "DELETE v1alpha/properties/{property}/subpropertyEventFilters/{subpropertyEventFilter} analytics.edit",
  "GET v1alpha/accounts analytics.edit analytics.readonly",
  "GET v1alpha/accounts/{account} analytics.edit analytics.readonly",
  "GET v1alpha/accounts/{account}/accessBindings analytics.manage.users analytics.manage.users.readonly",
  "GET v1alpha/accounts/{account}/accessBindings/{accessBinding} analytics.manage.users analytics.manage.users.readonly",
  "GET v1alpha/accounts/{account}/accessBindings:batchGet analytics.manage.users analytics.manage.users.readonly",
  "GET v1alpha/accounts/{account}/dataSharingSettings analytics.edit analytics.readonly",
  "GET v1alpha/properties analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/accessBindings analytics.manage.users analytics.manage.users.readonly",
  "GET v1alpha/properties/{property}/accessBindings/{accessBinding} analytics.manage.users analytics.manage.users.readonly",
  "GET v1alpha/properties/{property}/accessBindings:batchGet analytics.manage.users analytics.manage.users.readonly",
  "GET v1alpha/properties/{property}/adSenseLinks analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/adSenseLinks/{adSenseLink} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/attributionSettings analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/bigQueryLinks analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/bigQueryLinks/{bigQueryLink} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/channelGroups analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/channelGroups/{channelGroup} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/conversionEvents analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/conversionEvents/{conversionEvent} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/dataStreams/{dataStream}/dataRedactionSettings analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/dataStreams/{dataStream}/eventEditRules/{eventEditRule} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/dataStreams/{dataStream}/globalSiteTag analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets/{measurementProtocolSecret} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/dataStreams/{dataStream}/sKAdNetworkConversionValueSchema analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/dataStreams/{dataStream}/sKAdNetworkConversionValueSchema/{sKAdNetworkConversionValueSchemaId} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/displayVideo360AdvertiserLinkProposals analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/displayVideo360AdvertiserLinkProposals/{displayVideo360AdvertiserLinkProposal} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/displayVideo360AdvertiserLinks analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/displayVideo360AdvertiserLinks/{displayVideo360AdvertiserLink} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/expandedDataSets analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/expandedDataSets/{expandedDataSet} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/firebaseLinks analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/googleAdsLinks analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/rollupPropertySourceLinks analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/rollupPropertySourceLinks/{rollupPropertySourceLink} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/searchAds360Links analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/searchAds360Links/{searchAds360Link} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/subpropertyEventFilters analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/subpropertyEventFilters/{subpropertyEventFilter} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/subpropertySyncConfigs analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/subpropertySyncConfigs/{subpropertySyncConfig} analytics.edit analytics.readonly",
  "GET v1alpha/properties/{property}/userProvidedDataSettings analytics.edit analytics.readonly",
  "PATCH v1alpha/accounts/{account} analytics.edit",
  "PATCH v1alpha/accounts/{account}/accessBindings/{accessBinding} analytics.manage.users",
  "PATCH v1alpha/properties/{property} analytics.edit",
  "PATCH v1alpha/properties/{property}/accessBindings/{accessBinding} analytics.manage.users",
  "PATCH v1alpha/properties/{property}/attributionSettings analytics.edit",
  "PATCH v1alpha/properties/{property}/bigQueryLinks/{bigQueryLink} analytics.edit",
  "PATCH v1alpha/properties/{property}/channelGroups/{channelGroup} analytics.edit",
  "PATCH v1alpha/properties/{property}/conversionEvents/{conversionEvent} analytics.edit",
  "PATCH v1alpha/properties/{property}/dataStreams/{dataStream} analytics.edit",
  "PATCH v1alpha/properties/{property}/dataStreams/{dataStream}/dataRedactionSettings analytics.edit",
  "PATCH v1alpha/properties/{property}/dataStreams/{dataStream}/eventEditRules/{eventEditRule} analytics.edit",
  "PATCH v1alpha/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets/{measurementProtocolSecret} analytics.edit",
  "PATCH v1alpha/properties/{property}/dataStreams/{dataStream}/sKAdNetworkConversionValueSchema/{sKAdNetworkConversionValueSchemaId} analytics.edit",
  "PATCH v1alpha/properties/{property}/displayVideo360AdvertiserLinks/{displayVideo360AdvertiserLink} analytics.edit",
  "PATCH v1alpha/properties/{property}/expandedDataSets/{expandedDataSet} analytics.edit",
  "PATCH v1alpha/properties/{property}/googleAdsLinks/{googleAdsLink} analytics.edit",
  "PATCH v1alpha/properties/{property}/searchAds360Links/{searchAds360Link} analytics.edit",
  "PATCH v1alpha/properties/{property}/subpropertyEventFilters/{subpropertyEventFilter} analytics.edit",
  "PATCH v1alpha/properties/{property}/subpropertySyncConfigs/{subpropertySyncConfig} analytics.edit",
  "POST v1alpha/accounts/{account}/accessBindings analytics.manage.users",
  "POST v1alpha/accounts/{account}/accessBindings:batchCreate analytics.manage.users",
  "POST v1alpha/accounts/{account}/accessBindings:batchDelete analytics.manage.users",
  "POST v1alpha/accounts/{account}/accessBindings:batchUpdate analytics.manage.users",
  "POST v1alpha/accounts/{account}:runAccessReport analytics.edit analytics.readonly",
  "POST v1alpha/accounts/{account}:searchChangeHistoryEvents analytics.edit",
  "POST v1alpha/accounts:provisionAccountTicket analytics.edit",
  "POST v1alpha/properties analytics.edit",
  "POST v1alpha/properties/{property}/accessBindings analytics.manage.users",
  "POST v1alpha/properties/{property}/accessBindings:batchCreate analytics.manage.users",
  "POST v1alpha/properties/{property}/accessBindings:batchDelete analytics.manage.users",
  "POST v1alpha/properties/{property}/accessBindings:batchUpdate analytics.manage.users",
  "POST v1alpha/properties/{property}/adSenseLinks analytics.edit",
  "POST v1alpha/properties/{property}/bigQueryLinks analytics.edit",
  "POST v1alpha/properties/{property}/channelGroups analytics.edit",
  "POST v1alpha/properties/{property}/conversionEvents analytics.edit",
  "POST v1alpha/properties/{property}/dataStreams analytics.edit",
  "POST v1alpha/properties/{property}/dataStreams/{dataStream}/eventEditRules analytics.edit",
  "POST v1alpha/properties/{property}/dataStreams/{dataStream}/eventEditRules:reorder analytics.edit",
  "POST v1alpha/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets analytics.edit",
  "POST v1alpha/properties/{property}/dataStreams/{dataStream}/sKAdNetworkConversionValueSchema analytics.edit",
  "POST v1alpha/properties/{property}/displayVideo360AdvertiserLinkProposals analytics.edit",
  "POST v1alpha/properties/{property}/displayVideo360AdvertiserLinkProposals/{displayVideo360AdvertiserLinkProposal}:approve analytics.edit",
  "POST v1alpha/properties/{property}/displayVideo360AdvertiserLinkProposals/{displayVideo360AdvertiserLinkProposal}:cancel analytics.edit",
  "POST v1alpha/properties/{property}/displayVideo360AdvertiserLinks analytics.edit",
  "POST v1alpha/properties/{property}/expandedDataSets analytics.edit",
  "POST v1alpha/properties/{property}/firebaseLinks analytics.edit",
  "POST v1alpha/properties/{property}/googleAdsLinks analytics.edit",
  "POST v1alpha/properties/{property}/rollupPropertySourceLinks analytics.edit",
  "POST v1alpha/properties/{property}/searchAds360Links analytics.edit",
  "POST v1alpha/properties/{property}/subpropertyEventFilters analytics.edit",
  "POST v1alpha/properties/{property}:acknowledgeUserDataCollection analytics.edit",
  "POST v1alpha/properties/{property}:runAccessReport analytics.edit analytics.readonly",
  "POST v1alpha/properties/{property}:submitUserDeletion analytics.edit",
  "POST v1alpha/properties:createRollupProperty analytics.edit",
  "POST v1alpha/properties:provisionSubproperty analytics.edit",
];
