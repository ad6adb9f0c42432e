/** Plans on disk: `plan --out plan.json`, `apply plan.json`. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Process } from "../machine/process.ts";
import { writeResult } from "../machine/write-result.ts";
import {
  isSameTarget,
  noLongerNeeded,
  notApproved,
  readSavedPlan,
  type SavedPlan,
} from "../plan/approval.ts";
import { type Plan, resourceChanges } from "../plan/plan.ts";
import { planJson } from "../render/plan-json.ts";
import { labelOf } from "../resources/kinds.ts";
import { type Outcome, Refusal } from "./outcome.ts";

export function savePlan(plan: Plan, file: string, io: Process): void {
  writeResult("The plan", file, `${JSON.stringify(planJson(plan), null, 2)}\n`, io);
}

export function loadPlan(file: string, { cwd }: Process): SavedPlan {
  const saved = readSavedPlan(readJson(file, resolve(cwd, file)));
  if (typeof saved === "string") throw unusable(file, saved);
  return saved;
}

/** A plan that somebody has just seen approves what one on disk would. */
export function approvedBy(plan: Plan): SavedPlan {
  return { target: plan.target, digest: plan.digest, approved: resourceChanges(plan) };
}

function readJson(file: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw unusable(file, WHY[code ?? ""] ?? message);
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "it may not be read",
};

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

export function refuseOtherTarget(saved: SavedPlan, plan: Plan): void {
  if (!isSameTarget(saved, plan)) {
    const { property, measurementId, container } = saved.target;
    throw new Refusal(
      "plan-for-another-target",
      `The saved plan is for property ${property} (${measurementId}) and ${container}, not for ${plan.target.property} (${plan.target.measurementId}) and ${plan.target.container}.`,
      "Choose the target that was reviewed with --target, or plan again.",
    );
  }
}

/** Stops when anything would be done that was not reviewed, and shows what. */
export function refuseUnreviewed(saved: SavedPlan, plan: Plan, shown: Outcome): void {
  const fresh = notApproved(saved, plan);
  if (fresh.length === 0) return;
  const now = fresh.map(({ action, kind, name }) => `${action} ${labelOf(kind)} "${name}"`).join(", ");
  const then = noLongerNeeded(saved, plan)
    .map(({ action, name }) => `${action} "${name}"`)
    .join(", ");
  throw new Refusal(
    "plan-changed",
    `What would be done now was not reviewed: ${now}.${then === "" ? "" : ` Reviewed, and not to be done now: ${then}.`}`,
    "Plan again, review, and apply the new plan.",
    shown,
  );
}
