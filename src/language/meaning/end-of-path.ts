/** `trailing_slash`, and which comparisons ask for the end of a path. */

import { type TrailingSlash, takesTrailingSlash } from "../goal-set/trailing-slash.ts";
import { booleanOf, child, entriesOf, type Located, textOf } from "../source/located.ts";
import { scalarsOf } from "./comparison.ts";
import { refuse } from "./negation.ts";
import type { Notes, Subject } from "./written.ts";

export function trailingSlashOf(node: Located | undefined): TrailingSlash | undefined {
  return textOf(child(node, "trailing_slash")) as TrailingSlash | undefined;
}

/** Whether the comparison, or one below it, asks for the end of a path. */
export function comparesEnd(node: Located | undefined, subject: Subject): boolean {
  if (!TAKES_SLASH.has(subject)) return false;
  return [{ key: "equals", value: node }, ...entriesOf(node)].some(({ key, value }) => {
    if (value === undefined) return false;
    if (value.kind === "map" && key === "not") return comparesEnd(value, subject);
    const op = key === "not" ? "equals" : key;
    const texts = scalarsOf(value).filter((one) => booleanOf(one) === undefined);
    return takesTrailingSlash(
      op,
      texts.map(({ text }) => text),
      subject === "path",
    );
  });
}

/** Of a page: whether one of its addresses is compared to its end. */
export function checkPageSlash(notes: Notes, node: Located | undefined): void {
  const said = child(node, "trailing_slash");
  if (said === undefined) return;
  const parts = ["path", "url", "referrer"] as const;
  if (!parts.some((part) => comparesEnd(child(node, part), part))) noDifference(notes, said);
}

export function noDifference(notes: Notes, node: Located): void {
  refuse(
    notes,
    node,
    "trailing-slash-not-compared",
    "`trailing_slash` makes no difference here: nothing next to it compares the end of a path.",
    "Use it next to `equals`, `one_of` or `ends_with` with a path such as /thanks, or delete it.",
  );
}

export const TAKES_SLASH: ReadonlySet<Subject> = new Set([
  "path",
  "url",
  "link url",
  "form action",
  "referrer",
]);
