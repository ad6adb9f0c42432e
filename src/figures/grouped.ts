/** Goals in the order in which people read them: each macro goal, and below it what leads to it. */
import type { GoalReport } from "./report.ts";

export interface GroupedGoal {
  readonly goal: GoalReport;
  /** 0 for a macro goal and for those that lead nowhere. */
  readonly depth: number;
}

const STAGES = ["decision", "consideration", "awareness"];

/** Every goal once, below the first goal that it leads to. Goals that lead to each other in a circle come last. */
export function grouped(goals: readonly GoalReport[]): GroupedGoal[] {
  const ids = new Set(goals.map(({ id }) => id));
  const rows: GroupedGoal[] = [];
  const seen = new Set<string>();
  const add = (goal: GoalReport, depth: number) => {
    if (seen.has(goal.id)) return;
    seen.add(goal.id);
    rows.push({ goal, depth });
    for (const child of byStage(goals.filter(({ leadsTo }) => leadsTo.find((id) => ids.has(id)) === goal.id)))
      add(child, depth + 1);
  };
  for (const goal of goals.filter(({ role }) => role === "macro")) add(goal, 0);
  for (const goal of byStage(goals.filter(({ leadsTo }) => !leadsTo.some((id) => ids.has(id))))) add(goal, 0);
  for (const goal of goals) add(goal, 0);
  return rows;
}

/** The nearest to the conversion first; as in the file where no stage is given. */
function byStage(goals: readonly GoalReport[]): GoalReport[] {
  const place = ({ stage }: GoalReport) => {
    const at = STAGES.indexOf(stage ?? "");
    return at === -1 ? STAGES.length : at;
  };
  return [...goals].sort((a, b) => place(a) - place(b));
}
