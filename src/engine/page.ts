/**
 * Runs the text of a Custom JavaScript variable: `source` is a function expression in which each `{{Variable}}` in
 * value position is replaced with `gtmValues[n]`; call the function with `gtmValues` in scope and give back what it returns.
 * The engine never runs code by itself: without a runner such variables are undefined.
 */
export type ScriptRunner = (source: string, gtmValues: readonly unknown[]) => unknown;

/** The page around the tag, as it is when the tag loads. */
export interface Page {
  /** Absolute address, fragment included. */
  readonly url: string;
  /** Where Google finds the visitor, by ISO 3166: `DE`, `US-CA`. Missing: Google does not know. Only consent asks for it. */
  readonly region?: string;
  /** Address of the page before; empty or missing for none. */
  readonly referrer?: string;
  /** Raw values, as in `document.cookie`; read again each time. */
  readonly cookies?: Readonly<Record<string, string>>;
  /** What JavaScript variables find on `window`; read again each time. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970 at load, asked once; from then on only `advance` moves the clock. Default: 0. */
  readonly now?: () => number;
  /** A number from 0 up to 1, for random-number variables; without it they are undefined. */
  readonly random?: () => number;
  readonly runScript?: ScriptRunner;
}

/** The address bar, which history changes move. */
export interface Location {
  readonly url: string;
}
