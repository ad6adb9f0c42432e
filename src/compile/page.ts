/** Conditions on the page → conditions of a trigger. */

import { hostPattern, partOfHost, wholeHost } from "../countable/pattern/host-spelling.ts";
import type { PageConditions, PartMatcher, TextMatcher } from "../language/goal-set/conditions.ts";
import type { Condition } from "./gtm-json.ts";
import {
  addressCondition,
  encodedCondition,
  exceptNotSet,
  isMetByEmpty,
  isMetByNotSet,
  isPresent,
  isSet,
  plainTextCondition,
} from "./text-conditions.ts";
import { PAGE_HOSTNAME, PAGE_PATH, PAGE_URL, REFERRER } from "./variables/built-in.ts";
import { documentTitle, fragment, queryParameter } from "./variables/page.ts";
import type { Variable } from "./variables/variable.ts";

/** No condition at all for "any page". */
export function pageConditions(owner: string, page: PageConditions): Condition[] {
  return [
    ...page.host.map((matcher) => plainTextCondition(PAGE_HOSTNAME, hostInBrowser(matcher))),
    ...page.path.filter(isSome).map((matcher) => encodedCondition(PAGE_PATH, matcher)),
    ...page.url.map((matcher) => addressCondition(PAGE_URL, matcher)),
    ...page.query.flatMap(({ name, is }) => is.flatMap((matcher) => queryConditions(owner, name, matcher))),
    ...page.fragment.map((matcher) => partCondition(fragment(owner), matcher, encodedCondition)),
    ...ofText(documentTitle(owner), page.title, plainTextCondition),
    ...ofText(REFERRER, page.referrer, addressCondition),
  ];
}

/** Every path begins with a slash, so nothing is asked: the same as a trigger whose conditions somebody deleted. */
function isSome({ op, values, not }: TextMatcher): boolean {
  return op !== "begins_with" || !values.includes("/") || not;
}

/** A missing parameter satisfies "not", since such a page is exactly what is meant; it satisfies nothing else. */
function queryConditions(owner: string, name: string, matcher: PartMatcher): Condition[] {
  const condition = partCondition(queryParameter(owner, name), matcher, plainTextCondition);
  if (matcher.op === "present") return [condition];
  if (matcher.not) return [isMetByNotSet(condition) ? condition : exceptNotSet(condition)];
  return isMetByNotSet(condition) ? [condition, isSet(condition.variable)] : [condition];
}

/** What may be the empty text, which is a missing one and meets only `present: false`. */
function ofText(
  variable: Variable,
  is: readonly PartMatcher[],
  compared: (variable: Variable, matcher: TextMatcher) => Condition,
): Condition[] {
  const conditions = is.map((matcher) => partCondition(variable, matcher, compared));
  const asksForPresence = is.some(({ op }) => op === "present");
  return !asksForPresence && conditions.some(isMetByEmpty)
    ? [isPresent(variable, false), ...conditions]
    : conditions;
}

function partCondition(
  variable: Variable,
  matcher: PartMatcher,
  compared: (variable: Variable, matcher: TextMatcher) => Condition,
): Condition {
  return matcher.op === "present" ? isPresent(variable, matcher.not) : compared(variable, matcher);
}

/** Browsers show host names in lower case and non-ASCII labels as `xn--…`. */
export function hostInBrowser(matcher: TextMatcher): TextMatcher {
  const { op } = matcher;
  if (op === "matches") {
    const ignoreCase = matcher.ignoreCase || HAS_CAPITALS.test(matcher.values[0].replace(/\\[A-Z]/g, ""));
    return { ...withValues(matcher, hostPattern), ignoreCase };
  }
  return withValues(matcher, op === "equals" || op === "one_of" ? wholeHost : partOfHost);
}

/** Also capitals that only show once a label is in punycode, such as Ü. */
const HAS_CAPITALS = /[A-Z\u0080-\u{10ffff}]/u;

function withValues(matcher: TextMatcher, change: (text: string) => string): TextMatcher {
  const [first, ...rest] = matcher.values.map(change);
  return { ...matcher, values: [first!, ...rest] };
}
