/** A report as one page by itself: nothing is loaded, nothing is run, and every picture is a table as well. */
import { grouped } from "../../figures/grouped.ts";
import type { FunnelReport, GoalReport, Report } from "../../figures/report.ts";
import { htmlPage } from "../html-page.ts";
import { markup } from "../markup.ts";
import { experimentTable, experimentWords } from "./experiment-table.ts";
import { funnelNote, funnelTable } from "./funnel-table.ts";
import { breakdownTable, breakdownTitle, counted, goalTable, monthTable } from "./goal-tables.ts";
import { leadNotes, leadTable } from "./lead-table.ts";
import { change, count, money, share } from "./numbers.ts";
import { dayPicture, funnelPicture } from "./pictures.ts";
import { STYLE } from "./style.ts";
import type { Table } from "./table.ts";
import { changeWords, DEAD_WORDS, nameOf, periodWords, qualityWords, trafficWords } from "./words.ts";

export function reportHtml(report: Report): string {
  const title = markup(`Report of ${report.owner}`);
  return htmlPage({
    title,
    style: STYLE,
    main: `<header>
<h1>${title}</h1>
${paragraphs([periodWords(report), ...trafficWords(report)])}
</header>
${sections(report).join("\n")}`,
  });
}

function sections(report: Report): string[] {
  const breakdown = breakdownTable(report);
  const months = monthTable(report);
  return [
    dead(report),
    cards(report),
    section(
      "goals",
      "Goals",
      report.goals.length === 0 ? "" : table("Goals of the period", goalTable(report)),
    ),
    ...report.funnels.map(funnel),
    section("days", "Day by day", days(report)),
    section(
      "detail",
      breakdownTitle(report),
      breakdown === null ? "" : table(breakdownTitle(report), breakdown),
    ),
    section("months", "By month", months === null ? "" : table("Key events by month", months)),
    section(
      "leads",
      "Which small step leads to the big one",
      report.leads.length === 0
        ? ""
        : table("Pairs of goals", leadTable(report)) + paragraphs(leadNotes(report)),
    ),
    ...report.experiments.map((one, index) =>
      section(
        `experiment-${index + 1}`,
        one.name,
        (one.variants.length === 0 ? "" : table(`Variants of ${one.name}`, experimentTable(one, report))) +
          paragraphs(experimentWords(one)),
      ),
    ),
    section("changes", "Changes", list(changeWords(report))),
    section("worth", "What these figures are worth", list(qualityWords(report))),
  ].filter((one) => one !== "");
}

function section(id: string, title: string, content: string): string {
  return content === ""
    ? ""
    : `<section aria-labelledby="${id}">\n<h2 id="${id}">${isolated(title)}</h2>\n${content}\n</section>`;
}

function dead(report: Report): string {
  if (report.dead.length === 0) return "";
  const items = report.dead.map(
    (one) =>
      `<li class="${one.kind}"><strong>${isolated(nameOf(one, report))}</strong> <span class="kind">${DEAD_WORDS[one.kind]}</span> ${isolated(one.reason)}</li>`,
  );
  return `<section class="wrong" aria-labelledby="wrong">\n<h2 id="wrong">Not as it should be</h2>\n<ul>${items.join("")}</ul>\n</section>`;
}

/** The main goals, large. */
function cards({ goals }: Report): string {
  const main = goals.filter(({ role }) => role === "macro");
  if (main.length === 0) return "";
  const items = main.map((goal) => {
    const facts = [
      ...(goal.previous === null ? [] : [comparedWords(goal)]),
      ...(goal.perSession === null ? [] : [`${share(goal.perSession)} of sessions`]),
      ...(goal.value === null ? [] : [money(goal.value, goal.currency)]),
    ];
    return `<div class="card"><h3>${isolated(goal.name)}</h3><p class="large">${markup(counted(goal))}</p><p>${facts.map(markup).join("<br>")}</p></div>`;
  });
  return `<section class="cards" aria-label="Main goals">${items.join("")}</section>`;
}

function comparedWords({ keyEvents, previous }: GoalReport): string {
  const words = change(keyEvents, previous);
  if (words === "=") return "as in the period before";
  return words === "new" ? "none in the period before" : `${words} on the period before`;
}

/** A picture and its figures for each goal that counted anything. */
function days(report: Report): string {
  const items = grouped(report.goals)
    .filter(({ goal }) => goal.perDay.some((day) => day.count > 0))
    .map(({ goal }, index) => {
      const rows = goal.perDay.map((day) => ({ cells: [day.date, count(day.count)] }));
      const figures = { columns: [{ name: "Day" }, { name: "Count", isNumber: true }], rows };
      return `<div class="day"><h3>${isolated(goal.name)}</h3>${dayPicture(goal, report.changes, `day-${index + 1}`)}${details("Figures", table(`${goal.name} day by day`, figures))}</div>`;
    });
  return items.length === 0 ? "" : `<div class="days">${items.join("\n")}</div>`;
}

function funnel(one: FunnelReport, index: number): string {
  const id = `funnel-${index + 1}`;
  const content =
    one.notMeasurable === null
      ? `<p class="soft">${markup(funnelNote(one))}</p>${funnelPicture(one, id)}${table(`Steps of ${one.name}`, funnelTable(one))}`
      : paragraphs([one.notMeasurable]);
  return section(id, one.name, content);
}

/** It scrolls by itself where the page is narrow. */
function table(caption: string, { columns, rows }: Table): string {
  const classOf = (index: number) => (columns[index]!.isNumber ? ' class="number"' : "");
  const head = columns.map(({ name }, index) => `<th scope="col"${classOf(index)}>${isolated(name)}</th>`);
  const body = rows.map(({ cells, depth = 0 }) => {
    const [first, ...others] = cells.map((cell) => isolated(cell));
    const indent = depth === 0 ? "" : ` class="depth-${Math.min(depth, 3)}"`;
    const rest = others.map((cell, index) => `<td${classOf(index + 1)}>${cell}</td>`);
    return `<tr><th scope="row"${indent}>${first}</th>${rest.join("")}</tr>`;
  });
  return `<div class="scroll" role="region" tabindex="0" aria-label="${markup(caption)}"><table><caption>${isolated(caption)}</caption><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>${content}</details>`;
}

function list(lines: readonly string[]): string {
  return lines.length === 0
    ? ""
    : `<ul>${lines.map((line) => `<li>${withCode(isolated(line))}</li>`).join("")}</ul>`;
}

function paragraphs(lines: readonly string[]): string {
  return lines.map((line) => `<p>${withCode(isolated(line))}</p>`).join("\n");
}

/** What is between backticks, in text that is escaped already. */
function withCode(html: string): string {
  return html.replace(/`([^`<]+)`/g, "<code>$1</code>");
}

/** A name written from right to left does not reverse the text next to it. */
function isolated(text: string): string {
  return `<bdi>${markup(text)}</bdi>`;
}
