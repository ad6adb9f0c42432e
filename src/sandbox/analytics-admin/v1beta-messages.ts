/**
 * The messages of analyticsadmin v1beta that the sandbox emulates, from the Discovery document of revision 20260908.
 * Made by `npm run discovery`; not to be edited.
 */
import {
  choice,
  choices,
  double,
  enumType,
  flag,
  type Messages,
  many,
  one,
  text,
  timestamp,
} from "../message.ts";

export const CUSTOM_DIMENSION_DIMENSION_SCOPE = enumType(
  "google.analytics.admin.v1beta.CustomDimension.DimensionScope",
  ["DIMENSION_SCOPE_UNSPECIFIED", "EVENT", "USER", "ITEM"],
);

export const CUSTOM_METRIC_MEASUREMENT_UNIT = enumType(
  "google.analytics.admin.v1beta.CustomMetric.MeasurementUnit",
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

export const CUSTOM_METRIC_METRIC_SCOPE = enumType("google.analytics.admin.v1beta.CustomMetric.MetricScope", [
  "METRIC_SCOPE_UNSPECIFIED",
  "EVENT",
]);

export const CUSTOM_METRIC_RESTRICTED_METRIC_TYPE = enumType(
  "google.analytics.admin.v1beta.CustomMetric.RestrictedMetricType",
  ["RESTRICTED_METRIC_TYPE_UNSPECIFIED", "COST_DATA", "REVENUE_DATA"],
);

export const DATA_RETENTION_SETTINGS_RETENTION_DURATION = enumType(
  "google.analytics.admin.v1beta.DataRetentionSettings.RetentionDuration",
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
  "google.analytics.admin.v1beta.DataStream.DataStreamType",
  ["DATA_STREAM_TYPE_UNSPECIFIED", "WEB_DATA_STREAM", "ANDROID_APP_DATA_STREAM", "IOS_APP_DATA_STREAM"],
);

export const INDUSTRY_CATEGORY = enumType("google.analytics.admin.v1beta.IndustryCategory", [
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

export const KEY_EVENT_COUNTING_METHOD = enumType("google.analytics.admin.v1beta.KeyEvent.CountingMethod", [
  "COUNTING_METHOD_UNSPECIFIED",
  "ONCE_PER_EVENT",
  "ONCE_PER_SESSION",
]);

export const PROPERTY_TYPE = enumType("google.analytics.admin.v1beta.PropertyType", [
  "PROPERTY_TYPE_UNSPECIFIED",
  "PROPERTY_TYPE_ORDINARY",
  "PROPERTY_TYPE_SUBPROPERTY",
  "PROPERTY_TYPE_ROLLUP",
]);

export const SERVICE_LEVEL = enumType("google.analytics.admin.v1beta.ServiceLevel", [
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
  ArchiveCustomDimensionRequest: {},
  ArchiveCustomMetricRequest: {},
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
  ListKeyEventsResponse: {
    keyEvents: many("KeyEvent"),
    nextPageToken: text,
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
  GoogleProtobufEmpty: {},
};

/** The message of the answer, by the id of the method. */
export const ANSWERS: { readonly [id: string]: string } = {
  "analyticsadmin.accountSummaries.list": "ListAccountSummariesResponse",
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
  "analyticsadmin.properties.dataStreams.get": "DataStream",
  "analyticsadmin.properties.dataStreams.list": "ListDataStreamsResponse",
  "analyticsadmin.properties.get": "Property",
  "analyticsadmin.properties.getDataRetentionSettings": "DataRetentionSettings",
  "analyticsadmin.properties.keyEvents.create": "KeyEvent",
  "analyticsadmin.properties.keyEvents.delete": "GoogleProtobufEmpty",
  "analyticsadmin.properties.keyEvents.get": "KeyEvent",
  "analyticsadmin.properties.keyEvents.list": "ListKeyEventsResponse",
  "analyticsadmin.properties.keyEvents.patch": "KeyEvent",
  "analyticsadmin.properties.updateDataRetentionSettings": "DataRetentionSettings",
};

/** Methods that the sandbox does not emulate, each with the scopes of which one is enough. */
export const OTHER_METHODS: readonly string[] = [
  "DELETE v1beta/accounts/{account} analytics.edit",
  "DELETE v1beta/properties/{property} analytics.edit",
  "DELETE v1beta/properties/{property}/conversionEvents/{conversionEvent} analytics.edit",
  "DELETE v1beta/properties/{property}/dataStreams/{dataStream} analytics.edit",
  "DELETE v1beta/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets/{measurementProtocolSecret} analytics.edit",
  "DELETE v1beta/properties/{property}/firebaseLinks/{firebaseLink} analytics.edit",
  "DELETE v1beta/properties/{property}/googleAdsLinks/{googleAdsLink} analytics.edit",
  "GET v1beta/accounts analytics.edit analytics.readonly",
  "GET v1beta/accounts/{account} analytics.edit analytics.readonly",
  "GET v1beta/accounts/{account}/dataSharingSettings analytics.edit analytics.readonly",
  "GET v1beta/properties analytics.edit analytics.readonly",
  "GET v1beta/properties/{property}/conversionEvents analytics.edit analytics.readonly",
  "GET v1beta/properties/{property}/conversionEvents/{conversionEvent} analytics.edit analytics.readonly",
  "GET v1beta/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets analytics.edit analytics.readonly",
  "GET v1beta/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets/{measurementProtocolSecret} analytics.edit analytics.readonly",
  "GET v1beta/properties/{property}/firebaseLinks analytics.edit analytics.readonly",
  "GET v1beta/properties/{property}/googleAdsLinks analytics.edit analytics.readonly",
  "PATCH v1beta/accounts/{account} analytics.edit",
  "PATCH v1beta/properties/{property} analytics.edit",
  "PATCH v1beta/properties/{property}/conversionEvents/{conversionEvent} analytics.edit",
  "PATCH v1beta/properties/{property}/dataStreams/{dataStream} analytics.edit",
  "PATCH v1beta/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets/{measurementProtocolSecret} analytics.edit",
  "PATCH v1beta/properties/{property}/googleAdsLinks/{googleAdsLink} analytics.edit",
  "POST v1beta/accounts/{account}:runAccessReport analytics.edit analytics.readonly",
  "POST v1beta/accounts/{account}:searchChangeHistoryEvents analytics.edit",
  "POST v1beta/accounts:provisionAccountTicket analytics.edit",
  "POST v1beta/properties analytics.edit",
  "POST v1beta/properties/{property}/conversionEvents analytics.edit",
  "POST v1beta/properties/{property}/dataStreams analytics.edit",
  "POST v1beta/properties/{property}/dataStreams/{dataStream}/measurementProtocolSecrets analytics.edit",
  "POST v1beta/properties/{property}/firebaseLinks analytics.edit",
  "POST v1beta/properties/{property}/googleAdsLinks analytics.edit",
  "POST v1beta/properties/{property}:acknowledgeUserDataCollection analytics.edit",
  "POST v1beta/properties/{property}:runAccessReport analytics.edit analytics.readonly",
];
