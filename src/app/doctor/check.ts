/** A layer is a list of questions, asked in order up to the first that finds something broken. */
import { GoogleError } from "../../apply/google-port.ts";
import type { Check, CheckStatus, Finding, Layer, LayerId } from "../result/doctor.ts";

export interface Question {
  readonly id: string;
  /** One finding, or several that belong together, each with an id of its own. */
  readonly ask: () => Promise<Finding | readonly Check[]> | Finding | readonly Check[];
}

export const ok = (message: string): Finding => ({ status: "ok", message, fix: null });
export const warning = (message: string, fix: string): Finding => ({ status: "warning", message, fix });
export const broken = (message: string, fix: string): Finding => ({ status: "broken", message, fix });
export const skipped = (message: string, fix: Finding["fix"] = null): Finding => ({
  status: "skipped",
  message,
  fix,
});

export async function examined(id: LayerId, questions: readonly Question[]): Promise<Layer> {
  const checks: Check[] = [];
  for (const question of questions) {
    const found = checks.some(({ status }) => status === "broken")
      ? notAsked(question)
      : await answered(question);
    checks.push(...("status" in found ? [{ id: question.id, ...found }] : found));
  }
  return { id, status: worst(checks), checks };
}

export function unexamined(id: LayerId): Layer {
  const check = {
    id: "not-looked-at",
    ...skipped("This was not looked at, since something before it is broken."),
  };
  return { id, status: "skipped", checks: [check] };
}

function notAsked({ id }: Question): Finding {
  return skipped(`\`${id}\` was not looked at, since something before it is broken.`);
}

/** What Google refuses is a finding. */
async function answered({ ask }: Question): Promise<Finding | readonly Check[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GoogleError) return refused(error);
    throw error;
  }
}

export function refused({ message, hint }: GoogleError): Finding {
  return { status: "broken", message, fix: hint };
}

const ORDER: readonly CheckStatus[] = ["broken", "warning", "ok", "skipped"];

function worst(checks: readonly Check[]): CheckStatus {
  return ORDER.find((status) => checks.some((check) => check.status === status)) ?? "skipped";
}
