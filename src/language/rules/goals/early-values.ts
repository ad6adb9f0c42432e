/** Values that the site pushes too late for the page view that asks for them. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import type { Rule } from "../rule.ts";

export const earlyValues: Rule = {
  codes: ["where-on-page-view"],
  check: ({ source, goals }: Written): readonly Diagnostic[] =>
    goals
      .filter(isEarly)
      .slice(0, 1)
      .map(({ goal, node, keySpan }) =>
        source.warning(
          "where-on-page-view",
          node.entries.get("where")?.keySpan ?? keySpan,
          `\`${goal.id}\` counts when its page begins to load: \`where\` sees only what the site pushes before Tag Manager's snippet.`,
          "Check that the site pushes these values first, or count an event that it pushes with them: `on: { data_layer: … }`.",
        ),
      ),
};

function isEarly({ goal, enabled }: WrittenGoal): boolean {
  return enabled && goal.type === "destination" && goal.via === "gtm" && goal.where.length > 0;
}
