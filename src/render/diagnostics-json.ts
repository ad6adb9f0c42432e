/** Diagnostics for machines; `docs` is the page of the repository that explains the code. */
import type { Diagnostic } from "../diagnostic.ts";
import type { JsonObject } from "../resources/resource.ts";

export function diagnosticsJson(diagnostics: readonly Diagnostic[]): JsonObject[] {
  return diagnostics.map(({ severity, code, message, place, hint }) => ({
    severity,
    code,
    message,
    hint: hint ?? null,
    docs: `docs/rules/${code}.md`,
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    length: place?.length ?? null,
    source: place?.source ?? null,
  }));
}
