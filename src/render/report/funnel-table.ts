/** A funnel as a table. */
import type { FunnelReport } from "../../figures/report.ts";
import { count, duration, money, share } from "./numbers.ts";
import { numberColumn, type Table, withoutEmptyColumns } from "./table.ts";

export function funnelTable({ steps, nextOf }: FunnelReport): Table {
  return withoutEmptyColumns({
    columns: [
      { name: "Step" },
      numberColumn("Count"),
      numberColumn("Of first"),
      numberColumn("Of previous"),
      numberColumn("Lost before"),
      numberColumn("Median time"),
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
