/** What was found → goals and funnels as the file would contain them: only what is new, under ids that are free. */

import type { Forward } from "../../language/goal-set/forward.ts";
import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import { titleOf } from "../../language/meaning/title.ts";
import { Ids } from "../../lift/ids.ts";
import type { Lift, LiftedForward, LiftedFunnel, LiftedGoal } from "../../lift/lifted.ts";
import { withRoles } from "../../lift/roles.ts";
import type { ExistingGoals } from "./existing-goals.ts";
import type { OutputFile } from "./output-file.ts";

export interface GoalCandidate extends Pick<LiftedGoal, "fidelity" | "from"> {
  readonly goal: Goal;
}

export interface FunnelCandidate extends Pick<LiftedFunnel, "fidelity" | "from"> {
  readonly funnel: Funnel;
}

export interface ForwardCandidate extends Pick<LiftedForward, "fidelity" | "from"> {
  readonly forward: Forward;
}

export interface Candidates {
  readonly forwards: readonly ForwardCandidate[];
  readonly goals: readonly GoalCandidate[];
  readonly funnels: readonly FunnelCandidate[];
  /** How many of what was found the file has. */
  readonly known: number;
}

export function candidatesOf(lift: Lift, known: ExistingGoals, { goalSet }: OutputFile): Candidates {
  const found = lift.goals.filter(({ goal }) => !known.hasGoal(goal));
  const needed = new Set(found.flatMap(({ goal }) => funnelOf(goal) ?? []));
  const funnels = lift.funnels.filter((one) => !known.hasFunnel(one, needed.has(one.id)));
  const forwards = lift.forwards.filter(({ forward }) => !known.hasForward(forward));
  const ids = freeIds([...found, ...funnels], known.ids);
  const ofForwards = freeIds(forwards, known.forwardIds);
  const macros = goalSet.goals.filter(({ role }) => role.is === "macro").map(({ id }) => id);
  const renamed = found.map(({ goal }) => onFunnel(withId(goal, ids.get(goal.id) ?? goal.id), ids));
  const goals = withRoles(renamed, macros);
  return {
    goals: found.map(({ fidelity, from }, index) => ({ goal: goals[index]!, fidelity, from })),
    funnels: funnels.map(({ funnel, fidelity, from }) => ({
      funnel: withGoals(funnel, ids),
      fidelity,
      from,
    })),
    forwards: forwards.map(({ forward, fidelity, from }) => ({
      forward: { ...forward, id: ofForwards.get(forward.id) ?? forward.id },
      fidelity,
      from,
    })),
    known:
      lift.goals.length -
      found.length +
      (lift.funnels.length - funnels.length) +
      (lift.forwards.length - forwards.length),
  };
}

/** Ids that the file has for something else → ids that nothing has. */
function freeIds(
  found: readonly { readonly id: string }[],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const free = new Ids([...taken, ...found.map(({ id }) => id)]);
  return new Map(found.filter(({ id }) => taken.has(id)).map(({ id }) => [id, free.for(id)]));
}

function withId(goal: Goal, id: string): Goal {
  if (id === goal.id) return goal;
  return { ...goal, id, name: goal.name === titleOf(goal.id) ? titleOf(id) : goal.name };
}

function funnelOf(goal: Goal): string | null {
  return goal.type === "event" && goal.on.kind === "funnel" ? goal.on.funnel : null;
}

function onFunnel(goal: Goal, ids: ReadonlyMap<string, string>): Goal {
  if (goal.type !== "event" || goal.on.kind !== "funnel") return goal;
  return { ...goal, on: { ...goal.on, funnel: ids.get(goal.on.funnel) ?? goal.on.funnel } };
}

function withGoals(funnel: Funnel, ids: ReadonlyMap<string, string>): Funnel {
  const id = ids.get(funnel.id) ?? funnel.id;
  const steps = funnel.steps.map((step) => {
    if (step.is === "goal") return { ...step, goal: ids.get(step.goal) ?? step.goal };
    const isUsual = step.event === `${funnel.id}_${step.id}`;
    return isUsual ? { ...step, event: `${id}_${step.id}` } : step;
  });
  // The file has another funnel of that id, and perhaps of that name.
  return { ...funnel, id, steps, name: id === funnel.id ? funnel.name : titleOf(id) };
}

/**
 * The same goal, said in the next way that the file may take; null where there is none.
 *
 * @param code of the error
 * @param inFile goals that the file had before
 */
export function withOtherWording(goal: Goal, code: string, inFile: readonly Goal[]): Goal | null {
  const { value, name, description, id } = goal;
  const plain = titleOf(id);
  if (code === "conflicting-key-event") {
    const alike = inFile.find(({ event }) => event === goal.event);
    if (value !== null && "amount" in value) return withValueAsParameters(goal, value);
    return alike === undefined ? null : withKeyEventOf(goal, alike);
  }
  if (code === "duplicate-name")
    return name === plain
      ? named(goal, `${plain} (imported)`)
      : name.startsWith(plain)
        ? null
        : named(goal, plain);
  if (code === "unknown-goal") return goal.leadsTo.length === 0 ? null : { ...goal, leadsTo: [] };
  if (description !== null) return { ...goal, description: null };
  if (name !== plain) return named(goal, plain);
  return goal.adopts === null ? null : { ...goal, adopts: null };
}

function named(goal: Goal, name: string): Goal {
  return { ...goal, name };
}

/** The file's own goal on the same event says what the key event is like; null where that is the case already. */
function withKeyEventOf(goal: Goal, { keyEvent, counting, value }: Goal): Goal | null {
  const isSame = JSON.stringify([goal.keyEvent, goal.counting, goal.value]);
  return isSame === JSON.stringify([keyEvent, counting, value])
    ? null
    : { ...goal, keyEvent, counting, value };
}

/** A key event has one value; what a tag sends is its own. */
function withValueAsParameters(
  goal: Goal,
  { amount, currency }: { readonly amount: number; readonly currency: string },
): Goal {
  const constant = (name: string, text: string) => {
    return { name, from: { constant: text }, registered: null, at: goal.at };
  };
  return {
    ...goal,
    value: null,
    parameters: [...goal.parameters, constant("value", String(amount)), constant("currency", currency)],
  };
}
