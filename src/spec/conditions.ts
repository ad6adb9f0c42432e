/** Comparisons with texts and numbers, and what they are made of for a page. */
import type { Place } from "../diagnostic.ts";

/** Conditions on the page. Every matcher of every part must match; no matcher at all means every page. */
export interface PageConditions {
  readonly path: readonly TextMatcher[];
  readonly url: readonly TextMatcher[];
  readonly host: readonly TextMatcher[];
  readonly fragment: readonly TextMatcher[];
  readonly query: readonly { readonly name: string; readonly is: readonly TextMatcher[] }[];
}

/** One comparison with text. The file's `{ begins_with: /a, contains: b }` becomes two of them. */
export interface TextMatcher {
  readonly op: "equals" | "begins_with" | "ends_with" | "contains" | "matches" | "one_of";
  /** As the author wrote it (not percent-encoded). Exactly one value, except for `one_of` (one or more). */
  readonly values: readonly [string, ...string[]];
  readonly not: boolean;
  readonly ignoreCase: boolean;
  readonly at: Place;
}

export interface NumberMatcher {
  readonly op: "number_equals" | "more_than" | "at_least" | "less_than" | "at_most";
  readonly value: number;
  readonly not: boolean;
  readonly at: Place;
}

export function isAnyPage(page: PageConditions): boolean {
  return (
    page.path.length + page.url.length + page.host.length + page.fragment.length + page.query.length === 0
  );
}
