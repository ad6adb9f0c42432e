/** `consent` where there is no tag that could wait for it. */

import { countedBy } from "../../../countable/counted-by.ts";
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Rule } from "../rule.ts";

export const consent: Rule = {
  codes: ["consent-without-tag"],
  check: ({ source, goals }): readonly Diagnostic[] =>
    goals.flatMap(({ goal, node }) => {
      const entry = node.entries.get("consent");
      if (!entry || goal.consent.length === 0) return [];
      if (countedBy(goal) === "tag") return [];
      return [
        source.warning(
          "consent-without-tag",
          entry.keySpan,
          "`consent` has no effect: Analytics counts this without a tag of ours.",
          "Delete it; the tag that sends what Analytics counts must ask for consent.",
        ),
      ];
    }),
};
