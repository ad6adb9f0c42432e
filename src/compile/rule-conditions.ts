/** One condition of an event create rule. All conditions of a rule must be true. */
export interface RuleCondition {
  /** `event_name` or the name of an event parameter. */
  readonly field: string;
  readonly comparisonType: ComparisonType;
  /** Always a text; Analytics compares numbers as numbers where the operator asks for it. */
  readonly value: string;
  readonly negated?: true;
}

type TextComparison = "EQUALS" | "CONTAINS" | "STARTS_WITH" | "ENDS_WITH" | "REGULAR_EXPRESSION";

export type ComparisonType =
  | TextComparison
  | `${TextComparison}_CASE_INSENSITIVE`
  | "GREATER_THAN"
  | "GREATER_THAN_OR_EQUAL"
  | "LESS_THAN"
  | "LESS_THAN_OR_EQUAL";

/** `negated` is left out where it is false, as Google's answers do. */
export function condition(
  field: string,
  comparisonType: ComparisonType,
  value: string,
  negated = false,
): RuleCondition {
  return { field, comparisonType, value, ...(negated ? { negated: true as const } : {}) };
}

export function textCondition(
  field: string,
  comparison: TextComparison,
  value: string,
  { not, ignoreCase }: { readonly not: boolean; readonly ignoreCase: boolean },
): RuleCondition {
  return condition(field, ignoreCase ? `${comparison}_CASE_INSENSITIVE` : comparison, value, not);
}
