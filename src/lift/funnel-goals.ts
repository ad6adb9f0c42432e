/** Goals on funnels show the steps of their funnels: in an audience, or in the tags that say that a step was taken. */

import { parameterText } from "../container/possible-texts.ts";
import { triggerOf } from "../container/trigger-events.ts";
import type { EventGoal, Goal } from "../language/goal-set/goal.ts";
import type { FunnelInteraction } from "../language/goal-set/interaction.ts";
import type { Entity } from "../resources/body.ts";
import { STEP_PART } from "../resources/entity-name.ts";
import type { JsonObject } from "../resources/json.ts";
import { membersOf } from "./audiences.ts";
import { namesOfEvent } from "./event-names.ts";
import type { ShownSteps } from "./funnels.ts";
import { ownDefinition, ownEntity } from "./live-state.ts";
import type { Lookup } from "./lookup.ts";
import { conditionsOf } from "./trigger-condition.ts";

export type FunnelGoal = EventGoal & { readonly on: FunnelInteraction };

export function isFunnelGoal(goal: Goal): goal is FunnelGoal {
  return goal.type === "event" && goal.on.kind === "funnel";
}

/** The funnel that an audience of ours counts; null for any other audience. */
export function funnelCountedBy(audience: JsonObject): Omit<FunnelInteraction, "kind"> | null {
  const [, id] =
    /^Took all steps of the funnel ([a-z][a-z0-9_]*)\./.exec(String(audience["description"])) ?? [];
  const members = membersOf(audience, "completed");
  if (id === undefined || members === null || members.open) return null;
  return { funnel: id, via: "ga4", within: members.within };
}

/** By funnels: one for each goal on it. */
export function stepsShownByGoals(
  lookup: Lookup,
  goals: readonly Goal[],
): ReadonlyMap<string, readonly ShownSteps[]> {
  const shown = new Map<string, ShownSteps[]>();
  for (const goal of goals.filter(isFunnelGoal)) {
    const steps = stepsShownBy(lookup, goal);
    if (steps === null) continue;
    shown.set(goal.on.funnel, [...(shown.get(goal.on.funnel) ?? []), steps]);
  }
  return shown;
}

function stepsShownBy(lookup: Lookup, goal: FunnelGoal): ShownSteps | null {
  return goal.on.via === "ga4" ? inAudience(lookup, goal.id) : inTags(lookup, goal);
}

/** In their order, by their ids, or by their events where an audience counts; null for a goal on anything else. */
export function stepNamesOf(lookup: Lookup, goal: Goal): readonly string[] | null {
  if (!isFunnelGoal(goal)) return null;
  return stepsShownBy(lookup, goal)?.steps.map(({ id, event }) => id ?? event) ?? null;
}

function inAudience({ audiences, target }: Lookup, goal: string): ShownSteps | null {
  const audience = audiences.find((one) => ownDefinition("ga4.audience", one, target.owner)?.key === goal);
  const members = audience === undefined ? null : membersOf(audience.body, "completed");
  return members && { steps: members.events.map((event) => ({ event })), within: members.within };
}

function inTags({ at, target }: Lookup, goal: FunnelGoal): ShownSteps | null {
  const steps = at.content.entities["gtm.tag"].flatMap((tag) => {
    const [of, part] = ownEntity(tag, target.owner)?.key.split("/") ?? [];
    const [, , id] = of === goal.id ? (STEP_PART.exec(part ?? "") ?? []) : [];
    const number = stepNumber(parameterText(tag, "html") ?? "");
    return id === undefined || number === null ? [] : [{ number, id, event: pushedFor(tag, at) }];
  });
  if (steps.length === 0) return null;
  return { steps: steps.sort((a, b) => a.number - b.number), within: goal.on.within };
}

/** Which step it is: 0 is the first. */
function stepNumber(html: string): number | null {
  const number = /"goalform\.[\w.-]+", (\d+), /.exec(html)?.[1];
  return number === undefined ? null : Number(number);
}

/** The event that a step's tag waits for, which is the one that the file forwards where the step is nothing else. */
function pushedFor(tag: Entity, { content }: Lookup["at"]): string {
  const [id] = tag.firingTriggerId ?? [];
  const trigger = id === undefined ? null : triggerOf(content, id);
  const names = trigger === null ? null : namesOfEvent(conditionsOf(trigger, "customEventFilter", content));
  return names?.[0] ?? parameterText(tag, "eventName") ?? "";
}
