/** The text of a HAR file or of a recording of Chrome DevTools → the steps of a visit. */
import { readHar } from "./har.ts";
import type { RecordingReading } from "./recording.ts";
import { readUserFlow } from "./user-flow.ts";

/** Never throws, whatever the text. */
export function readRecording(text: string): RecordingReading {
  const json = parsed(text);
  if (json === undefined) return { problem: "it is not JSON" };
  if (isObject(json) && isObject(json["log"])) return readHar(json["log"]);
  if (isObject(json) && Array.isArray(json["steps"])) return readUserFlow(json["steps"]);
  return { problem: "it is neither a HAR file nor a recording of Chrome DevTools" };
}

/** Browsers may write a byte order mark. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
