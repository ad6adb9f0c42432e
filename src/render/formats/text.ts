/** Every result for a terminal, unwrapped. */
import type { AtTargets, TargetResult } from "../../app/result/at-target.ts";
import { Refusal } from "../../app/result/refusal.ts";
import { allTargetsLine } from "../at-targets.ts";
import { isComplete, refusalText } from "../refusal.ts";
import { shown } from "../results.ts";
import type { ViewOptions } from "../view-options.ts";
import type { Format, Result } from "../views.ts";
import { visible } from "../visible.ts";

function textOf(result: Result, options: ViewOptions): string {
  return result.is === "targets" ? atTargets(result, options) : shown("text", result, options);
}

function atTargets(result: AtTargets, options: ViewOptions): string {
  const { targets } = result;
  const parts = targets.map(
    (one, index) => `[${index + 1}/${targets.length}] ${visible(one.target)}\n\n${atTarget(one, options)}`,
  );
  return `${[...parts, visible(allTargetsLine(result))].join("\n")}\n`;
}

function atTarget({ result }: TargetResult, options: ViewOptions): string {
  if (!(result instanceof Refusal)) return textOf(result, options);
  return [subjectOf(result, options), isComplete(result) ? "" : refusalText(result, options.words)]
    .filter((part) => part !== "")
    .join("\n");
}

/** What the refusal is about. */
function subjectOf({ about, isForMachines }: Refusal, options: ViewOptions): string {
  return about === null || isForMachines ? "" : textOf(about, options);
}

export const text: Format = {
  result: textOf,
  refusal: (refusal, options) => {
    const subject = subjectOf(refusal, options);
    const isApart = refusal.about?.is === "goal by hand" || refusal.about?.is === "problems";
    return isApart && !isComplete(refusal) ? `${subject}\n` : subject;
  },
};
