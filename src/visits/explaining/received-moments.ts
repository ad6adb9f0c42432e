/** Goals that Analytics counts by itself, from the events that it received. */
import { nearest } from "../../language/schema/nearest.ts";
import type { Received } from "../analytics.ts";
import type { CompiledSite } from "../compiled-site.ts";
import type { Played } from "../visit.ts";
import { type ConditionWords, quoted } from "./condition-words.ts";
import type { Moment } from "./moment.ts";
import { ruleCondition } from "./rule-words.ts";

/** Each hit, as the rules of Analytics see it. Of other events only those with nearly the same name. */
export function ofRules(key: string, played: Played, { rules }: CompiledSite): Moment[] {
  const rule = rules.find((one) => one.key === key)?.rule;
  if (!rule) return [];
  const wanted = rule.eventConditions.find(({ field }) => field === "event_name")?.value ?? "";
  return played.received
    .filter(({ by }) => by === "site" || by === "tag")
    .filter(({ event }) => event === wanted || nearest(event, [wanted]) !== null)
    .map((hit) => {
      const conditions = rule.eventConditions.map((one) => ruleCondition(one, hit));
      return momentOf(key, hit, played, conditions);
    });
}

/** A goal on an event that Analytics receives anyway: the events of others, by their names. */
export function ofEvents(key: string, played: Played, { goalSet, rules, tags }: CompiledSite): Moment[] {
  if (tags.has(key) || rules.some((rule) => rule.key === key)) return [];
  const event = wantedEvent(key, goalSet);
  if (event === null) return [];
  return played.received
    .filter(({ by, event: name }) => name === event || by === "site")
    .filter(({ event: name }) => name === event || name !== "page_view")
    .map((hit) => {
      const holds = hit.event === event;
      const near = !holds && nearest(hit.event, [event]) !== null;
      return momentOf(key, hit, played, [
        {
          text: `event is ${quoted(event)}`,
          refusal: `event ${quoted(hit.event)} is not ${quoted(event)}`,
          seen: hit.event,
          holds,
          hint: near ? "the names are nearly the same" : null,
        },
      ]);
    });
}

function wantedEvent(key: string, { goals, funnels }: CompiledSite["goalSet"]): string | null {
  const goal = goals.find(({ id }) => id === key);
  if (goal) return goal.event;
  const steps = funnels.flatMap((funnel) =>
    funnel.steps.flatMap((step) =>
      step.is !== "goal" && `${funnel.id}.${step.id}` === key ? [step.event] : [],
    ),
  );
  return steps[0] ?? null;
}

function momentOf(key: string, hit: Received, played: Played, conditions: readonly ConditionWords[]): Moment {
  const holds = conditions.every((one) => one.holds);
  return {
    at: hit.at - played.start,
    step: hit.step,
    goal: key,
    conditions,
    counts: holds && !hit.isPing,
    note: holds && hit.isPing ? WITHOUT_COOKIE : null,
  };
}

export const WITHOUT_COOKIE =
  "sent without consent, as a ping without a cookie: Analytics may model it, and does not count it";
