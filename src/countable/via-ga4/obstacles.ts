/** What prevents Analytics from counting by itself, with an event create rule or an audience. */

import {
  ANY_PAGE,
  type Conditions,
  isAnyPage,
  type ValueCondition,
} from "../../language/goal-set/conditions.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { countedBy, type OwnStep, stepCountedBy } from "../counted-by.ts";
import type { Obstacle } from "./obstacle.ts";
import { type RulePart, ruleObstacles } from "./rule-limits.ts";
import { parametersOnNothing, sentObstacles, valueOnAudience } from "./sent-limits.ts";

/** Whether Analytics can count it for certain: it is not known whether Analytics sees fragments. */
export function isSureInAnalytics(counted: Goal | OwnStep): boolean {
  const obstacles = "is" in counted ? stepObstacles(counted) : obstaclesOf(counted);
  return obstacles.length === 0 && !("page" in counted && counted.page.fragment.length > 0);
}

/** Empty for goals that Tag Manager counts. */
export function obstaclesOf(goal: Goal): Obstacle[] {
  switch (countedBy(goal)) {
    case "tag":
      return [];
    case "rule":
      return [...sentObstacles(goal), ...ruleObstacles(rulePart(goal)), ...unseenObstacles(goal)];
    case "audience":
      return [
        ...parametersOnNothing(goal, "An audience sends its event without parameters"),
        ...valueOnAudience(goal),
        ...exceptionsOnAudience(goal),
        ...pageOnAudience(goal),
        ...unseenObstacles(goal),
      ];
    case "itself":
      return [
        ...parametersOnNothing(goal, "Analytics already receives this event and nothing new is sent"),
        ...unseenObstacles(goal),
      ];
  }
}

export function stepObstacles(step: OwnStep): Obstacle[] {
  if (stepCountedBy(step) !== "rule") return [];
  return [
    ...ruleObstacles({
      ...step,
      source: step.is === "page" ? null : sourceOf(step),
      where: whereOf(step),
      unless: [],
    }),
    ...unseenObstacles(step),
  ];
}

function exceptionsOnAudience({ unless }: Goal): Obstacle[] {
  return unless.map(({ at }) => ({
    code: "exception-needs-tag-manager",
    place: at,
    message: "An audience in Analytics counts this goal, and nothing keeps people out of it.",
    hint: "Let Tag Manager count with `via: gtm`, or leave the exception out.",
  }));
}

function pageOnAudience(goal: Goal): Obstacle[] {
  if (!("page" in goal) || isAnyPage(goal.page)) return [];
  return [
    {
      code: "condition-needs-tag-manager",
      place: goal.at,
      key: "page",
      message: "An audience in Analytics counts this goal, and its event names no page.",
      hint: "Name the page in the funnel's last step instead, or let Tag Manager count with `via: gtm`.",
    },
  ];
}

/** What Analytics does not see when it counts by itself. */
function unseenObstacles(counted: Goal | OwnStep): Obstacle[] {
  if ("sent" in counted && counted.sent === "once_per_page")
    return [
      {
        code: "condition-needs-tag-manager",
        place: counted.at,
        key: "sent",
        message: "Analytics counts this by itself and sends nothing, so it cannot be `sent: once_per_page`.",
        hint: "Delete `sent`, or let Tag Manager count, with `via: gtm` or `on: { data_layer: … }`.",
      },
    ];
  const page: Pick<Conditions["page"], "title" | "referrer"> = "page" in counted ? counted.page : ANY_PAGE;
  const isEvent = "on" in counted && counted.on.kind === "ga4_event";
  const values = [...(isEvent ? [] : counted.where), ...counted.cookie].flatMap(({ is }) => is);
  return [...values, ...page.title, ...page.referrer].slice(0, 1).map(({ at }) => ({
    code: "condition-needs-tag-manager",
    place: at,
    message:
      "Analytics counts this by itself, and its rules see neither cookies and the data layer, nor the title and the referrer as Tag Manager does.",
    hint: "Let Tag Manager count, with `via: gtm` or `on: { data_layer: … }`, or leave the condition out.",
  }));
}

function rulePart(goal: Goal): RulePart {
  const page = "page" in goal ? goal.page : ANY_PAGE;
  const { event, unless, at } = goal;
  return { event, page, source: sourceOf(goal), where: whereOf(goal), unless, at };
}

function sourceOf(counted: Goal | OwnStep): string | null {
  return "on" in counted && counted.on.kind === "ga4_event" ? counted.on.event : null;
}

function whereOf(counted: Goal | OwnStep): readonly ValueCondition[] {
  return "on" in counted && counted.on.kind === "ga4_event" ? counted.where : [];
}
