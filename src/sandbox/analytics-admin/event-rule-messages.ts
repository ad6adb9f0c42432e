import { choice, enumType, flag, type Message, many, text } from "../message.ts";

const COMPARISON_TYPE = enumType("google.analytics.admin.v1alpha.MatchingCondition.ComparisonType", [
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
]);

/** Event create rules and their parts. */
export const EVENT_RULE_MESSAGES = {
  EventCreateRule: {
    name: text,
    destinationEvent: text,
    eventConditions: many("MatchingCondition"),
    sourceCopyParameters: flag,
    parameterMutations: many("ParameterMutation"),
  },
  MatchingCondition: {
    field: text,
    comparisonType: choice(COMPARISON_TYPE),
    value: text,
    negated: flag,
  },
  ParameterMutation: { parameter: text, parameterValue: text },
} as const satisfies { readonly [name: string]: Message };
