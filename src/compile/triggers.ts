/** Triggers in the shapes that Tag Manager's own screen writes. */
import type { Entity } from "../resources/body.ts";
import { type Condition, conditionJson } from "./gtm-json.ts";
import { PAGE_URL } from "./variables/built-in.ts";
import { EVENT, type Variable } from "./variables/variable.ts";

/** A trigger without name and place, with the variables that it reads. */
export interface Trigger {
  /** Distinguishes several triggers of one goal, in address and name; empty for the only or first one. */
  readonly part: string;
  readonly body: Entity;
  readonly reads: readonly Variable[];
}

export function pageViewTrigger(conditions: readonly Condition[]): Trigger {
  return trigger("pageview", { filter: conditions });
}

/**
 * Virtual page views. Tag Manager reports every pushState and replaceState, also to
 * the same address, and routers repeat themselves: what the goal looks at must
 * have changed. `seen` is that, before and after.
 */
export function historyTrigger(
  conditions: readonly Condition[],
  seen: { before: Variable; after: Variable },
): Trigger {
  const changed: Condition = { variable: seen.after, type: "equals", value: seen.before, negate: true };
  return { ...trigger("historyChange", { filter: [...conditions, changed] }), part: "history" };
}

/** Any other condition than the event's name goes to `filter`: Google allows exactly one custom-event filter. */
export function customEventTrigger(event: string, conditions: readonly Condition[]): Trigger {
  return trigger("customEvent", {
    customEventFilter: [{ variable: EVENT, type: "equals", value: event }],
    filter: conditions,
  });
}

export function clickTrigger(conditions: readonly Condition[]): Trigger {
  return trigger("click", { filter: conditions });
}

/** Neither waits for tags nor for the page's own validation: GA4 sends by beacon, and AJAX forms prevent the default. */
const WITHOUT_WAITING: Entity = {
  waitForTags: { type: "boolean", value: "false" },
  checkValidation: { type: "boolean", value: "false" },
  waitForTagsTimeout: { type: "template", value: "2000" },
  uniqueTriggerId: { type: "template" },
};

export function linkClickTrigger(conditions: readonly Condition[]): Trigger {
  return trigger("linkClick", { filter: conditions }, WITHOUT_WAITING);
}

export function formTrigger(conditions: readonly Condition[]): Trigger {
  return trigger("formSubmission", { filter: conditions }, WITHOUT_WAITING);
}

const EVERY_PAGE: Condition = { variable: PAGE_URL, type: "matchRegex", value: ".*" };

/**
 * Fires once, `seconds` after the page view. `autoEventFilter` decides at page
 * view whether the timer starts; `filter` asks again when it fires, since a
 * single-page site may have moved on without a reload.
 *
 * @param start what is known of the page when it begins to load
 * @param conditions all, also what the page only knows later
 */
export function timerTrigger(
  seconds: number,
  start: readonly Condition[],
  conditions: readonly Condition[],
): Trigger {
  const fields = { autoEventFilter: start.length > 0 ? start : [EVERY_PAGE], filter: conditions };
  return trigger("timer", fields, {
    eventName: { type: "template", value: "gtm.timer" },
    interval: { type: "template", value: String(seconds * 1000) },
    limit: { type: "template", value: "1" },
  });
}

type Filters = Partial<Record<"customEventFilter" | "filter" | "autoEventFilter", readonly Condition[]>>;

/** Lists such as `filter` only if there are conditions; an absent list means "always". */
export function trigger(type: string, filters: Filters, fields: Entity = {}): Trigger {
  const used = Object.entries(filters).filter(([, conditions]) => conditions.length > 0);
  const lists = used.map(([field, conditions]) => [field, conditions.map(conditionJson)] as const);
  const reads = used.flatMap(([, conditions]) => conditions.flatMap(variablesOf));
  return { part: "", body: { type, ...Object.fromEntries(lists), ...fields }, reads };
}

function variablesOf({ variable, value }: Condition): Variable[] {
  return typeof value === "string" ? [variable] : [variable, value];
}
