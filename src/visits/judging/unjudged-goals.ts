/** Why it cannot be said without a browser how often a goal counts. */

import { sessionEvent } from "../../compile/session-script/event.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { isCollected } from "../collected-event.ts";
import type { CompiledSite } from "../compiled-site.ts";
import { isModelled } from "../session-script.ts";
import type { Played } from "../visit.ts";
import { BY_AUDIENCE } from "./unjudged-words.ts";

/** Why it cannot be said without a browser how often this goal counts. */
export function unjudgedGoal(goal: Goal, played: Played, measured: CompiledSite): string | null {
  const { goalSet, session, audiences } = measured;
  if (played.uncertain.has(goal.id))
    return `${BY_AUDIENCE}, and how soon it counts the same visitor again is not simulated`;
  if (audiences.has(goal.id) && goal.type !== "pages_per_session")
    return `${BY_AUDIENCE}, which is not simulated`;
  const ofScript = session.find(({ event }) => event === sessionEvent(goalSet.owner, goal.id));
  if (ofScript && !isModelled(ofScript)) return "the session script finds it by a way that is not simulated";
  const collected = collectedEvent(goal, played);
  if (collected !== null) return collected;
  return unknownActs(dependsOnActs(goal.id, measured), played);
}

const SIMULATED: ReadonlySet<string> = new Set(["page_view", "session_start", "first_visit"]);

/** What Analytics collects by itself depends on settings of the property, unless the visit says it. */
function collectedEvent(goal: Goal, { steps }: Played): string | null {
  if (goal.type !== "event" || goal.on.kind !== "ga4_event") return null;
  const { event } = goal.on;
  if (!isCollected(event) || SIMULATED.has(event)) return null;
  const isSaid = steps.some((step) => step.does === "event" && step.event === event);
  return isSaid
    ? null
    : `Analytics collects ${event} by itself, if its enhanced measurement is on (a step \`ga4_event: ${event}\` says when)`;
}

/** Whether it counts what visitors do, and not only pages and time. */
function dependsOnActs(key: string, { tags, container, session, goalSet }: CompiledSite): boolean {
  const tag = tags.get(key);
  if (session.some(({ event }) => event === sessionEvent(goalSet.owner, key))) return false;
  if (!tag) return true;
  return (tag.firingTriggerId ?? []).some((id) => {
    const type = container.trigger?.find(({ triggerId }) => triggerId === id)?.type;
    return type !== undefined && type !== null && !PAGE_TRIGGERS.has(type);
  });
}

const PAGE_TRIGGERS: ReadonlySet<string> = new Set(["pageview", "historyChange", "timer"]);

export function unknownActs(matters: boolean, { unknown }: Played): string | null {
  return matters && unknown.length > 0 ? `the visit has ${unknown.join(" and ")}` : null;
}

/** A table views pages, so it says nothing about a goal that counts something else. */
export function notOfPages(goalId: string, { tags, container, rules, goalSet }: CompiledSite): string | null {
  const ids = tags.get(goalId)?.firingTriggerId ?? [];
  const types = ids.map((id) => container.trigger?.find(({ triggerId }) => triggerId === id)?.type);
  const byRule = rules.some(
    ({ key, rule }) =>
      key === goalId &&
      rule.eventConditions.some(({ field, value }) => field === "event_name" && value === "page_view"),
  );
  const isOnPageView = goalSet.goals.some(
    (goal) =>
      goal.id === goalId &&
      goal.type === "event" &&
      goal.on.kind === "ga4_event" &&
      SIMULATED.has(goal.on.event),
  );
  if (byRule || isOnPageView || types.includes("pageview")) return null;
  return "a table only views pages, and this goal counts something else: write a `visit`";
}
