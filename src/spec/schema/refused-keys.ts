/** Keys that people will try and that the language refuses on purpose: each with the reason. */

/** Where a key stands: the name of the schema definition that does not know it. */
export type Context = string;

export interface Refusal {
  readonly code: "cannot-be-tracked";
  readonly message: string;
  readonly hint: string;
}

const DURATION =
  "A stay that is shorter or exactly so long cannot be tracked as it happens: nobody knows how long a visit lasts until it is over, and then no event can be sent any more.";
const DURATION_HINT =
  'Use `longer_than`. Short stays show in Analytics: Explore, Free form, metric "Bounce rate" or "Average session duration".';
const PAGES =
  "Fewer or exactly so many pages cannot be tracked as it happens: nobody knows how many pages a visit will have until it is over, and then no event can be sent any more.";
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

/** Other tools' words for ours. */
export const SYNONYMS: Readonly<Record<string, string>> = {
  starts_with: "begins_with",
  startswith: "begins_with",
  prefix: "begins_with",
  endswith: "ends_with",
  suffix: "ends_with",
  regex: "matches",
  regexp: "matches",
  matches_regex: "matches",
  pattern: "matches",
  is: "equals",
  equal: "equals",
  eq: "equals",
  exact: "equals",
  in: "one_of",
  any_of: "one_of",
  includes: "contains",
  case_insensitive: "ignore_case",
  gt: "more_than",
  greater_than: "more_than",
  lt: "less_than",
  gte: "at_least",
  lte: "at_most",
  css: "selector",
  href: "url",
  class: "classes",
  hash: "fragment",
  hostname: "host",
  domain: "host",
  params: "parameters",
  count: "counting",
  conversion: "key_event",
  disabled: "enabled",
  title: "name",
  label: "name",
  event_name: "event",
  trigger: "on",
  conditions: "where",
  minimum: "longer_than",
};
