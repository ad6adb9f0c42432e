/** A comparison with nothing is always true or never. */
import type { Subject } from "../../meaning/written.ts";
import type { Rule } from "../rule.ts";
import { MAY_BE_MISSING } from "./presences.ts";

export const emptyComparisons: Rule = {
  codes: ["empty-matcher"],
  check: ({ source, comparisons }) =>
    comparisons.flatMap(({ subject, matcher, nodes }) =>
      nodes
        .filter(
          (node) =>
            node.text.trim() === "" && !(subject === "event" && node.text !== "" && matcher.op === "equals"),
        )
        .map((node) =>
          source.error(
            "empty-matcher",
            node,
            "This compares with an empty text.",
            hintFor(subject, matcher.not),
          ),
        ),
    ),
};

function hintFor(subject: Subject, not: boolean): string {
  const asked = MAY_BE_MISSING.has(subject) ? `present: ${not}` : not ? "matches: .+" : null;
  if (asked === null) return "Write the text to look for, or leave the comparison out.";
  const meant = not ? "is there and not empty" : "is missing or empty";
  return `For "${meant}" write \`${asked}\`${not ? " instead of `not`" : ""}.`;
}
