/** Analytics reports better on events that have the names it knows. */
import { countedBy } from "../../../countable/counted-by.ts";
import { child } from "../../source/located.ts";
import type { Rule } from "../rule.ts";
import { recommendedFor } from "./google-names.ts";

export const recommendedNames: Rule = {
  codes: ["recommended-event-name"],
  check: ({ source, goals, funnels }) => {
    // An event that something sends already would be counted twice over, so only one goal is advised to take the name.
    const taken = new Set([
      ...goals.map(({ goal }) => goal.event),
      ...funnels.flatMap(({ funnel }) => funnel.steps.map((step) => (step.is === "goal" ? "" : step.event))),
    ]);
    return goals.flatMap(({ goal, node, keySpan }) => {
      const better = recommendedFor(goal.event);
      if (better === undefined || countedBy(goal) === "itself" || taken.has(better)) return [];
      taken.add(better);
      return [
        source.warning(
          "recommended-event-name",
          child(node, "event") ?? keySpan,
          `Analytics knows this as \`${better}\` and has reports for it.`,
          `Add \`event: ${better}\`; the goal's id may stay.`,
        ),
      ];
    });
  },
};
