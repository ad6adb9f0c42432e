/** A report for a terminal, at most 80 columns wide where names allow it. */
import type { SuggestedValues } from "../../app/result/result.ts";
import { grouped } from "../../figures/grouped.ts";
import type { FunnelReport, GoalReport, Report } from "../../figures/report.ts";
import { paint, type Style } from "../color.ts";
import { visible } from "../visible.ts";
import { widthOf } from "../width.ts";
import { bar, sparkline, summed } from "./bars.ts";
import { change, count, duration, money, share } from "./numbers.ts";
import type { Table } from "./table.ts";
import {
  breakdownTable,
  breakdownTitle,
  counted,
  experimentTable,
  experimentWords,
  funnelNote,
  gain,
  leadNotes,
  leadWords,
} from "./tables.ts";
import {
  changeWords,
  DEAD_WORDS,
  nameOf,
  periodWords,
  qualityWords,
  trafficWords,
  valueWords,
} from "./words.ts";

export function reportText(
  report: Report,
  { color }: { readonly color: boolean },
  values?: SuggestedValues,
): string {
  const styled = (style: Style, text: string) => paint(color, style, text);
  const heading = (text: string) => styled("bold", visible(text));
  const breakdown = breakdownTable(report);
  const blocks: string[][] = [
    [heading(report.owner), visible(periodWords(report)), ...trafficWords(report).map(visible)],
    list(
      heading("Not as it should be"),
      report.dead.map(
        (dead) =>
          `${styled("red", "!")} ${visible(`${nameOf(dead, report)} (${DEAD_WORDS[dead.kind]}): ${dead.reason}`)}`,
      ),
    ),
    list(heading("Goals"), goalLines(report)),
    ...(breakdown === null ? [] : [list(heading(breakdownTitle(report)), tableLines(breakdown))]),
    list(heading("By month"), monthLines(report)),
    ...report.funnels.map((funnel) =>
      list(
        `${heading(funnel.name)} ${styled("dim", visible(`(${funnelNote(funnel)})`))}`,
        funnelLines(funnel),
      ),
    ),
    list(heading("Which small step leads to the big one"), leadLines(report)),
    list(
      heading("Values"),
      values === undefined ? [] : valueWords(values).map((line) => visible(`- ${line}`)),
    ),
    ...report.experiments.map((one) =>
      list(heading(one.id), [
        ...tableLines(experimentTable(one, report)),
        ...experimentWords(one).map(visible),
      ]),
    ),
    list(heading("Changes"), changeWords(report).map(visible)),
    list(
      heading("What these figures are worth"),
      qualityWords(report).map((words) => visible(`- ${words}`)),
    ),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Nothing at all without lines. */
function list(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line}`)];
}

/** Columns of a line. */
const NAME = 24;
const SPARK = 14;

function goalLines({ goals }: Report): string[] {
  const hasValue = goals.some(({ value }) => value !== null);
  const head = [
    right("Counted", 9),
    right("Change", 8),
    right("Sessions", 8),
    ...(hasValue ? [right("Value", 13)] : []),
    "Day by day",
  ];
  const rows = grouped(goals).map(({ goal, depth }) => {
    const cells = [
      right(counted(goal), 9),
      right(change(goal.keyEvents, goal.previous), 8),
      right(share(goal.perSession), 8),
      ...(hasValue ? [right(goal.value === null ? "" : money(goal.value, goal.currency), 13)] : []),
      sparkline(summed(daily(goal), SPARK)),
    ];
    return [nameCell(goal, depth), ...cells].join(" ");
  });
  return rows.length === 0 ? [] : [[left("", NAME), ...head].join(" "), ...rows];
}

function nameCell(goal: GoalReport, depth: number): string {
  return left(`${"  ".repeat(depth)}${visible(goal.name)}`, NAME);
}

/** A year of months is too wide for a table: its shape, where it began and where it ends. */
function monthLines({ goals }: Report): string[] {
  return grouped(goals).flatMap(({ goal, depth }) => {
    const months = goal.perMonth ?? [];
    const [first, last] = [months[0], months.at(-1)];
    if (first === undefined || last === undefined) return [];
    const counts = months.map((month) => month.count);
    return [
      `${nameCell(goal, depth)} ${sparkline(counts)} ${count(first.count)} in ${first.month}, ${count(last.count)} in ${last.month}`,
    ];
  });
}

function leadLines(report: Report): string[] {
  const { leads, goals } = report;
  if (leads.length === 0) return [];
  const nameOf = (id: string) => goals.find((goal) => goal.id === id)?.name ?? id;
  const lines = leads.map((lead) => `- ${nameOf(lead.micro)} → ${nameOf(lead.macro)}: ${leadWords(lead)}`);
  return [...lines.map(visible), ...leadNotes(report)];
}

function daily({ perDay }: GoalReport): number[] {
  return perDay.map((day) => day.count);
}

const BAR = 20;

function funnelLines({ steps, nextOf, notMeasurable }: FunnelReport): string[] {
  if (notMeasurable !== null) return [visible(notMeasurable)];
  const most = Math.max(...steps.map((step) => step.count), 1);
  const lines = steps.map((step, index) => {
    const time = step.medianSeconds === null ? "" : `  after ${duration(step.medianSeconds)}`;
    const loss = step.isLargestLoss ? "  largest loss" : "";
    const name = left(`${index + 1} ${visible(step.name)}`, NAME);
    return `${name} ${right(count(step.count), 9)} ${right(share(step.ofFirst), 8)} ${right(index === 0 ? "" : share(step.ofPrevious), 8)} ${left(bar(step.count / most, BAR), BAR)}${loss}${time}`.trimEnd();
  });
  const more = steps.flatMap(({ name, onePointMore }) =>
    onePointMore === null ? [] : [visible(`One point more at ${name}: ${gain(onePointMore)}`)],
  );
  const next = steps.flatMap(({ name, next }) =>
    next === null || next.length === 0
      ? []
      : [
          visible(
            `${nextOf === "left" ? "Who left after" : "Next after"} ${name}: ${next.map((one) => `${one.event} (${count(one.count)})`).join(", ")}`,
          ),
        ],
  );
  return [...lines, ...more, ...next];
}

function tableLines({ columns, rows }: Table): string[] {
  const lines = [columns.map(({ name }) => name), ...rows.map(({ cells }) => cells)].map((cells) =>
    cells.map(visible),
  );
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => widthOf(cells[index]!))));
  return lines.map((cells) =>
    cells
      .map((cell, index) =>
        columns[index]!.isNumber ? right(cell, widths[index]!) : left(cell, widths[index]!),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** Padded, or cut. */
function left(text: string, width: number): string {
  const room = width - widthOf(text);
  if (room >= 0) return text + " ".repeat(room);
  let cut = "";
  for (const character of text) {
    if (widthOf(cut + character) > width - 1) break;
    cut += character;
  }
  return left(`${cut}…`, width);
}

function right(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}
