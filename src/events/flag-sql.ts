/** Which events a flag means, as SQL over parameters. Conditions are those of Analytics' own rules, so they mean the same. */
import { pageLocationConditions } from "../compile/page-location.ts";
import type { RuleCondition } from "../compile/rule-conditions.ts";
import { parameterConditions } from "../compile/rule-where.ts";
import type { Condition, Field } from "../figures/impact/recorded.ts";
import { ANY_PAGE, type PartMatcher, type TextMatcher } from "../language/goal-set/conditions.ts";
import type { TextOf } from "./engine.ts";
import type { Flag } from "./required-columns.ts";

/** How the engines differ when they compare. */
export interface Comparing {
  readonly text: TextOf;
  /** A parameter of the event as a text; null where it is missing. */
  readonly parameter: (name: string) => string;
  /** Whether the pattern (RE2) is found in it. */
  readonly isFound: (column: string, pattern: string) => string;
  /** A number of a text; null where it is none. */
  readonly number: (column: string) => string;
}

/** The parameters that the conditions read. */
export function parametersOf(flags: readonly Flag[]): string[] {
  return [...new Set(flags.flatMap(conditionsOf).map(({ field }) => field))];
}

/** @param name the column with the event's name */
export function flagSql(flag: Flag, name: string, comparing: Comparing): string {
  const all = conditionsOf(flag).map((one) => conditionSql(one, comparing));
  const event = "page" in flag ? "page_view" : "seen" in flag ? flag.seen.event : null;
  const isEvent = event === null ? [] : [`${name} = ${comparing.text(event)}`];
  return [...isEvent, ...all].join(" and ") || "true";
}

function conditionsOf(flag: Flag): RuleCondition[] {
  if ("where" in flag) return flag.where.flatMap(parameterConditions);
  if ("seen" in flag) return flag.seen.conditions.flatMap(seenConditions);
  const { title, referrer } = flag.page;
  return [
    ...pageLocationConditions(flag.page),
    ...(title.length > 0 ? parameterConditions({ key: "page_title", is: title }) : []),
    ...(referrer.length > 0 ? parameterConditions({ key: "page_referrer", is: referrer }) : []),
  ];
}

/** The parameters of what Analytics records by itself: support.google.com/analytics/answer/9216061. */
const PARAMETERS: Readonly<Record<Exclude<Field & string, "host" | "path" | "url">, string>> = {
  title: "page_title",
  referrer: "page_referrer",
  "link url": "link_url",
  "link text": "link_text",
  "link id": "link_id",
  "link classes": "link_classes",
  "file extension": "file_extension",
  "percent scrolled": "percent_scrolled",
  "video url": "video_url",
  "video title": "video_title",
};

function seenConditions({ field, is }: Condition): RuleCondition[] {
  if (typeof field === "object")
    return "parameter" in field
      ? parameterConditions({ key: field.parameter, is: [is] })
      : pageLocationConditions({ ...ANY_PAGE, query: [{ name: field.query, is: [is as PartMatcher] }] });
  if (field === "host" || field === "path" || field === "url")
    return pageLocationConditions({ ...ANY_PAGE, [field]: [is as TextMatcher] });
  return parameterConditions({ key: PARAMETERS[field], is: [is] });
}

function conditionSql(
  { field, comparisonType, value, negated }: RuleCondition,
  comparing: Comparing,
): string {
  const sql = comparisonSql(comparisonType, `coalesce(${comparing.parameter(field)}, '')`, value, comparing);
  return negated ? `not ${sql}` : sql;
}

const NUMBERS = {
  GREATER_THAN: ">",
  GREATER_THAN_OR_EQUAL: ">=",
  LESS_THAN: "<",
  LESS_THAN_OR_EQUAL: "<=",
} as const;

function comparisonSql(
  type: RuleCondition["comparisonType"],
  column: string,
  value: string,
  comparing: Comparing,
): string {
  if (type in NUMBERS)
    return `coalesce(${comparing.number(column)} ${NUMBERS[type as keyof typeof NUMBERS]} ${Number(value)}, false)`;
  const ignoresCase = type.endsWith("_CASE_INSENSITIVE");
  const plain = type.replace("_CASE_INSENSITIVE", "");
  if (plain === "REGULAR_EXPRESSION")
    return comparing.isFound(column, comparing.text(ignoresCase ? `(?i)${value}` : value));
  const has = ignoresCase ? `lower(${column})` : column;
  const text = comparing.text(ignoresCase ? value.toLowerCase() : value);
  if (plain === "EQUALS") return `${has} = ${text}`;
  if (plain === "STARTS_WITH") return `starts_with(${has}, ${text})`;
  return plain === "ENDS_WITH" ? `ends_with(${has}, ${text})` : `strpos(${has}, ${text}) > 0`;
}
