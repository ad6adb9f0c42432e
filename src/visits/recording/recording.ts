/** What a recording shows of a visit. */
import type { Place } from "../../diagnostic.ts";
import type { Step } from "../step.ts";

export type RecordingReading =
  | { readonly steps: readonly Step[]; readonly what: "har" | "recorder" }
  /** Ends a sentence that begins "cannot be played:". */
  | { readonly problem: string };

/** The steps of a recording get the place of the test that plays it. */
export const NOWHERE: Place = { file: "", line: 0, column: 0 };

/** @param why follows "the visit has" */
export function unknownStep(word: string, why: string): Step {
  return { does: "unknown", why, word, about: why, at: NOWHERE };
}
