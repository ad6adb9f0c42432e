/** More key events than a property can have. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { limitsOfTier } from "../../../resources/limits.ts";
import { measures } from "../../for-target.ts";
import type { WrittenGoal } from "../../meaning/written.ts";
import type { Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { PREDEFINED_KEY_EVENTS } from "./google-names.ts";

export const keyEventLimit: Rule = {
  codes: ["too-many-key-events"],
  check: ({ source, goals, targets }): readonly Diagnostic[] => {
    const perTarget = targets.map(({ target }) => ({
      firsts: keyEvents(goals.filter(({ goal }) => measures(target, goal.id))),
      limit: limitsOfTier(target.ga4.tier).keyEvents,
    }));
    const all =
      targets.length === 0
        ? [{ firsts: keyEvents(goals), limit: limitsOfTier("standard").keyEvents }]
        : perTarget;
    const { firsts, limit } = all.reduce((most, one) =>
      one.firsts.size - one.limit > most.firsts.size - most.limit ? one : most,
    );
    const beyond = [...firsts.values()].sort((a, b) => a.start - b.start)[limit];
    if (!beyond) return [];
    return [
      source.error(
        "too-many-key-events",
        beyond,
        `The file has ${firsts.size} key events; ${limit === 30 ? "a property" : "a property of Analytics 360"} can have ${limit} (\`purchase\` does not count).`,
        "Add `key_event: false` to goals that need not be conversions, or take goals out.",
      ),
    ];
  },
};

/** The first goal of each key event. */
function keyEvents(goals: readonly WrittenGoal[]): ReadonlyMap<string, Span> {
  return new Map(
    goals
      .filter(({ goal, enabled }) => enabled && goal.keyEvent && !PREDEFINED_KEY_EVENTS.has(goal.event))
      .reverse()
      .map(({ goal, keySpan }) => [goal.event, keySpan]),
  );
}
