/** Which goal leads where: `leads_to`, and the order of goals in a funnel. */

import type { Funnel } from "./funnel.ts";
import type { Goal } from "./goal.ts";

export interface Lead {
  readonly from: string;
  readonly to: string;
  /** The funnel whose order says so; null for `leads_to`. */
  readonly funnel: string | null;
}

export type GoalsAndFunnels = { readonly goals: readonly Goal[]; readonly funnels: readonly Funnel[] };

/** Every lead between goals that are there, each once: what `leads_to` says is not said by a funnel again. */
export function leadsOf({ goals, funnels }: GoalsAndFunnels): Lead[] {
  const known = new Set(goals.map(({ id }) => id));
  const written = goals.flatMap(({ id, leadsTo }) =>
    leadsTo.map((to): Lead => ({ from: id, to, funnel: null })),
  );
  const leads = [...written, ...funnels.flatMap((funnel) => funnelLeads(funnel, goals))];
  const seen = new Set<string>();
  return leads.filter(({ from, to }) => {
    const isNew = known.has(from) && known.has(to) && from !== to && !seen.has(`${from} ${to}`);
    seen.add(`${from} ${to}`);
    return isNew;
  });
}

/** From each goal of the funnel to the next one, whatever steps are in between, and to those that count when it is completed. */
function funnelLeads({ id, steps }: Funnel, all: readonly Goal[]): Lead[] {
  const goals = steps.flatMap((step) => (step.is === "goal" ? [step.goal] : []));
  const last = goals.at(-1);
  const counting = all.filter(
    (one) => one.type === "event" && one.on.kind === "funnel" && one.on.funnel === id,
  );
  return [
    ...goals.slice(1).map((to, index) => ({ from: goals[index]!, to, funnel: id })),
    ...(last === undefined ? [] : counting.map((goal) => ({ from: last, to: goal.id, funnel: id }))),
  ];
}

/** Who leads to a goal. */
export function intoEach(leads: readonly Lead[]): ReadonlyMap<string, readonly string[]> {
  const into = new Map<string, string[]>();
  for (const { from, to } of leads) {
    const known = into.get(to);
    if (known) known.push(from);
    else into.set(to, [from]);
  }
  return into;
}

/** A goal's shortest way to a main conversion, as far as anybody reads it. */
export interface RouteToMacro {
  /** How many leads it takes. */
  readonly length: number;
  readonly next: string;
  readonly end: string;
}

/** The nearest macro goal of every goal that leads to one. Walks backwards from all of them at once. */
export function routesToMacro(all: GoalsAndFunnels): ReadonlyMap<string, RouteToMacro> {
  const macros = all.goals.filter(({ role }) => role.is === "macro").map(({ id }) => id);
  const isMacro = new Set(macros);
  const before = intoEach(leadsOf(all));
  const ways = new Map<string, RouteToMacro>();
  const queue = [...macros];
  for (const next of queue) {
    const onwards = ways.get(next);
    for (const from of before.get(next) ?? []) {
      if (isMacro.has(from) || ways.has(from)) continue;
      ways.set(from, { length: (onwards?.length ?? 0) + 1, next, end: onwards?.end ?? next });
      queue.push(from);
    }
  }
  return ways;
}
