/** What a way of counting cannot promise: said in every plan that has it. */
import { countedBy } from "../spec/counted-by.ts";
import type { Goal } from "../spec/goal-set.ts";

interface Warning {
  readonly code: string;
  readonly message: string;
}

export function promises(goals: readonly Goal[]): Warning[] {
  return goals.filter((goal) => countedBy(goal) === "audience").map(audienceCounts);
}

/** Analytics Help 9934109: audience triggers. */
function audienceCounts({ id, event }: Goal): Warning {
  return {
    code: "audience-counts-late",
    message: `${id} is counted by an audience in Analytics: at most once a day for each person, minutes to a day later, and ${event} names no page. To count every visit as it happens, delete \`via: ga4\`.`,
  };
}
