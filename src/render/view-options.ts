/** Where a result is shown, and whose words its ways out are in. */
import type { RulePage } from "../app/result/result.ts";
import type { WayWords } from "./way-out.ts";

export interface ViewOptions {
  readonly color: boolean;
  /** How many characters fit on a line; null or missing: any number. */
  readonly columns?: number | null;
  /** A person is at a terminal, and may be shown what to do next. */
  readonly isInteractive: boolean;
  readonly words: WayWords;
  /** The goals file as it was named: for results without a place in a file. */
  readonly file: string;
  /** Where the page about a code is; null where it is not installed. */
  readonly pagePath: (code: string) => string | null;
  readonly page: (code: string) => RulePage | null;
}
