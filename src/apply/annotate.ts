/** Leaves an annotation on the day's reports, once everything else is done. Whatever goes wrong here, it stays done. */

import { entryIn } from "../entry-in.ts";
import type { NewAnnotation } from "../resources/annotation.ts";
import { ApplyError, sentence } from "./apply-error.ts";
import type { Progress } from "./apply-options.ts";
import type { GooglePort } from "./google-port.ts";

/** Never throws. Why there is no annotation, with what to do about it, or null. */
export async function leaveAnnotation(
  port: GooglePort,
  annotation: NewAnnotation,
  progress: Progress,
): Promise<string | null> {
  progress("Leaving an annotation on the reports");
  try {
    await port.annotate(annotation);
    return null;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return `${sentence(said)} ${error instanceof ApplyError ? whatToDo(error) : SWITCH_OFF}`;
  }
}

const SWITCH_OFF = "With `annotate: false` in the target, goalform leaves none.";

/** Never "run it again": another apply has nothing to do, and leaves none either. */
const ADVICE: Readonly<Record<string, string>> = {
  forbidden: "Give these credentials the role Editor on the GA4 property.",
  scope: "The credentials lack the scope analytics.edit: sign in again with the scopes of the README.",
  "api-disabled": "Enable the Google Analytics Admin API in the Google Cloud project of these credentials.",
  "not-found": "This property may not have annotations.",
  "not-implemented": "This property may not have annotations.",
  quota: "Google's quota is used up: the next apply that changes something leaves one again.",
};

function whatToDo({ code }: ApplyError): string {
  return [entryIn(ADVICE, code), SWITCH_OFF].filter((one) => one !== undefined).join(" ");
}
