/** How often goals would have counted: as a table, as cells of a plan, and what is said below it. */
import { type GoalImpact, type Impact, matchesNothing } from "../../figures/impact/impact.ts";
import { markdownTextWithin } from "../markdown.ts";
import { howWords, impactNote, impactWords, loudestFirst } from "./impact-words.ts";

const LONGEST = 600;

export function impactMarkdown(impact: Impact): string {
  const rows = loudestFirst(impact).map(
    (one) => `| ${[markdownTextWithin(one.name, 300), cell(one), how(one)].join(" | ")} |`,
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

function cell(one: GoalImpact): string {
  const words = markdownTextWithin(impactWords(one), LONGEST);
  return matchesNothing(one) ? `⚠️ **${words}**` : words;
}

function how(one: GoalImpact): string {
  return howWords(one)
    .map((line) => markdownTextWithin(line, LONGEST))
    .join("<br>");
}
