/** Which events an event edit rule takes, as far as their names decide. */
import { entryIn } from "../entry-in.ts";
import type { EventEditRule } from "../resources/event-edit-rule.ts";

/** As far as the event's name decides: its parameters may still keep the rule from it. */
export function takes({ conditions }: EventEditRule, event: string): boolean {
  return conditions.every((one) => one.field !== "event_name" || isNamed(event, one) !== one.negated);
}

function isNamed(event: string, { comparisonType, value }: EventEditRule["conditions"][number]): boolean {
  const compare = entryIn(COMPARISONS, comparisonType.replace(CASE_INSENSITIVE, ""));
  if (compare === undefined) return false;
  const ignoreCase = comparisonType.endsWith(CASE_INSENSITIVE);
  if (compare === matches) return matches(event, value, ignoreCase);
  return ignoreCase ? compare(event.toLowerCase(), value.toLowerCase(), true) : compare(event, value, false);
}

const CASE_INSENSITIVE = "_CASE_INSENSITIVE";

/** Those with numbers are true of no name. */
const COMPARISONS: Readonly<Record<string, (event: string, value: string, ignoreCase: boolean) => boolean>> =
  {
    EQUALS: (event, value) => event === value,
    CONTAINS: (event, value) => event.includes(value),
    STARTS_WITH: (event, value) => event.startsWith(value),
    ENDS_WITH: (event, value) => event.endsWith(value),
    REGULAR_EXPRESSION: matches,
  };

/** Whether all of the name must match is documented nowhere: a part is enough to be looked at. */
function matches(event: string, pattern: string, ignoreCase: boolean): boolean {
  try {
    return new RegExp(pattern, ignoreCase ? "i" : "").test(event);
  } catch {
    return false;
  }
}

export function isOnlyOf({ conditions }: EventEditRule, event: string): boolean {
  return conditions.some(
    ({ field, comparisonType, value, negated }) =>
      field === "event_name" && comparisonType === "EQUALS" && value === event && !negated,
  );
}
