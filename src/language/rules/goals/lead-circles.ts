/** `leads_to` must not lead back: a goal to itself, or several in a circle. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written, WrittenGoal } from "../../meaning/written.ts";
import { child, itemsOf } from "../../source/located.ts";
import type { Span } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const leadCircles: Rule = {
  codes: ["leads-to-itself", "leads-to-cycle"],
  check: (file) =>
    circlesOf(file.goals).map((circle) =>
      circle.goals.length === 1 ? toItself(file, circle) : roundAndRound(file, circle),
    ),
};

export interface Circle {
  /** In the order in which they lead to each other; the last one leads to the first again. */
  readonly goals: readonly WrittenGoal[];
  /** Which entry of the last goal's `leads_to` closes it. */
  readonly index: number;
}

/** Each circle once, with the goal that closes it last. Walks with a stack of its own: chains may be long. */
export function circlesOf(goals: readonly WrittenGoal[]): readonly Circle[] {
  const byId = new Map(goals.map((one) => [one.goal.id, one]));
  const state = new Map<string, "open" | "done">();
  const circles: Circle[] = [];
  for (const start of goals) {
    if (state.has(start.goal.id)) continue;
    const stack = [{ one: start, next: 0 }];
    state.set(start.goal.id, "open");
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const index = top.next++;
      const goal = top.one.goal.leadsTo[index];
      const target = goal === undefined ? undefined : byId.get(goal);
      if (goal === undefined) state.set(stack.pop()?.one.goal.id ?? "", "done");
      else if (state.get(goal) === "open") circles.push({ goals: since(goal, stack), index });
      else if (target && !state.has(goal)) {
        state.set(goal, "open");
        stack.push({ one: target, next: 0 });
      }
    }
  }
  return circles;
}

function since(goal: string, stack: readonly { readonly one: WrittenGoal }[]): readonly WrittenGoal[] {
  return stack.slice(stack.findIndex(({ one }) => one.goal.id === goal)).map(({ one }) => one);
}

function toItself({ source }: Written, { goals, index }: Circle): Diagnostic {
  const [one] = goals;
  return source.error(
    "leads-to-itself",
    leadSpan(one!, index),
    `The goal \`${one!.goal.id}\` leads to itself.`,
    "Delete `leads_to`, or name the goal that comes after.",
  );
}

/** A circle of more goals than this is shortened in the middle: nobody reads the whole. */
const SHOWN_GOALS = 40;

function roundAndRound({ source }: Written, { goals, index }: Circle): Diagnostic {
  const places = goals.map(({ goal }) => `${goal.id} (line ${goal.at.line})`);
  const shown =
    places.length > SHOWN_GOALS ? [...places.slice(0, SHOWN_GOALS / 2), "…", ...places.slice(-3)] : places;
  return source.error(
    "leads-to-cycle",
    leadSpan(goals.at(-1)!, index),
    `\`leads_to\` goes in a circle: ${[...shown, goals[0]!.goal.id].join(" → ")}.`,
    "Take out the one that does not lead to the main conversion.",
  );
}

/** Where an entry of `leads_to` is written. */
export function leadSpan({ node, keySpan }: WrittenGoal, index: number): Span {
  const leads = child(node, "leads_to");
  return (leads?.kind === "list" ? itemsOf(leads)[index] : leads) ?? keySpan;
}
