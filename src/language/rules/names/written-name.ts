/** Names for people as the file has them: where they are written, and when two are the same. */
import { stepSpan } from "../../meaning/funnel.ts";
import { child, type Located } from "../../source/located.ts";
import type { Span } from "../../source/source-text.ts";

export function folded(name: string): string {
  return name.trim().toLowerCase();
}

/** The step's `name`, or what its name comes from. */
export function spanOfStepName(step: Located | undefined): Span {
  return child(step, "name") ?? (step ? stepSpan(step) : { start: 0, end: 1 });
}
