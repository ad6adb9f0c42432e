/** A rule looks at the well-formed parts of the file and says what Google, or a reader, would have trouble with. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Written } from "../meaning/written.ts";

export interface Rule {
  /** Every code that the rule may report. Stable. */
  readonly codes: readonly string[];
  readonly check: (file: Written) => readonly Diagnostic[];
}
