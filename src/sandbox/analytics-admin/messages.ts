/** The messages that Analytics Admin accepts, from its Discovery documents (revision 20260908). */
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
import { AUDIENCE_MESSAGES } from "./audience-messages.ts";
import { EVENT_RULE_MESSAGES } from "./event-rule-messages.ts";

const COUNTING_METHOD = enumType("google.analytics.admin.KeyEvent.CountingMethod", [
  "COUNTING_METHOD_UNSPECIFIED",
  "ONCE_PER_EVENT",
  "ONCE_PER_SESSION",
]);

const DIMENSION_SCOPE = enumType("google.analytics.admin.CustomDimension.DimensionScope", [
  "DIMENSION_SCOPE_UNSPECIFIED",
  "EVENT",
  "USER",
  "ITEM",
]);

const METRIC_SCOPE = enumType("google.analytics.admin.CustomMetric.MetricScope", [
  "METRIC_SCOPE_UNSPECIFIED",
  "EVENT",
]);

const MEASUREMENT_UNIT = enumType("google.analytics.admin.CustomMetric.MeasurementUnit", [
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
]);

const RESTRICTED_METRIC_TYPE = enumType("google.analytics.admin.CustomMetric.RestrictedMetricType", [
  "RESTRICTED_METRIC_TYPE_UNSPECIFIED",
  "COST_DATA",
  "REVENUE_DATA",
]);

const PROPERTY_TYPE = enumType("google.analytics.admin.PropertyType", [
  "PROPERTY_TYPE_UNSPECIFIED",
  "PROPERTY_TYPE_ORDINARY",
  "PROPERTY_TYPE_SUBPROPERTY",
  "PROPERTY_TYPE_ROLLUP",
]);

const SERVICE_LEVEL = enumType("google.analytics.admin.ServiceLevel", [
  "SERVICE_LEVEL_UNSPECIFIED",
  "GOOGLE_ANALYTICS_STANDARD",
  "GOOGLE_ANALYTICS_360",
]);

const DATA_STREAM_TYPE = enumType("google.analytics.admin.DataStream.DataStreamType", [
  "DATA_STREAM_TYPE_UNSPECIFIED",
  "WEB_DATA_STREAM",
  "ANDROID_APP_DATA_STREAM",
  "IOS_APP_DATA_STREAM",
]);

/** What is only answered, as far as it has enums. */
const ANSWERS: Messages = {
  AccountSummary: { propertySummaries: many("PropertySummary") },
  PropertySummary: { propertyType: choice(PROPERTY_TYPE) },
  Property: { propertyType: choice(PROPERTY_TYPE), serviceLevel: choice(SERVICE_LEVEL) },
  DataStream: { type: choice(DATA_STREAM_TYPE) },
};

/** In both versions. */
export const MESSAGES: Messages = {
  ...ANSWERS,
  Empty: {},
  KeyEvent: {
    name: text,
    eventName: text,
    createTime: timestamp,
    deletable: flag,
    custom: flag,
    countingMethod: choice(COUNTING_METHOD),
    defaultValue: one("KeyEventDefaultValue"),
  },
  KeyEventDefaultValue: { numericValue: double, currencyCode: text },
  CustomDimension: {
    name: text,
    parameterName: text,
    displayName: text,
    description: text,
    scope: choice(DIMENSION_SCOPE),
    disallowAdsPersonalization: flag,
  },
  ArchiveCustomDimensionRequest: {},
  CustomMetric: {
    name: text,
    parameterName: text,
    displayName: text,
    description: text,
    measurementUnit: choice(MEASUREMENT_UNIT),
    scope: choice(METRIC_SCOPE),
    restrictedMetricType: choices(RESTRICTED_METRIC_TYPE),
  },
  ArchiveCustomMetricRequest: {},
};

export const ALPHA_MESSAGES: Messages = { ...MESSAGES, ...EVENT_RULE_MESSAGES, ...AUDIENCE_MESSAGES };
