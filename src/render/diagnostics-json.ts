/** Diagnostics for machines; `docs` is the path of the page that explains the code, null for a code without a page. */
import type { Diagnostic } from "../diagnostic.ts";
import type { JsonObject } from "../resources/resource.ts";

export function diagnosticsJson(
  diagnostics: readonly Diagnostic[],
  pagePath: (code: string) => string | null,
): JsonObject[] {
  return diagnostics.map(({ severity, code, message, place, hint }) => ({
    severity,
    code,
    message,
    hint: hint ?? null,
    docs: pagePath(code),
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    length: place?.length ?? null,
    source: place?.source ?? null,
  }));
}
