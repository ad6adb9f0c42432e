/** A slip of the pen that the YAML parser notices late or names by its consequences: what was meant, and where. */
import type { Span } from "./source-text.ts";

export interface Slip {
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
  /** The span is a whole value, and everything around it can be read. */
  readonly isValue?: true;
}
