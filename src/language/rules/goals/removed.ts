/** Permission to remove what is still needed, or what cannot go. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { PREDEFINED_KEY_EVENTS } from "../events/google-names.ts";
import type { Rule } from "../rule.ts";

export const removed: Rule = {
  codes: ["removed-but-used", "cannot-be-removed"],
  check: ({ source, goals, removed: names }) => {
    const users = new Map(
      goals.filter(({ goal, enabled }) => enabled && goal.keyEvent).map((one) => [one.goal.event, one]),
    );
    return names.flatMap(({ event, span }): readonly Diagnostic[] => {
      const user = users.get(event);
      if (user)
        return [
          source.error(
            "removed-but-used",
            span,
            `The goal \`${user.goal.id}\` (${source.lineInWords(user.keySpan.start, span)}) still uses the key event \`${event}\`.`,
            "Delete the name here, or the goal.",
          ),
        ];
      if (!PREDEFINED_KEY_EVENTS.has(event)) return [];
      return [
        source.error(
          "cannot-be-removed",
          span,
          `\`${event}\` is a key event of Analytics itself; Google does not let anybody delete it.`,
          "Delete the name here.",
        ),
      ];
    });
  },
};
