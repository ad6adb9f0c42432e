/** A goal that changes, before and after, in the words of the file. */
import type { Goal } from "../../language/goal-set/goal.ts";
import { isFunnelGoal } from "../../lift/funnel-goals.ts";
import { change, countedBefore, goalChanges, goalInFile, type WordChange } from "../../lift/goal-words.ts";
import type { OwnGoal } from "../../lift/own-goals.ts";
import type { SubjectChange } from "../plan.ts";
import { happens, isKept } from "./happens.ts";
import { type Unread, whatItCounted } from "./unread.ts";

export function withGoalWords(
  change: SubjectChange,
  before: OwnGoal | null,
  after: OwnGoal | null,
  unread: Unread,
  keepsRows: boolean,
): SubjectChange {
  const { resources } = change;
  const unsaid = new Set([...(before?.unsaid ?? []), ...(after?.unsaid ?? [])]);
  const isChanged = resources.some(({ reason }) => reason !== "adopted");
  const all = before && after && isChanged ? goalChanges(before.goal, after.goal) : [];
  const changes = all.filter(
    (one) => happens(one, resources) && !unsaid.has(one.about) && !(keepsRows && isKept(one, resources)),
  );
  const words = {
    before: before && goalInFile(before.goal),
    after: after && goalInFile(after.goal),
    changes: [...changes, ...(isChanged ? stepsChanged(before, after) : [])],
    unread: before === null ? unread : null,
    differs: before?.differs ?? [],
  };
  if (change.subject.is !== "goal") return { ...change, words };
  const counts = change.counts ?? whatItCounted(before && countedBefore(before.goal), unread);
  return { ...change, counts, words };
}

/** The steps of a funnel decide what a goal on it counts, and are said nowhere in the goal. */
function stepsChanged(before: OwnGoal | null, after: OwnGoal | null): readonly WordChange[] {
  if (!before?.steps || !after?.steps || viaOf(before.goal) !== viaOf(after.goal)) return [];
  const [was, is] = [before.steps, after.steps].map((steps) => steps.join(", then "));
  return change("what counts", "steps of the funnel: ", was!, is!);
}

function viaOf(goal: Goal) {
  return isFunnelGoal(goal) ? goal.on.via : null;
}
