/** An experiment as a table and in words. */
import type { ExperimentReport, Report, VariantComparison } from "../../figures/report.ts";
import { count, share } from "./numbers.ts";
import { numberColumn, type Table } from "./table.ts";

export function experimentTable({ variants, goal }: ExperimentReport, { goals }: Report): Table {
  const others = variants[0]?.others ?? [];
  const named = (id: string) => numberColumn(goals.find((one) => one.id === id)?.name ?? id);
  return {
    columns: [
      { name: "Variant" },
      numberColumn("Seen by"),
      ...[goal, ...others.map((other) => other.goal)].flatMap((id) => [named(id), numberColumn("Rate")]),
    ],
    rows: variants.map((variant) => ({
      cells: [
        variant.name,
        count(variant.n),
        count(variant.conversions),
        share(variant.rate),
        ...variant.others.flatMap((other) => [count(other.conversions), share(other.rate)]),
      ],
    })),
  };
}

/** What an experiment says, one sentence each. */
export function experimentWords(experiment: ExperimentReport): string[] {
  const { srm, notMeasurable, variants, unit, comparisons } = experiment;
  if (notMeasurable !== null) return [notMeasurable];
  if (srm !== null && !srm.ok)
    return [
      `The variants were not shown as often as planned (P ${srm.p.toExponential(1)}): the experiment says nothing until that is explained.`,
    ];
  if (comparisons.length === 0) return ["Too few cases to say anything."];
  return [
    ...comparisons.flatMap((one) => comparisonWords(one, variants[0]!.name, unit)),
    ...(comparisons.length < 2
      ? []
      : [
          "With several variants, one looks better by chance more often. Chance alone (Holm) takes their number into account; the intervals and probabilities do not.",
        ]),
    `If you look again and again until a difference shows up, you find differences that are not there: decide first how many ${unit}s you need.`,
  ];
}

function comparisonWords(
  { variant, difference, interval: [low, high], probability, p, stillNeeded }: VariantComparison,
  first: string,
  unit: string,
): string[] {
  const chance = p === null ? "" : ` Chance alone would make such a difference with P ${p.toPrecision(2)}.`;
  return [
    `${variant} compared with ${first}: ${points(difference)} percentage points (95% interval: ${points(low)} to ${points(high)}).`,
    `The probability that ${variant} is better is ${share(probability)}.${chance}`,
    ...(stillNeeded !== null && stillNeeded > 0
      ? [`To be sure of a difference of this size, each variant needs ${count(stillNeeded)} more ${unit}s.`]
      : []),
  ];
}

function points(difference: number): string {
  const shown = (difference * 100).toFixed(2);
  return difference > 0 ? `+${shown}` : shown;
}
