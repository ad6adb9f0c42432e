/** How many problems of one file are told at once. */
import { type Diagnostic, inReadingOrder } from "../diagnostic.ts";

/** More than this and the same slip is everywhere; the rest is worth reading after it is mended. */
export const SHOWN_PROBLEMS = 500;

/** In reading order; what is beyond the limit is told in one sentence. */
export function shownProblems(file: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const ordered = inReadingOrder(diagnostics);
  if (ordered.length <= SHOWN_PROBLEMS) return ordered;
  const more: Diagnostic = {
    severity: "error",
    code: "too-many-problems",
    message: `There are more problems than these ${SHOWN_PROBLEMS}.`,
    place: { file, line: ordered[SHOWN_PROBLEMS]?.place?.line ?? 1, column: 1 },
    hint: "Mend these first; the rest is shown then.",
  };
  return [...ordered.slice(0, SHOWN_PROBLEMS), more];
}
