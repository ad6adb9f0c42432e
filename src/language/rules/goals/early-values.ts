/** Values that the site pushes too late for the page view that asks for them. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { goalsOfWays } from "../../goal-set/one-way.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child, entriesOf, itemsOf } from "../../source/located.ts";
import type { Span } from "../../source/source-text.ts";
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
          spanOfWhere(node) ?? keySpan,
          `\`${goal.id}\` counts when its page begins to load: \`where\` sees only what the site pushes before Tag Manager's snippet.`,
          "Check that the site pushes these values first, or count an event that it pushes with them: `on: { data_layer: … }`.",
        ),
      ),
};

function isEarly({ goal, enabled }: WrittenGoal): boolean {
  return (
    enabled &&
    goalsOfWays(goal).some((way) => way.type === "destination" && way.via === "gtm" && way.where.length > 0)
  );
}

/** On the goal, or in the first of its ways that are pages. */
function spanOfWhere(node: WrittenGoal["node"]): Span | undefined {
  const pages = itemsOf(child(node, "any")).filter((way) => child(way, "on") === undefined);
  return [node, ...pages].flatMap((one) => entriesOf(one).filter(({ key }) => key === "where"))[0]?.keySpan;
}
