/** A report for the summary of a job, or for an issue. */
import type { SuggestedValues } from "../../app/result/reported.ts";
import type { FunnelReport, Report } from "../../figures/report.ts";
import { markdownText } from "../markdown.ts";
import { experimentTable, experimentWords } from "./experiment-table.ts";
import { funnelNote, funnelTable } from "./funnel-table.ts";
import { breakdownTable, breakdownTitle, goalTable, monthTable } from "./goal-tables.ts";
import { leadNotes, leadTable } from "./lead-table.ts";
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

export function reportMarkdown(report: Report, values?: SuggestedValues): string {
  const breakdown = breakdownTable(report);
  const months = monthTable(report);
  const blocks = [
    `## Report of ${markdownText(report.owner)}`,
    markdownText(periodWords(report)),
    trafficWords(report).map(markdownText).join("  \n"),
    dead(report),
    ...section("Goals", report.goals.length === 0 ? null : goalTable(report)),
    ...section(breakdownTitle(report), breakdown),
    ...section("By month", months),
    ...report.funnels.flatMap(funnel),
    ...(report.leads.length === 0
      ? []
      : [
          ...section("Which small step leads to the big one", leadTable(report)),
          leadNotes(report).join("  \n"),
        ]),
    list("Values", values === undefined ? [] : valueWords(values)),
    ...report.experiments.flatMap((one) => [
      ...section(one.name, one.variants.length === 0 ? null : experimentTable(one, report)),
      experimentWords(one).map(markdownText).join("  \n"),
    ]),
    list("Changes", changeWords(report)),
    list("What these figures are worth", qualityWords(report)),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function dead(report: Report): string {
  if (report.dead.length === 0) return "";
  const lines = report.dead.map(
    (one) =>
      `> - **${markdownText(nameOf(one, report))}** (${DEAD_WORDS[one.kind]}): ${markdownText(one.reason)}`,
  );
  return ["> [!WARNING]", ...lines].join("\n");
}

function funnel(one: FunnelReport): string[] {
  if (one.notMeasurable !== null) return [`### ${markdownText(one.name)}`, markdownText(one.notMeasurable)];
  return [...section(one.name, funnelTable(one)), `*${markdownText(funnelNote(one))}*`];
}

function section(title: string, table: Table | null): string[] {
  return table === null ? [] : [`### ${markdownText(title)}`, tableMarkdown(table)];
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return [`### ${title}`, "", ...lines.map((line) => `- ${markdownText(line)}`)].join("\n");
}

/** What leads to a goal is indented below it. */
function tableMarkdown({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ name }) => markdownText(name))),
    line(columns.map(({ isNumber }) => (isNumber ? "--:" : ":--"))),
    ...rows.map(({ cells, depth = 0 }) =>
      line(cells.map((cell, index) => `${index === 0 ? "&emsp;".repeat(depth) : ""}${markdownText(cell)}`)),
    ),
  ].join("\n");
}
