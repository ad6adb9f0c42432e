/**
 * Goals on a completed funnel → a tag for each step, which reports it to the session script; or an audience
 * whose members took all steps.
 */
import { goalOf, pushedFor } from "../../countable/funnel-steps.ts";
import type { Exception } from "../../language/goal-set/conditions.ts";
import type { Funnel, FunnelStep } from "../../language/goal-set/funnel.ts";
import type { EventGoal, Goal } from "../../language/goal-set/goal.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import type { FunnelInteraction } from "../../language/goal-set/interaction.ts";
import { entityName } from "../../resources/entity-name.ts";
import {
  address,
  type DesiredResource,
  type JsonObject,
  refTo,
  type User,
} from "../../resources/resource.ts";
import { completedAudience } from "../audiences.ts";
import {
  blockingResource,
  type Destination,
  folder,
  tagBody,
  triggerResource,
  variableResources,
} from "../event-tag.ts";
import { blockingTrigger } from "../exceptions.ts";
import { eventOf, stepTriggers } from "../funnels.ts";
import { goalTriggers, withHistory } from "../goals.ts";
import { boolean, reference, template } from "../gtm-json.ts";
import { customEventTrigger, type Trigger } from "../triggers.ts";
import { dataLayerForParameters } from "../variables/data-layer.ts";
import { sessionEvent } from "./event.ts";
import { stepTakenHtml } from "./session-script.ts";

export type FunnelGoal = EventGoal & { readonly on: FunnelInteraction };

export function isFunnelGoal(goal: Goal): goal is FunnelGoal {
  return goal.type === "event" && goal.on.kind === "funnel";
}

/** Without what counts the goal itself. */
export function funnelGoalResources(to: Destination, file: GoalSet): DesiredResource[] {
  return file.goals.filter(isFunnelGoal).flatMap((goal) => {
    const funnel = file.funnels.find(({ id }) => id === goal.on.funnel);
    if (funnel === undefined) return [];
    const made =
      goal.on.via === "ga4"
        ? completedAudience(
            to,
            goal,
            funnel,
            funnel.steps.map((step) => eventOf(step, file.goals)),
          )
        : funnel.steps.flatMap((step, index) => stepTaken(to, goal, { step, index }, file));
    return made.map((resource) => withHistory(goal, resource));
  });
}

interface Taken {
  readonly step: FunnelStep;
  /** 0 is the first. */
  readonly index: number;
}

function stepTaken(
  to: Destination,
  goal: FunnelGoal,
  { step, index }: Taken,
  file: GoalSet,
): DesiredResource[] {
  const user: User = `goal:${goal.id}`;
  const part = stepPart(step);
  const from = { key: goal.id, label: goal.name, user, at: step.at };
  const { triggers, unless } = noticed(to, step, file);
  const blocking = unless.map((one) => blockingTrigger(to.owner, one));
  const moment = dataLayerForParameters(to.owner, "gtm.uniqueEventId");
  const run = triggers.map((one) =>
    triggerResource(to.owner, from, { ...one, part: one.part === "" ? part : `${part}/${one.part}` }),
  );
  const name = entityName(to.owner, goal.name, part);
  const html = stepTakenHtml(to.owner, sessionEvent(to.owner, goal.id), index, reference(moment));
  const firedBy = run.map((one) => refTo(one.address));
  const blockedBy = [...new Set(blocking.map((one) => refTo(one.address)))];
  const body: JsonObject = {
    ...tagBody(name, "html", [template("html", html), boolean("supportDocumentWrite", false)], firedBy),
    ...(blockedBy.length === 0 ? {} : { blockingTriggerId: blockedBy }),
  };
  return [
    folder(to.owner, from),
    ...[moment, ...[...triggers, ...blocking].flatMap(({ reads }) => reads)].flatMap((one) =>
      variableResources(one, from),
    ),
    ...run,
    ...blocking.map((one) => blockingResource(from, one)),
    {
      kind: "gtm.tag",
      address: address("gtm.tag", `${goal.id}/${part}`),
      name,
      body,
      at: step.at,
      users: [user],
    },
  ];
}

/** What a step's tag and triggers are called, wherever in the funnel it is: see `STEP_PART`. */
function stepPart(step: FunnelStep): string {
  return step.is === "goal" ? `goal-${step.goal}` : `step-${step.id}`;
}

/** Triggers of the tag's own: those of a goal may be somebody's, and leave out what the site sends to Analytics itself. */
function noticed(
  to: Destination,
  step: FunnelStep,
  file: GoalSet,
): { readonly triggers: readonly Trigger[]; readonly unless: readonly Exception[] } {
  const all = { ...to, receivesGtagEvents: false };
  const pushed = pushedFor(step, { goals: file.goals, forwards: file.forwards ?? [] });
  if (pushed !== null) return { triggers: [customEventTrigger(pushed, [])], unless: [] };
  const goal = goalOf(step, file.goals);
  if (goal !== undefined) return { triggers: goalTriggers(all, goal), unless: goal.unless };
  const funnel = file.funnels.find(({ steps }) => steps.includes(step));
  return step.is === "goal"
    ? { triggers: [], unless: [] }
    : { triggers: stepTriggers(all, step), unless: funnel?.unless ?? [] };
}

/** For the list of the session script. */
export function funnelInScript(goal: FunnelGoal, funnels: readonly Funnel[]) {
  const funnel = funnels.find(({ id }) => id === goal.on.funnel);
  const { within } = goal.on;
  return {
    funnel: goal.on.funnel,
    steps: funnel?.steps.length ?? 0,
    ...(within === null ? {} : { within }),
  };
}
