/** `page`, `where` and `cookie` side by side, and what is made of them: `unless`. */
import type { Conditions, Exception, ValueCondition } from "../goal-set/conditions.ts";
import type { TrailingSlash } from "../goal-set/trailing-slash.ts";
import { child, entriesOf, itemsOf, type Located } from "../source/located.ts";
import { readValueMatchers } from "./comparison.ts";
import { readPage } from "./page.ts";
import type { Notes } from "./written.ts";

/** The blocks of conditions in a mapping. */
function readConditions(notes: Notes, node: Located | undefined, slash: TrailingSlash): Conditions {
  return {
    page: readPage(notes, child(node, "page"), slash),
    where: readValues(notes, child(node, "where"), "data layer"),
    cookie: readValues(notes, child(node, "cookie"), "cookie"),
  };
}

export function readValues(
  notes: Notes,
  node: Located | undefined,
  subject: "data layer" | "cookie",
): readonly ValueCondition[] {
  return entriesOf(node).map(({ key, value }) => ({ key, is: readValueMatchers(notes, value, subject) }));
}

/** `unless:` of a goal or a funnel; without it the default one. */
export function exceptionsOf(
  notes: Notes,
  node: Located,
  fallback: readonly Exception[],
  slash: TrailingSlash,
): readonly Exception[] {
  const written = child(node, "unless");
  return written ? readExceptions(notes, written, slash) : fallback;
}

/** A mapping is one exception; of a list, each entry is one. */
export function readExceptions(
  notes: Notes,
  node: Located | undefined,
  slash: TrailingSlash,
): readonly Exception[] {
  const each = node?.kind === "map" ? [node] : itemsOf(node);
  return each.map((one) => ({ ...readConditions(notes, one, slash), at: notes.source.place(spanOf(one)) }));
}

/** A mapping over several lines is pointed at by its first key. */
function spanOf(node: Located): { readonly start: number; readonly end: number } {
  return entriesOf(node)[0]?.keySpan ?? node;
}
