/** `page:` → conditions on the page's address. */
import type { PageConditions } from "../goal-set/conditions.ts";
import { child, entriesOf, type Located } from "../source/located.ts";
import { readTextMatchers } from "./comparison.ts";
import type { Notes } from "./written.ts";

/** A plain text is the whole path; no node means every page. */
export function readPage(notes: Notes, node: Located | undefined): PageConditions {
  const part = (key: "path" | "url" | "host" | "fragment") => readTextMatchers(notes, child(node, key), key);
  return {
    path: node?.kind === "scalar" ? readTextMatchers(notes, node, "path") : part("path"),
    url: part("url"),
    host: part("host"),
    fragment: part("fragment"),
    query: entriesOf(child(node, "query")).map((entry) => ({
      name: entry.key,
      is: readTextMatchers(notes, entry.value, "query"),
    })),
  };
}
