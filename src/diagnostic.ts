/**
 * The vocabulary of messages to people about their file.
 *
 * Diagnostics are data: gathered, never thrown, shown all at once, and turned
 * into text only in `render/`. Codes are stable: tests and users rely on them.
 */

export type Severity = "error" | "warning";

/** A place in a file that a person wrote. Lines and columns start at 1; columns count characters. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the marker underlines; 1 when unknown. */
  readonly length?: number;
  /** The text of that line without its line break, for showing it again. */
  readonly source?: string;
}

export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, kebab-case, e.g. `unknown-key`. */
  readonly code: string;
  /** What is wrong, one sentence, in the field's words. */
  readonly message: string;
  readonly place?: Place;
  /** What to do about it, one sentence: the nearest key, the allowed values, the limit. */
  readonly hint?: string;
}

/**
 * A way out of something that stopped. What is an option in a terminal is an input in a workflow, so the
 * way is data and each of the two words it; a text is a sentence that is right in both.
 */
export type WayOut =
  | string
  /** `say` begins the sentence ("If it is meant,"); how to let the guard pass ends it. */
  | { readonly say: string; readonly override: Override }
  /** The same for running again what was run; `when` follows ("tomorrow"). */
  | { readonly say: string; readonly run: "again"; readonly when?: string }
  /** `say` follows the name of the option that chooses a container version. */
  | { readonly option: "to"; readonly say: string }
  /** Run the rollback to this container version again. */
  | { readonly rollBackTo: string };

/** What lets a guard pass. */
export type Override =
  | "allow-removals"
  | "allow-unpublished"
  | "allow-protected"
  | "allow-other-property"
  | "allow-others";

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === "error");
}

/** Errors and warnings in reading order: by file, then line, then column; equal places keep their order. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compareText(a.place?.file ?? "", b.place?.file ?? "") ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}

/** Plain code-unit order: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
