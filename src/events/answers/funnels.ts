/** Rows → the steps of each funnel, and the variants of each experiment. */
import { eventShown } from "../../figures/personal.ts";
import type { ExperimentQuestion, FunnelQuestion } from "../../figures/question.ts";
import type { ExperimentAnswer, FunnelAnswer, StepCount } from "../../figures/source.ts";
import type { Unit } from "../core/funnel.ts";
import type { AnswerRows } from "./rows.ts";

/** What most did next is all that helps. */
const MOST_NEXT = 5;

export function funnelAnswer(
  { id, steps }: FunnelQuestion,
  index: number,
  unit: Unit,
  found: AnswerRows,
): FunnelAnswer {
  const name = `funnel${index}`;
  return {
    id,
    unit,
    nextOf: "left",
    steps: steps.map((_, at): StepCount => {
      const k = String(at + 1);
      return {
        count: found.n("step", name, k),
        medianSeconds: found.one("median", name, k)?.n ?? null,
        next: at === steps.length - 1 ? null : nextEvents(name, k, found),
      };
    }),
  };
}

function nextEvents(name: string, k: string, found: AnswerRows): NonNullable<StepCount["next"]> {
  return found
    .all("next", name, k)
    .map(({ c, n }) => ({ event: eventShown(c), count: n }))
    .sort((a, b) => b.count - a.count || (a.event < b.event ? -1 : 1))
    .slice(0, MOST_NEXT);
}

export function experimentAnswer(
  { id, goals, variants }: ExperimentQuestion,
  index: number,
  found: AnswerRows,
): ExperimentAnswer {
  const name = `experiment${index}`;
  return {
    id,
    unit: "user",
    variants: variants.map((variant, at) => ({
      name: variant.name,
      n: found.n("variant", name, String(at)),
      conversions: goals.map((_, goal) => found.n("variant-goal", name, String(at), String(goal))),
    })),
  };
}
