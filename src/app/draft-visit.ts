/** Recordings → a test with its clicks to be filled in (`test --from`), and goals for what was clicked (`add --from`). */
import { draftedVisit } from "../visits/recording/drafted-visit.ts";
import { proposedGoals } from "../visits/recording/proposed-goals.ts";
import type { Files } from "./ports.ts";
import type { GoalByHand } from "./result/added.ts";
import { Refusal } from "./result/refusal.ts";
import type { VisitDrafted } from "./result/visited.ts";
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

/** `add --from`: goals for what was clicked. @throws Refusal where nothing was */
export function proposeGoals(file: string, html: string | null, files: Pick<Files, "readText">): GoalByHand {
  const reading = recordingAt(file, files);
  if ("problem" in reading) throw unreadableRecording(file, reading.problem);
  const page = html === null ? null : files.readText(html);
  if (page !== null && typeof page !== "string")
    throw new Refusal("invalid-option", `${html} cannot be read: ${page.cannotBeRead}.`);
  const yaml = proposedGoals(reading.steps, page);
  if (yaml !== null) return { is: "goal by hand", yaml };
  throw new Refusal(
    "unreadable-recording",
    `Nothing is clicked in ${file}${reading.what === "har" ? ": a HAR file has pages and no clicks" : ""}.`,
    "Record the clicks in the Recorder panel of Chrome DevTools, and export them as JSON.",
  );
}
