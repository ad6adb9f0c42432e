/** `where` of a `ga4_event` → conditions on the parameters of that event. */

import { WHOLE_TEXT, wholeAddressPattern } from "../countable/pattern/address-part.ts";
import { asksBesides } from "../countable/via-ga4/rule-limits.ts";
import type {
  Comparison,
  NumberMatcher,
  TextMatcher,
  ValueCondition,
} from "../language/goal-set/conditions.ts";
import { addressPattern, plainAddress } from "./address-pattern.ts";
import { literalPattern } from "./encoded-text.ts";
import { DECIMAL_NUMBER, numberPattern } from "./number-pattern.ts";
import { hostInBrowser } from "./page.ts";
import { type ComparisonType, condition, type RuleCondition, textCondition } from "./rule-conditions.ts";
import { isNumberMatcher } from "./text-conditions.ts";
import { ENDS, valuesPattern } from "./values-pattern.ts";

/**
 * As with data-layer keys, a missing parameter satisfies no condition, not even a "not", and only numbers
 * satisfy comparisons with numbers.
 */
export function parameterConditions(where: ValueCondition): RuleCondition[] {
  const conditions = where.is.map((matcher) => ofValue(where.key, matcher));
  const besides = asksBesides(where);
  if (besides === null) return conditions;
  const pattern = besides === "a number" ? DECIMAL_NUMBER : HAS_VALUE;
  return [condition(where.key, "REGULAR_EXPRESSION", pattern), ...conditions];
}

const HAS_VALUE = "^.+$";

function ofValue(field: string, matcher: Comparison): RuleCondition {
  if (matcher.op === "present") return condition(field, "REGULAR_EXPRESSION", HAS_VALUE, matcher.not);
  return isNumberMatcher(matcher) ? ofNumber(field, matcher) : ofText(field, matcher);
}

const OPERATORS = {
  equals: "EQUALS",
  contains: "CONTAINS",
  begins_with: "STARTS_WITH",
  ends_with: "ENDS_WITH",
} as const;

/** Parameters that contain an address as the browser shows it (support.google.com/analytics/answer/9216061). */
const ADDRESSES: ReadonlySet<string> = new Set([
  "page_location",
  "page_referrer",
  "link_url",
  "form_destination",
]);

function ofText(field: string, matcher: TextMatcher): RuleCondition {
  const { values } = matcher;
  if (field === "link_domain") return ofPlainText(field, hostInBrowser(matcher));
  if (!ADDRESSES.has(field) || plainAddress(matcher) === values[0]) return ofPlainText(field, matcher);
  const pattern = wholeAddressPattern(addressPattern(matcher), WHOLE_TEXT);
  return textCondition(field, "REGULAR_EXPRESSION", pattern, matcher);
}

function ofPlainText(field: string, matcher: TextMatcher): RuleCondition {
  const { op, values } = matcher;
  if (op === "matches")
    return textCondition(field, "REGULAR_EXPRESSION", wholeAddressPattern(values[0], WHOLE_TEXT), matcher);
  if (op !== "one_of" && values.length === 1) return textCondition(field, OPERATORS[op], values[0], matcher);
  const { before, after } = ENDS[op];
  const pattern = before + valuesPattern(matcher, literalPattern) + after;
  const whole = op === "one_of" ? pattern : wholeAddressPattern(pattern, WHOLE_TEXT);
  return textCondition(field, "REGULAR_EXPRESSION", whole, matcher);
}

const NUMBER_OPERATORS = {
  more_than: ["GREATER_THAN", "LESS_THAN_OR_EQUAL"],
  at_least: ["GREATER_THAN_OR_EQUAL", "LESS_THAN"],
  less_than: ["LESS_THAN", "GREATER_THAN_OR_EQUAL"],
  at_most: ["LESS_THAN_OR_EQUAL", "GREATER_THAN"],
} as const satisfies Readonly<Record<string, readonly [ComparisonType, ComparisonType]>>;

/** Equality by the number's spellings: a parameter may come as a text. "Not more than" is "at most". */
function ofNumber(field: string, { op, value, not }: NumberMatcher): RuleCondition {
  if (op === "number_equals") return condition(field, "REGULAR_EXPRESSION", `^${numberPattern(value)}$`, not);
  const [plain, opposite] = NUMBER_OPERATORS[op];
  return condition(field, not ? opposite : plain, String(value));
}
