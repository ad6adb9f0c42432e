/** What `verify` found, for a comment or a page. */
import type { GoalVerified, Verified } from "../../app/result/verify.ts";
import { markdownCode, markdownMessage, markdownText } from "../markdown.ts";
import { sourceLine, statusWords, stoppedLines, sumLine } from "./verify-words.ts";

export function verifiedMarkdown(verified: Verified): string {
  const { goals, steps, problems, notes } = verified;
  const rows = [...goals, ...steps].map(row);
  return [
    `### ${markdownText(sumLine(verified))}`,
    "",
    markdownText(sourceLine(verified)),
    ...(rows.length === 0 ? [] : ["", "| goal | | |", "|---|---|---|", ...rows]),
    ...(problems.length === 0 ? [] : [""]),
    ...problems.map(({ code, message }) => `- **${markdownText(code)}**: ${markdownMessage(message)}`),
    ...[...notes, ...stoppedLines(verified)].flatMap((note) => ["", markdownMessage(note)]),
    "",
  ].join("\n");
}

function row({ goal, at, status, problems }: GoalVerified): string {
  // A bar ends the cell, in code as well.
  const cell = (message: string) =>
    markdownMessage(message).replace(/\n|(?<!\\)\|/g, (one) => (one === "|" ? "\\|" : " "));
  const why = problems.map(({ message }) => cell(message)).join("<br>");
  return `| **${markdownText(goal)}** (${markdownCode(`${at.file}:${at.line}`)}) | ${statusWords(status)} | ${why} |`;
}
