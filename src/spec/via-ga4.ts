/**
 * What stands in the way when Analytics is to count by itself, with an event create rule or an audience.
 *
 * Limits of rules: developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties.dataStreams.eventCreateRules.
 */
import type { Place } from "../diagnostic.ts";
import { countedBy, type OwnStep, stepCountedBy } from "./counted-by.ts";
import type {
  EventParameter,
  Goal,
  GoalValue,
  PageConditions,
  TextMatcher,
  ValueCondition,
} from "./goal-set.ts";
import {
  type AddressPart,
  HOST_NAME,
  PATH,
  patternObstacle,
  queryPatternObstacle,
  URL_WITHOUT_FRAGMENT,
  WHOLE_TEXT,
} from "./pattern/address-part.ts";
import { regexProblem } from "./rules/portable-regex.ts";

export interface Obstacle {
  readonly code: string;
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
}

/** The name of the event that a rule makes must have fewer than 40 characters; other events may have 40. */
const LONGEST_RULE_EVENT = 39;
const LONGEST_MUTATED_NAME = 39;
const LONGEST_MUTATED_VALUE = 99;
const MOST_CONDITIONS = 10;
/** A rule takes 20; one of them tells whose rule it is. */
const MOST_MUTATIONS = 19;

const USE_TAG_MANAGER = "Delete `via: ga4`, so that Tag Manager counts the goal.";
const MAKE_PLAIN = "Send a fixed value, or leave it out.";

/** Empty for goals that Tag Manager counts. */
export function obstaclesOf(goal: Goal): Obstacle[] {
  switch (countedBy(goal)) {
    case "tag":
      return [];
    case "rule":
      return [...sentObstacles(goal), ...ruleObstacles(rulePart(goal))];
    case "audience":
      return [
        ...parametersOnNothing(goal, "An audience sends its event without parameters"),
        ...valueOnAudience(goal),
      ];
    case "itself":
      return parametersOnNothing(goal, "Analytics receives this event already and nothing new is sent");
  }
}

export function stepObstacles(step: OwnStep): Obstacle[] {
  if (stepCountedBy(step) !== "rule") return [];
  return ruleObstacles({ ...step, source: step.is === "page" ? null : sourceOf(step), where: whereOf(step) });
}

/** A copied event may bring a value of its own, so a fixed amount must be written over it; else the key event has it. */
export function ruleSendsValue(goal: Goal): boolean {
  return goal.value !== null && (!goal.keyEvent || goal.type === "event");
}

/** Whether a missing parameter would satisfy these comparisons, so that it must be asked for besides. */
export function needsPresence({ is }: ValueCondition): boolean {
  return is.some((matcher) => matcher.not && ("values" in matcher || matcher.op === "number_equals"));
}

interface RulePart {
  readonly event: string;
  readonly page: PageConditions;
  /** The event that the rule waits for, when the goal names one. */
  readonly source: string | null;
  readonly where: readonly ValueCondition[];
  readonly at: Place;
}

function rulePart(goal: Goal): RulePart {
  const page = "page" in goal ? goal.page : NO_CONDITIONS;
  return { event: goal.event, page, source: sourceOf(goal), where: whereOf(goal), at: goal.at };
}

const NO_CONDITIONS: PageConditions = { path: [], url: [], host: [], fragment: [], query: [] };

function sourceOf(counted: Goal | OwnStep): string | null {
  return "on" in counted && counted.on.kind === "ga4_event" ? counted.on.event : null;
}

function whereOf(counted: Goal | OwnStep): readonly ValueCondition[] {
  return "on" in counted && counted.on.kind === "ga4_event" ? counted.on.where : [];
}

function ruleObstacles(rule: RulePart): Obstacle[] {
  return [...eventObstacles(rule), ...conditionObstacles(rule), ...patternObstacles(rule)];
}

function eventObstacles({ event, source, at }: RulePart): Obstacle[] {
  // Names that are too long for any event are told by the rule about names.
  const tooLong: Obstacle = {
    code: "event-too-long-for-rule",
    place: at,
    message: `The event \`${event}\` has ${event.length} characters; a rule in Analytics makes events of at most ${LONGEST_RULE_EVENT}.`,
    hint: "Give a shorter one under `event`.",
  };
  const loop: Obstacle = {
    code: "rule-loop",
    place: at,
    message: `The rule would wait for \`${event}\` and make \`${event}\` of it, round and round.`,
    hint: "Give the goal another `event`; `ga4_event` names the one that Analytics receives already.",
  };
  return [...(event.length === LONGEST_RULE_EVENT + 1 ? [tooLong] : []), ...(event === source ? [loop] : [])];
}

function conditionObstacles({ page, where, at }: RulePart): Obstacle[] {
  const ofPage = [page.path, page.url, page.host, page.fragment, ...page.query.map(({ is }) => is)].flat()
    .length;
  const ofEvent = where.reduce((sum, one) => sum + one.is.length + (needsPresence(one) ? 1 : 0), 0);
  const count = 1 + ofPage + ofEvent;
  const names = where
    .filter(({ key }) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key))
    .map(
      (one): Obstacle => ({
        code: "invalid-parameter-name",
        place: one.is[0]?.at ?? at,
        message: `\`${one.key.slice(0, 60)}\` is no name of an event parameter: letters, digits and underscores.`,
        hint: "Beside `ga4_event`, `where` compares the parameters of the event, such as `value` or `link_url`.",
      }),
    );
  if (count <= MOST_CONDITIONS) return names;
  return [
    ...names,
    {
      code: "too-many-conditions",
      place: at,
      message: `This takes ${count} conditions in Analytics, the one on the event among them; a rule has at most ${MOST_CONDITIONS}.`,
      hint: "Join comparisons with `one_of` or `matches`.",
    },
  ];
}

function patternObstacles({ page, where }: RulePart): Obstacle[] {
  const within = (part: AddressPart) => (text: string) => patternObstacle(text, part);
  return [
    ...inPart(page.path, within(PATH)),
    ...inPart(page.url, within(URL_WITHOUT_FRAGMENT)),
    ...inPart(page.host, within(HOST_NAME)),
    ...inPart(page.fragment, within(WHOLE_TEXT)),
    ...page.query.flatMap(({ is }) => inPart(is, queryPatternObstacle)),
    ...where.flatMap(({ is }) =>
      inPart(
        is.filter((one) => "values" in one),
        within(WHOLE_TEXT),
      ),
    ),
  ];
}

function inPart(matchers: readonly TextMatcher[], obstacle: (text: string) => string | null): Obstacle[] {
  return matchers.flatMap(({ op, values: [text], at }) => {
    const why = op === "matches" && regexProblem(text) === null ? obstacle(text) : null;
    return why === null
      ? []
      : [
          {
            code: "pattern-not-for-ga4",
            place: at,
            message: `Analytics compares whole addresses, and this pattern cannot be said on them: ${why}.`,
            hint: "Write it differently, or let Tag Manager count with `via: gtm`.",
          },
        ];
  });
}

function sentObstacles(goal: Goal): Obstacle[] {
  const count = goal.parameters.length + (ruleSendsValue(goal) ? 2 : 0);
  const tooMany: Obstacle = {
    code: "too-many-parameters",
    place: goal.parameters.at(-1)?.at ?? goal.at,
    message: `The event would get ${count} parameters; a rule in Analytics sets at most ${MOST_MUTATIONS} beside goalform's own.`,
    hint: "Leave some out.",
  };
  return [
    ...goal.parameters.flatMap(parameterObstacles),
    ...valueFromSite(
      goal.value,
      goal.at,
      "A rule in Analytics cannot read the value of this goal from the data layer",
    ),
    ...(count > MOST_MUTATIONS ? [tooMany] : []),
  ];
}

function parameterObstacles({ name, from, at }: EventParameter): Obstacle[] {
  if (!("constant" in from)) return [needsTagManager(name, at)];
  const tooLong = [
    ...(name.length === LONGEST_MUTATED_NAME + 1
      ? [`its name has ${name.length} characters, ${LONGEST_MUTATED_NAME} are allowed`]
      : []),
    ...(from.constant.length === LONGEST_MUTATED_VALUE + 1
      ? [`its value has ${from.constant.length} characters, ${LONGEST_MUTATED_VALUE} are allowed`]
      : []),
  ];
  const reference: Obstacle = {
    code: "variable-reference",
    place: at,
    message: "Analytics would read `[[…]]` as the name of another parameter; goals hold plain text only.",
    hint: "Leave the double brackets out.",
  };
  return [
    ...tooLong.map(
      (why): Obstacle => ({
        code: "parameter-too-long",
        place: at,
        message: `A rule in Analytics cannot set \`${name}\`: ${why}.`,
        hint: "Shorten it.",
      }),
    ),
    ...(from.constant.includes("[[") ? [reference] : []),
  ];
}

function needsTagManager(name: string, place: Place): Obstacle {
  return {
    code: "parameter-needs-tag-manager",
    place,
    message: `A rule in Analytics sets fixed values only; the value of \`${name}\` comes from the site.`,
    hint: `${MAKE_PLAIN} Parameters that the event has already are kept anyway.`,
  };
}

function valueFromSite(value: GoalValue | null, place: Place, why: string): Obstacle[] {
  if (value === null || "amount" in value) return [];
  return [
    {
      code: "value-needs-tag-manager",
      place,
      message: `${why}.`,
      hint: "Write a fixed `value`, or leave it out: the `value` that the event brings along counts.",
    },
  ];
}

function valueOnAudience(goal: Goal): Obstacle[] {
  const unsent: Obstacle = {
    code: "value-needs-tag-manager",
    place: goal.at,
    message:
      "An audience sends its event without a value, and without a key event there is no other place for it.",
    hint: "Delete `key_event: false` or `value`.",
  };
  return goal.value !== null && "amount" in goal.value && !goal.keyEvent ? [unsent] : [];
}

function parametersOnNothing(goal: Goal, why: string): Obstacle[] {
  const hint =
    goal.type === "event"
      ? "Delete it; or add `where` or `page`, so that a rule makes an event of the goal's own."
      : USE_TAG_MANAGER;
  return [
    ...goal.parameters.map(
      ({ name, at }): Obstacle => ({
        code: "nothing-is-sent",
        place: at,
        message: `${why}, so \`${name}\` cannot be added.`,
        hint,
      }),
    ),
    ...valueFromSite(goal.value, goal.at, `${why}, so the value cannot come from the data layer`),
  ];
}
