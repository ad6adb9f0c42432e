/** Milestones are on the way to a main conversion; this says where the way ends early or runs backwards. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Goal } from "../../goal-set/goal.ts";
import { intoEach, type Lead, leadsOf } from "../../goal-set/leads.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { MOST_REPORTED } from "../../reported-problems.ts";
import { child } from "../../source/located.ts";
import type { Rule } from "../rule.ts";
import { circlesOf, leadSpan } from "./lead-circles.ts";

export const leadEnds: Rule = {
  codes: ["milestone-without-macro", "dead-end", "macro-leads-to-micro", "leads-against-funnel"],
  check: (file) => [...milestones(file), ...macrosLeadingBack(file), ...againstFunnels(file)],
};

/** Where there is no main conversion at all one word is enough, at the first milestone. */
function milestones(file: Written): readonly Diagnostic[] {
  const goals = file.goals.filter(({ enabled }) => enabled);
  const all = goals.filter(({ goal: { role } }) => role.is === "micro" && role.kind === "milestone");
  const hasMacro = file.goals.some(({ goal: { role } }) => role.is === "macro");
  const hasBroken = file.goalIds.size > file.goals.length;
  if (!hasMacro) return hasBroken ? [] : all.slice(0, 1).map((one) => noMacro(file, one));
  if (circlesOf(goals).length > 0) return [];
  const leads = leadsOf(graphOf(file, goals));
  const arrive = arriving(goals, leads);
  const next = new Map(leads.map(({ from, to }) => [from, to]));
  return all
    .filter(({ goal }) => !arrive.has(goal.id))
    .slice(0, MOST_REPORTED + 1)
    .map((one) => deadEnd(file, one, lastOf(one.goal.id, next, goals.length)));
}

function graphOf({ funnels }: Written, goals: readonly WrittenGoal[]) {
  return { goals: goals.map(({ goal }) => goal), funnels: funnels.map(({ funnel }) => funnel) };
}

/** Goals that come to a macro goal, or to a name that is wrong: about that something has been said already. */
function arriving(goals: readonly WrittenGoal[], leads: readonly Lead[]): ReadonlySet<string> {
  const known = new Set(goals.map(({ goal }) => goal.id));
  const isEnd = ({ role, leadsTo }: Goal) => role.is === "macro" || leadsTo.some((id) => !known.has(id));
  const arrived = new Set(goals.filter(({ goal }) => isEnd(goal)).map(({ goal }) => goal.id));
  const before = intoEach(leads);
  for (const goal of arrived) for (const from of before.get(goal) ?? []) arrived.add(from);
  return arrived;
}

/** Funnels may run against each other, so the walk is no longer than there are goals. */
function lastOf(start: string, next: ReadonlyMap<string, string>, atMost: number): string {
  let last = start;
  for (let walked = 0; walked < atMost; walked++) last = next.get(last) ?? last;
  return last;
}

function noMacro({ source }: Written, { node, keySpan }: WrittenGoal): Diagnostic {
  return source.warning(
    "milestone-without-macro",
    child(node, "kind") ?? keySpan,
    "A milestone is a step towards a main conversion, but the file has none.",
    "Give the main conversion `role: macro`.",
  );
}

function deadEnd({ source }: Written, { goal, node, keySpan }: WrittenGoal, last: string): Diagnostic {
  const leads = child(node, "leads_to");
  return last === goal.id
    ? source.warning(
        "dead-end",
        child(node, "kind") ?? keySpan,
        `The milestone \`${goal.id}\` leads to no main conversion.`,
        "Say where with `leads_to`, put it into a funnel before the main conversion, or make it `kind: secondary`.",
      )
    : source.warning(
        "dead-end",
        leads ?? child(node, "kind") ?? keySpan,
        `The milestone \`${goal.id}\` leads to no main conversion: its way ends at \`${last}\`.`,
        `Give \`${last}\` \`role: macro\`, or say with \`leads_to\` where it leads.`,
      );
}

/** From one main conversion to the next is a way people go (a lead, then a purchase); back to a milestone is none. */
function macrosLeadingBack({ source, goals }: Written): readonly Diagnostic[] {
  const micro = new Set(goals.filter(({ goal }) => goal.role.is === "micro").map(({ goal }) => goal.id));
  return goals
    .filter(({ goal, enabled }) => enabled && goal.role.is === "macro")
    .flatMap((one) =>
      one.goal.leadsTo.flatMap((to, index) =>
        micro.has(to)
          ? [
              source.warning(
                "macro-leads-to-micro",
                leadSpan(one, index),
                `The main conversion \`${one.goal.id}\` leads to the micro goal \`${to}\`.`,
                `Micro goals lead to the main conversion: reverse it, or give \`${to}\` \`role: macro\`.`,
              ),
            ]
          : [],
      ),
    );
}

/** Only what two lines of the file say plainly; longer ways round are nobody's mistake. */
function againstFunnels({ source, goals, funnels }: Written): readonly Diagnostic[] {
  const byId = new Map(goals.map((one) => [one.goal.id, one]));
  return funnels.flatMap(({ funnel }) => {
    const steps = funnel.steps.flatMap((step) => (step.is === "goal" ? [step.goal] : []));
    return steps.flatMap((id, place) => {
      const one = byId.get(id);
      const earlier = new Set(steps.slice(0, place));
      const index = one?.goal.leadsTo.findIndex((to) => to !== id && earlier.has(to)) ?? -1;
      if (!one?.enabled || one.goal.role.is === "macro" || index < 0) return [];
      return [
        source.warning(
          "leads-against-funnel",
          leadSpan(one, index),
          `\`${id}\` leads to \`${one.goal.leadsTo[index]}\`, which comes before it in the funnel \`${funnel.id}\`.`,
          "Reverse `leads_to`, or change the order of the funnel's steps.",
        ),
      ];
    });
  });
}
