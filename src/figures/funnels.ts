/** What a funnel's counts say: shares, the largest loss, and what one point more at a step is worth. */
import type { FunnelQuestion } from "./question.ts";
import type { FunnelReport, GoalReport, StepReport } from "./report.ts";
import type { FunnelAnswer } from "./source.ts";
import { funnelShares, onePointMore } from "./statistics/funnel-shares.ts";
import { worthOfOne } from "./worth.ts";

export function funnelReport(
  { id, name, open, within, steps, ifNobody }: FunnelQuestion,
  answer: FunnelAnswer,
  goals: readonly GoalReport[],
): FunnelReport {
  const common = { id, name, unit: answer.unit, open, within, nextOf: answer.nextOf };
  const { steps: counted } = answer;
  if ("why" in counted) return { ...common, steps: [], notMeasurable: counted.why };
  const counts = counted.map(({ count }) => count);
  if (counts[0] === 0 && ifNobody !== undefined) return { ...common, steps: [], notMeasurable: ifNobody };
  const shares = funnelShares(counts);
  const more = onePointMore(counts);
  const end = goals.find((goal) => goal.id === steps.at(-1)?.goal);
  const made = steps.map(
    (step, index): StepReport => ({
      name: step.name,
      goal: step.goal,
      count: counts[index]!,
      ofFirst: shares[index]!.ofFirst,
      ofPrevious: shares[index]!.ofPrevious,
      medianSeconds: counted[index]!.medianSeconds,
      isLargestLoss: shares[index]!.isLargestLoss,
      onePointMore: gain(more[index] ?? null, end),
      next: counted[index]!.next,
    }),
  );
  return { ...common, steps: made, notMeasurable: null };
}

function gain(conversions: number | null, end: GoalReport | undefined): StepReport["onePointMore"] {
  if (conversions === null) return null;
  const one = end === undefined ? null : worthOfOne(end);
  return {
    conversions,
    value: one === null ? null : Math.round(conversions * one * 100) / 100,
    currency: one === null ? null : end!.currency,
  };
}
