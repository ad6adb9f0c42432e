/** A property takes 30 key events of one's own (Analytics Help 13128484). */
import type { Diagnostic } from "../../diagnostic.ts";
import { measures } from "../for-target.ts";
import type { WrittenGoal } from "../meaning/written.ts";
import type { Span } from "../source/source-text.ts";
import { PREDEFINED_KEY_EVENTS } from "./google-names.ts";
import type { Rule } from "./rule.ts";

const LIMIT = 30;

export const keyEventLimit: Rule = {
  codes: ["too-many-key-events"],
  check: ({ source, goals, targets }): readonly Diagnostic[] => {
    const perTarget = targets.map(({ target }) => goals.filter(({ goal }) => measures(target, goal.id)));
    const firsts = (targets.length === 0 ? [goals] : perTarget)
      .map(keyEvents)
      .reduce((most, one) => (one.size > most.size ? one : most));
    const beyond = [...firsts.values()].sort((a, b) => a.start - b.start)[LIMIT];
    if (!beyond) return [];
    return [
      source.error(
        "too-many-key-events",
        beyond,
        `The file has ${firsts.size} key events; a property takes ${LIMIT} (\`purchase\` does not count).`,
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
