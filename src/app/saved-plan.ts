/** A saved plan: `plan --out plan.json`, `apply plan.json`. */
import { readSavedPlan, type SavedPlan } from "../plan/approval.ts";
import { Refusal } from "./result/refusal.ts";

/** @param text of the file, or why it cannot be read */
export function loadPlan(file: string, text: string | { readonly cannotBeRead: string }): SavedPlan {
  if (typeof text !== "string") throw unusable(file, text.cannotBeRead);
  const saved = readSavedPlan(parsed(file, text));
  if (typeof saved === "string") throw unusable(file, saved);
  return saved;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unusable(file, (error as Error).message);
  }
}

function unusable(file: string, why: string): Refusal {
  if (/\.ya?ml$/i.test(file))
    return new Refusal(
      "unusable-plan",
      `${file} is not a saved plan.`,
      `If it is the goals file, name it with -f: \`goalform apply -f ${file}\`.`,
    );
  return new Refusal(
    "unusable-plan",
    `${file} cannot be applied: ${why}.`,
    "Make one with `goalform plan --out plan.json`.",
  );
}
