/** What pairs of goals say about each other: rates, lift, and the values that follow from them. */
import type { GoalReport, LeadReport } from "./report.ts";
import type { Attribution, LeadAnswer, LeadCounts } from "./source.ts";
import { lead } from "./statistics/lead.ts";
import { suggestedValue } from "./statistics/suggested-value.ts";
import { worthOfOne } from "./worth.ts";

export function leadReport(
  { micro, macro, unit, within, counts }: LeadAnswer,
  attribution: readonly Attribution[],
  goals: readonly GoalReport[],
): LeadReport {
  const share = attribution.find((one) => one.macro === macro)?.shares.find((one) => one.micro === micro);
  const common = {
    micro,
    macro,
    unit,
    within,
    markov: share?.markov ?? null,
    shapley: share?.shapley ?? null,
  };
  return {
    ...common,
    ...("why" in counts
      ? UNKNOWN
      : known(
          counts,
          goals.find(({ id }) => id === macro),
        )),
  };
}

type Counted = Omit<LeadReport, "micro" | "macro" | "unit" | "within" | "markov" | "shapley">;

const UNKNOWN: Counted = {
  with: null,
  converted: null,
  rate: null,
  baseRate: null,
  lift: null,
  quality: [],
  suggestedValue: { ratio: null, lift: null },
  currency: null,
};

function known(counts: LeadCounts, macro: GoalReport | undefined): Counted {
  const found = lead({
    withMicro: { count: counts.converted, of: counts.with },
    without: { count: counts.convertedWithout, of: counts.without },
  });
  const worth = macro === undefined ? null : worthOfOne(macro);
  return {
    with: counts.with,
    converted: counts.converted,
    ...found,
    quality: counts.isWithoutEstimated ? ["estimate"] : [],
    suggestedValue: worth === null ? { ratio: null, lift: null } : suggestedValue(worth, found),
    currency: worth === null ? null : macro!.currency,
  };
}
