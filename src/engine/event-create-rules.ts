import { entryIn } from "../entry-in.ts";
import type { Ga4Hit } from "./ga4-hit.ts";

/** As in the Analytics Admin API; gtag.js gets it with the measurement id and runs it on the page. */
export interface EventCreateRule {
  readonly destinationEvent: string;
  /** All must be true. */
  readonly eventConditions: readonly EventCondition[];
  readonly sourceCopyParameters?: boolean;
  readonly parameterMutations?: readonly ParameterMutation[];
}

export interface EventCondition {
  /** `event_name`, or the name of a parameter. */
  readonly field: string;
  readonly comparisonType: string;
  readonly value: string;
  readonly negated?: boolean;
}

export interface ParameterMutation {
  readonly parameter: string;
  /** A text, or another parameter's value: `[[page_location]]`. */
  readonly parameterValue: string;
}

export interface RuleReading {
  /** What gtag adds to every hit by itself (`page_location`, `page_title` …): rules see it, though no tag sends it. */
  readonly page?: Readonly<Record<string, unknown>>;
  /** Whether a regular expression must match all of a value; which of the two is true is documented nowhere. */
  readonly regularExpressions?: "part" | "whole";
}

type Values = Readonly<Record<string, unknown>>;

/**
 * What Google Analytics makes of a hit: one more for every rule that it meets. Rules know nothing
 * of each other: a hit that a rule has made meets none.
 */
export function hitsOfRules(
  hit: Ga4Hit,
  rules: readonly EventCreateRule[],
  reading: RuleReading = {},
): readonly Ga4Hit[] {
  if (hit.by === "rule") return [];
  const source = { ...reading.page, ...hit.parameters };
  return rules
    .filter(({ eventConditions }) =>
      eventConditions.every((condition) => holds(condition, hit, source, reading)),
    )
    .map((rule) => ({
      event: rule.destinationEvent,
      parameters: parametersOf(rule, hit, source),
      measurementId: hit.measurementId,
      by: "rule",
    }));
}

/** A mutation sees what comes before it, and the source's parameters also when they are not copied. */
function parametersOf(rule: EventCreateRule, hit: Ga4Hit, source: Values): Values {
  let parameters: Values = rule.sourceCopyParameters ? hit.parameters : {};
  for (const { parameter, parameterValue } of rule.parameterMutations ?? []) {
    const value = mutated(parameterValue, { ...source, event_name: hit.event, ...parameters });
    const { [parameter]: _, ...others } = parameters;
    parameters = value === undefined ? others : { ...others, [parameter]: value };
  }
  return parameters;
}

function mutated(text: string, values: Values): unknown {
  const other = /^\[\[(\w+)\]\]$/.exec(text)?.[1];
  if (other === undefined) return text;
  return Object.hasOwn(values, other) ? values[other] : undefined;
}

function holds(condition: EventCondition, hit: Ga4Hit, source: Values, reading: RuleReading): boolean {
  const { field, negated = false } = condition;
  const value = field === "event_name" ? hit.event : Object.hasOwn(source, field) ? source[field] : undefined;
  return meets(value, condition, reading) !== negated;
}

/** A parameter that is not there meets no comparison, and so every negated one. */
function meets(
  value: unknown,
  { comparisonType, value: wanted }: EventCondition,
  reading: RuleReading,
): boolean {
  if (value === undefined) return false;
  const ignoreCase = comparisonType.endsWith(CASE_INSENSITIVE);
  const compare = entryIn(COMPARISONS, comparisonType.replace(CASE_INSENSITIVE, ""));
  return compare?.(value, wanted, { ignoreCase, isWhole: reading.regularExpressions === "whole" }) ?? false;
}

const CASE_INSENSITIVE = "_CASE_INSENSITIVE";

interface Way {
  readonly ignoreCase: boolean;
  /** For regular expressions alone. */
  readonly isWhole: boolean;
}

type Comparison = (value: unknown, wanted: string, way: Way) => boolean;

/** The number ones have no variant that ignores case; a text that is not a number satisfies none of them. */
const COMPARISONS: { readonly [type: string]: Comparison | undefined } = {
  EQUALS: (value, wanted, way) =>
    typeof value === "number" ? value === Number(wanted) : texts(way, value, wanted, isSame),
  CONTAINS: (value, wanted, way) => texts(way, value, wanted, (text, part) => text.includes(part)),
  STARTS_WITH: (value, wanted, way) => texts(way, value, wanted, (text, part) => text.startsWith(part)),
  ENDS_WITH: (value, wanted, way) => texts(way, value, wanted, (text, part) => text.endsWith(part)),
  GREATER_THAN: (value, wanted) => Number(value) > Number(wanted),
  GREATER_THAN_OR_EQUAL: (value, wanted) => Number(value) >= Number(wanted),
  LESS_THAN: (value, wanted) => Number(value) < Number(wanted),
  LESS_THAN_OR_EQUAL: (value, wanted) => Number(value) <= Number(wanted),
  REGULAR_EXPRESSION: matches,
};

function isSame(text: string, other: string): boolean {
  return text === other;
}

function texts(
  { ignoreCase }: Way,
  value: unknown,
  wanted: string,
  compare: (text: string, other: string) => boolean,
): boolean {
  return ignoreCase
    ? compare(String(value).toLowerCase(), wanted.toLowerCase())
    : compare(String(value), wanted);
}

/** What JavaScript cannot read matches nothing. */
function matches(value: unknown, expression: string, { ignoreCase, isWhole }: Way): boolean {
  const source = isWhole ? `^(?:${expression})$` : expression;
  try {
    return new RegExp(source, ignoreCase ? "i" : "").test(String(value));
  } catch {
    return false;
  }
}
