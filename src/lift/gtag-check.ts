/** The condition that compile/ adds where the page sends events itself. */
import { VALUES } from "../compile/sent-by-site.ts";
import { NOT_SET } from "../compile/variables/variable.ts";
import { type PushInteraction, pushedName } from "../language/goal-set/interaction.ts";
import type { TriggerCondition } from "./trigger-condition.ts";

/**
 * Without `{{eventModel}} equals (not set)`, which is not a condition of the goal: compile/ adds it to a trigger on the very
 * event that its tag sends.
 */
export function withoutGtagCheck(
  asked: readonly TriggerCondition[],
  on: PushInteraction,
  sends: string | null,
): readonly TriggerCondition[] {
  return sends === null || pushedName(on) !== sends ? asked : asked.filter((one) => !isGtagCheck(one));
}

function isGtagCheck({ fact, type, value, negate }: TriggerCondition): boolean {
  const isOurs = fact.is === "data layer" && fact.key === VALUES && fact.missing.reads === NOT_SET;
  return isOurs && type === "equals" && value === NOT_SET && !negate;
}
