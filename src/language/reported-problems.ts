/** How many problems of one file are reported at once. */
import { type Diagnostic, inReadingOrder } from "../diagnostic.ts";

/** More than this and the same slip is everywhere; the rest is worth reading after it is fixed. */
export const SHOWN_PROBLEMS = 500;

/** In reading order; what is beyond the limit is reported in one sentence. */
export function shownProblems(file: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const ordered = inReadingOrder(toldOnce(diagnostics));
  if (ordered.length <= SHOWN_PROBLEMS) return ordered;
  const more: Diagnostic = {
    severity: "error",
    code: "too-many-problems",
    message: `There are more problems than these ${SHOWN_PROBLEMS}.`,
    place: { file, line: ordered[SHOWN_PROBLEMS]?.place?.line ?? 1, column: 1 },
    hint: "Fix these first, and validate again to see the rest.",
  };
  return [...ordered.slice(0, SHOWN_PROBLEMS), more];
}

/** A pattern that no address can match is not a second mistake if Analytics has to look for it. */
function toldOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const neverTrue = new Set(
    diagnostics.filter(({ code }) => NEVER_TRUE.has(code)).map(({ place }) => spot(place)),
  );
  return diagnostics.filter(
    ({ code, place }) => code !== "pattern-not-for-ga4" || !neverTrue.has(spot(place)),
  );
}

const NEVER_TRUE: ReadonlySet<string> = new Set([
  "path-without-slash",
  "path-with-query",
  "url-not-absolute",
  "url-with-fragment",
  "invalid-host",
]);

function spot(place: Diagnostic["place"]): string {
  return `${place?.file}:${place?.line}:${place?.column}`;
}
