import {
  alternative,
  choice,
  double,
  duration,
  enumType,
  flag,
  int32,
  int64,
  type Message,
  many,
  one,
  text,
  texts,
  timestamp,
} from "../message.ts";

const V1ALPHA = "google.analytics.admin.v1alpha";

const LOG_CONDITION = enumType(`${V1ALPHA}.AudienceEventTrigger.LogCondition`, [
  "LOG_CONDITION_UNSPECIFIED",
  "AUDIENCE_JOINED",
  "AUDIENCE_MEMBERSHIP_RENEWED",
]);

const EXCLUSION = enumType(`${V1ALPHA}.Audience.AudienceExclusionDurationMode`, [
  "AUDIENCE_EXCLUSION_DURATION_MODE_UNSPECIFIED",
  "EXCLUDE_TEMPORARILY",
  "EXCLUDE_PERMANENTLY",
]);

const CLAUSE_TYPE = enumType(`${V1ALPHA}.AudienceFilterClause.AudienceClauseType`, [
  "AUDIENCE_CLAUSE_TYPE_UNSPECIFIED",
  "INCLUDE",
  "EXCLUDE",
]);

const SCOPE = enumType(`${V1ALPHA}.AudienceFilterScope`, [
  "AUDIENCE_FILTER_SCOPE_UNSPECIFIED",
  "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_EVENT",
  "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION",
  "AUDIENCE_FILTER_SCOPE_ACROSS_ALL_SESSIONS",
]);

const MATCH_TYPE = enumType(`${V1ALPHA}.AudienceDimensionOrMetricFilter.StringFilter.MatchType`, [
  "MATCH_TYPE_UNSPECIFIED",
  "EXACT",
  "BEGINS_WITH",
  "ENDS_WITH",
  "CONTAINS",
  "FULL_REGEXP",
]);

const OPERATION = enumType(
  `${V1ALPHA}.AudienceDimensionOrMetricFilter.NumericFilter.Operation`,
  ["OPERATION_UNSPECIFIED", "EQUAL", "LESS_THAN", "GREATER_THAN"],
  { GREATER_THAN: 4 },
);

/** Audiences and their filters. */
export const AUDIENCE_MESSAGES = {
  Audience: {
    name: text,
    displayName: text,
    description: text,
    membershipDurationDays: int32,
    adsPersonalizationEnabled: flag,
    eventTrigger: one("AudienceEventTrigger"),
    exclusionDurationMode: choice(EXCLUSION),
    filterClauses: many("AudienceFilterClause"),
    createTime: timestamp,
  },
  ArchiveAudienceRequest: {},
  AudienceEventTrigger: { eventName: text, logCondition: choice(LOG_CONDITION) },
  AudienceFilterClause: {
    clauseType: choice(CLAUSE_TYPE),
    simpleFilter: one("AudienceSimpleFilter"),
    sequenceFilter: one("AudienceSequenceFilter"),
  },
  AudienceSimpleFilter: { scope: choice(SCOPE), filterExpression: one("AudienceFilterExpression") },
  AudienceSequenceFilter: {
    scope: choice(SCOPE),
    sequenceMaximumDuration: duration,
    sequenceSteps: many("AudienceSequenceFilterAudienceSequenceStep"),
  },
  AudienceSequenceFilterAudienceSequenceStep: {
    scope: choice(SCOPE),
    immediatelyFollows: flag,
    constraintDuration: duration,
    filterExpression: one("AudienceFilterExpression"),
  },
  AudienceFilterExpression: {
    andGroup: one("AudienceFilterExpressionList"),
    orGroup: one("AudienceFilterExpressionList"),
    notExpression: one("AudienceFilterExpression"),
    dimensionOrMetricFilter: one("AudienceDimensionOrMetricFilter"),
    eventFilter: one("AudienceEventFilter"),
  },
  AudienceFilterExpressionList: { filterExpressions: many("AudienceFilterExpression") },
  AudienceEventFilter: {
    eventName: text,
    eventParameterFilterExpression: one("AudienceFilterExpression"),
  },
  AudienceDimensionOrMetricFilter: {
    fieldName: text,
    stringFilter: one("AudienceDimensionOrMetricFilterStringFilter"),
    inListFilter: one("AudienceDimensionOrMetricFilterInListFilter"),
    numericFilter: one("AudienceDimensionOrMetricFilterNumericFilter"),
    betweenFilter: one("AudienceDimensionOrMetricFilterBetweenFilter"),
    atAnyPointInTime: flag,
    inAnyNDayPeriod: int32,
  },
  AudienceDimensionOrMetricFilterStringFilter: {
    matchType: choice(MATCH_TYPE),
    value: text,
    caseSensitive: flag,
  },
  AudienceDimensionOrMetricFilterInListFilter: { values: texts, caseSensitive: flag },
  AudienceDimensionOrMetricFilterNumericFilter: {
    operation: choice(OPERATION),
    value: one("AudienceDimensionOrMetricFilterNumericValue"),
  },
  AudienceDimensionOrMetricFilterBetweenFilter: {
    fromValue: one("AudienceDimensionOrMetricFilterNumericValue"),
    toValue: one("AudienceDimensionOrMetricFilterNumericValue"),
  },
  AudienceDimensionOrMetricFilterNumericValue: {
    int64Value: alternative(int64),
    doubleValue: alternative(double),
  },
} as const satisfies { readonly [name: string]: Message };
