/**
 * Audiences of the property: people who did something, or a way of counting what no tag sees.
 *
 * The shape of filters: developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.audiences.
 * A simple filter is an AND of ORs; an event's own filter too, where `eventCount` is all that counts.
 */

import type { Funnel, FunnelAudience } from "../language/goal-set/funnel.ts";
import type { Goal, PagesPerSessionGoal } from "../language/goal-set/goal.ts";
import type { AudienceExpression, AudienceFilterClause, DefinitionBody } from "../resources/body.ts";
import { type Address, address, type DesiredResource } from "../resources/resource.ts";
import { type Destination, folder } from "./event-tag.ts";

/** An audience is a list of people, and nobody needs this one: the event is what it is for. */
const DAYS_OF_COUNTING = 30;

/** Analytics sends an event when somebody has viewed more pages in one session. */
export function pageCountAudience(to: Destination, goal: PagesPerSessionGoal): DesiredResource[] {
  const displayName = `${to.owner} - ${goal.name}`;
  const body: DefinitionBody = {
    displayName,
    description: `Viewed more than ${goal.moreThan} ${goal.moreThan === 1 ? "page" : "pages"} in one session.`,
    membershipDurationDays: DAYS_OF_COUNTING,
    eventTrigger: { eventName: goal.event, logCondition: "AUDIENCE_MEMBERSHIP_RENEWED" },
    filterClauses: [include(simple("WITHIN_SAME_SESSION", [moreThan("page_view", goal.moreThan)]))],
  };
  const from = { user: `goal:${goal.id}` as const, at: goal.at };
  return [folder(to.owner, from), audience(address("ga4.audience", goal.id), body, from)];
}

/** Analytics sends an event when somebody has taken all steps. `events`: those of the steps, in their order. */
export function completedAudience(
  to: Destination,
  goal: Pick<Goal, "id" | "name" | "event" | "at">,
  { id, within }: Funnel,
  events: readonly string[],
): DesiredResource[] {
  const body: DefinitionBody = {
    displayName: `${to.owner} - ${goal.name}`,
    description: `Took all steps of the funnel ${id}.`,
    membershipDurationDays: DAYS_OF_COUNTING,
    eventTrigger: { eventName: goal.event, logCondition: "AUDIENCE_MEMBERSHIP_RENEWED" },
    filterClauses: [include(inOrder(events, within))],
  };
  const from = { user: `goal:${goal.id}` as const, at: goal.at };
  return [folder(to.owner, from), audience(address("ga4.audience", goal.id), body, from)];
}

/** `events`: the events of the funnel's steps, in their order. */
export function funnelAudiences(
  to: Destination,
  funnel: Funnel,
  events: readonly string[],
): DesiredResource[] {
  const from = { user: `funnel:${funnel.id}` as const, at: funnel.at };
  const made = funnel.audiences.map((one) =>
    audience(
      address("ga4.audience", `${funnel.id}/${one.of}`),
      funnelBody(to.owner, funnel, one, events),
      from,
    ),
  );
  return made.length === 0 ? [] : [folder(to.owner, from), ...made];
}

function audience(
  at: Address,
  body: DefinitionBody,
  from: { readonly user: `${"goal" | "funnel"}:${string}`; readonly at: DesiredResource["at"] },
): DesiredResource {
  return {
    kind: "ga4.audience",
    address: at,
    name: String(body["displayName"]),
    body,
    at: from.at,
    users: [from.user],
  };
}

function funnelBody(
  owner: string,
  funnel: Funnel,
  { of, days }: FunnelAudience,
  events: readonly string[],
): DefinitionBody {
  const completed = funnel.open ? anyTime(events.slice(-1)) : inOrder(events, funnel.within);
  const begun = anyTime(funnel.open ? events.slice(0, -1) : events.slice(0, 1));
  return {
    displayName: `${owner} - ${funnel.name} - ${of}`,
    description: described(funnel, of),
    membershipDurationDays: days,
    ...(of === "completed"
      ? { filterClauses: [include(completed)] }
      : {
          filterClauses: [include(begun), { clauseType: "EXCLUDE", ...completed }],
          exclusionDurationMode: "EXCLUDE_TEMPORARILY",
        }),
  };
}

function described({ name, open }: Funnel, of: FunnelAudience["of"]): string {
  if (of === "completed") return `Took ${open ? "the last step" : "all steps"} of the funnel ${name}.`;
  return `Took ${open ? "a step" : "the first step"} of the funnel ${name}, and did not complete it.`;
}

type Scope = "WITHIN_SAME_EVENT" | "WITHIN_SAME_SESSION" | "ACROSS_ALL_SESSIONS";

function scope(of: Scope): string {
  return `AUDIENCE_FILTER_SCOPE_${of}`;
}

function include(filter: AudienceFilterClause): AudienceFilterClause {
  return { clauseType: "INCLUDE", ...filter };
}

/** One of these events, whenever it was. */
function anyTime(events: readonly string[]): AudienceFilterClause {
  return simple("ACROSS_ALL_SESSIONS", [...new Set(events)].map(received));
}

/** The steps one after another, whatever lies between them, and each at most `within` seconds after the one before. */
function inOrder(events: readonly string[], within: number | null): AudienceFilterClause {
  const sequenceSteps = events.map((event, index) => ({
    scope: scope("WITHIN_SAME_EVENT"),
    ...(within === null || index === 0 ? {} : { constraintDuration: `${within}s` }),
    filterExpression: anyOf([received(event)]),
  }));
  return { sequenceFilter: { scope: scope("ACROSS_ALL_SESSIONS"), sequenceSteps } };
}

function simple(of: Scope, leaves: readonly AudienceExpression[]): AudienceFilterClause {
  return { simpleFilter: { scope: scope(of), filterExpression: anyOf(leaves) } };
}

/** Google wants an AND outside and an OR inside it, also where there is only one thing to say. */
function anyOf(leaves: readonly AudienceExpression[]): AudienceExpression {
  return { andGroup: { filterExpressions: [{ orGroup: { filterExpressions: leaves } }] } };
}

function received(eventName: string): AudienceExpression {
  return { eventFilter: { eventName } };
}

function moreThan(eventName: string, count: number): AudienceExpression {
  const numericFilter = { operation: "GREATER_THAN", value: { int64Value: String(count) } };
  const counted = { dimensionOrMetricFilter: { fieldName: "eventCount", numericFilter } };
  return { eventFilter: { eventName, eventParameterFilterExpression: anyOf([counted]) } };
}
