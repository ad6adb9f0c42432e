/** A message about a goals file. The same as inside, without what is only for the command line. */

/** An error makes the file unusable; a warning shows what is usually a mistake. */
export type Severity = "error" | "warning";

export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, such as `unknown-key`; `explainCode` has a page about it. */
  readonly code: string;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** Absent if the message is not about a place in the file. */
  readonly place?: Place;
  /** What to do about it, one sentence. */
  readonly hint?: string;
}

export interface Place {
  /** The `file` that was given, or an included file, named relative to it. */
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
  /** Starts at 1. Counts characters (code points), not UTF-16 units. */
  readonly column: number;
  /** How many characters it is about; absent if unknown. */
  readonly length?: number;
  /** The text of the line, without its line break. */
  readonly source?: string;
}
