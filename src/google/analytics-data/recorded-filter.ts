/** What Analytics has recorded of a goal → a filter of the Data API. */

import { entryIn } from "../../entry-in.ts";
import type { Condition, Field, RecordedEvent, RecordedEvents } from "../../figures/impact/recorded.ts";
import type { Comparison, TextMatcher } from "../../language/goal-set/conditions.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { eventIsOneOf, not } from "./request.ts";

/** developers.google.com/analytics/devguides/reporting/data/v1/api-schema */
const DIMENSIONS: Readonly<Record<Extract<Field, string>, string>> = {
  host: "hostName",
  path: "pagePath",
  url: "pageLocation",
  title: "pageTitle",
  referrer: "pageReferrer",
  "link url": "linkUrl",
  "link text": "linkText",
  "link id": "linkId",
  "link classes": "linkClasses",
  "file extension": "fileExtension",
  "percent scrolled": "percentScrolled",
  "video url": "videoUrl",
  "video title": "videoTitle",
};

/** Parameters of events that have a dimension without being registered. */
const BUILT_IN: Readonly<Record<string, string>> = {
  content_id: "contentId",
  content_type: "contentType",
  file_extension: "fileExtension",
  file_name: "fileName",
  link_classes: "linkClasses",
  link_domain: "linkDomain",
  link_id: "linkId",
  link_text: "linkText",
  link_url: "linkUrl",
  method: "method",
  outbound: "outbound",
  page_location: "pageLocation",
  page_referrer: "pageReferrer",
  page_title: "pageTitle",
  percent_scrolled: "percentScrolled",
  search_term: "searchTerm",
  transaction_id: "transactionId",
  video_provider: "videoProvider",
  video_title: "videoTitle",
  video_url: "videoUrl",
  visible: "visible",
};

export function filterOf({ events }: RecordedEvents): JsonObject {
  return anyOf(events.map(eventExpression));
}

function eventExpression({ event, conditions }: RecordedEvent): JsonObject {
  const all = [eventIsOneOf([event]), ...conditions.map(expressionOf)];
  return all.length === 1 ? all[0]! : { andGroup: { expressions: all } };
}

export function expressionOf({ field, is }: Condition): JsonObject {
  const expression =
    typeof field === "object" && "query" in field
      ? queryExpression(field.query, is)
      : valueExpression(dimensionOf(field), is, field === "path");
  return isNegative(is) ? not(expression) : expression;
}

/** "Has a value" is asked as its opposite. */
function isNegative(is: Comparison): boolean {
  return is.op === "present" ? !is.not : is.not;
}

function dimensionOf(field: Exclude<Field, { readonly query: string }>): string {
  if (typeof field === "string") return DIMENSIONS[field];
  return ofParameter(field.parameter);
}

/** The dimension of an event's parameter; one that is not built in must be registered. */
export function ofParameter(name: string): string {
  return entryIn(BUILT_IN, name) ?? `customEvent:${name}`;
}

export function isBuiltIn(parameter: string): boolean {
  return Object.hasOwn(BUILT_IN, parameter);
}

function valueExpression(fieldName: string, is: Comparison, isPath: boolean): JsonObject {
  if (is.op === "present") return { filter: { fieldName, emptyFilter: {} } };
  if ("value" in is) return { filter: { fieldName, numericFilter: numeric(is) } };
  const values = isPath ? [...new Set(is.values.flatMap((value) => [value, encoded(value)]))] : is.values;
  return anyOf(values.map((value) => text(fieldName, is, value)));
}

const OPERATIONS = {
  number_equals: "EQUAL",
  more_than: "GREATER_THAN",
  at_least: "GREATER_THAN_OR_EQUAL",
  less_than: "LESS_THAN",
  at_most: "LESS_THAN_OR_EQUAL",
} as const;

function numeric({ op, value }: Extract<Comparison, { readonly value: number }>): JsonObject {
  return { operation: OPERATIONS[op], value: { doubleValue: value } };
}

const MATCH_TYPES: Readonly<Record<TextMatcher["op"], string>> = {
  equals: "EXACT",
  one_of: "EXACT",
  begins_with: "BEGINS_WITH",
  ends_with: "ENDS_WITH",
  contains: "CONTAINS",
  matches: "PARTIAL_REGEXP",
};

function text(fieldName: string, { op, ignoreCase }: TextMatcher, value: string): JsonObject {
  const stringFilter = { matchType: MATCH_TYPES[op], value, caseSensitive: !ignoreCase };
  return { filter: { fieldName, stringFilter } };
}

function anyOf(expressions: readonly JsonObject[]): JsonObject {
  return expressions.length === 1 ? expressions[0]! : { orGroup: { expressions } };
}

/** Reports have paths as browsers spell them. */
function encoded(path: string): string {
  try {
    return encodeURI(decodeURI(path));
  } catch {
    return path;
  }
}

/** The query has no dimension of its own: it is looked for in the address. */
function queryExpression(name: string, is: Comparison): JsonObject {
  const values = "values" in is ? is.values : ["value" in is ? String(is.value) : ""];
  const of = (pattern: string): JsonObject => ({
    filter: {
      fieldName: "pagePathPlusQueryString",
      stringFilter: {
        matchType: "PARTIAL_REGEXP",
        value: `[?&]${literal(encodeURIComponent(name))}=${pattern}`,
        caseSensitive: !("ignoreCase" in is && is.ignoreCase),
      },
    },
  });
  if (is.op === "present") return not(of("[^&#]"));
  return anyOf(values.map((value) => of(queryPattern(is.op, value))));
}

const END = "(?:&|#|$)";

function queryPattern(op: Comparison["op"], value: string): string {
  const spelled = literal(encodeURIComponent(value));
  switch (op) {
    case "begins_with":
      return spelled;
    case "ends_with":
      return `[^&#]*${spelled}${END}`;
    case "contains":
      return `[^&#]*${spelled}`;
    case "matches":
      return `[^&#]*(?:${value})`;
    default:
      return `${spelled}${END}`;
  }
}

function literal(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
