/** What a goal looks at in an address, before and after a history change. */
import type { PageConditions, PartMatcher } from "../language/goal-set/conditions.ts";
import type { AddressPart } from "./session-script/session-script.ts";
import { NEW_HISTORY_FRAGMENT, OLD_HISTORY_FRAGMENT, PAGE_PATH } from "./variables/built-in.ts";
import { joined } from "./variables/derived.ts";
import { newAddress, oldAddress, oldPath, oldQueryParameter } from "./variables/history.ts";
import { queryParameter } from "./variables/page.ts";
import type { Variable } from "./variables/variable.ts";

/** The same in the words of the browser's `location`, for what is timed in the page: all of the query, if any of it. */
export function comparedAddressParts({ url, query, fragment }: PageConditions): AddressPart[] {
  return [
    "pathname",
    ...(url.length > 0 || query.length > 0 ? (["search"] as const) : []),
    ...(fragment.some(isWanted) ? (["hash"] as const) : []),
  ];
}

interface Part {
  /** Distinguishes combinations of parts. */
  readonly key: string;
  readonly before: Variable;
  readonly after: Variable;
}

/**
 * A goal on a path is not counted again because a query parameter changes, nor one
 * on `?step=done` because a hash does. The path always counts: another path is
 * another page.
 */
export function comparedParts(owner: string, page: PageConditions): { before: Variable; after: Variable } {
  const parts = partsOf(owner, page);
  if (parts.length === 1) return parts[0]!;
  const key = parts.map((part) => part.key).join("+");
  return {
    before: joined(
      owner,
      `history:before:${key}`,
      `history before (${key})`,
      parts.map(({ before }) => before),
    ),
    after: joined(
      owner,
      `history:after:${key}`,
      `history after (${key})`,
      parts.map(({ after }) => after),
    ),
  };
}

function partsOf(owner: string, page: PageConditions): Part[] {
  const names = [...new Set(page.query.map(({ name }) => name))].sort();
  const address: Part[] =
    page.url.length > 0
      ? [{ key: "address", before: oldAddress(owner), after: newAddress(owner) }]
      : [
          { key: "path", before: oldPath(owner), after: PAGE_PATH },
          ...names.map((name) => ({
            key: name,
            before: oldQueryParameter(owner, name),
            after: queryParameter(owner, name),
          })),
        ];
  return page.fragment.some(isWanted)
    ? [...address, { key: "fragment", before: OLD_HISTORY_FRAGMENT, after: NEW_HISTORY_FRAGMENT }]
    : address;
}

/** "Any fragment but this" is not a reason to count again at every other one. */
function isWanted({ not }: PartMatcher): boolean {
  return !not;
}
