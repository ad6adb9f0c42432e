/** Findings as annotations on lines, for a step of a GitHub workflow that runs goalform itself. */
import { type Finding, findingsOf, findingsOfRefusal } from "../findings.ts";
import type { Format } from "../views.ts";
import { visible } from "../visible.ts";
import { type Annotation, annotationCommand } from "../workflow-command.ts";

const LEVELS = { error: "error", warning: "warning", note: "notice" } as const;

export const github: Format = {
  result: (result, { words }) => annotations(findingsOf(result, words)),
  refusal: (refusal, { words }) => annotations(findingsOfRefusal(refusal, words)),
};

function annotations(findings: readonly Finding[]): string {
  return findings.map((finding) => annotationCommand(annotationOf(finding))).join("");
}

function annotationOf({ code, level, message, hint, place }: Finding): Annotation {
  const text = hint === null ? visible(message) : `${visible(message)}\n${visible(hint)}`;
  const annotation = { level: LEVELS[level], title: code, message: text };
  if (place === null) return annotation;
  const { file, line, column, length = 1 } = place;
  return { ...annotation, file: visible(file), line, column, endColumn: column + length };
}
