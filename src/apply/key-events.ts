/** The key events of a plan: created, changed and removed in Analytics. */
import type { KeyEventStep } from "../plan/steps.ts";
import type { Tell } from "./apply.ts";
import { GoogleError, type GooglePort, sentence } from "./google-port.ts";

/** All at once: Google allows 180 writes a minute, and a property holds 30 key events. */
export async function changeKeyEvents(
  steps: readonly KeyEventStep[],
  port: GooglePort,
  tell: Tell,
): Promise<void> {
  if (steps.length === 0) return;
  tell(`Changing ${steps.length} ${steps.length === 1 ? "key event" : "key events"} in Analytics`);
  const results = await Promise.allSettled(steps.map((step) => changeKeyEvent(step, port)));
  const failed = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (failed.length > 0) throw withCount(failed[0], steps.length - failed.length, steps.length);
}

async function changeKeyEvent(step: KeyEventStep, port: GooglePort): Promise<void> {
  switch (step.do) {
    case "create key event":
      return port.createKeyEvent(step.body);
    case "update key event":
      return port.updateKeyEvent(step.resourceName, step.body, step.mask);
    case "delete key event":
      return port.deleteKeyEvent(step.resourceName);
  }
}

function withCount(error: unknown, done: number, all: number): unknown {
  if (!(error instanceof GoogleError)) return error;
  const live = `${done} of ${all} key events are changed; nothing in Tag Manager went live.`;
  return new GoogleError(
    error.code,
    error.status,
    `${sentence(error.message)} ${live}`,
    error.hint,
    error.isUncertain,
  );
}
