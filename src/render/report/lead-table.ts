/** Which goal leads to which, as a table and in words. */
import type { LeadReport, Report } from "../../figures/report.ts";
import { count, money, share, UNKNOWN } from "./numbers.ts";
import { numberColumn, type Table, withoutEmptyColumns } from "./table.ts";

export function leadTable({ leads, goals }: Report): Table {
  const names = new Map(goals.map(({ id, name }) => [id, name]));
  return withoutEmptyColumns({
    columns: [
      { name: "Goal" },
      { name: "Leads to" },
      numberColumn("With it"),
      numberColumn("Converted"),
      numberColumn("Rate"),
      numberColumn("Without it"),
      numberColumn("Lift"),
      numberColumn("Markov"),
      numberColumn("Shapley"),
      numberColumn("Value by ratio"),
      numberColumn("Value by lift"),
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

/** `60 of 500 (12.0%), without it 3.0%: ×4.0. Worth EUR 9.70 by ratio, EUR 7.20 by lift.` */
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
          "Analytics does not say who did not reach a small goal: what is marked “about” is an estimate. An export of events knows it (--events).",
        ]
      : []),
  ];
}
