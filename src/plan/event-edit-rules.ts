/**
 * Event edit rules ("Modify events"): what people let Analytics make of events before anything counts them, event create
 * rules and key events included (support.google.com/analytics/answer/10085872). A goal's event may go, or come twice.
 */
import type { Compiled, Subject } from "../resources/compiled.ts";
import type { EventEditRule } from "../resources/event-edit-rule.ts";
import type { User } from "../resources/resource.ts";
import { countingOf, type Effect, effectsOn } from "./event-edit-effects.ts";
import { orAllow, subjectsHit, verbOf, whose } from "./firing-obstacles.ts";
import type { PlanWarning } from "./plan.ts";

export const EVENT_EDITED = "event-edited";

export function editedEvents(compiled: Compiled, rules: readonly EventEditRule[]): PlanWarning[] {
  return editRuleEffects(compiled, rules).map(({ message, hit }) => ({
    code: EVENT_EDITED,
    message: `${message} ${changeTheRule(orAllow(EVENT_EDITED, hit))}`,
  }));
}

export function changeTheRule(orElse: string): string {
  return `In Analytics, open Admin, Data streams, Modify events, and change the rule; or change \`event\` of the goal${orElse}.`;
}

export interface EditRuleEffect {
  /** One sentence. */
  readonly message: string;
  /** Whom it concerns, of those that do not allow it. */
  readonly hit: readonly Subject[];
}

/** What the rules do to goals, funnels and forwards: the same rule and the same event are said once. */
export function editRuleEffects(compiled: Compiled, rules: readonly EventEditRule[]): EditRuleEffect[] {
  if (rules.length === 0) return [];
  const subjects = subjectsHit(
    compiled.subjects.map(({ user }) => user),
    EVENT_EDITED,
    compiled,
  ).map((subject) => countingOf(subject, compiled));
  return rules.flatMap((rule) => {
    const effects = subjects.flatMap((one) => effectsOn(one, rule, compiled.measurementId));
    const kinds = [...new Set(effects.map(({ does, so }) => `${does} ${so}`))];
    return kinds.map((kind) => {
      const same = effects.filter(({ does, so }) => `${does} ${so}` === kind);
      return { message: sentence(rule, same, compiled), hit: same.map(({ on }) => on) };
    });
  });
}

function sentence(rule: EventEditRule, same: readonly Effect[], { measurementId }: Compiled): string {
  const [{ does, so }] = same as [Effect];
  const hit = same.map(({ on }) => on);
  const where = rule.stream === measurementId ? "" : ` (web stream ${rule.stream})`;
  return `The event edit rule "${rule.name}"${where} ${does}, ${CONSEQUENCES[so](whose(hit.map(({ name }) => name)), hit)}.`;
}

type Who = readonly { readonly user: User }[];

const CONSEQUENCES: Readonly<Record<Effect["so"], (who: string, hit: Who) => string>> = {
  "counts nothing": (who, hit) => `so ${who} ${verbOf(hit)} nothing`,
  "counts less": (who, hit) => `so ${who} ${verbOf(hit)} less than the file says`,
  "counts more": (who, hit) => `which ${who} ${verbOf(hit)} as well`,
  "counts otherwise": (who, hit) =>
    `so ${who} may ${verbOf([...hit, ...hit])} more or less than the file says`,
  worth: (who, { length }) =>
    `so ${who} ${length === 1 ? "is" : "are"} worth something other than the file says`,
  reports: (who) => `so reports do not show of ${who} what the file says`,
};
