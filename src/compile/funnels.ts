/** Funnel steps that are not goals have their own event, which reports can show; and the funnel's audiences. */

import { type OwnStep, stepCountedBy } from "../countable/counted-by.ts";
import type { Funnel, FunnelStep } from "../language/goal-set/funnel.ts";
import type { Goal } from "../language/goal-set/goal.ts";
import { stepLabel } from "../resources/entity-name.ts";
import type { DesiredResource } from "../resources/resource.ts";
import { funnelAudiences } from "./audiences.ts";
import { stepRule } from "./event-rules.ts";
import { type Destination, eventTagResources } from "./event-tag.ts";
import { interactionTriggers, pageTriggers } from "./interactions.ts";
import { isAmong } from "./sent-by-site.ts";
import type { Trigger } from "./triggers.ts";

/** `goals`: those of the file, for the steps that are goals. */
export function funnelResources(to: Destination, funnel: Funnel, goals: readonly Goal[]): DesiredResource[] {
  const steps = funnel.steps.flatMap((step) => (step.is === "goal" ? [] : stepResources(to, funnel, step)));
  const events = funnel.steps.map((step) => eventOf(step, goals));
  return [...steps, ...funnelAudiences(to, funnel, events)];
}

/** The event that Analytics receives when a step is taken. */
export function eventOf(step: FunnelStep, goals: readonly Goal[]): string {
  if (step.is !== "goal") return step.event;
  return goals.find(({ id }) => id === step.goal)!.event;
}

function stepResources(to: Destination, funnel: Funnel, step: OwnStep): DesiredResource[] {
  if (stepCountedBy(step) === "rule") return stepRule(to, funnel, step);
  return eventTagResources(to, {
    key: `${funnel.id}.${step.id}`,
    label: stepLabel(funnel.name, step.name),
    event: step.event,
    triggers: stepTriggers(to, step),
    parameters: [],
    userProperties: [],
    ecommerce: null,
    value: null,
    consent: funnel.consent,
    unless: funnel.unless,
    isAmongEvents: step.is === "interaction" && isAmong([step.on], step.event),
    sent: "every_time",
    adopts: step.adopts ?? null,
    user: `funnel:${funnel.id}`,
    at: step.at,
  });
}

export function stepTriggers(to: Destination, step: OwnStep): Trigger[] {
  return step.is === "page" ? pageTriggers(to.owner, step, step.spa) : interactionTriggers(to, step);
}
