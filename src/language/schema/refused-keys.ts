/** Keys that people will try and that the language refuses on purpose: each with the reason. */

/** Where a key is: the name of the schema definition that does not know it. */
export type Context = string;

export interface Refusal {
  readonly code: "cannot-be-tracked";
  readonly message: string;
  readonly hint: string;
}

const DURATION =
  "A stay of less than a given time, or of exactly that time, cannot be tracked as it happens: how long a visit lasts is only known when it is over, and then no event can be sent.";
const DURATION_HINT =
  'Use `longer_than`. Short stays show in Analytics: Explore, Free form, metric "Bounce rate" or "Average session duration".';
const PAGES =
  "Fewer pages than a given number, or exactly that many, cannot be tracked as they happen: how many pages a visit has is only known when it is over, and then no event can be sent.";
const PAGES_HINT =
  'Use `more_than`. Short visits show in Analytics: Explore, Free form, metric "Views per session" by session.';

const DURATION_KEYS = ["shorter_than", "no_longer_than", "at_most_for", "under", "exactly_for"];
const PAGES_KEYS = ["fewer_than", "fewer_pages_than", "at_most_pages"];
const EITHER_KEYS = ["less_than", "exactly", "equals", "equal_to", "at_most", "less"];

/** Why `key` is refused at this place; null when it is simply unknown. `goalType` decides the wording. */
export function refusalOf(context: Context, key: string, goalType: unknown): Refusal | null {
  return context === "goal" ? untrackableKey(key, goalType) : null;
}

function untrackableKey(key: string, goalType: unknown): Refusal | null {
  const pages = PAGES_KEYS.includes(key) || (EITHER_KEYS.includes(key) && goalType === "pages_per_session");
  const duration = DURATION_KEYS.includes(key) || (EITHER_KEYS.includes(key) && goalType === "duration");
  if (pages) return { code: "cannot-be-tracked", message: `\`${key}\`: ${PAGES}`, hint: PAGES_HINT };
  if (duration) return { code: "cannot-be-tracked", message: `\`${key}\`: ${DURATION}`, hint: DURATION_HINT };
  return null;
}
