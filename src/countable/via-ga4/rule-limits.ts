/** What an event create rule can look for, and the events that it can make. */
import type { Place } from "../../diagnostic.ts";
import {
  type Comparison,
  type Exception,
  needsNumberCheck,
  type PageConditions,
  type TextMatcher,
  type ValueCondition,
} from "../../language/goal-set/conditions.ts";
import { RULE } from "../../resources/limits.ts";
import {
  type AddressPart,
  HOST_NAME,
  PATH,
  patternObstacle,
  queryPatternObstacle,
  URL_WITHOUT_FRAGMENT,
  WHOLE_TEXT,
} from "../pattern/address-part.ts";
import { regexProblem } from "../pattern/portable-regex.ts";
import type { Obstacle } from "./obstacle.ts";

export interface RulePart {
  readonly event: string;
  readonly page: PageConditions;
  /** The event that the rule waits for, when the goal names one. */
  readonly source: string | null;
  readonly where: readonly ValueCondition[];
  readonly unless: readonly Exception[];
  readonly at: Place;
}

/**
 * What these comparisons leave open and must be checked in addition: that the parameter is a number (which
 * a missing one is not), or that it is there at all, since a missing one satisfies a "not".
 */
export function asksBesides({ is }: ValueCondition): "a number" | "presence" | null {
  if (needsNumberCheck(is)) return "a number";
  return is.some(({ not }) => not) && !is.some(({ op }) => op === "present") ? "presence" : null;
}

export function ruleObstacles(rule: RulePart): Obstacle[] {
  return [
    ...eventObstacles(rule),
    ...conditionObstacles(rule),
    ...patternObstacles(rule),
    ...rule.unless.flatMap(exceptionObstacles),
  ];
}

function eventObstacles({ event, source, at }: RulePart): Obstacle[] {
  // Names that are too long for any event are reported by the rule about names.
  const tooLong: Obstacle = {
    code: "event-too-long-for-rule",
    place: at,
    message: `The event \`${event}\` has ${event.length} characters; a rule in Analytics makes events of at most ${RULE.eventName}.`,
    hint: "Give a shorter one under `event`.",
  };
  const loop: Obstacle = {
    code: "rule-loop",
    place: at,
    message: `The rule would wait for \`${event}\` and make \`${event}\` of it, in an endless loop.`,
    hint: "Give the goal another `event`; `ga4_event` names the one that Analytics already receives.",
  };
  return [...(event.length === RULE.eventName + 1 ? [tooLong] : []), ...(event === source ? [loop] : [])];
}

function conditionObstacles({ page, where, unless, at }: RulePart): Obstacle[] {
  const count = 1 + countOf(page, where) + unless.length;
  const names = where
    .filter(({ key }) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key))
    .map(
      (one): Obstacle => ({
        code: "invalid-parameter-name",
        place: one.is[0]?.at ?? at,
        message: `\`${one.key.slice(0, 60)}\` is not a valid name of an event parameter: use letters, digits and underscores.`,
        hint: "With `ga4_event`, `where` compares the parameters of the event, such as `value` or `link_url`.",
      }),
    );
  if (count <= RULE.conditions) return names;
  return [
    ...names,
    {
      code: "too-many-conditions",
      place: at,
      message: `This takes ${count} conditions in Analytics, the one on the event among them; a rule has at most ${RULE.conditions}.`,
      hint: "Join comparisons with a list or `matches`.",
    },
  ];
}

/** A rule's conditions must all be true: of an exception, it can take the opposite of a single one. */
function exceptionObstacles({ page, where, cookie, at }: Exception): Obstacle[] {
  const asksForPresence = where.some(({ is }) => is.some(({ op }) => op === "present"));
  const isSeen = cookie.length + page.title.length + page.referrer.length === 0;
  if (isSeen && !asksForPresence && countOf(page, where) === 1) return patternObstacles({ page, where });
  return [
    {
      code: "exception-needs-tag-manager",
      place: at,
      message: `Analytics counts this by itself, and its rules know no exceptions: goalform can only ask for the opposite of one condition${cookie.length > 0 ? ", and Analytics sees no cookies" : ""}.`,
      hint: "Write one condition under `page`, or one under `where` that is `equals`, `begins_with`, `ends_with`, `contains`, `matches` or `one_of`; or let Tag Manager count, with `via: gtm` or `on: { data_layer: … }`.",
    },
  ];
}

function countOf(page: PageConditions, where: readonly ValueCondition[]): number {
  const ofPage = [page.path, page.url, page.host, page.fragment, ...page.query.map(({ is }) => is)].flat()
    .length;
  return ofPage + where.reduce((sum, one) => sum + one.is.length + (asksBesides(one) === null ? 0 : 1), 0);
}

function patternObstacles({ page, where }: Pick<RulePart, "page" | "where">): Obstacle[] {
  const within = (part: AddressPart) => (text: string) => patternObstacle(text, part);
  return [
    ...inPart(page.path, within(PATH)),
    ...inPart(page.url, within(URL_WITHOUT_FRAGMENT)),
    ...inPart(page.host, within(HOST_NAME)),
    ...inPart(page.fragment, within(WHOLE_TEXT)),
    ...page.query.flatMap(({ is }) => inPart(is, queryPatternObstacle)),
    ...where.flatMap(({ is }) => inPart(is, within(WHOLE_TEXT))),
  ];
}

function inPart(matchers: readonly Comparison[], obstacle: (text: string) => string | null): Obstacle[] {
  const texts = matchers.filter((one): one is TextMatcher => "values" in one);
  return texts.flatMap(({ op, values: [text], at }) => {
    const why = op === "matches" && regexProblem(text) === null ? obstacle(text) : null;
    return why === null
      ? []
      : [
          {
            code: "pattern-not-for-ga4",
            place: at,
            message: `Analytics compares whole addresses, and this pattern cannot be written for them: ${why}.`,
            hint: "Write it differently, or let Tag Manager count with `via: gtm`.",
          },
        ];
  });
}
