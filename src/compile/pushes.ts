/** `on: { data_layer: … }` → the custom-event trigger that notices the push. */
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import { type PushInteraction, pushedName } from "../language/goal-set/interaction.ts";
import type { Condition } from "./gtm-json.ts";
import { patternOf, plainTextCondition } from "./text-conditions.ts";
import { customEventTrigger, type Trigger, trigger } from "./triggers.ts";
import { EVENT_NAME } from "./variables/built-in.ts";
import { EVENT } from "./variables/variable.ts";

/**
 * Tag Manager's screen knows a name or a regular expression for the event, in its own case; everything else is asked of
 * `{{Event}}`. A pattern must not meet what Tag Manager, gtag and our own session script push.
 */
export function pushTrigger(on: PushInteraction, conditions: readonly Condition[]): Trigger {
  const name = pushedName(on);
  if (name !== null) return customEventTrigger(name, conditions);
  const first = on.event.find((one) => !one.not && !one.ignoreCase);
  const rest = on.event.filter((one) => one !== first);
  return trigger("customEvent", {
    customEventFilter: [first ? ofFirst(first) : { variable: EVENT, type: "matchRegex", value: ".*" }],
    filter: [
      ...rest.map((matcher) => plainTextCondition(EVENT_NAME, matcher)),
      ...(on.event.some(sparesOwn) ? [] : [NOT_OWN]),
      ...conditions,
    ],
  });
}

/** What others than the site push: developers.google.com/tag-platform/tag-manager/datalayer, and our session script. */
const OWN = ["gtm.", "gtag.", "goalform."] as const;

/** The condition that the event is the site's own. */
export const NOT_OWN: Condition = {
  variable: EVENT_NAME,
  type: "matchRegex",
  value: "^(?:gtm|gtag|goalform)\\.",
  negate: true,
};

/** Whether it is true of no event of Tag Manager's own. */
function sparesOwn({ op, values, not, ignoreCase }: TextMatcher): boolean {
  if (not || op === "contains" || op === "ends_with") return false;
  const texts = values.map((text) => (ignoreCase ? text.toLowerCase() : text));
  if (op === "equals" || op === "one_of")
    return !texts.some((text) => OWN.some((own) => text.startsWith(own)));
  const starts = op === "matches" ? texts.map(startOf) : texts;
  return starts.every((start) => !OWN.some((own) => own.startsWith(start) || start.startsWith(own)));
}

/** What every text begins with that the pattern finds: `^checkout_(a|b)$` → `checkout_`. Empty where that is not certain. */
function startOf(pattern: string): string {
  const outsideGroups = pattern
    .replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, "x")
    .replace(/\([^()]*\)/g, "");
  if (outsideGroups.includes("|")) return "";
  const [, start = "", more = ""] = /^\^([A-Za-z0-9_-]+)([?*{]?)/.exec(pattern) ?? [];
  return more === "" ? start : start.slice(0, -1);
}

/** The condition that takes the place of the name in Tag Manager's screen. */
export function ofFirst(matcher: TextMatcher): Condition {
  return patternOf(plainTextCondition(EVENT, matcher));
}
