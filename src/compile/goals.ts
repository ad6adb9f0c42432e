/** Goal → what counts it: one case a goal type. */

import { countedBy } from "../countable/counted-by.ts";
import { ANY_PAGE } from "../language/goal-set/conditions.ts";
import type { Goal, GoalValue, PageDurationGoal, SessionDurationGoal } from "../language/goal-set/goal.ts";
import type { Interaction } from "../language/goal-set/interaction.ts";
import { goalsOfWays } from "../language/goal-set/one-way.ts";
import type { KeyEventBody } from "../resources/body.ts";
import type { Memory } from "../resources/memory.ts";
import { address, type DesiredResource, keyOf } from "../resources/resource.ts";
import { pageCountAudience } from "./audiences.ts";
import { allConditions } from "./conditions.ts";
import { goalRule } from "./event-rules.ts";
import { type Destination, type EventTag, eventTagResources } from "./event-tag.ts";
import { interactionTriggers, pageTriggers } from "./interactions.ts";
import { pageConditions } from "./page.ts";
import { registeredParameters } from "./registrations.ts";
import { isAmong } from "./sent-by-site.ts";
import { sessionEvent } from "./session-script/event.ts";
import { customEventTrigger, type Trigger, timerTrigger } from "./triggers.ts";
import { inParts } from "./way-parts.ts";

export function goalResources(to: Destination, goal: Goal): DesiredResource[] {
  const keyEvent = goal.keyEvent ? [keyEventResource(goal)] : [];
  const counted = countingResources(to, goal).map((resource) => withHistory(goal, resource));
  return [...counted, ...registeredParameters(to, goal), ...keyEvent];
}

function countingResources(to: Destination, goal: Goal): DesiredResource[] {
  switch (countedBy(goal)) {
    case "tag":
      return eventTagResources(to, countedGoal(to, goal));
    case "rule":
      return goalRule(to, goal);
    case "audience":
      return goal.type === "pages_per_session" ? pageCountAudience(to, goal) : [];
    case "itself":
      return [];
  }
}

/** What the marks must know of a goal. Shared resources belong to no goal, and so have none of its history. */
export function withHistory(goal: Goal, resource: DesiredResource): DesiredResource {
  const [own, ...part] = keyOf(resource.address).split("/");
  if (own !== goal.id) return resource;
  const former = goal.was === null ? {} : { was: address(resource.kind, [goal.was, ...part].join("/")) };
  const isEventTag = resource.kind === "gtm.tag" && part.length === 0;
  const memories = isEventTag ? memoriesOf(goal) : memoriesOf(goal).filter((one) => one === "protected");
  const remembers = [...memories, ...(resource.remembers ?? [])];
  return { ...resource, ...(remembers.length === 0 ? {} : { remembers }), ...former };
}

function memoriesOf(goal: Goal): Memory[] {
  return [
    ...(goal.isProtected ? (["protected"] as const) : []),
    ...(goal.keyEvent ? (["key_event"] as const) : []),
    ...(goal.keyEvent && "defaultValue" in defaultValue(goal.value) ? (["value"] as const) : []),
  ];
}

function countedGoal(to: Destination, goal: Goal): EventTag {
  return {
    key: goal.id,
    label: goal.name,
    event: goal.event,
    triggers: goalTriggers(to, goal),
    parameters: goal.parameters,
    userProperties: goal.userProperties,
    ecommerce: goal.ecommerce,
    value: sentValue(goal),
    consent: goal.consent,
    unless: goal.unless,
    adopts: goal.adopts,
    isAmongEvents: isAmong(interactionsOf(goal), goal.event),
    sent: goal.sent,
    user: `goal:${goal.id}`,
    at: goal.at,
  };
}

function interactionsOf(goal: Goal): readonly Interaction[] {
  if (goal.type === "event") return [goal.on];
  return goal.type === "any" ? goal.ways.flatMap((way) => (way.is === "interaction" ? [way.on] : [])) : [];
}

/** What notices that the goal is reached. */
export function goalTriggers(to: Destination, goal: Goal): Trigger[] {
  const { owner } = to;
  switch (goal.type) {
    case "destination":
      return pageTriggers(owner, goal, goal.spa);
    case "duration":
      return [durationTrigger(owner, goal)];
    case "pages_per_session":
      return [
        customEventTrigger(sessionEvent(owner, goal.id), allConditions(owner, { ...goal, page: ANY_PAGE })),
      ];
    case "event":
      return interactionTriggers(to, goal);
    case "any":
      return inParts(
        owner,
        goalsOfWays(goal).flatMap((way) => {
          const [first, ...more] = goalTriggers(to, way);
          return first ? [{ way, triggers: [first, ...more] }] : [];
        }),
      );
  }
}

/** The session script times every page; the trigger decides which pages count. */
function durationTrigger(owner: string, goal: PageDurationGoal | SessionDurationGoal): Trigger {
  const page = goal.scope === "page" ? goal.page : ANY_PAGE;
  const conditions = allConditions(owner, { ...goal, page });
  return goal.scope === "page" && !goal.spa
    ? timerTrigger(goal.seconds, pageConditions(owner, { ...page, title: [] }), conditions)
    : customEventTrigger(sessionEvent(owner, goal.id), conditions);
}

/** GA4 adds the key event's default value to events that come without one, so a fixed amount need not be sent. */
function sentValue(goal: Goal): GoalValue | null {
  return goal.value !== null && goal.keyEvent && "amount" in goal.value ? null : goal.value;
}

function keyEventResource(goal: Goal): DesiredResource {
  const body: KeyEventBody = {
    eventName: goal.event,
    ...countingMethod(goal),
    ...defaultValue(goal.value),
  };
  return {
    kind: "ga4.keyEvent",
    address: address("ga4.keyEvent", goal.event),
    name: goal.event,
    body,
    at: goal.at,
    users: [`goal:${goal.id}`],
  };
}

/** Nothing at all where Google's own setting is to stay. */
function countingMethod({ counting }: Goal): KeyEventBody {
  if (counting === null) return {};
  return { countingMethod: counting === "once_per_session" ? "ONCE_PER_SESSION" : "ONCE_PER_EVENT" };
}

/** Worth nothing is what a key event without a value is; Google takes 0 for "not given". */
function defaultValue(value: GoalValue | null): KeyEventBody {
  if (value === null || !("amount" in value) || value.amount === 0) return {};
  return { defaultValue: { numericValue: value.amount, currencyCode: value.currency } };
}
