/** What `goalform add` has to say: what the goal counts, what the site must do, what was decided. */
import type { GoalAdded, TestsWritten } from "../app/result/added.ts";
import type { GoalEntry } from "../catalogue/goal-entry.ts";
import { blockLines } from "../catalogue/goal-yaml.ts";
import type { JsonObject } from "../resources/resource.ts";
import { otherWays } from "./catalogue.ts";
import { diagnosticsJson } from "./diagnostics-json.ts";
import { markdownCode, markdownText } from "./markdown.ts";
import { visibleLines } from "./visible.ts";
import { counted, shellWord } from "./words.ts";

export function addedText(added: GoalAdded): string {
  const { entry, written, recipe } = added;
  const ways = otherWays(recipe, entry.way);
  const lines = [
    headline(added),
    ...(written ? [] : ["", ...yamlLines(entry)]),
    "",
    entry.counts,
    entry.site,
    ...(entry.snippet === null ? [] : [`    ${entry.snippet}`]),
    ...entry.looksFor.map(({ takes, value }) => `${takes}: ${value}`),
    ...entry.notes,
    ...(ways === "" ? [] : [`Other ways to count it: ${ways}.`]),
    ...(added.tests === undefined ? [] : ["", testsLine(added.tests)]),
    ...(written ? ["", nextLine(added)] : []),
  ];
  return visibleLines(lines);
}

export function addedJson(added: GoalAdded, pagePath: (code: string) => string | null): JsonObject {
  const { file, recipe, entry, line, written, warnings } = added;
  return {
    file,
    recipe: recipe.id,
    goal: entry.id,
    name: entry.name,
    line,
    written,
    ...(added.tests === undefined ? {} : { tests: { ...added.tests } }),
    counts: entry.counts,
    site: entry.site,
    looksFor: entry.looksFor.map((one) => ({ ...one, option: `--${one.option}` })),
    snippet: entry.snippet,
    notes: entry.notes,
    warnings: diagnosticsJson(warnings, pagePath),
    yaml: `${yamlLines(entry).join("\n")}\n`,
  };
}

export function addedMarkdown(added: GoalAdded): string {
  const { entry } = added;
  const lines = [
    `## ${markdownText(headline(added))}`,
    "",
    markdownText(entry.counts),
    "",
    markdownText(entry.site),
    ...(entry.snippet === null ? [] : ["", markdownCode(entry.snippet)]),
    ...entry.notes.flatMap((note) => ["", markdownText(note)]),
  ];
  return `${lines.join("\n")}\n`;
}

function headline({ file, entry, line, written }: GoalAdded): string {
  return written
    ? `Added ${entry.id} to ${file}, line ${line}.`
    : `${entry.id} would be added to ${file}, line ${line}:`;
}

export function testsLine({ file, number, without }: TestsWritten): string {
  const rest = without.length === 0 ? "" : `; write a test of ${without.join(", ")} yourself`;
  if (number === 0) return `No test was added to ${file}${rest}.`;
  return `${counted(number, "test")} added to ${file}${rest}.`;
}

function nextLine({ file }: GoalAdded): string {
  const f = file === "goals.yaml" ? "" : ` -f ${shellWord(file)}`;
  return `Next: goalform validate${f}, goalform plan${f}.`;
}

function yamlLines(entry: GoalEntry): readonly string[] {
  return blockLines(entry, { key: 2, step: 2 });
}
