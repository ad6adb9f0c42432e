/** Analytics reports better on events that have the names it knows. */
import { countedBy } from "../counted-by.ts";
import { child } from "../source/located.ts";
import { recommendedFor } from "./google-names.ts";
import type { Rule } from "./rule.ts";

export const recommendedNames: Rule = {
  codes: ["recommended-event-name"],
  check: ({ source, goals }) =>
    goals.flatMap(({ goal, node, keySpan }) => {
      const better = recommendedFor(goal.event);
      if (better === undefined || countedBy(goal) === "itself") return [];
      return [
        source.warning(
          "recommended-event-name",
          child(node, "event") ?? keySpan,
          `Analytics knows this as \`${better}\` and has reports for it.`,
          `Add \`event: ${better}\`; the goal's id may stay.`,
        ),
      ];
    }),
};
