/** Every result for a terminal, unwrapped. */
import { Refusal } from "../../app/result/refusal.ts";
import type { TargetResult } from "../../app/result/result.ts";
import { addedText } from "../added.ts";
import { appliedLines } from "../applied.ts";
import { allTargetsLine } from "../at-targets.ts";
import { catalogueText } from "../catalogue.ts";
import { diagnosticsText } from "../diagnostics-text.ts";
import { fileStartedText } from "../file-started.ts";
import { graphText } from "../graph-text.ts";
import { planText } from "../plan-text.ts";
import { refusalText, saysItself } from "../refusal.ts";
import { rollbackText, rolledBackText } from "../rollback.ts";
import { validWords } from "../validated.ts";
import { type Format, type Look, type Views, view } from "../views.ts";
import { visible, visibleLines } from "../visible.ts";
import { drawn } from "./picture.ts";

const VIEWS: Views<string> = {
  validated: (result) => `${visible(validWords(result))}\n`,
  problems: ({ diagnostics }, { color }) => diagnosticsText(diagnostics, { color }),
  plan: ({ plan, next }, { color, words, isInteractive }) => {
    const text = planText(plan, { color, words });
    return next && isInteractive ? `${text}${nextStep(next.saved)}` : text;
  },
  drift: ({ plan }, { color, words }) => planText(plan, { color, words }),
  applied: (result, { color, words }) =>
    result.done === null
      ? planText(result.plan, { color, words })
      : visibleLines(appliedLines(result, result.done)),
  "rollback plan": ({ rollback }) => rollbackText(rollback),
  "rolled back": (result) => rolledBackText(result),
  targets: (result, look) => {
    const { targets } = result;
    const parts = targets.map(
      (one, index) => `[${index + 1}/${targets.length}] ${visible(one.target)}\n\n${ofTarget(one, look)}`,
    );
    return `${[...parts, visible(allTargetsLine(result))].join("\n")}\n`;
  },
  graph: (result, { color }) => drawn(result) ?? graphText(result.graph, { color }),
  explanation: ({ page }) => page.markdown,
  catalogue: ({ groups }) => catalogueText(groups),
  "goal added": (result) => addedText(result),
  "goal by hand": ({ yaml }) => yaml,
  "file started": (result, { isInteractive }) => fileStartedText(result, isInteractive),
};

/** Somebody at a terminal is told how to go on; a log needs no advice. */
function nextStep(saved: string | null): string {
  const how =
    saved === null
      ? "`goalform apply` plans again, shows the plan and asks."
      : `\`goalform apply ${saved}\` carries out exactly this.`;
  return `\nNothing has been changed yet. ${how}\n`;
}

function ofTarget({ result }: TargetResult, look: Look): string {
  if (!(result instanceof Refusal)) return view(VIEWS, result, look)!;
  return [subjectOf(result, look), saysItself(result) ? "" : refusalText(result, look.words)]
    .filter((part) => part !== "")
    .join("\n");
}

/** What the refusal is about. */
function subjectOf({ about, isForMachines }: Refusal, look: Look): string {
  return about === null || isForMachines ? "" : view(VIEWS, about, look)!;
}

export const text: Format = {
  result: (result, look) => view(VIEWS, result, look)!,
  refusal: (refusal, look) => {
    const subject = subjectOf(refusal, look);
    const isApart = refusal.about?.is === "goal by hand" || refusal.about?.is === "problems";
    return isApart && !saysItself(refusal) ? `${subject}\n` : subject;
  },
};
