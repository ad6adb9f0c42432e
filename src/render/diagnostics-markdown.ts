/** Diagnostics for a review: one line each. */
import type { Diagnostic } from "../diagnostic.ts";
import { markdownCode, markdownMessage } from "./markdown.ts";

export function diagnosticsMarkdown(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(line).join("");
}

function line({ severity, code, message, place, hint }: Diagnostic): string {
  const where = place ? ` ${markdownCode(`${place.file}:${place.line}:${place.column}`)}` : "";
  const help = hint === undefined ? "" : ` *${markdownMessage(hint)}*`;
  return `- **${severity}** ${markdownCode(code)}${where}: ${markdownMessage(message)}${help}\n`;
}
