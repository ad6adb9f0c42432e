/** A comparison with nothing is always true or never. */
import type { Rule } from "../rule.ts";

export const emptyComparisons: Rule = {
  codes: ["empty-matcher"],
  check: ({ source, comparisons }) =>
    comparisons.flatMap(({ matcher, nodes }) =>
      nodes
        .filter((node) => node.text.trim() === "")
        .map((node) =>
          source.error(
            "empty-matcher",
            node,
            "This compares with an empty text.",
            matcher.not
              ? 'For "is there and not empty" write `matches: .+` instead of `not`.'
              : "Write the text to look for, or leave the comparison out.",
          ),
        ),
    ),
};
