/** `test --from`: a test out of a recording, with the clicks to be filled in. */
import { draftedVisit } from "../visits/recording/drafted-visit.ts";
import type { Files } from "./ports.ts";
import { Refusal } from "./result/refusal.ts";
import type { VisitDrafted } from "./result/result.ts";
import { recordingAt } from "./test.ts";

/** @throws Refusal `unreadable-recording` */
export function draftVisit(file: string, files: Pick<Files, "readText">): VisitDrafted {
  const reading = recordingAt(file, files);
  if ("problem" in reading) throw unreadableRecording(file, reading.problem);
  return { is: "visit drafted", yaml: draftedVisit(reading.steps, reading.what) };
}

export function unreadableRecording(file: string, problem: string): Refusal {
  return new Refusal(
    "unreadable-recording",
    `${file} cannot be used: ${problem}.`,
    "Export a HAR file from the Network panel, or a recording as JSON from the Recorder panel of Chrome DevTools.",
  );
}
