/** A comparison with nothing is always true or never. */
import type { Rule } from "./rule.ts";

export const emptyComparisons: Rule = {
  codes: ["empty-matcher"],
  check: ({ source, comparisons }) =>
    comparisons.flatMap(({ nodes }) =>
      nodes
        .filter((node) => node.text.trim() === "")
        .map((node) =>
          source.error(
            "empty-matcher",
            node,
            "This compares with an empty text.",
            "Write the text to look for, or leave the comparison out.",
          ),
        ),
    ),
};
