/** A failure in a comment or a summary. */
import { Refusal } from "../app/result/refusal.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { diagnosticsMarkdown } from "../render/diagnostics-markdown.ts";
import { markdownMessage } from "../render/markdown.ts";
import { thatFit } from "../render/plan-table.ts";
import { counted } from "../render/words.ts";
import { diagnosticsIn, failureOf } from "./failure.ts";

const LONGEST_TEXT = 2000;

export function failureMarkdown(error: unknown, longest: number, failure = failureOf(error)): string {
  const { message, hint } = failure;
  const head = `### ${markdownMessage(message, LONGEST_TEXT)}`;
  const help = hint === null ? [] : [markdownMessage(hint, LONGEST_TEXT)];
  const problems = problemList(diagnosticsIn(error), longest - 3 * LONGEST_TEXT);
  return [head, ...problems, ...help, ...nothingSent(error)].join("\n\n");
}

function problemList(diagnostics: readonly Diagnostic[], room: number): string[] {
  const lines = diagnostics.map((one) => diagnosticsMarkdown([one]));
  if (lines.length === 0) return [];
  const count = thatFit(lines, room);
  const left = lines.length - count;
  const rest = left === 0 ? "" : `- and ${counted(left, "more problem")}, in the job's log\n`;
  return [lines.slice(0, count).join("") + rest.trimEnd()].map((list) => list.trimEnd());
}

/** Tests are read after Google was. */
function nothingSent(error: unknown): string[] {
  const isOfTests = error instanceof Refusal && error.code === "invalid-tests-file";
  const isOfTheFile = failureOf(error).reason === "invalid-file";
  return isOfTheFile && !isOfTests ? ["Nothing was read from Google or sent to it."] : [];
}
