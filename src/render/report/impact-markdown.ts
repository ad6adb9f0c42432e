/** How often goals would have counted: as a table, as cells of a plan, and what is said below it. */
import { type GoalImpact, type Impact, matchesNothing } from "../../figures/impact/impact.ts";
import { markdownTextWithin } from "../markdown.ts";
import { counted } from "../words.ts";
import { howWords, impactNote, impactWords, loudestFirst, nearestWords } from "./impact-words.ts";

const LONGEST = 600;

export function impactMarkdown(impact: Impact): string {
  const rows = loudestFirst(impact).map(
    (one) => `| ${[markdownTextWithin(one.name, 300), words(one), how(one)].join(" | ")} |`,
  );
  const table =
    rows.length === 0
      ? ["No goal changes."]
      : ["| Goal | Would have counted | How |", "| :-- | :-- | :-- |", ...rows];
  return `### Impact\n\n${table.join("\n")}\n\n${impactNotes(impact).join("\n\n")}\n`;
}

/** By a goal's id. */
export function impactCells({ goals }: Impact): (id: string) => string | null {
  const cells = new Map(goals.map((one) => [one.goal, cell(one)]));
  return (id) => cells.get(id) ?? null;
}

export function impactNotes(impact: Impact): string[] {
  return impactNote(impact).map((line) => markdownTextWithin(line, LONGEST));
}

/** In a plan, with how it is known: the filter is below the table. */
function cell(one: GoalImpact): string {
  return one.method === "not-measurable" ? words(one) : `${words(one)}<br>*${one.method}*`;
}

function words(one: GoalImpact): string {
  const text = markdownTextWithin(impactWords(one), LONGEST);
  return matchesNothing(one) ? `⚠️ **${text}**` : text;
}

/** Above everything else: what counts nothing is mostly a mistake. */
export function impactWarnings(impact: Impact): string[] {
  const nothing = impact.goals.filter(matchesNothing);
  if (nothing.length === 0) return [];
  const more = nothing.length - MOST_WARNINGS;
  const lines = nothing
    .slice(0, MOST_WARNINGS)
    .map((one) => `> **${markdownTextWithin(one.name, 300)}** would have counted nothing.${near(one)}`);
  const others = more > 0 ? [`> ${counted(more, "more goal")} would have counted nothing.`] : [];
  return [["> [!WARNING]", [...lines, ...others].join("  \n")].join("\n")];
}

const MOST_WARNINGS = 8;

function near(one: GoalImpact): string {
  const text = nearestWords(one);
  return text === "" ? "" : ` ${markdownTextWithin(text, LONGEST)}`;
}

/** How each figure is known: folded away. */
export function impactDetails(impact: Impact): string[] {
  const known = impact.goals.filter(({ filter }) => filter !== null);
  if (known.length === 0) return [];
  const lines = known.map(
    (one) =>
      `- **${markdownTextWithin(one.name, 300)}**: ${howWords(one)
        .map((line) => markdownTextWithin(line, LONGEST))
        .join(" ")}`,
  );
  return [`<details><summary>How it was counted</summary>\n\n${lines.join("\n")}\n\n</details>`];
}

function how(one: GoalImpact): string {
  return howWords(one)
    .map((line) => markdownTextWithin(line, LONGEST))
    .join("<br>");
}
