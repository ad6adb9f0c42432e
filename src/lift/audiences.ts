/** Audiences that goalform makes → the goals and funnels that they are for. */
import { objects } from "../container/possible-texts.ts";
import type { JsonObject } from "../resources/json.ts";

/** More pages than this in one session; null for an audience of anything else. */
export function morePagesThan(audience: JsonObject): number | null {
  const [clause, ...more] = objects(audience["filterClauses"]);
  const filter = clause?.["simpleFilter"] as JsonObject | undefined;
  if (
    more.length > 0 ||
    clause?.["clauseType"] !== "INCLUDE" ||
    filter?.["scope"] !== "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION"
  )
    return null;
  const event = onlyLeaf(filter["filterExpression"])?.["eventFilter"] as JsonObject | undefined;
  if (event?.["eventName"] !== "page_view") return null;
  const counted = onlyLeaf(event["eventParameterFilterExpression"])?.["dimensionOrMetricFilter"] as
    | JsonObject
    | undefined;
  const number = counted?.["numericFilter"] as JsonObject | undefined;
  if (counted?.["fieldName"] !== "eventCount" || number?.["operation"] !== "GREATER_THAN") return null;
  const { int64Value } = (number["value"] ?? {}) as JsonObject;
  return /^\d+$/.test(String(int64Value)) ? Number(int64Value) : null;
}

export interface Members {
  readonly of: "completed" | "abandoned";
  readonly days: number;
  /** `<owner> - <funnel> - completed`. */
  readonly displayName: string;
  /** Null: the audience does not say, since it counts anybody who took the last step. */
  readonly events: readonly string[];
  readonly open: boolean;
  readonly within: number | null;
}

/** Of a funnel's audience in the shape in which goalform makes it; null for any other. */
export function membersOf(audience: JsonObject, of: Members["of"]): Members | null {
  const clauses = objects(audience["filterClauses"]);
  const completed = clauses.at(-1);
  const begun = of === "abandoned" ? clauses[0] : undefined;
  if (completed === undefined || clauses.length !== (of === "abandoned" ? 2 : 1)) return null;
  const steps = objects((completed["sequenceFilter"] as JsonObject | undefined)?.["sequenceSteps"]);
  const last = eventsAnyTime(completed);
  const first = begun === undefined ? [] : eventsAnyTime(begun);
  const open = steps.length === 0;
  const events = open ? [...first, ...last] : steps.flatMap((step) => eventNames(step["filterExpression"]));
  const [limit] = steps.flatMap(({ constraintDuration }) =>
    constraintDuration === undefined ? [] : [constraintDuration],
  );
  return {
    of,
    days: Number(audience["membershipDurationDays"]),
    displayName: String(audience["displayName"]),
    events,
    open,
    within: limit === undefined ? null : Number.parseInt(String(limit), 10),
  };
}

function eventsAnyTime(clause: JsonObject): readonly string[] {
  return eventNames((clause["simpleFilter"] as JsonObject | undefined)?.["filterExpression"]);
}

function eventNames(expression: unknown): readonly string[] {
  return leaves(expression).flatMap(({ eventFilter }) => {
    const { eventName } = (eventFilter ?? {}) as JsonObject;
    return typeof eventName === "string" ? [eventName] : [];
  });
}

/** An AND outside and an OR inside it. */
function leaves(expression: unknown): readonly JsonObject[] {
  const and = ((expression as JsonObject | undefined)?.["andGroup"] ?? {}) as JsonObject;
  return objects(and["filterExpressions"]).flatMap(({ orGroup }) =>
    objects(((orGroup ?? {}) as JsonObject)["filterExpressions"]),
  );
}

function onlyLeaf(expression: unknown): JsonObject | null {
  const [only, ...more] = leaves(expression);
  return only !== undefined && more.length === 0 ? only : null;
}
