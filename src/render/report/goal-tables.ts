/** What a report shows as tables, in every format the same. */
import { grouped } from "../../figures/grouped.ts";
import type { GoalReport, Report } from "../../figures/report.ts";
import { change, count, money, share, UNKNOWN } from "./numbers.ts";
import { numberColumn, type Table, withoutEmptyColumns } from "./table.ts";

export function goalTable({ goals }: Report): Table {
  return withoutEmptyColumns({
    columns: [
      { name: "Goal" },
      { name: "Role" },
      numberColumn("Key events"),
      numberColumn("Change"),
      numberColumn("Sessions with it"),
      numberColumn("Users with it"),
      numberColumn("Value"),
      numberColumn("Clicks per view"),
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
    isGrouped: true,
    columns: [
      { name: "Goal" },
      { name: BREAKDOWN_NAMES[dimension] },
      numberColumn("Key events"),
      numberColumn("Sessions with it"),
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
    columns: [{ name: "Goal" }, ...months.map(({ month }) => numberColumn(month))],
    rows: asked.map(({ goal, depth }) => ({
      depth,
      cells: [goal.name, ...(goal.perMonth ?? []).map((month) => count(month.count))],
    })),
  };
}
