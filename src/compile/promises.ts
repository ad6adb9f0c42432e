/** What a way of counting cannot promise: said in every plan that has it. */
import { countedBy } from "../spec/counted-by.ts";
import type { Goal } from "../spec/goal-set.ts";

interface Warning {
  readonly code: string;
  readonly message: string;
}

export function promises(goals: readonly Goal[]): Warning[] {
  const late = goals.filter((goal) => countedBy(goal) === "audience").map(audienceCounts);
  const virtual = goals.filter((goal) => goal.type === "destination" && goal.spa && goal.via === "ga4");
  return [...late, ...virtual.map(seesVirtualPages)];
}

/** Analytics Help 9216061: enhanced measurement, page views. */
function seesVirtualPages({ id }: Goal): Warning {
  return {
    code: "virtual-pages-by-analytics",
    message: `${id} counts pages that are shown without a reload only while "Page changes based on browser history events" is on in the stream's enhanced measurement.`,
  };
}

/** Analytics Help 9934109: audience triggers. */
function audienceCounts({ id, event }: Goal): Warning {
  return {
    code: "audience-counts-late",
    message: `${id} is counted by an audience in Analytics: at most once a day for each person, minutes to a day later, and ${event} names no page. To count every visit as it happens, write \`via: gtm\`.`,
  };
}
