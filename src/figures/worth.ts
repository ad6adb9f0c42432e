/** What the conversions of a goal are worth. */
import { numberOf } from "./figure.ts";
import type { GoalQuestion } from "./question.ts";
import type { GoalReport } from "./report.ts";
import type { GoalAnswer } from "./source.ts";

type Worth = Pick<GoalReport, "value" | "currency">;

/**
 * A fixed amount of the file for each conversion, or what the events said they were worth. Analytics uses the amount of a
 * key event only for events without a value (developers.google.com/analytics/devguides/config/admin/v1/rest/v1beta/properties.keyEvents, `DefaultValue`).
 *
 * @param currency of the property, in which Analytics adds values up
 */
export function worthOf(
  { value, marksOnly }: GoalQuestion,
  { current }: GoalAnswer,
  currency: string | null,
): Worth {
  const keyEvents = numberOf(current.keyEvents);
  const hasOwn = marksOnly && (numberOf(current.value) ?? 0) > 0;
  if (value !== null && "amount" in value && !hasOwn)
    return keyEvents === null
      ? { value: null, currency: value.currency }
      : { value: cents(keyEvents * value.amount), currency: value.currency };
  const carried = numberOf(current.value);
  const isKnown = carried !== null && (value !== null || carried > 0);
  return isKnown
    ? { value: cents(carried), currency: currency ?? value?.currency ?? null }
    : { value: null, currency: null };
}

/** The average of one conversion; null without any. */
export function worthOfOne({ value, keyEvents }: Pick<GoalReport, "value" | "keyEvents">): number | null {
  return value === null || !keyEvents ? null : value / keyEvents;
}

/** Sums of decimal fractions are not exact in binary. */
function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
