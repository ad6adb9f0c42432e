/** On which lines the entries of a goals file begin. */

import { isMap, isScalar, parseDocument } from "yaml";
import type { Section } from "./insert.ts";
import { lineNumber, startOf } from "./text-positions.ts";

/** The forwards, goals and funnels of the file, and the line that each begins on, in the order of the file. */
export function entryLines(
  text: string,
): readonly { readonly in: Section; readonly id: string; readonly line: number }[] {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "silent" });
  const all = (["forward", "goals", "funnels"] as const).flatMap((into) => {
    const section = document.get(into);
    if (!isMap(section)) return [];
    return section.items.map((entry) => ({
      in: into,
      id: isScalar(entry.key) ? String(entry.key.value) : "",
      line: lineNumber(text, startOf(entry)),
    }));
  });
  return all.sort((a, b) => a.line - b.line);
}
