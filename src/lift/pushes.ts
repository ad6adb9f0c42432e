/** Conditions on the name of a data-layer event → `on: { data_layer: … }`. */
import { NOT_OWN, ofFirst } from "../compile/pushes.ts";
import { plainTextCondition } from "../compile/text-conditions.ts";
import { EVENT_NAME } from "../compile/variables/built-in.ts";
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import type { PushInteraction } from "../language/goal-set/interaction.ts";
import type { Findings } from "./findings.ts";
import { isText, type TextKind, textMatchers } from "./matchers.ts";
import { holdsFor, isSameCondition, type TriggerCondition } from "./trigger-condition.ts";

/** Null, with the reason noted, where it waits for an event that no site pushes, or for any event at all. */
export function pushOf(
  findings: Findings,
  asked: readonly TriggerCondition[],
  names: readonly string[] | null,
): PushInteraction | null {
  const about = asked.map(({ value }) => value).join(", ");
  if (names !== null) return named(findings, names, about);
  const others = asked.filter((one) => !isAny(one) && !isNotOwn(one));
  const isGuarded = asked.some(isNotOwn);
  const own = TAG_MANAGERS.filter((name) => asked.every((one) => holdsFor(one, name) !== false));
  if (others.length === 0 || (own.length > 0 && !isGuarded)) {
    findings.leaveOut(/gtm/.test(about) ? "tag-managers-own-event" : "several-events", about);
    return null;
  }
  const event = textMatchers(findings, others, KIND);
  return event === null ? null : { kind: "data_layer", event };
}

function named(findings: Findings, names: readonly string[], about: string): PushInteraction | null {
  const [first, ...more] = names;
  if (first === undefined) findings.leaveOut("never-holds", about);
  else if (names.some((name) => name.startsWith("gtm."))) findings.leaveOut("tag-managers-own-event", about);
  else if (more.length === 0) return { kind: "data_layer", event: [isText(first)] };
  else return { kind: "data_layer", event: [{ ...isText(first), op: "one_of", values: [first, ...more] }] };
  return null;
}

/** The first condition takes the place of the name in Tag Manager's screen, as a pattern. */
const KIND: TextKind = {
  compiled: (matcher: TextMatcher) =>
    matcher.not ? plainTextCondition(EVENT_NAME, matcher) : ofFirst(matcher),
};

function isNotOwn(one: TriggerCondition): boolean {
  return isSameCondition(one, { ...NOT_OWN, value: String(NOT_OWN.value) });
}

function isAny({ type, value, negate }: TriggerCondition): boolean {
  return type === "matchRegex" && !negate && /^\^?\.[*+]?\$?$/.test(value);
}

/** developers.google.com/tag-platform/tag-manager/datalayer and Tag Manager Help 7679316 (types of triggers). */
const TAG_MANAGERS = [
  "gtm.js",
  "gtm.dom",
  "gtm.load",
  "gtm.init",
  "gtm.init_consent",
  "gtm.click",
  "gtm.linkClick",
  "gtm.formSubmit",
  "gtm.historyChange",
  "gtm.historyChange-v2",
  "gtm.scrollDepth",
  "gtm.elementVisibility",
  "gtm.video",
  "gtm.timer",
  "gtm.triggerGroup",
  "gtm.pageError",
];
