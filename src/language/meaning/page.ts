/** `page:` → conditions on the page's address. */
import type { PageConditions, TextMatcher } from "../goal-set/conditions.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import { child, entriesOf, type Located } from "../source/located.ts";
import { readPartMatchers, readTextMatchers } from "./comparison.ts";
import { checkPageSlash, trailingSlashOf } from "./end-of-path.ts";
import type { Notes } from "./written.ts";

/** Only on the usual hosts, unless the conditions name a host themselves. */
export function onUsualHosts(page: PageConditions, host: readonly TextMatcher[]): PageConditions {
  const namesHost = page.host.length > 0 || page.url.some(isWholeAddress);
  return namesHost || host.length === 0 ? page : { ...page, host };
}

function isWholeAddress({ op, values, not }: TextMatcher): boolean {
  const isBeginning = op === "equals" || op === "one_of" || op === "begins_with";
  return !not && isBeginning && values.every((text) => /^https?:\/\//i.test(text));
}

/** A plain text is the whole path, a list any of these; no node means every page. */
export function readPage(
  notes: Notes,
  node: Located | undefined,
  usualSlash: TrailingSlash = "exact",
): PageConditions {
  const slash = trailingSlashOf(node) ?? usualSlash;
  checkPageSlash(notes, node);
  const part = (key: "path" | "url" | "host") => readTextMatchers(notes, child(node, key), key, slash);
  return {
    path: node?.kind === "map" ? part("path") : readTextMatchers(notes, node, "path", slash),
    url: part("url"),
    host: part("host"),
    fragment: readPartMatchers(notes, child(node, "fragment"), "fragment"),
    title: readPartMatchers(notes, child(node, "title"), "title"),
    referrer: readPartMatchers(notes, child(node, "referrer"), "referrer", slash),
    query: entriesOf(child(node, "query")).map((entry) => ({
      name: entry.key,
      is: readPartMatchers(notes, entry.value, "query"),
    })),
  };
}
