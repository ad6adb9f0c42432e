/** A page as a destination asks for it: page views and history changes that are one, and a page that is always named. */
import { isAnyPage, type PageConditions } from "../language/goal-set/conditions.ts";
import { NOWHERE } from "./matchers.ts";
import type { Way } from "./way.ts";

/** A page view and a history change that ask for the same. */
export function isVirtualPage(one: Way, other: Way): boolean {
  const [a, b] = [one, other].map(({ is: _, ...asked }) => JSON.stringify(asked));
  return [one.is, other.is].sort().join() === "history,page" && a === b;
}

/** A destination names a page; every path begins with a slash. */
export function somePage(page: PageConditions): PageConditions {
  if (!isAnyPage(page)) return page;
  return {
    ...page,
    path: [{ op: "begins_with", values: ["/"], not: false, ignoreCase: false, at: NOWHERE }],
  };
}
