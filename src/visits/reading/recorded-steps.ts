/** `recording:` and `har:` of a test: the file that it plays. */
import { child, type Located, textOf } from "../../language/source/located.ts";
import type { RecordingReading } from "../recording/recording.ts";
import type { Step } from "../step.ts";
import type { Notes } from "./notes.ts";

/** The files that the tests play, as they name them. */
export function recordingsIn(root: Located): readonly string[] {
  const tests = child(root, "tests");
  const all = (tests?.kind === "list" ? tests.items : []).flatMap((test) => [
    textOf(child(test, "recording")) ?? [],
    textOf(child(test, "har")) ?? [],
  ]);
  return [...new Set(all.flat())].filter((name) => !LEADS_OUT.test(name));
}

/** Out of the folder of the tests file: a review must see everything that is played. */
const LEADS_OUT = /^(?:[/~]|[A-Za-z]:)|\\|(?:^|\/)\.\.(?:\/|$)/;

export function stepsOfRecording(
  node: Located,
  form: "recording" | "har",
  recordings: ReadonlyMap<string, RecordingReading>,
  notes: Notes,
): readonly Step[] | undefined {
  const text = notes.text(node, form);
  if (text === undefined) return undefined;
  if (LEADS_OUT.test(text))
    return notes.error(
      "wrong-value",
      node,
      `\`${text}\` leads out of the folder of this file.`,
      "Put the recording into this folder or below: `recordings/checkout.json`.",
    );
  const reading = recordings.get(text);
  if (reading === undefined || "problem" in reading)
    return notes.error(
      "wrong-value",
      node,
      `\`${text}\` cannot be played: ${reading?.problem ?? "it was not read"}.`,
      "Name a HAR file, or a recording of Chrome DevTools exported as JSON; its path begins in the folder of this file.",
    );
  const at = notes.place(node);
  return reading.steps.map((step) => ({ ...step, at }));
}
