import type { Trigger } from "./container.ts";
import { groupMembers, type Verdicts } from "./triggers.ts";

/** Trigger groups: each waits until all its members have fired at least once, and is complete once per page. */
export interface TriggerGroups {
  /** Takes note of what fired; gives the ids of the groups that this completes. */
  completedBy(verdicts: Verdicts): string[];
}

export function createTriggerGroups(triggers: ReadonlyMap<string, Trigger>): TriggerGroups {
  const waiting = new Map<string, Set<string>>();
  for (const [id, trigger] of triggers) {
    const members = groupMembers(trigger);
    if (members.length > 0) waiting.set(id, new Set(members));
  }
  return {
    completedBy: (verdicts) => {
      for (const members of waiting.values()) {
        for (const member of members) if (verdicts.get(member) === "met") members.delete(member);
      }
      const completed = [...waiting].filter(([, members]) => members.size === 0).map(([id]) => id);
      for (const id of completed) waiting.delete(id);
      return completed;
    },
  };
}
