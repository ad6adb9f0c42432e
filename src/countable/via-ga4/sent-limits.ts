/** What can be sent along with an event that Analytics makes: fixed parameters and a fixed value, or nothing. */
import type { Place } from "../../diagnostic.ts";
import type { EventParameter } from "../../language/goal-set/event-parameter.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { RULE } from "../../resources/limits.ts";
import type { Obstacle } from "./obstacle.ts";

/** One of those that a rule sets shows whose rule it is. */
const MOST_PARAMETERS = RULE.parameters - 1;

/** The parameter that contains the mark of a rule (resources/definitions/mark.ts). */
const MARK = "goalform";

/** A copied event may already have a value, which a fixed amount must overwrite; otherwise the key event has the amount. */
export function ruleSendsValue(goal: Goal): boolean {
  return goal.value !== null && (!goal.keyEvent || goal.type === "event");
}

/** Of an event that comes from elsewhere, and brings its own parameters along. */
function isReceived(goal: Goal): boolean {
  return goal.type === "event" && goal.on.kind === "ga4_event";
}

/** For goals that a rule counts. */
export function sentObstacles(goal: Goal): Obstacle[] {
  const count = goal.parameters.length + (ruleSendsValue(goal) ? 2 : 0);
  const tooMany: Obstacle = {
    code: "too-many-parameters",
    place: goal.parameters.at(-1)?.at ?? goal.at,
    message: `The event would get ${count} parameters; a rule in Analytics can set at most ${MOST_PARAMETERS} in addition to goalform's own.`,
    hint: "Leave some out.",
  };
  return [
    ...tagOnly(goal, "A rule in Analytics sets fixed parameters only"),
    ...goal.parameters.flatMap(parameterObstacles),
    ...valueFromSite(goal, "A rule in Analytics cannot read the value of this goal from the data layer"),
    ...(count > MOST_PARAMETERS ? [tooMany] : []),
  ];
}

/** What only a tag can send. */
function tagOnly(goal: Goal, why: string): Obstacle[] {
  const { userProperties, ecommerce, at } = goal;
  const hint = isReceived(goal)
    ? "Delete it. What the event already has is kept anyway."
    : "Delete it, or delete `via: ga4`, so that Tag Manager counts the goal.";
  const obstacle = (place: Place, what: string): Obstacle => ({
    code: "parameter-needs-tag-manager",
    place,
    message: `${why}; ${what} cannot be sent.`,
    hint,
  });
  return [
    ...userProperties.map(({ name, at: place }) => obstacle(place, `the user property \`${name}\``)),
    ...(ecommerce === null ? [] : [obstacle(at, "e-commerce data")]),
  ];
}

function parameterObstacles({ name, from, at }: EventParameter): Obstacle[] {
  if (!("constant" in from)) return [needsTagManager(name, at)];
  const reference: Obstacle = {
    code: "variable-reference",
    place: at,
    message: "Analytics would read `[[…]]` as the name of another parameter; goals contain plain text only.",
    hint: "Leave the double brackets out.",
  };
  const empty: Obstacle = {
    code: "empty-value",
    place: at,
    message: `A rule in Analytics cannot set \`${name}\` to an empty text.`,
    hint: "Write a value, or leave the parameter out.",
  };
  const taken: Obstacle = {
    code: "reserved-parameter-name",
    place: at,
    message: `In the events of rules, \`${name}\` shows goalform whose rule it is.`,
    hint: "Rename the parameter.",
  };
  return [
    ...(name === MARK ? [taken] : []),
    ...(from.constant === "" ? [empty] : []),
    ...tooLong(name, from.constant, at),
    ...(from.constant.includes("[[") ? [reference] : []),
  ];
}

/** By one character: what is longer is refused for every parameter. */
function tooLong(name: string, value: string, at: Place): Obstacle[] {
  const reasons = [
    ...(name.length === RULE.parameterName + 1
      ? [`its name has ${name.length} characters, ${RULE.parameterName} are allowed`]
      : []),
    ...(value.length === RULE.parameterValue + 1
      ? [`its value has ${value.length} characters, ${RULE.parameterValue} are allowed`]
      : []),
  ];
  return reasons.map((why) => ({
    code: "parameter-too-long",
    place: at,
    message: `A rule in Analytics cannot set \`${name}\`: ${why}.`,
    hint: "Shorten it.",
  }));
}

function needsTagManager(name: string, place: Place): Obstacle {
  return {
    code: "parameter-needs-tag-manager",
    place,
    message: `A rule in Analytics sets fixed values only; the value of \`${name}\` comes from the site.`,
    hint: `Send a fixed value, or leave it out. Parameters that the event already has are kept anyway.`,
  };
}

function valueFromSite(goal: Goal, why: string): Obstacle[] {
  const { value, at: place } = goal;
  if (value === null || "amount" in value) return [];
  const hint = isReceived(goal)
    ? "Write a fixed `value`, or leave it out: the event's own `value` counts."
    : "Write a fixed `value`, or delete `via: ga4`, so that Tag Manager counts the goal.";
  return [
    {
      code: "value-needs-tag-manager",
      place,
      key: "value",
      message: `${why}.`,
      hint,
    },
  ];
}

export function valueOnAudience(goal: Goal): Obstacle[] {
  const unsent: Obstacle = {
    code: "value-needs-tag-manager",
    place: goal.at,
    key: "value",
    message:
      "An audience sends its event without a value, and without a key event there is no other place for it.",
    hint: "Delete `key_event: false` or `value`.",
  };
  return goal.value !== null && "amount" in goal.value && !goal.keyEvent ? [unsent] : [];
}

export function parametersOnNothing(goal: Goal, why: string): Obstacle[] {
  const hint = isReceived(goal)
    ? "Delete it; or add `where` or `page`, so that a rule makes an event of the goal's own."
    : "Delete `via: ga4`, so that Tag Manager counts the goal.";
  return [
    ...tagOnly(goal, why),
    ...goal.parameters.map(
      ({ name, at }): Obstacle => ({
        code: "nothing-is-sent",
        place: at,
        message: `${why}, so \`${name}\` cannot be added.`,
        hint,
      }),
    ),
    ...valueFromSite(goal, `${why}, so the value cannot come from the data layer`),
  ];
}
