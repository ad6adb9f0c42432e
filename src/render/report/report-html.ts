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
import { dayPicture, funnelPicture, smallPicture } from "./pictures.ts";
import { STYLE } from "./style.ts";
import type { Table } from "./table.ts";
import { changeWords, DEAD_WORDS, nameOf, periodWords, qualityWords, trafficWords } from "./words.ts";

export function reportHtml(report: Report): string {
  const title = markup(`Report of ${report.owner}`);
  const all = sections(report).filter(({ content }) => content !== "");
  return htmlPage({
    title,
    style: STYLE,
    main: `<header>
<h1>${title}</h1>
${paragraphs([periodWords(report), ...trafficWords(report)])}
</header>
${[dead(report), cards(report), contents(all), ...all.map(section)].filter((one) => one !== "").join("\n")}`,
  });
}

interface Section {
  readonly id: string;
  readonly title: string;
  /** Markup; empty: there is nothing to show. */
  readonly content: string;
}

function sections(report: Report): Section[] {
  const breakdown = breakdownTable(report);
  const months = monthTable(report);
  const { goals, leads } = report;
  return [
    {
      id: "goals",
      title: "Goals",
      content: goals.length === 0 ? "" : table("Goals of the period", goalTable(report)),
    },
    ...report.funnels.map(funnel),
    { id: "days", title: "Day by day", content: days(report) },
    {
      id: "detail",
      title: breakdownTitle(report),
      content: breakdown === null ? "" : table(breakdownTitle(report), breakdown),
    },
    {
      id: "months",
      title: "By month",
      content: months === null ? "" : table("Key events by month", months),
    },
    {
      id: "leads",
      title: "Which small step leads to the big one",
      content:
        leads.length === 0 ? "" : table("Pairs of goals", leadTable(report)) + paragraphs(leadNotes(report)),
    },
    ...report.experiments.map((one, index) => ({
      id: `experiment-${index + 1}`,
      title: one.name,
      content:
        (one.variants.length === 0 ? "" : table(`Variants of ${one.name}`, experimentTable(one, report))) +
        paragraphs(experimentWords(one)),
    })),
    { id: "changes", title: "Changes", content: list(changeWords(report)) },
    { id: "worth", title: "What these figures are worth", content: list(qualityWords(report)) },
  ];
}

function section({ id, title, content }: Section): string {
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${isolated(title)}</h2>\n${content}\n</section>`;
}

/** A short page needs none. */
const FEW_SECTIONS = 3;

function contents(all: readonly Section[]): string {
  if (all.length <= FEW_SECTIONS) return "";
  const links = all.map(({ id, title }) => `<li><a href="#${id}">${isolated(title)}</a></li>`);
  return `<nav aria-label="Contents"><ul>${links.join("")}</ul></nav>`;
}

/** This many are shown; the others are folded away. */
const MOST_WRONG = 8;

function dead(report: Report): string {
  if (report.dead.length === 0) return "";
  const items = report.dead.map(
    (one) =>
      `<li class="${one.kind}"><strong>${isolated(nameOf(one, report))}</strong> <span class="kind">${DEAD_WORDS[one.kind]}</span> ${isolated(one.reason)}</li>`,
  );
  const shown = items.length <= MOST_WRONG + 1 ? items.length : MOST_WRONG;
  const rest = items.slice(shown);
  const more = rest.length === 0 ? "" : details(`${rest.length} more`, `<ul>${rest.join("")}</ul>`);
  return `<section class="wrong" aria-labelledby="wrong">\n<h2 id="wrong">Not as it should be</h2>\n<ul>${items.slice(0, shown).join("")}</ul>${more}\n</section>`;
}

/** This many characters of a number fit into a card at their largest. */
const MANY = 9;

/** The main goals, large. */
function cards({ goals }: Report): string {
  const main = goals.filter(({ role }) => role === "macro");
  if (main.length === 0) return "";
  const items = main.map((goal, index) => {
    const facts = [
      ...(goal.previous === null ? [] : [comparedWords(goal)]),
      ...(goal.perSession === null ? [] : [`${share(goal.perSession)} of sessions`]),
      ...(goal.value === null ? [] : [money(goal.value, goal.currency)]),
    ];
    return `<div class="card"><h3>${isolated(goal.name)}</h3><p class="large${counted(goal).length > MANY ? " long" : ""}">${markup(counted(goal))}</p><p>${facts.map(markup).join("<br>")}</p>${smallPicture(goal, `card-${index + 1}`)}</div>`;
  });
  return `<section class="cards" aria-label="Main goals">${items.join("")}</section>`;
}

function comparedWords({ keyEvents, previous }: GoalReport): string {
  const words = change(keyEvents, previous);
  if (words === "=") return "as in the period before";
  if (words === "new") return "none in the period before";
  return `${words} ${words.startsWith("×") ? "" : "on "}the period before`;
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

function funnel(one: FunnelReport, index: number): Section {
  const id = `funnel-${index + 1}`;
  const content =
    one.notMeasurable === null
      ? `<p class="soft">${markup(upper(funnelNote(one)))}.</p>${funnelPicture(one, id)}${table(`Steps of ${one.name}`, funnelTable(one))}`
      : paragraphs([one.notMeasurable]);
  return { id, title: one.name, content };
}

function upper(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
}

/** A text that must not be squeezed into a column of one word a line. */
const LONG = 16;

/** It scrolls by itself where the page is narrow. */
function table(caption: string, { columns, rows, isGrouped = false }: Table): string {
  const classOf = (index: number, cell = "") =>
    columns[index]!.isNumber ? ' class="number"' : cell.length > LONG ? ' class="long"' : "";
  const head = columns.map(({ name }, index) => `<th scope="col"${classOf(index)}>${isolated(name)}</th>`);
  const body = rows.map(({ cells, depth = 0 }, at) => {
    const [named, ...others] = cells.map((cell) => isolated(cell));
    const isAgain = isGrouped && rows[at - 1]?.cells[0] === cells[0];
    const first = isAgain ? `<span class="unseen">${named}</span>` : named;
    const kind = isAgain ? "again" : depth === 0 ? "" : `depth-${Math.min(depth, 3)}`;
    const indent = kind === "" ? "" : ` class="${kind}"`;
    const rest = others.map((cell, index) => `<td${classOf(index + 1, cells[index + 1]!)}>${cell}</td>`);
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
