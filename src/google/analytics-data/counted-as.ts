/** As what Analytics counts the event of a goal. */
import type { GoalQuestion } from "../../figures/question.ts";
import type { PropertyFacts } from "../property-facts.ts";

/** As what Analytics counts it: a key event that the property does not know (yet) has no count at all. */
export type CountedAs = "key event" | "event" | "unknown key event";

export function countedAs({ event, isKeyEvent }: GoalQuestion, { keyEvents }: PropertyFacts): CountedAs {
  if (!isKeyEvent) return "event";
  return keyEvents.some((one) => one.event === event) ? "key event" : "unknown key event";
}

export function metricOf(counted: CountedAs): string {
  return counted === "event" ? "eventCount" : "keyEvents";
}
