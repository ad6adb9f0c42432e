/** What a report shows as tables, in every format the same. */
import { grouped } from "../../figures/grouped.ts";
import type {
  ExperimentReport,
  FunnelReport,
  GoalReport,
  LeadReport,
  Report,
  VariantComparison,
} from "../../figures/report.ts";
import { change, count, duration, money, share, UNKNOWN } from "./numbers.ts";
import { type Table, withoutEmptyColumns } from "./table.ts";

const number = (name: string) => ({ name, isNumber: true });

export function goalTable({ goals }: Report): Table {
  return withoutEmptyColumns({
    columns: [
      { name: "Goal" },
      { name: "Role" },
      number("Key events"),
      number("Change"),
      number("Sessions with it"),
      number("Users with it"),
      number("Value"),
      number("Clicks per view"),
      { name: "Stage" },
      { name: "Owner" },
    ],
    rows: grouped(goals).map(({ goal, depth }) => ({
      depth,
      cells: [
        goal.name,
        goal.role ?? "",
        counted(goal),
        change(goal.keyEvents, goal.previous),
        share(goal.perSession),
        share(goal.perUser),
        money(goal.value, goal.currency),
        goal.clickThrough === null ? "" : share(goal.clickThrough.rate),
        goal.stage ?? "",
        goal.owner ?? "",
      ],
    })),
  });
}

/** The number of events in brackets where the property has no such key event. */
export function counted({ keyEvents, events }: GoalReport): string {
  if (keyEvents !== null) return count(keyEvents);
  return events === null ? UNKNOWN : `(${count(events)} events)`;
}

/** `By device`. */
export function breakdownTitle({ goals }: Report): string {
  return `By ${goals.find(({ by }) => by !== null)?.by?.dimension ?? ""}`;
}

const BREAKDOWN_NAMES = { device: "Device", channel: "Channel", country: "Country", page: "Page" } as const;

/** How many values of a goal are shown; the JSON has them all. */
const SHOWN = 5;

/** Null where nobody asked. */
export function breakdownTable({ goals }: Report): Table | null {
  const withBreakdown = grouped(goals).filter(({ goal }) => goal.by !== null);
  const dimension = withBreakdown[0]?.goal.by?.dimension;
  if (dimension === undefined) return null;
  return {
    columns: [
      { name: "Goal" },
      { name: BREAKDOWN_NAMES[dimension] },
      number("Key events"),
      number("Sessions with it"),
    ],
    rows: withBreakdown.flatMap(({ goal }) => {
      const rows = goal.by!.rows.filter(({ keyEvents }) => keyEvents > 0);
      const rest = rows.slice(SHOWN).reduce((sum, { keyEvents }) => sum + keyEvents, 0);
      return [
        ...rows.slice(0, SHOWN).map(({ value, keyEvents, perSession }) => ({
          cells: [goal.name, value || "(not set)", count(keyEvents), share(perSession)],
        })),
        ...(rest > 0 ? [{ cells: [goal.name, `${rows.length - SHOWN} others`, count(rest), ""] }] : []),
      ];
    }),
  };
}

/** A goal a row, a month a column. Null where nobody asked. */
export function monthTable({ goals }: Report): Table | null {
  const asked = grouped(goals).filter(({ goal }) => goal.perMonth !== null);
  const months = asked[0]?.goal.perMonth;
  if (!months) return null;
  return {
    columns: [{ name: "Goal" }, ...months.map(({ month }) => number(month))],
    rows: asked.map(({ goal, depth }) => ({
      depth,
      cells: [goal.name, ...(goal.perMonth ?? []).map((month) => count(month.count))],
    })),
  };
}

export function funnelTable({ steps, nextOf }: FunnelReport): Table {
  return withoutEmptyColumns({
    columns: [
      { name: "Step" },
      number("Count"),
      number("Of first"),
      number("Of previous"),
      number("Lost before"),
      number("Median time"),
      { name: "One point more" },
      { name: nextOf === "left" ? "Those who left did next" : "Done next" },
    ],
    rows: steps.map((step, index) => ({
      cells: [
        step.name,
        count(step.count),
        share(step.ofFirst),
        share(step.ofPrevious),
        index === 0 ? "" : lost(step.count, steps[index - 1]!.count, step.isLargestLoss),
        duration(step.medianSeconds),
        step.onePointMore === null ? "" : gain(step.onePointMore),
        (step.next ?? []).map(({ event, count: times }) => `${event} (${count(times)})`).join(", "),
      ],
    })),
  });
}

function lost(now: number, before: number, isLargest: boolean): string {
  const all = Math.max(0, before - now);
  return `${count(all)}${isLargest ? ", the largest loss" : ""}`;
}

type Gain = NonNullable<FunnelReport["steps"][number]["onePointMore"]>;

export function gain({ conversions, value, currency }: Gain): string {
  const worth = value === null ? "" : `, ${money(value, currency)}`;
  return `+${count(conversions)} at the end${worth}`;
}

/** `users, at most 30 min between two steps`. */
export function funnelNote({ unit, within, open }: FunnelReport): string {
  return [
    `${unit}s`,
    open ? "beginning at any step" : "beginning at the first step",
    ...(within === null ? [] : [`at most ${duration(within)} between two steps`]),
  ].join(", ");
}

export function leadTable({ leads, goals }: Report): Table {
  const names = new Map(goals.map(({ id, name }) => [id, name]));
  return withoutEmptyColumns({
    columns: [
      { name: "Goal" },
      { name: "Leads to" },
      number("With it"),
      number("Converted"),
      number("Rate"),
      number("Without it"),
      number("Lift"),
      number("Markov"),
      number("Shapley"),
      number("Value by ratio"),
      number("Value by lift"),
    ],
    rows: leads.map((lead) => ({
      cells: [
        names.get(lead.micro) ?? lead.micro,
        names.get(lead.macro) ?? lead.macro,
        count(lead.with),
        count(lead.converted),
        share(lead.rate),
        about(lead, share(lead.baseRate)),
        about(lead, times(lead)),
        share(lead.markov),
        share(lead.shapley),
        money(lead.suggestedValue.ratio, lead.currency),
        about(lead, money(lead.suggestedValue.lift, lead.currency)),
      ],
    })),
  });
}

/** Where the source can only estimate who did without the small goal. */
function about({ quality }: LeadReport, figure: string): string {
  return quality.includes("estimate") && figure !== UNKNOWN ? `about ${figure}` : figure;
}

function times({ lift }: LeadReport): string {
  return lift === null ? UNKNOWN : `×${lift.toFixed(lift < 10 ? 1 : 0)}`;
}

/** `60 of 500 (12.0 %), without it 3.0 %: ×4.0. Worth EUR 9.70 by ratio, EUR 7.20 by lift.` */
export function leadWords(lead: LeadReport): string {
  const { with: all, converted, rate, baseRate, suggestedValue, currency, markov, shapley } = lead;
  if (all === null) return "not known.";
  const shares = [
    ...(markov === null ? [] : [`${share(markov)} by Markov`]),
    ...(shapley === null ? [] : [`${share(shapley)} by Shapley`]),
  ];
  return [
    `${count(converted)} of ${count(all)} (${share(rate)}), without it ${about(lead, share(baseRate))}: ${about(lead, times(lead))}.`,
    ...(shares.length === 0 ? [] : [`Its share is ${shares.join(", ")}.`]),
    ...(suggestedValue.ratio === null
      ? []
      : [
          `Worth ${money(suggestedValue.ratio, currency)} by ratio, ${about(lead, money(suggestedValue.lift, currency))} by lift.`,
        ]),
  ].join(" ");
}

export function leadNotes({ leads }: Report): string[] {
  return [
    "A small goal may go with a big one without causing it. Values by ratio overlap: never add them up.",
    ...(leads.some(({ quality }) => quality.includes("estimate"))
      ? [
          "Analytics does not say who did without a small goal: what is marked “about” is an estimate. An export of events knows it (--events).",
        ]
      : []),
  ];
}

export function experimentTable({ variants, goal }: ExperimentReport, { goals }: Report): Table {
  const others = variants[0]?.others ?? [];
  const named = (id: string) => number(goals.find((one) => one.id === id)?.name ?? id);
  return {
    columns: [
      { name: "Variant" },
      number("Seen by"),
      ...[goal, ...others.map((other) => other.goal)].flatMap((id) => [named(id), number("Rate")]),
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
  const chance = p === null ? "" : ` Chance alone makes such a difference with P ${p.toPrecision(2)}.`;
  return [
    `${variant} compared with ${first}: ${points(difference)} percentage points (95 % interval: ${points(low)} to ${points(high)}).`,
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
