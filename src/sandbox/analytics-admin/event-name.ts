/** Names that an event may have (support.google.com/analytics/answer/13316687 and 9267744). */
import type { Json } from "../state.ts";
import { invalidArgument } from "./refusals.ts";
import { RESERVED_PREFIXES } from "./reserved-names.ts";

const MAXIMUM_LENGTH = 40;

/**
 * Names of events that Analytics collects by itself are fine here: they are key events too.
 *
 * @throws GoogleError 400.
 */
export function checkEventName(name: Json | undefined): string {
  if (typeof name !== "string") throw invalidArgument("The field event_name is required.");
  if ([...name].length > MAXIMUM_LENGTH) {
    throw invalidArgument(`The event name is longer than ${MAXIMUM_LENGTH} characters.`);
  }
  const prefix = RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));
  if (prefix !== undefined)
    throw invalidArgument(`The event name starts with the reserved prefix "${prefix}".`);
  if (!/^\p{L}[\p{L}\p{N}_]*$/u.test(name)) {
    throw invalidArgument("An event name starts with a letter and has only letters, digits and underscores.");
  }
  return name;
}
