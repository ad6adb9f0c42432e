/** What an experiment says, in the order in which it may be read: first whether it was shared out fairly. */
import { type Quality, ratio } from "./figure.ts";
import type { ExperimentQuestion } from "./question.ts";
import type { ExperimentReport, VariantComparison } from "./report.ts";
import type { ExperimentAnswer } from "./source.ts";
import { newcombe, twoProportions } from "./statistics/difference.ts";
import { holm } from "./statistics/holm.ts";
import { probabilityBetter } from "./statistics/probability-better.ts";
import { sampleRatio } from "./statistics/sample-ratio.ts";
import { stillNeeded } from "./statistics/sample-size.ts";

export function experimentReport(
  { id, name: title, goals, variants: planned }: ExperimentQuestion,
  { unit, variants }: ExperimentAnswer,
): ExperimentReport {
  const [decides, ...others] = goals.map((goal) => goal.id);
  const common = { id, name: title, unit, goal: decides! };
  if ("why" in variants) return { ...common, ...UNKNOWN, notMeasurable: variants.why };
  const shown = variants.map(({ name, n, conversions }) => ({
    name,
    n,
    conversions: conversions[0]!,
    rate: ratio(conversions[0]!, n),
    others: others.map((goal, index) => ({
      goal,
      conversions: conversions[index + 1]!,
      rate: ratio(conversions[index + 1]!, n),
    })),
  }));
  const found = sampleRatio(
    variants.map(({ n }) => n),
    planned.map(({ share }) => share),
  );
  const srm = found === null ? null : { p: found.p, ok: found.ok };
  return { ...common, ...UNKNOWN, variants: shown, srm, ...(srm?.ok ? compared(shown) : {}) };
}

const NOT_COMPARED = {
  difference: null,
  interval: null,
  probability: null,
  stillNeeded: null,
  comparisons: [],
} as const;

const UNKNOWN = { ...NOT_COMPARED, variants: [], srm: null, notMeasurable: null } as const;

type Compared = Pick<
  ExperimentReport,
  "difference" | "interval" | "probability" | "stillNeeded" | "comparisons"
>;

/** Each variant with the first; the second one's figures are also those of the experiment. */
function compared([first, ...others]: ExperimentReport["variants"]): Compared {
  const pairs = others.flatMap((variant) => comparison(first!, variant) ?? []);
  const corrected = holm(pairs.map(({ p }) => p ?? 1));
  const comparisons = pairs.map((one, index) => ({ ...one, p: one.p === null ? null : corrected[index]! }));
  const second = comparisons.find(({ variant }) => variant === others[0]?.name);
  if (second === undefined) return { ...NOT_COMPARED, comparisons };
  const { difference, interval, probability, stillNeeded: needed } = second;
  return { difference, interval, probability, stillNeeded: needed, comparisons };
}

type Variant = ExperimentReport["variants"][number];

/** Null where one of the two has no cases. */
function comparison(first: Variant, variant: Variant): VariantComparison | null {
  const a = { count: first.conversions, of: first.n };
  const b = { count: variant.conversions, of: variant.n };
  const interval = newcombe(a, b);
  if (interval === null) return null;
  const difference = b.count / b.of - a.count / a.of;
  const lacks = stillNeeded(a.count / a.of, difference, Math.min(a.of, b.of));
  return {
    variant: variant.name,
    difference,
    interval,
    probability: probabilityBetter(a, b),
    p: twoProportions(a, b)?.p ?? null,
    stillNeeded: lacks === null ? null : Math.ceil(lacks),
  };
}

export function mismatches(
  answers: readonly ExperimentAnswer[],
  questions: readonly ExperimentQuestion[],
): Quality[] {
  return questions.flatMap((question, index): Quality[] => {
    const { srm } = experimentReport(question, answers[index]!);
    if (srm === null || srm.ok) return [];
    const message = `${question.name}: the variants were not shown as often as planned (P ${srm.p.toExponential(1)}), so the experiment says nothing. Find out why before looking at conversions.`;
    return [{ code: "sample-ratio-mismatch", message, about: { experiment: question.id } }];
  });
}
