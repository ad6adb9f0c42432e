/** Event edit rules: what people let Analytics make of a goal's event before anything counts it. */
import { hitsOfRules } from "../../engine/event-create-rules.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { EventEditRule } from "../../resources/set-up.ts";
import type { Finding } from "../result/doctor.ts";
import { ok, warning } from "./check.ts";

export function editRulesFinding(rules: readonly EventEditRule[], goals: readonly Goal[]): Finding {
  const problems = rules.flatMap((rule) => goals.flatMap((goal) => problemsOf(rule, goal)));
  return problems.length === 0
    ? ok("No event edit rule changes what a goal counts.")
    : warning(
        problems.join(" "),
        "In Analytics, open Admin, Data streams, Modify events, and change the rule; or change `event` of the goal.",
      );
}

function problemsOf(rule: EventEditRule, goal: Goal): string[] {
  const said = `The event edit rule "${rule.name}"`;
  const to = rule.sets.find(({ parameter }) => parameter === "event_name")?.value;
  const event = countedEvent(goal);
  if (to === event && !isOnlyOf(rule, event))
    return [`${said} turns other events into ${event}, which ${goal.name} counts as well.`];
  if (!takes(rule, event)) return [];
  if (to !== undefined && to !== event) {
    const much = rule.conditions.every(({ field }) => field === "event_name")
      ? "nothing"
      : "less than the file says";
    return [`${said} renames ${event} to ${to}, so ${goal.name} counts ${much}.`];
  }
  const worth = rule.sets.some(({ parameter }) => parameter === "value" || parameter === "currency");
  return worth
    ? [`${said} changes the value of ${event}, so ${goal.name} is worth something other than the file says.`]
    : [];
}

/** As it arrives: what a rule of the file makes of it later is not edited any more. */
function countedEvent(goal: Goal): string {
  if (goal.type === "event" && goal.on.kind === "ga4_event") return goal.on.event;
  return "via" in goal && goal.via === "ga4" ? "page_view" : goal.event;
}

/** As far as the event's name decides: its parameters may still keep the rule from it. */
function takes({ conditions }: EventEditRule, event: string): boolean {
  const eventConditions = conditions.filter(({ field }) => field === "event_name");
  const hit = { event, parameters: {}, measurementId: undefined, by: "site" as const };
  return hitsOfRules(hit, [{ destinationEvent: event, eventConditions }]).length > 0;
}

function isOnlyOf({ conditions }: EventEditRule, event: string): boolean {
  return conditions.some(
    ({ field, comparisonType, value, negated }) =>
      field === "event_name" && comparisonType === "EQUALS" && value === event && !negated,
  );
}
