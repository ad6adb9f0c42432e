/** A goal's role and its way to the main conversion, in a few words: `micro → Purchase`, or `leads to Purchase` without a role. */

import type { Goal, Role } from "../../language/goal-set/goal.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { type RouteToMacro, routesToMacro } from "../../language/goal-set/leads.ts";

/** For each goal that has a role or leads to another one; nothing for the others. */
export function rolesInWords(goalSet: Pick<GoalSet, "goals" | "funnels">): ReadonlyMap<string, string> {
  const ways = routesToMacro(goalSet);
  const byId = new Map(goalSet.goals.map((goal) => [goal.id, goal]));
  return new Map(
    goalSet.goals.flatMap((goal): [string, string][] => {
      const role = roleInWords(goal.role);
      const way = stations(goal, ways, byId);
      if (role.length + way.length === 0) return [];
      return [[goal.id, (role.length === 0 ? "leads to " : "") + [...role, ...way].join(" → ")]];
    }),
  );
}

function roleInWords(role: Role): string[] {
  if (role.is === "unspecified") return [];
  return [role.is === "micro" && role.kind !== null ? `micro (${role.kind})` : role.is];
}

/** At most the next two goals and the last one: who wants more looks at `goalform graph`. */
function stations(
  goal: Goal,
  ways: ReadonlyMap<string, RouteToMacro>,
  byId: ReadonlyMap<string, Goal>,
): readonly string[] {
  const way = ways.get(goal.id);
  if (!way) return [];
  const nameOf = (id: string) => byId.get(id)?.name ?? id;
  if (way.length === 1) return [endsOf(goal, way, byId).map(nameOf).join(" or ")];
  const between = way.length === 2 ? [] : [way.length === 3 ? nameOf(ways.get(way.next)!.next) : "…"];
  return [nameOf(way.next), ...between, nameOf(way.end)];
}

/** A goal may lead to several main conversions; a funnel leads to one. */
function endsOf(
  { leadsTo }: Goal,
  { end }: RouteToMacro,
  byId: ReadonlyMap<string, Goal>,
): readonly string[] {
  const named = leadsTo.filter((id) => byId.get(id)?.role.is === "macro");
  if (named.length === 0) return [end];
  return named.length > 3 ? [...named.slice(0, 2), `${named.length - 2} others`] : named;
}
