/** Every result for a comment or a page. */

import type { TargetResult } from "../../app/result/at-target.ts";
import { Refusal } from "../../app/result/refusal.ts";
import { acceptedMarkdown } from "../accepted.ts";
import { addedMarkdown } from "../added.ts";
import { appliedLines } from "../applied.ts";
import { allTargetsLine } from "../at-targets.ts";
import { catalogueMarkdown } from "../catalogue.ts";
import { exportMarkdown } from "../container-exported.ts";
import { diagnosticsMarkdown } from "../diagnostics-markdown.ts";
import { examinedMarkdown } from "../doctor/examined-markdown.ts";
import { fileStartedMarkdown } from "../file-started.ts";
import { withFigures } from "../graph-figures.ts";
import { graphMarkdown } from "../graph-markdown.ts";
import { importedMarkdown } from "../imported.ts";
import { markdownMessage, markdownText } from "../markdown.ts";
import { planMarkdown } from "../plan-markdown.ts";
import { impactMarkdown } from "../report/impact-markdown.ts";
import { reportMarkdown } from "../report/report-markdown.ts";
import { rollbackMarkdown, rolledBackMarkdown } from "../rollback.ts";
import { validWords } from "../validated.ts";
import { verifiedMarkdown } from "../verify/verified-markdown.ts";
import { type Format, type ViewOptions, type Views, view } from "../views.ts";
import { explainedMarkdown, testedMarkdown } from "../visits/visits-markdown.ts";
import { joinedWays } from "../way-out.ts";

const VIEWS: Views<string> = {
  validated: (result) => `${markdownText(validWords(result))}\n\n${diagnosticsMarkdown(result.diagnostics)}`,
  problems: ({ diagnostics }) => diagnosticsMarkdown(diagnostics),
  plan: ({ plan, live, impact = null }, { words }) => planMarkdown(plan, { live, words, impact }),
  drift: ({ plan, live }, { words }) => planMarkdown(plan, { live, words }),
  "container exported": (result) => exportMarkdown(result),
  accepted: (result) => acceptedMarkdown(result),
  applied: (result, { words }) =>
    result.done === null
      ? planMarkdown(result.plan, { live: null, words })
      : `${appliedLines(result, result.done)
          .map((line) => `- ${markdownText(line)}`)
          .join("\n")}\n`,
  "rollback plan": ({ rollback }) => rollbackMarkdown(rollback),
  "rolled back": (result) => rolledBackMarkdown(result),
  targets: (result, options) => {
    const parts = result.targets.map((one) => `# ${markdownText(one.target)}\n\n${ofTarget(one, options)}`);
    return `${[...parts, markdownText(allTargetsLine(result))].join("\n")}\n`;
  },
  graph: ({ graph, picture, report }) => {
    if (picture === null) return graphMarkdown(withFigures(graph, report));
    return picture.as === "mermaid" ? `\`\`\`mermaid\n${picture.text}\`\`\`\n` : picture.text;
  },
  explanation: ({ page }) => page.markdown,
  tested: (result) => testedMarkdown(result),
  explained: (result) => explainedMarkdown(result),
  "visit drafted": ({ yaml }) => `\`\`\`yaml\n${yaml}\`\`\`\n`,
  verified: (result) => verifiedMarkdown(result),
  examined: (result, { words }) => examinedMarkdown(result, words),
  report: ({ report, out, values }) => (out === null ? reportMarkdown(report, values) : ""),
  impact: ({ impact }) => impactMarkdown(impact),
  catalogue: ({ groups }) => catalogueMarkdown(groups),
  "goal added": (result) => addedMarkdown(result),
  "goal by hand": () => "",
  "file started": (result) => fileStartedMarkdown(result),
  imported: (result) => importedMarkdown(result),
};

function ofTarget({ result }: TargetResult, options: ViewOptions): string {
  if (!(result instanceof Refusal)) return view(VIEWS, result, options)!;
  const hint = joinedWays(result.ways, options.words);
  const help = hint === null ? "" : ` *${markdownMessage(hint)}*`;
  const subject = subjectOf(result, options);
  return `${subject === "" ? "" : `${subject}\n`}> **Failed:** ${markdownMessage(result.message)}${help}\n`;
}

function subjectOf({ about, isForMachines, message }: Refusal, options: ViewOptions): string {
  if (about === null || isForMachines) return "";
  const heading = about.is === "problems" ? `## ${markdownText(message)}\n\n` : "";
  return `${heading}${view(VIEWS, about, options)}`;
}

export const markdown: Format = {
  result: (result, options) => view(VIEWS, result, options)!,
  refusal: subjectOf,
};
