/** How what a goal counts can differ from what the object counts that it was read from. */

import type { Awaits } from "./reasons.ts";

interface DifferenceRow {
  readonly words: string;
  readonly goalCounts: "more" | "less" | "otherwise" | "sends less";
  readonly awaits: Awaits;
}

export const DIFFERENCES = {
  "missing-value": {
    words: "a missing value counts at Google, but not for the goal",
    goalCounts: "less",
    awaits: "exceptions",
  },
  "default-value": {
    words: "a missing value counts at Google, by its default, but not for the goal",
    goalCounts: "less",
    awaits: "exceptions",
  },
  "null-counts": {
    words: "a value that is null, or inside null, counts at Google, but not for the goal",
    goalCounts: "less",
    awaits: null,
  },
  "null-does-not-count": {
    words: "a value that is null, or inside null, does not count at Google, and counts for the goal",
    goalCounts: "more",
    awaits: null,
  },
  "zero-counts": {
    words: "Google reads null, false and an empty text as 0, which counts there, and not for the goal",
    goalCounts: "less",
    awaits: null,
  },
  "zero-does-not-count": {
    words:
      "Google reads null, false and an empty text as 0, which does not count there, and counts for the goal",
    goalCounts: "more",
    awaits: null,
  },
  "click-inside": {
    words: "the goal counts clicks on what is inside the element, too",
    goalCounts: "more",
    awaits: null,
  },
  "history-repeats": {
    words: "a history change to the same page counts at Google, but not for the goal",
    goalCounts: "less",
    awaits: null,
  },
  "each-moment": {
    words:
      "it may count twice while a page loads, at a different moment for each trigger, and the goal only once",
    goalCounts: "less",
    awaits: null,
  },
  "loads-too": {
    words: "the goal also counts the page when it is loaded, but Tag Manager only when the app shows it",
    goalCounts: "more",
    awaits: null,
  },
  "once-an-element": {
    words: "it counts once for each element, the goal only once for each page",
    goalCounts: "less",
    awaits: null,
  },
  "fired-by-another": {
    words: "another tag fires it as well, as its setup or cleanup tag",
    goalCounts: "less",
    awaits: null,
  },
  "added-later": {
    words: "the goal counts elements that scripts add later, too",
    goalCounts: "more",
    awaits: null,
  },
  "spelled-otherwise": {
    words: "the goal also finds other spellings of the address, and nothing inside an escape",
    goalCounts: "otherwise",
    awaits: null,
  },
  "ua-any-query": {
    words:
      "the goal counts the page whatever follows ? in its address, but Universal Analytics only without it",
    goalCounts: "more",
    awaits: null,
  },
  "ua-more-query": {
    words: "the goal counts the page whatever else follows ? in its address, in any order",
    goalCounts: "more",
    awaits: null,
  },
  "ua-host": {
    words:
      "the goal asks for the host, which Universal Analytics saw only if a filter of the view put it before the path",
    goalCounts: "otherwise",
    awaits: null,
  },
  "ua-time": {
    words:
      "the goal counts as soon as the time has passed, but Universal Analytics measured to the last page or event",
    goalCounts: "more",
    awaits: null,
  },
  "longer-names": {
    words: "the tag also sends events whose names only contain one of these",
    goalCounts: "sends less",
    awaits: null,
  },
  "video-pause": { words: "it counts a video that is paused, too", goalCounts: "less", awaits: null },
} as const satisfies Readonly<Record<string, DifferenceRow>>;

export type DifferenceCode = keyof typeof DIFFERENCES;

export interface Difference {
  readonly code: DifferenceCode;
  readonly about: string;
}
