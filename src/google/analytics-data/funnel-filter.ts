/** Filters of reports in the words of funnels, which have messages of their own for the same comparisons. */

import { entryIn } from "../../entry-in.ts";
import type { Condition } from "../../figures/impact/recorded.ts";
import type { StepQuestion } from "../../figures/question.ts";
import type { Json, JsonObject } from "../../resources/resource.ts";
import { expressionOf } from "./recorded-filter.ts";

/** Funnels have names of their own for fields of pages, and refuse those of reports. */
const FIELDS: Readonly<Record<string, string>> = {
  pagePath: "unifiedPagePathScreen",
  pagePathPlusQueryString: "unifiedPageScreen",
};

/** Of whatever event has the field. */
export function fieldExpression(condition: Condition): JsonObject {
  return translated(expressionOf(condition), ({ fieldName, ...comparison }) => ({
    funnelFieldFilter: { fieldName: entryIn(FIELDS, String(fieldName)) ?? fieldName!, ...comparison },
  }));
}

/** The event of a step. Its own parameters need no custom dimension there. */
export function stepExpression({ event, only = [] }: Pick<StepQuestion, "event" | "only">): JsonObject {
  const parameters = only.flatMap(parameterExpression);
  const fields = only.filter((one) => !isOfParameter(one)).map(fieldExpression);
  const own = allOf(parameters);
  const isEvent: JsonObject = {
    funnelEventFilter: {
      eventName: event,
      ...(own === null ? {} : { funnelParameterFilterExpression: own }),
    },
  };
  return allOf([isEvent, ...fields])!;
}

function isOfParameter({ field }: Condition): boolean {
  return typeof field === "object" && "parameter" in field;
}

function parameterExpression(condition: Condition): JsonObject[] {
  const { field } = condition;
  if (typeof field !== "object" || !("parameter" in field)) return [];
  return [
    translated(expressionOf(condition), ({ fieldName: _, ...comparison }) => ({
      funnelParameterFilter: { eventParameterName: field.parameter, ...comparison },
    })),
  ];
}

function allOf(expressions: readonly JsonObject[]): JsonObject | null {
  const [first, ...others] = expressions;
  if (first === undefined) return null;
  return others.length === 0 ? first : { andGroup: { expressions: [...expressions] } };
}

/** The same groups around other filters. */
function translated(expression: JsonObject, filter: (of: JsonObject) => JsonObject): JsonObject {
  const each = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(each);
    if (typeof value !== "object" || value === null) return value;
    if ("filter" in value) return filter(value["filter"] as JsonObject);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, each(part!)]));
  };
  return each(expression) as JsonObject;
}
