/** Which edits at Google are taken over, and what the files become. */

import type { WorkingPlan } from "../../apply/working-plan.ts";
import { keyOfColumn } from "../../language/goal-set/column.ts";
import type { GoalSet } from "../../language/goal-set/goal-set.ts";
import { isEdited } from "../../plan/accept.ts";
import { columnOf } from "../../plan/column-words.ts";
import { isOfFile } from "../../plan/plan.ts";
import { forwardLabel } from "../../resources/entity-name.ts";
import type { Accepted, AcceptedChange, NotAccepted } from "../result/at-target.ts";
import type { OpenTarget } from "../target.ts";
import { acceptedEdit } from "./accepted-edit.ts";
import type { State } from "./changed-text.ts";
import type { Sources } from "./sources.ts";

export type Acceptance = Omit<Accepted, "is" | "written">;

/**
 * One goal after another, and each is read, compiled and planned again: it is taken over only if it does not differ
 * any more and every other goal says what it said.
 *
 * @param names null: whatever was edited
 */
export function acceptance(
  sources: Sources,
  goalSet: GoalSet,
  work: WorkingPlan,
  open: OpenTarget,
  names: readonly string[] | null,
): Acceptance {
  let state: State = { texts: sources.texts, goalSet, plan: work.built.plan };
  const accepted: AcceptedChange[] = [];
  const notAccepted: NotAccepted[] = [];
  for (const change of work.built.plan.changes) {
    if (!isOfFile(change) && columnOf(change) === null) continue;
    const { id } = change.subject;
    const isNamed = names?.includes(id) ?? false;
    if (names === null ? !isEdited(change) : !isNamed) continue;
    const edit = acceptedEdit(change, isNamed, { sources, work, open }, state);
    if ("why" in edit) notAccepted.push({ subject: change.subject, at: change.origin, why: edit.why });
    else {
      state = edit.state;
      accepted.push({ subject: change.subject, at: change.origin, does: edit.does, change });
    }
  }
  const known = new Set([...accepted, ...notAccepted].map(({ subject }) => subject.id));
  for (const id of names ?? []) if (!known.has(id)) notAccepted.push(asInFile(id, goalSet));
  const files = [...sources.texts].flatMap(([file, before]) => {
    const after = state.texts.get(file)!;
    return after === before ? [] : [{ file, before, after }];
  });
  const otherTargets = goalSet.targets.map(({ name }) => name).filter((name) => name !== open.target.name);
  return { accepted, left: notAccepted, files, otherTargets, plan: state.plan };
}

function asInFile(
  id: string,
  { goals, funnels, forwards = [], columns = [], calculated = [] }: GoalSet,
): NotAccepted {
  const of = <T extends { readonly id: string }>(list: readonly T[]) => list.find((one) => one.id === id);
  const column = of(calculated) ?? columns.find((one) => keyOfColumn(one) === id);
  if (column && !of([...goals, ...funnels, ...forwards]))
    return { subject: { is: "shared", id, name: id }, at: column.at, why: "it does not differ" };
  const [goal, funnel, forward] = [of(goals), of(funnels), of(forwards)];
  const is = funnel ? "funnel" : forward && !goal ? "forward" : "goal";
  const name = is === "forward" ? forwardLabel(id) : ((goal ?? funnel)?.name ?? id);
  return {
    subject: { is, id, name },
    at: (goal ?? funnel ?? forward)?.at ?? null,
    why: "it does not differ",
  };
}
