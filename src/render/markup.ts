/** Text from files inside SVG and HTML: it stays text, in attributes as elsewhere. */

import { entryIn } from "../entry-in.ts";
import { visible } from "./visible.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** XML 1.0 has no place for U+FFFE and U+FFFF, not even as references. */
export function visibleMarkup(text: string): string {
  return visible(text).replace(/[\ufffe\uffff]/g, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`);
}

export function markup(text: string): string {
  return visibleMarkup(text).replace(/[&<>"']/g, (sign) => entryIn(ENTITIES, sign)!);
}
