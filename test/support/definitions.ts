/** Goals that Analytics counts by itself, as `compile` hands them over: a goals file with definitions beside it. */
import { compile } from "../../src/compile/compile.ts";
import type { Compiled, Subject } from "../../src/resources/compiled.ts";
import { address, type DesiredResource, type JsonObject, type User } from "../../src/resources/resource.ts";
import { goalSet, MEASUREMENT_ID } from "./shop.ts";

const AT: DesiredResource["at"] = { file: "goals.yaml", line: 9, column: 3 };

/** The file's own resources and these, with a folder in which the owner's memory lives. */
export function compiledWith(yaml: string, ...more: readonly DesiredResource[]): Compiled {
  const compiled = compile(goalSet(yaml), MEASUREMENT_ID);
  const { owner, resources } = compiled;
  const hasFolder = more.length === 0 || resources.some(({ kind }) => kind === "gtm.folder");
  const users = [...new Set(more.flatMap((one) => one.users))];
  const strangers = users.filter((user) => !compiled.subjects.some((subject) => subject.user === user));
  return {
    ...compiled,
    subjects: [...compiled.subjects, ...strangers.map(subjectOf)],
    resources: [...(hasFolder ? [] : [folder(owner, users)]), ...resources, ...more],
  };
}

function subjectOf(user: User): Subject {
  const id = user.slice(user.indexOf(":") + 1);
  return { user, id, name: id, counts: "something that Analytics counts", way: null, at: AT };
}

function folder(owner: string, users: readonly User[]): DesiredResource {
  const name = `goalform: ${owner}`;
  return {
    kind: "gtm.folder",
    address: address("gtm.folder", "shared:folder"),
    name,
    body: { name },
    at: AT,
    users,
  };
}

interface More {
  readonly event?: string;
  readonly was?: string;
  readonly isProtected?: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Tells several rules of one goal apart. */
  readonly part?: string;
}

/** What a destination becomes with `via: ga4`. */
export function rule(goal: string, page: string, more: More = {}): DesiredResource {
  const { event = goal, was, isProtected, parameters = {}, part } = more;
  const key = (id: string) => address("ga4.eventCreateRule", part === undefined ? id : `${id}/${part}`);
  const parameterMutations = Object.entries(parameters).map(([parameter, parameterValue]) => ({
    parameter,
    parameterValue,
  }));
  return {
    kind: "ga4.eventCreateRule",
    address: key(goal),
    name: event,
    body: {
      destinationEvent: event,
      eventConditions: [
        { field: "event_name", comparisonType: "EQUALS", value: "page_view" },
        {
          field: "page_location",
          comparisonType: "REGULAR_EXPRESSION",
          value: `^https?://[^/?#]+${page}([?#].*)?$`,
        },
      ],
      sourceCopyParameters: true,
      ...(parameterMutations.length === 0 ? {} : { parameterMutations }),
    },
    at: AT,
    users: [`goal:${goal}`],
    ...(was === undefined ? {} : { was: key(was) }),
    ...(isProtected ? { remembers: ["protected"] } : {}),
  };
}

export function dimension(parameterName: string, displayName: string, goal: string): DesiredResource {
  const body = { parameterName, displayName, scope: "EVENT" };
  return {
    kind: "ga4.customDimension",
    address: address("ga4.customDimension", parameterName),
    name: displayName,
    body,
    at: AT,
    users: [`goal:${goal}`],
  };
}

export function metric(
  parameterName: string,
  displayName: string,
  goal: string,
  unit: string,
): DesiredResource {
  const restrictedMetricType = unit === "CURRENCY" ? { restrictedMetricType: ["REVENUE_DATA"] } : {};
  return {
    kind: "ga4.customMetric",
    address: address("ga4.customMetric", parameterName),
    name: displayName,
    body: { parameterName, displayName, scope: "EVENT", measurementUnit: unit, ...restrictedMetricType },
    at: AT,
    users: [`goal:${goal}`],
  };
}

/** What `pages_per_session` becomes with `via: ga4`. */
export function audience(
  goal: string,
  pages: number,
  { event = goal, days = 30, was, displayName = `acme-shop - ${goal}` }: AudienceMore = {},
): DesiredResource {
  return {
    kind: "ga4.audience",
    address: address("ga4.audience", goal),
    name: displayName,
    body: {
      displayName,
      description: `Sessions with more than ${pages} pages.`,
      membershipDurationDays: days,
      eventTrigger: { eventName: event, logCondition: "AUDIENCE_MEMBERSHIP_RENEWED" },
      filterClauses: [moreThan(pages)],
    },
    at: AT,
    users: [`goal:${goal}`],
    ...(was === undefined ? {} : { was: address("ga4.audience", was) }),
  };
}

interface AudienceMore {
  readonly event?: string;
  readonly days?: number;
  readonly was?: string;
  readonly displayName?: string;
}

function moreThan(pages: number): JsonObject {
  const numericFilter = { operation: "GREATER_THAN", value: { int64Value: String(pages) } };
  const count = { dimensionOrMetricFilter: { fieldName: "eventCount", numericFilter } };
  const pageViews = { eventName: "page_view", eventParameterFilterExpression: both(count) };
  return {
    clauseType: "INCLUDE",
    simpleFilter: {
      scope: "AUDIENCE_FILTER_SCOPE_WITHIN_SAME_SESSION",
      filterExpression: both({ eventFilter: pageViews }),
    },
  };
}

function both(leaf: JsonObject): JsonObject {
  return { andGroup: { filterExpressions: [{ orGroup: { filterExpressions: [leaf] } }] } };
}
