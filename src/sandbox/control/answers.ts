/** Answers of the control path, which look like none of Google's. */
import type { SandboxResponse } from "../responses.ts";

export function result(status: number, value: unknown): SandboxResponse {
  const headers = { "content-type": "application/json; charset=UTF-8", "x-content-type-options": "nosniff" };
  return { status, headers, body: `${JSON.stringify(value, null, 2)}\n` };
}

/** A JSON object on each line. */
export function lines(text: string): SandboxResponse {
  const headers = {
    "content-type": "application/x-ndjson; charset=UTF-8",
    "x-content-type-options": "nosniff",
  };
  return { status: 200, headers, body: text };
}

/** What is wrong, in a sentence. */
export function complaint(status: number, sentence: string): SandboxResponse {
  return result(status, { error: sentence });
}
