/** result × format → text. A format is a table of views, one for each kind of result that it can show. */
import type { Refusal } from "../app/result/refusal.ts";
import type { Result, RulePage } from "../app/result/result.ts";
import type { WayWords } from "./way-out.ts";

export type Kind = Result["is"];
export type ResultOf<K extends Kind> = Extract<Result, { readonly is: K }>;

/** Where a result is shown, and whose words its ways out are in. */
export interface ViewOptions {
  readonly color: boolean;
  /** How many characters fit on a line; null or missing: any number. */
  readonly columns?: number | null;
  /** A person is at a terminal, and may be shown what to do next. */
  readonly isInteractive: boolean;
  readonly words: WayWords;
  /** The goals file as it was named: for what has no place of its own. */
  readonly file: string;
  /** Where the page about a code is; null where it is not installed. */
  readonly pagePath: (code: string) => string | null;
  readonly page: (code: string) => RulePage | null;
}

export type Views<T, K extends Kind = Kind> = {
  readonly [P in K]: (result: ResultOf<P>, options: ViewOptions) => T;
};

/** The result in this format; undefined where the format has no view of it. */
export function view<T>(views: Partial<Views<T>>, result: Result, options: ViewOptions): T | undefined {
  const show = views[result.is] as ((result: Result, options: ViewOptions) => T) | undefined;
  return show?.(result, options);
}

/** A format as commands use it. */
export interface Format {
  readonly result: (result: Result, options: ViewOptions) => string;
  /** What goes to standard output when there is no result. */
  readonly refusal: (refusal: Refusal, options: ViewOptions) => string;
}
