/** `goalform validate`: the offline check. */

import type { Process } from "../machine/process.ts";
import { counted } from "../render/counted.ts";
import { diagnosticsJson } from "../render/diagnostics-json.ts";
import { diagnosticsMarkdown } from "../render/diagnostics-markdown.ts";
import { diagnosticsText } from "../render/diagnostics-text.ts";
import { markdownText } from "../render/markdown.ts";
import { visible } from "../render/visible.ts";
import { wrapped } from "../render/wrapped.ts";
import { readGoalsFile, refusal } from "./goals-file.ts";
import type { Outcome } from "./outcome.ts";

export interface ValidateOptions {
  readonly file: string;
}

export async function validate({ file }: ValidateOptions, io: Process): Promise<Outcome> {
  const { goalSet, diagnostics } = readGoalsFile(file, io);
  if (!goalSet) throw refusal(file, diagnostics, io);
  const { goals, funnels, targets } = goalSet;
  const parts = [
    counted(goals.length, "goal"),
    counted(funnels.length, "funnel"),
    counted(targets.length, "target"),
  ];
  const valid = `${file} is valid: ${parts.join(", ")}.`;
  if (diagnostics.length > 0)
    io.err(wrapped(`${diagnosticsText(diagnostics, { color: io.color.err })}\n`, io.columns));
  return {
    exitCode: 0,
    text: `${visible(valid)}\n`,
    json: {
      file,
      goals: goals.length,
      funnels: funnels.length,
      targets: targets.map(({ name }) => name),
      diagnostics: diagnosticsJson(diagnostics),
    },
    markdown: `${markdownText(valid)}\n\n${diagnosticsMarkdown(diagnostics)}`,
  };
}
