/** Problems of a goals file as annotations on its lines. */
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { visible } from "../render/visible.ts";
import type { Annotation } from "../render/workflow-command.ts";
import { inRepository } from "./repository-path.ts";

/** GitHub shows ten annotations of each level a step and drops the rest without a word. */
const MOST_ANNOTATIONS = 9;

/** The first nine on their lines; the tenth, or the message that ends the run, reports what is left. */
export function annotationsOf(diagnostics: readonly Diagnostic[], severity: Severity, workspace: string) {
  const all = diagnostics.filter((one) => one.severity === severity);
  return {
    annotations: all.slice(0, MOST_ANNOTATIONS).map((one) => annotationOf(one, workspace)),
    left: Math.max(0, all.length - MOST_ANNOTATIONS),
  };
}

function annotationOf({ severity, code, message, place, hint }: Diagnostic, workspace: string): Annotation {
  const text = hint === undefined ? visible(message) : `${visible(message)}\n${visible(hint)}`;
  if (!place) return { level: severity, title: code, message: text };
  const { file, line, column, length = 1 } = place;
  return {
    level: severity,
    title: code,
    message: text,
    file: inRepository(file, workspace),
    line,
    column,
    endColumn: column + length,
  };
}
