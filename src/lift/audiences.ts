/** Audiences that goalform makes → the goals and funnels that they are for. */
import type { AudienceExpression, AudienceFilterClause, DefinitionBody } from "../resources/body.ts";

/** More pages than this in one session; null for an audience of anything else. */
export function morePagesThan(audience: DefinitionBody): number | null {
  const [clause, ...more] = audience.filterClauses ?? [];
  const filter = clause?.simpleFilter;
  if (
    more.length > 0 ||
    clause?.clauseType !== "INCLUDE" ||
    filter?.scope !== "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION"
  )
    return null;
  const event = onlyLeaf(filter.filterExpression)?.eventFilter;
  if (event?.eventName !== "page_view") return null;
  const counted = onlyLeaf(event.eventParameterFilterExpression)?.dimensionOrMetricFilter;
  const number = counted?.numericFilter;
  if (counted?.fieldName !== "eventCount" || number?.operation !== "GREATER_THAN") return null;
  const { int64Value } = number.value ?? {};
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
export function membersOf(audience: DefinitionBody, of: Members["of"]): Members | null {
  const clauses = audience.filterClauses ?? [];
  const completed = clauses.at(-1);
  const begun = of === "abandoned" ? clauses[0] : undefined;
  if (completed === undefined || clauses.length !== (of === "abandoned" ? 2 : 1)) return null;
  const steps = completed.sequenceFilter?.sequenceSteps ?? [];
  const last = eventsAnyTime(completed);
  const first = begun === undefined ? [] : eventsAnyTime(begun);
  const open = steps.length === 0;
  const events = open ? [...first, ...last] : steps.flatMap((step) => eventNames(step.filterExpression));
  const [limit] = steps.flatMap(({ constraintDuration }) =>
    constraintDuration === undefined || constraintDuration === null ? [] : [constraintDuration],
  );
  return {
    of,
    days: Number(audience.membershipDurationDays),
    displayName: String(audience.displayName),
    events,
    open,
    within: limit === undefined ? null : Number.parseInt(String(limit), 10),
  };
}

function eventsAnyTime(clause: AudienceFilterClause): readonly string[] {
  return eventNames(clause.simpleFilter?.filterExpression);
}

function eventNames(expression: AudienceExpression | null | undefined): readonly string[] {
  return leaves(expression).flatMap(({ eventFilter }) => {
    const name = eventFilter?.eventName;
    return typeof name === "string" ? [name] : [];
  });
}

/** An AND outside and an OR inside it. */
function leaves(expression: AudienceExpression | null | undefined): readonly AudienceExpression[] {
  return (expression?.andGroup?.filterExpressions ?? []).flatMap(
    ({ orGroup }) => orGroup?.filterExpressions ?? [],
  );
}

function onlyLeaf(expression: AudienceExpression | null | undefined): AudienceExpression | null {
  const [only, ...more] = leaves(expression);
  return only !== undefined && more.length === 0 ? only : null;
}
