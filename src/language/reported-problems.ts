/** How many problems of one file are reported at once. */
import { type Diagnostic, inReadingOrder } from "../diagnostic.ts";

/** More than this and the same slip is everywhere; the rest is worth reading after it is fixed. */
export const MOST_REPORTED = 500;

/** In reading order; what is beyond the limit is reported in one sentence. */
export function reportedProblems(file: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const ordered = inReadingOrder(withoutRepeats(diagnostics));
  if (ordered.length <= MOST_REPORTED) return ordered;
  const more: Diagnostic = {
    severity: "error",
    code: "too-many-problems",
    message: `There are more problems than these ${MOST_REPORTED}.`,
    place: { file, line: ordered[MOST_REPORTED]?.place?.line ?? 1, column: 1 },
    hint: "Fix these first, and validate again to see the rest.",
  };
  return [...ordered.slice(0, MOST_REPORTED), more];
}

/** A pattern that no address can match is not a second mistake if Analytics has to look for it. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
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
