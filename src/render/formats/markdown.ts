/** Every result for a comment or a page. */
import type { AtTargets, TargetResult } from "../../app/result/at-target.ts";
import { Refusal } from "../../app/result/refusal.ts";
import { allTargetsLine } from "../at-targets.ts";
import { markdownMessage, markdownText } from "../markdown.ts";
import { shown } from "../results.ts";
import type { ViewOptions } from "../view-options.ts";
import type { Format, Result } from "../views.ts";
import { joinedWays } from "../way-out.ts";

function markdownOf(result: Result, options: ViewOptions): string {
  return result.is === "targets" ? atTargets(result, options) : shown("markdown", result, options);
}

function atTargets(result: AtTargets, options: ViewOptions): string {
  const parts = result.targets.map((one) => `# ${markdownText(one.target)}\n\n${atTarget(one, options)}`);
  return `${[...parts, markdownText(allTargetsLine(result))].join("\n")}\n`;
}

function atTarget({ result }: TargetResult, options: ViewOptions): string {
  if (!(result instanceof Refusal)) return markdownOf(result, options);
  const hint = joinedWays(result.ways, options.words);
  const help = hint === null ? "" : ` *${markdownMessage(hint)}*`;
  const subject = subjectOf(result, options);
  return `${subject === "" ? "" : `${subject}\n`}> **Failed:** ${markdownMessage(result.message)}${help}\n`;
}

function subjectOf({ about, isForMachines, message }: Refusal, options: ViewOptions): string {
  if (about === null || isForMachines) return "";
  const heading = about.is === "problems" ? `## ${markdownText(message)}\n\n` : "";
  return `${heading}${markdownOf(about, options)}`;
}

export const markdown: Format = {
  result: markdownOf,
  refusal: subjectOf,
};
