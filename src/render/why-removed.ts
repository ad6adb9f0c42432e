/** Why a goal or funnel goes: it may be gone from the file, switched off there, or left out of this target. */
import { REASONS, type SubjectChange } from "../plan/plan.ts";

export function whyRemoved({ subject, despite }: SubjectChange): string {
  if (subject.is === "key event") return REASONS.permitted;
  if (subject.is === "shared") return "the goals file no longer needs it";
  if (despite === "left out") return "left out of this target";
  return despite === "switched off" ? "switched off in the goals file" : "no longer in the goals file";
}
