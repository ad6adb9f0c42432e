/** Conditions on the page → conditions of a trigger. */
import type { PageConditions, TextMatcher } from "../spec/conditions.ts";
import type { Condition } from "./gtm-json.ts";
import { addressCondition, holdsWhenNotSet, isSet, plainTextCondition } from "./text-conditions.ts";
import { fragment, PAGE_HOSTNAME, PAGE_PATH, PAGE_URL, queryParameter } from "./variables.ts";

/** No condition at all for "any page". */
export function pageConditions(owner: string, page: PageConditions): Condition[] {
  return [
    ...page.host.map((matcher) => plainTextCondition(PAGE_HOSTNAME, hostAsShown(matcher))),
    ...page.path.map((matcher) => addressCondition(PAGE_PATH, matcher)),
    ...page.url.map((matcher) => addressCondition(PAGE_URL, matcher)),
    ...page.query.flatMap(({ name, is }) => is.flatMap((matcher) => queryConditions(owner, name, matcher))),
    ...page.fragment.map((matcher) => addressCondition(fragment(owner), matcher)),
  ];
}

/** A missing parameter satisfies "not", since such a page is exactly what is meant; it satisfies nothing else. */
function queryConditions(owner: string, name: string, matcher: TextMatcher): Condition[] {
  const condition = plainTextCondition(queryParameter(owner, name), matcher);
  return !matcher.not && holdsWhenNotSet(condition) ? [condition, isSet(condition.variable)] : [condition];
}

/** Browsers show host names in lower case and non-ASCII labels as `xn--…`. */
export function hostAsShown(matcher: TextMatcher): TextMatcher {
  if (matcher.op === "matches") return matcher;
  const [first, ...rest] = matcher.values.map(asciiHost);
  return { ...matcher, values: [first!, ...rest] };
}

function asciiHost(host: string): string {
  const bare = host.replace(/^\./, "");
  try {
    const { hostname } = new URL(`http://${bare}`);
    // A URL parser makes two braces, which Tag Manager would read as a variable, of their full-width look-alikes.
    if (/[{}]/.test(hostname)) return host.toLowerCase();
    return host.slice(0, host.length - bare.length) + hostname;
  } catch {
    return host.toLowerCase();
  }
}
