/** Comparisons with texts and numbers, and what they are made of for a page. */

import type { Place } from "../../diagnostic.ts";
import type { TextComparison } from "./text-comparisons.ts";

/** Conditions on the page. Every matcher of every part must match; no matcher at all means every page. */
export interface PageConditions {
  readonly path: readonly TextMatcher[];
  readonly url: readonly TextMatcher[];
  readonly host: readonly TextMatcher[];
  readonly fragment: readonly PartMatcher[];
  readonly query: readonly { readonly name: string; readonly is: readonly PartMatcher[] }[];
  readonly title: readonly PartMatcher[];
  /** The whole address that the visitor came from; missing for a direct visit. */
  readonly referrer: readonly PartMatcher[];
}

export const ANY_PAGE: PageConditions = {
  path: [],
  url: [],
  host: [],
  fragment: [],
  query: [],
  title: [],
  referrer: [],
};

/** Blocks next to each other: all of them must be met. */
export interface Conditions {
  readonly page: PageConditions;
  readonly where: readonly ValueCondition[];
  readonly cookie: readonly ValueCondition[];
}

/** Keeps a goal from counting while all of it is met. Never without a condition. */
export interface Exception extends Conditions {
  readonly at: Place;
}

export interface ValueCondition {
  /**
   * A data-layer key; dots walk into objects (`order.payment.type`). With `ga4_event`, the name of one of the event's
   * parameters. Under `cookie`, the name of a cookie.
   */
  readonly key: string;
  readonly is: readonly Comparison[];
}

export type Comparison = TextMatcher | NumberMatcher | PresenceMatcher;
/** With a part of the page that may be missing. */
export type PartMatcher = TextMatcher | PresenceMatcher;

/** Has a value; with `not`: is missing or empty. */
export interface PresenceMatcher {
  readonly op: "present";
  readonly not: boolean;
  readonly at: Place;
}

/** One comparison with text. The file's `{ begins_with: /a, contains: b }` becomes two of them. */
export interface TextMatcher {
  readonly op: TextComparison;
  /**
   * As the author wrote it (not percent-encoded). Of several, any makes the comparison true. `equals` has exactly one,
   * and so has `matches`, where several patterns are one with alternatives. With `eitherSlash`, both spellings follow each other.
   */
  readonly values: readonly [string, ...string[]];
  readonly not: boolean;
  readonly ignoreCase: boolean;
  /**
   * Those of the values that the author wrote as numbers, under `equals` and `one_of`: they compare as numbers,
   * so that `9.90` is `9.9` too. Only where the site gives values (`where`, `query`); left out where there are none.
   */
  readonly numbers?: readonly string[];
  /** A slash at the end makes no difference. Only under `equals`, `one_of` and `ends_with`; left out everywhere else. */
  readonly eitherSlash?: true;
  readonly at: Place;
}

/** True of numbers and of texts that are decimal numbers, and of nothing else, with `not` as without. */
export interface NumberMatcher {
  readonly op: "number_equals" | "more_than" | "at_least" | "less_than" | "at_most";
  readonly value: number;
  readonly not: boolean;
  readonly at: Place;
}

/** Whether all that is compared with is numbers, so that nothing but a number can satisfy the comparison. */
function comparesOnlyNumbers(matcher: Comparison): boolean {
  return "value" in matcher || ("values" in matcher && matcher.numbers?.length === matcher.values.length);
}

/**
 * Whether the value must also be checked to be a number: one that is not may satisfy "less than" and every
 * "not". Equality alone finds the spellings of its numbers and nothing else.
 */
export function needsNumberCheck(matchers: readonly Comparison[]): boolean {
  return matchers.some((one) => comparesOnlyNumbers(one) && (one.not || !EQUALITIES.has(one.op)));
}

const EQUALITIES: ReadonlySet<string> = new Set(["number_equals", "equals", "one_of"]);

export function isAnyPage({ path, url, host, fragment, query, title, referrer }: PageConditions): boolean {
  return [path, url, host, fragment, query, title, referrer].every((part) => part.length === 0);
}
