/** Every result for a terminal, unwrapped. */

import type { TargetResult } from "../../app/result/at-target.ts";
import { Refusal } from "../../app/result/refusal.ts";
import { acceptedText } from "../accepted.ts";
import { addedText } from "../added.ts";
import { appliedLines } from "../applied.ts";
import { allTargetsLine } from "../at-targets.ts";
import { catalogueText } from "../catalogue.ts";
import { containerText, exportSummary } from "../container-exported.ts";
import { diagnosticsText } from "../diagnostics-text.ts";
import { examinedText } from "../doctor/examined-text.ts";
import { fileStartedText } from "../file-started.ts";
import { withFigures } from "../graph-figures.ts";
import { graphText } from "../graph-text.ts";
import { importedText } from "../imported.ts";
import { planText } from "../plan-text.ts";
import { isComplete, refusalText } from "../refusal.ts";
import { impactText } from "../report/impact-text.ts";
import { reportText } from "../report/report-text.ts";
import { rollbackText, rolledBackText } from "../rollback.ts";
import { validatedText } from "../validated.ts";
import { verifiedText } from "../verify/verified-text.ts";
import { type Format, type ViewOptions, type Views, view } from "../views.ts";
import { visible, visibleLines } from "../visible.ts";
import { explainedText } from "../visits/explained-text.ts";
import { testedText } from "../visits/tested-text.ts";

const VIEWS: Views<string> = {
  validated: (result) => validatedText(result),
  problems: ({ diagnostics }, { color }) => diagnosticsText(diagnostics, { color }),
  plan: ({ plan, next, impact }, { color, words, isInteractive }) => {
    const counted = impact === undefined ? "" : `\n${impactText(impact, { color })}`;
    const text = `${planText(plan, { color, words })}${counted}`;
    return next && isInteractive ? `${text}${nextStep(next.saved)}` : text;
  },
  drift: ({ plan }, { color, words }) => planText(plan, { color, words }),
  "container exported": (result) => (result.out === null ? containerText(result) : exportSummary(result)),
  accepted: (result) => acceptedText(result),
  applied: (result, { color, words }) =>
    result.done === null
      ? planText(result.plan, { color, words })
      : visibleLines(appliedLines(result, result.done)),
  "rollback plan": ({ rollback }) => rollbackText(rollback),
  "rolled back": (result) => rolledBackText(result),
  targets: (result, options) => {
    const { targets } = result;
    const parts = targets.map(
      (one, index) => `[${index + 1}/${targets.length}] ${visible(one.target)}\n\n${ofTarget(one, options)}`,
    );
    return `${[...parts, visible(allTargetsLine(result))].join("\n")}\n`;
  },
  graph: ({ graph, picture, report }, { color }) =>
    picture?.text ?? graphText(withFigures(graph, report), { color }),
  explanation: ({ page }) => page.markdown,
  tested: (result, options) => testedText(result, options),
  explained: (result, options) => explainedText(result, options),
  "visit drafted": ({ yaml }) => yaml,
  verified: (result, options) => verifiedText(result, options),
  examined: (result, options) => examinedText(result, options),
  report: ({ report, values }, options) => reportText(report, options, values),
  impact: ({ impact }, options) => impactText(impact, options),
  catalogue: ({ groups }) => catalogueText(groups),
  "goal added": (result) => addedText(result),
  "goal by hand": ({ yaml }) => yaml,
  "file started": (result, { isInteractive }) => fileStartedText(result, isInteractive),
  imported: (result) => importedText(result),
};

/** At a terminal, people see how to continue; a log needs no advice. */
function nextStep(saved: string | null): string {
  const how =
    saved === null
      ? "`goalform apply` plans again, shows the plan and asks."
      : `\`goalform apply ${saved}\` carries out exactly this.`;
  return `\nNothing has been changed yet. ${how}\n`;
}

function ofTarget({ result }: TargetResult, options: ViewOptions): string {
  if (!(result instanceof Refusal)) return view(VIEWS, result, options)!;
  return [subjectOf(result, options), isComplete(result) ? "" : refusalText(result, options.words)]
    .filter((part) => part !== "")
    .join("\n");
}

/** What the refusal is about. */
function subjectOf({ about, isForMachines }: Refusal, options: ViewOptions): string {
  return about === null || isForMachines ? "" : view(VIEWS, about, options)!;
}

export const text: Format = {
  result: (result, options) => view(VIEWS, result, options)!,
  refusal: (refusal, options) => {
    const subject = subjectOf(refusal, options);
    const isApart = refusal.about?.is === "goal by hand" || refusal.about?.is === "problems";
    return isApart && !isComplete(refusal) ? `${subject}\n` : subject;
  },
};
