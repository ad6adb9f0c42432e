/** Whether a page that Analytics has reported is one that a goal's conditions mean. */
import type { PageConditions, PartMatcher, TextMatcher } from "../language/goal-set/conditions.ts";

/** As reports have it: the host, and the path as the browser spells it. */
export interface ReportedPage {
  readonly host: string;
  readonly path: string;
}

/** Null where the conditions are about more than what is known of the page. */
export function matchesPage(conditions: PageConditions, { host, path }: ReportedPage): boolean | null {
  const { url, query, fragment, title, referrer } = conditions;
  if ([url, query, fragment, title, referrer].some((part) => part.length > 0)) return null;
  const decoded = asWritten(path);
  return (
    conditions.host.every((matcher) => matches(matcher, host)) &&
    conditions.path.every((matcher) => matches(matcher, decoded))
  );
}

/** Conditions are written without percent-encoding. */
function asWritten(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function matches(matcher: PartMatcher, text: string): boolean {
  if (matcher.op === "present") return (text !== "") !== matcher.not;
  return matchesText(matcher, text) !== matcher.not;
}

function matchesText({ op, values, ignoreCase }: TextMatcher, text: string): boolean {
  if (op === "matches") return new RegExp(values[0], ignoreCase ? "i" : "").test(text);
  const has = ignoreCase ? text.toLowerCase() : text;
  return values.some((value) => COMPARISONS[op](has, ignoreCase ? value.toLowerCase() : value));
}

const COMPARISONS: Readonly<
  Record<Exclude<TextMatcher["op"], "matches">, (has: string, value: string) => boolean>
> = {
  equals: (has, value) => has === value,
  one_of: (has, value) => has === value,
  begins_with: (has, value) => has.startsWith(value),
  ends_with: (has, value) => has.endsWith(value),
  contains: (has, value) => has.includes(value),
};
