/** A report for a terminal. Where it is narrow, names are shortened (…), and pictures get smaller; figures never are. */
import type { SuggestedValues } from "../../app/result/reported.ts";
import { grouped } from "../../figures/grouped.ts";
import type { FunnelReport, GoalReport, Report } from "../../figures/report.ts";
import { paint, type Style } from "../color.ts";
import { visible } from "../visible.ts";
import { widthOf } from "../width.ts";
import { bar, sparkline, summed } from "./bars.ts";
import { experimentTable, experimentWords } from "./experiment-table.ts";
import { funnelNote, gain } from "./funnel-table.ts";
import { breakdownTable, breakdownTitle, counted } from "./goal-tables.ts";
import { leadNotes, leadWords } from "./lead-table.ts";
import { change, count, duration, money, share } from "./numbers.ts";
import type { Table } from "./table.ts";
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
  { color, columns = null }: { readonly color: boolean; readonly columns?: number | null },
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
    list(heading("Goals"), goalLines(report, columns ?? USUAL)),
    ...(breakdown === null ? [] : [list(heading(breakdownTitle(report)), tableLines(breakdown, columns))]),
    list(heading("By month"), monthLines(report)),
    ...report.funnels.map((funnel) =>
      list(
        `${heading(funnel.name)} ${styled("dim", visible(`(${funnelNote(funnel)})`))}`,
        funnelLines(funnel, columns ?? USUAL),
      ),
    ),
    list(heading("Which small step leads to the big one"), leadLines(report)),
    list(
      heading("Values"),
      values === undefined ? [] : valueWords(values).map((line) => visible(`- ${line}`)),
    ),
    ...report.experiments.map((one) =>
      list(heading(one.name), [
        ...tableLines(experimentTable(one, report), columns),
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
/** A narrower picture would not be readable. */
const LEAST = 6;
const LEAST_NAME = 12;
const LEAST_FIGURE = 8;
/** Where nobody counts columns. */
const USUAL = 80;
const INDENT = 2;

function goalLines({ goals }: Report, columns: number): string[] {
  const rows = grouped(goals);
  if (rows.length === 0) return [];
  const hasValue = goals.some(({ value }) => value !== null);
  const head = ["Counted", "Change", "Sessions", ...(hasValue ? ["Value"] : [])];
  const body = rows.map(({ goal }) => [
    counted(goal),
    change(goal.keyEvents, goal.previous),
    share(goal.perSession),
    ...(hasValue ? [goal.value === null ? "" : money(goal.value, goal.currency)] : []),
  ]);
  const widths = head.map((_, at) =>
    Math.max(LEAST_FIGURE, ...[head, ...body].map((cells) => widthOf(cells[at]!))),
  );
  const room = columns - INDENT - widths.reduce((sum, width) => sum + width + 1, 0);
  if (room < LEAST_NAME)
    return stacked(
      ["", ...head],
      body.map((cells, at) => [visible(rows[at]!.goal.name), ...cells]),
    );
  const name = Math.min(NAME, room);
  const spark = Math.min(SPARK, room - name - 1);
  const line = (first: string, cells: readonly string[], last: string) =>
    [first, ...cells.map((cell, at) => right(cell, widths[at]!)), ...(spark < LEAST ? [] : [last])]
      .join(" ")
      .trimEnd();
  return [
    line(left("", name), head, "Day by day"),
    ...rows.map(({ goal, depth }, at) =>
      line(nameCell(goal, depth, name), body[at]!, sparkline(summed(daily(goal), Math.max(1, spark)))),
    ),
  ];
}

function nameCell(goal: GoalReport, depth: number, width: number): string {
  return left(`${"  ".repeat(depth)}${visible(goal.name)}`, width);
}

/** A year of months is too wide for a table: its shape, where it began and where it ends. */
function monthLines({ goals }: Report): string[] {
  return grouped(goals).flatMap(({ goal, depth }) => {
    const months = goal.perMonth ?? [];
    const [first, last] = [months[0], months.at(-1)];
    if (first === undefined || last === undefined) return [];
    const counts = months.map((month) => month.count);
    return [
      `${nameCell(goal, depth, NAME)} ${sparkline(counts)} ${count(first.count)} in ${first.month}, ${count(last.count)} in ${last.month}`,
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
/** The figures between the name of a step and its bar. */
const FUNNEL_FIGURES = 28;

function funnelLines({ steps, nextOf, notMeasurable }: FunnelReport, columns: number): string[] {
  if (notMeasurable !== null) return [visible(notMeasurable)];
  const most = Math.max(...steps.map((step) => step.count), 1);
  const ends = steps.map(({ isLargestLoss, medianSeconds }) => {
    const time = medianSeconds === null ? "" : `  after ${duration(medianSeconds)}`;
    return `${isLargestLoss ? "  largest loss" : ""}${time}`;
  });
  const besides = Math.max(...ends.map(widthOf));
  const all = columns - INDENT - FUNNEL_FIGURES;
  const longest = Math.max(...steps.map(({ name }) => widthOf(visible(name)))) + 2;
  const wanted = Math.max(LEAST_NAME, Math.min(NAME, longest));
  const isRoomy = all - besides >= wanted + 1 + LEAST;
  const room = all - (isRoomy ? besides : 0);
  const width = Math.max(LEAST_NAME, Math.min(wanted, room));
  const barWidth = Math.min(BAR, room - width - 1);
  const lines = steps.flatMap((step, index) => {
    const name = left(`${index + 1} ${visible(step.name)}`, width);
    const drawn = barWidth < LEAST ? "" : ` ${left(bar(step.count / most, barWidth), barWidth)}`;
    const figures = `${name} ${right(count(step.count), 9)} ${right(share(step.ofFirst), 8)} ${right(index === 0 ? "" : share(step.ofPrevious), 8)}${drawn}`;
    const end = ends[index]!;
    return isRoomy || end === ""
      ? [`${figures}${end}`.trimEnd()]
      : [figures.trimEnd(), `  ${end.trim().replace(/ {2}/, ", ")}`];
  });
  const more = steps.flatMap(({ name, onePointMore }) =>
    onePointMore === null ? [] : [visible(`One point more at ${name}: ${gain(onePointMore)}`)],
  );
  const next = steps.flatMap(({ name, next }) =>
    next === null || next.length === 0
      ? []
      : [
          visible(
            `${nextOf === "left" ? "Those who left after" : "Next after"} ${name}: ${next.map((one) => `${one.event} (${count(one.count)})`).join(", ")}`,
          ),
        ],
  );
  return [...lines, ...more, ...next];
}

/** @param columns how wide a line may be; null: any width */
function tableLines({ columns: heads, rows }: Table, columns: number | null): string[] {
  const head = heads.map(({ name }) => visible(name));
  const body = rows.map(({ cells }) => cells.map(visible));
  const widths = heads.map((_, at) => Math.max(...[head, ...body].map((cells) => widthOf(cells[at]!))));
  const least = heads.map(({ isNumber }, at) =>
    isNumber ? Math.max(...body.map((cells) => widthOf(cells[at]!)), 0) : Math.min(widths[at]!, LEAST_NAME),
  );
  const fitting =
    columns === null ? widths : fitted(widths, least, columns - INDENT - 2 * (heads.length - 1));
  if (fitting === null) return stacked(head, body);
  return [head, ...body].map((cells) =>
    cells
      .map((cell, at) => {
        const cut = left(cell, fitting[at]!);
        return heads[at]!.isNumber ? right(cut.trimEnd(), fitting[at]!) : cut;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** The widest ones give first. Null where figures would have to be cut. */
function fitted(widths: readonly number[], least: readonly number[], room: number): readonly number[] | null {
  const fitting = [...widths];
  for (let over = fitting.reduce((a, b) => a + b, 0) - room; over > 0; over--) {
    const spare = fitting.map((width, at) => width - least[at]!);
    const most = Math.max(...spare);
    if (most <= 0) return null;
    fitting[spare.indexOf(most)]!--;
  }
  return fitting;
}

/** A cell a line, below the name of its row. */
function stacked(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  return body.flatMap(([first, ...others]) => [
    first!,
    ...others.flatMap((cell, at) => (cell === "" ? [] : [`  ${head[at + 1]}: ${cell}`])),
  ]);
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
