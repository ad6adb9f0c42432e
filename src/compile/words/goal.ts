/** What a goal counts, in one line of plain words: for plans and reviews. */

import { countedBy } from "../../countable/counted-by.ts";
import type { EventParameter } from "../../language/goal-set/event-parameter.ts";
import type { Forward } from "../../language/goal-set/forward.ts";
import type { Goal, PageDurationGoal, SessionDurationGoal } from "../../language/goal-set/goal.ts";
import type { SharedDefaults } from "../../language/goal-set/goal-set.ts";
import { goalsOfWays, type OneWayGoal } from "../../language/goal-set/one-way.ts";
import { durationInWords } from "../../resources/duration-words.ts";
import {
  atThatMoment,
  ofEvent,
  onePageInWords,
  onPages,
  sourceInWords,
  unlessInWords,
  type Values,
} from "./conditions.ts";
import { interactionInWords } from "./interaction.ts";
import { matchersInWords } from "./matchers.ts";
import { pageViewInWords } from "./page-view.ts";

export function goalInWords(goal: Goal): string {
  const rest = sentInWords(goal) + exceptionsInWords(goal);
  if (goal.type !== "any") return eachWayInWords(goal).join() + rest;
  const inEachCase = inEachCaseInWords(goal) + rest;
  const more = inEachCase === "" ? "" : `; in each case${inEachCase}`;
  return eachWayInWords({ ...goal, where: [], cookie: [] }).join("; or ") + more;
}

/** `, if cookie member is gold`: what a goal with `any` asks of all of its ways. */
export function inEachCaseInWords({ where, cookie }: Values): string {
  return atThatMoment({ where, cookie });
}

/** Of a goal that Analytics counts by itself, values are parameters of the event. */
export function exceptionsInWords(goal: Goal): string {
  return unlessInWords(goal.unless, countedBy(goal) === "tag" ? "data-layer key" : "parameter");
}

function sentInWords({ sent }: Goal): string {
  return sent === "once_per_page" ? ", sent at most once per page load" : "";
}

/** One for each way of `any:`, the only one of another goal: without how often it is sent, and without exceptions. */
export function eachWayInWords(goal: Goal): readonly string[] {
  return goalsOfWays(goal).map((way) => whatHappens(way) + atThatMoment(way));
}

function whatHappens(goal: OneWayGoal): string {
  switch (goal.type) {
    case "destination":
      return pageViewInWords(goal);
    case "duration":
      return sessionOrPageInWords(goal);
    case "pages_per_session":
      return `more than ${goal.moreThan} pages in one session${goal.via === "ga4" ? ", counted by an audience in Analytics" : ""}`;
    case "event":
      return interactionInWords(goal.on) + ofEvent(goal) + onPages(goal.page);
  }
}

/** What all goals have from the file's defaults, in one line. */
export function defaultsInWords(
  { parameters, userProperties, host }: SharedDefaults,
  forwards: readonly Forward[] = [],
): string {
  const senders = `goals that Tag Manager counts ${forwards.length === 0 ? "also" : "and forwarded events also"}`;
  const named = ({ name, from }: EventParameter) =>
    `${name} (${"constant" in from ? JSON.stringify(from.constant) : sourceInWords(from)})`;
  const sent = [...parameters.map(named), ...userProperties.map((one) => `the user property ${named(one)}`)];
  return [
    ...(sent.length === 0 ? [] : [`${senders} send ${sent.join(", ")}`]),
    ...(host.length === 0 ? [] : [`only pages whose ${matchersInWords("host", host, "always there")} count`]),
  ].join("; ");
}

/** Two clocks that count different people: reviewers should know which one they get, and what it needs. */
function sessionOrPageInWords(goal: PageDurationGoal | SessionDurationGoal): string {
  const time = durationInWords(goal.seconds);
  if (goal.scope === "session") return `session longer than ${time}`;
  const from = goal.spa
    ? "measured from each page view, with or without a reload, while the tab is visible and analytics_storage is granted"
    : "measured from when the document loads";
  return `longer than ${time} on ${onePageInWords(goal.page)}, ${from}`;
}
