/**
 * What Analytics counts by itself → event create rules: out of an event that it receives it makes one of ours.
 *
 * Field names, operators and limits:
 * developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.dataStreams.eventCreateRules
 */

import type { OwnStep } from "../countable/counted-by.ts";
import { ruleSendsValue } from "../countable/via-ga4/sent-limits.ts";
import type { Place } from "../diagnostic.ts";
import type {
  Comparison,
  Exception,
  PageConditions,
  ValueCondition,
} from "../language/goal-set/conditions.ts";
import type { Funnel } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import type { DefinitionBody, ParameterMutation } from "../resources/body.ts";
import { address, type DesiredResource, type User } from "../resources/resource.ts";
import { type Destination, folder } from "./event-tag.ts";
import { pageLocationConditions } from "./page-location.ts";
import { condition, type RuleCondition } from "./rule-conditions.ts";
import { parameterConditions } from "./rule-where.ts";

export function goalRule(to: Destination, goal: Goal): DesiredResource[] {
  return ruleResources(to, {
    key: goal.id,
    event: goal.event,
    conditions: conditionsOf(goal, goal.unless),
    mutations: mutationsOf(goal),
    user: `goal:${goal.id}`,
    at: goal.at,
  });
}

export function stepRule(to: Destination, funnel: Funnel, step: OwnStep): DesiredResource[] {
  return ruleResources(to, {
    key: `${funnel.id}.${step.id}`,
    event: step.event,
    conditions: conditionsOf(step, []),
    mutations: [],
    user: `funnel:${funnel.id}`,
    at: step.at,
  });
}

interface Rule {
  readonly key: string;
  readonly event: string;
  readonly conditions: readonly RuleCondition[];
  readonly mutations: readonly ParameterMutation[];
  readonly user: User;
  readonly at: Place;
}

/** The parameters of the event that is taken come along. */
function ruleResources(to: Destination, rule: Rule): DesiredResource[] {
  const body: DefinitionBody = {
    destinationEvent: rule.event,
    eventConditions: rule.conditions.map((one) => ({ ...one })),
    sourceCopyParameters: true,
    ...(rule.mutations.length === 0 ? {} : { parameterMutations: rule.mutations }),
  };
  const made: DesiredResource = {
    kind: "ga4.eventCreateRule",
    address: address("ga4.eventCreateRule", rule.key),
    name: rule.event,
    body,
    at: rule.at,
    users: [rule.user],
  };
  return [folder(to.owner, rule), made];
}

/** Analytics reports every page as this event, with its whole address in `page_location`. */
const PAGE_VIEW = "page_view";

function conditionsOf(counted: Goal | OwnStep, unless: readonly Exception[]): RuleCondition[] {
  const on = "on" in counted && counted.on.kind === "ga4_event" ? counted.on : null;
  const page = "page" in counted ? [counted.page as PageConditions] : [];
  const where: readonly ValueCondition[] = on === null ? [] : counted.where;
  const event = condition("event_name", "EQUALS", on?.event ?? PAGE_VIEW);
  return [
    event,
    ...where.flatMap(parameterConditions),
    ...unless.flatMap((one) => one.where.flatMap(opposite)),
    ...pageLocationConditions(together([...page, ...unless.map((one) => oppositePage(one.page))])),
  ];
}

/** Of a single condition, which is all that a rule can turn around: see `countable/via-ga4/rule-limits.ts`. */
function opposite(asked: ValueCondition): RuleCondition[] {
  return parameterConditions(asked).map((one) => ({ ...one, negated: true }));
}

/** Rules are not asked for these: see `countable/via-ga4/`. */
const NOT_IN_ANALYTICS = { title: [], referrer: [] } as const;

function oppositePage({ path, url, host, fragment, query }: PageConditions): PageConditions {
  const turned = <T extends Comparison>(is: readonly T[]) => is.map((one) => ({ ...one, not: !one.not }));
  return {
    path: turned(path),
    url: turned(url),
    host: turned(host),
    fragment: turned(fragment),
    ...NOT_IN_ANALYTICS,
    query: query.map(({ name, is }) => ({ name, is: turned(is) })),
  };
}

/** As one mapping would say it: what must be true comes first. */
function together(pages: readonly PageConditions[]): PageConditions {
  const all = <T extends Comparison>(of: (page: PageConditions) => readonly T[]) =>
    pages.flatMap(of).sort((a, b) => Number(a.not) - Number(b.not));
  const names = [...new Set(pages.flatMap(({ query }) => query.map(({ name }) => name)))];
  return {
    path: all(({ path }) => path),
    url: all(({ url }) => url),
    host: all(({ host }) => host),
    fragment: all(({ fragment }) => fragment),
    ...NOT_IN_ANALYTICS,
    query: names.map((name) => ({
      name,
      is: all(({ query }) => query.filter((one) => one.name === name).flatMap(({ is }) => is)),
    })),
  };
}

function mutationsOf(goal: Goal): ParameterMutation[] {
  const own = goal.parameters.flatMap(({ name, from }) =>
    "constant" in from ? [mutation(name, from.constant)] : [],
  );
  const { value } = goal;
  if (value === null || !("amount" in value) || !ruleSendsValue(goal)) return own;
  return [...own, mutation("value", String(value.amount)), mutation("currency", value.currency)];
}

function mutation(parameter: string, parameterValue: string): ParameterMutation {
  return { parameter, parameterValue };
}
