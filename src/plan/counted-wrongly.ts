/** The warnings of a plan that say that goals are not counted as the file says, although nothing of ours is different. */
import type { PlanWarning } from "./plan.ts";

const CODES: readonly string[] = ["counts-nothing", "counts-more", "event-edited", "sent-twice"];

/** What other people's objects do to goals does not differ from the file, so nothing else would report it. */
export function countedWrongly(warnings: readonly PlanWarning[]): readonly PlanWarning[] {
  return warnings.filter(({ code }) => CODES.includes(code));
}
