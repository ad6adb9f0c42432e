/** What a recording shows of a visit. */
import type { Place } from "../../diagnostic.ts";
import type { Step } from "../step.ts";

export type RecordingReading =
  | { readonly steps: readonly Step[]; readonly what: "har" }
  /** `acts`: as they were recorded. */
  | { readonly steps: readonly Step[]; readonly what: "recorder"; readonly acts: readonly RecordedAct[] }
  /** Ends a sentence that begins "cannot be played:". */
  | { readonly problem: string };

/** A step of a recording of Chrome DevTools (github.com/puppeteer/replay, src/Schema.ts). */
export type RecordedAct = Readonly<Record<string, unknown>>;

/** The steps of a recording get the place of the test that plays it. */
export const NOWHERE: Place = { file: "", line: 0, column: 0 };

/** @param why follows "the visit has" */
export function unknownStep(word: string, why: string): Step {
  return { does: "unknown", why, word, about: why, at: NOWHERE };
}
