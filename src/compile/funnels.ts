/** Funnel steps that are no goals send an event of their own, so that reports can see them. */
import { stepLabel } from "../resources/entity-name.ts";
import type { DesiredResource } from "../resources/resource.ts";
import type { Funnel, FunnelStep } from "../spec/goal-set.ts";
import { countedResources, type Destination } from "./counted.ts";
import { interactionTriggers, pageTriggers } from "./interactions.ts";
import type { Trigger } from "./triggers.ts";

export function funnelResources(to: Destination, funnel: Funnel): DesiredResource[] {
  return funnel.steps.flatMap((step) => (step.is === "goal" ? [] : stepResources(to, funnel, step)));
}

type OwnStep = Exclude<FunnelStep, { is: "goal" }>;

function stepResources(to: Destination, funnel: Funnel, step: OwnStep): DesiredResource[] {
  return countedResources(to, {
    key: `${funnel.id}.${step.id}`,
    label: stepLabel(funnel.name, step.name),
    event: step.event,
    triggers: stepTriggers(to.owner, step),
    parameters: [],
    value: null,
    consent: funnel.consent,
    user: `funnel:${funnel.id}`,
    at: step.at,
  });
}

function stepTriggers(owner: string, step: OwnStep): Trigger[] {
  return step.is === "page" ? pageTriggers(owner, step.page, step.spa) : interactionTriggers(owner, step);
}
