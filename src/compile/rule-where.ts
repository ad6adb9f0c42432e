/** `where` beside `ga4_event` → conditions on the parameters of that event. */
import type { NumberMatcher, TextMatcher } from "../spec/conditions.ts";
import type { ValueCondition } from "../spec/interaction.ts";
import { WHOLE_TEXT, wholeAddressPattern } from "../spec/pattern/address-part.ts";
import { needsPresence } from "../spec/via-ga4/rule-limits.ts";
import { literalPattern } from "./encoded-text.ts";
import { type ComparisonType, condition, type RuleCondition, textCondition } from "./rule-conditions.ts";
import { anyOf, isNumberMatcher } from "./text-conditions.ts";

/** As with data-layer keys, a missing parameter satisfies no condition, not even a "not". */
export function parameterConditions(where: ValueCondition): RuleCondition[] {
  const conditions = where.is.map((matcher) =>
    isNumberMatcher(matcher) ? ofNumber(where.key, matcher) : ofText(where.key, matcher),
  );
  const isThere = condition(where.key, "REGULAR_EXPRESSION", "^.+$");
  return needsPresence(where) ? [isThere, ...conditions] : conditions;
}

const OPERATORS = {
  equals: "EQUALS",
  contains: "CONTAINS",
  begins_with: "STARTS_WITH",
  ends_with: "ENDS_WITH",
} as const;

function ofText(field: string, matcher: TextMatcher): RuleCondition {
  const { op, values } = matcher;
  if (op === "matches")
    return textCondition(field, "REGULAR_EXPRESSION", wholeAddressPattern(values[0], WHOLE_TEXT), matcher);
  if (op === "one_of")
    return textCondition(field, "REGULAR_EXPRESSION", `^${anyOf(values.map(literalPattern))}$`, matcher);
  return textCondition(field, OPERATORS[op], values[0], matcher);
}

const NUMBER_OPERATORS: Readonly<Record<NumberMatcher["op"], readonly [ComparisonType, ComparisonType]>> = {
  number_equals: ["EQUALS", "EQUALS"],
  more_than: ["GREATER_THAN", "LESS_THAN_OR_EQUAL"],
  at_least: ["GREATER_THAN_OR_EQUAL", "LESS_THAN"],
  less_than: ["LESS_THAN", "GREATER_THAN_OR_EQUAL"],
  at_most: ["LESS_THAN_OR_EQUAL", "GREATER_THAN"],
};

/** "Not more than" is "at most": said so, it needs a number, and a missing one does not satisfy it. */
function ofNumber(field: string, { op, value, not }: NumberMatcher): RuleCondition {
  const [plain, opposite] = NUMBER_OPERATORS[op];
  return condition(field, not ? opposite : plain, String(value), not && plain === opposite);
}
