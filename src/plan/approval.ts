/**
 * A saved plan approves operations, each by its digest, and nothing else.
 *
 * `apply` plans again. What is to be done now must be among what was reviewed; what
 * was reviewed and is not to be done any more is done already or was undone, and
 * is not a reason to stop.
 */
import {
  needsApproval,
  PLAN_FORMAT,
  type Plan,
  type PlanTarget,
  type ResourceChange,
  resourceChanges,
} from "./plan.ts";

export interface SavedPlan {
  readonly target: Pick<PlanTarget, "property" | "measurementId" | "container">;
  readonly digest: string;
  readonly approved: readonly ApprovedChange[];
}

export interface ApprovedChange {
  readonly address: string;
  readonly action: string;
  readonly name: string;
  readonly digest: string;
  /** What is left of it when it was interrupted. */
  readonly parts?: readonly string[];
}

/** From the JSON of `plan --out`; the text says what is wrong with it. */
export function readSavedPlan(json: unknown): SavedPlan | string {
  if (!isObject(json) || json["format"] !== PLAN_FORMAT)
    return `it is not a saved plan (format ${PLAN_FORMAT})`;
  const { target, digest, changes } = json;
  if (!isObject(target) || typeof digest !== "string" || !Array.isArray(changes))
    return "parts of the plan are missing";
  const approved = changes.flatMap((change: unknown) =>
    isObject(change) && Array.isArray(change["resources"]) ? (change["resources"] as unknown[]) : [null],
  );
  if (!approved.every(isApprovedChange)) return "parts of the plan are missing";
  const [property, measurementId, container] = ["property", "measurementId", "container"].map((key) =>
    String(target[key]),
  );
  return {
    target: { property: property!, measurementId: measurementId!, container: container! },
    digest,
    approved,
  };
}

function isApprovedChange(value: unknown): value is ApprovedChange {
  if (!isObject(value)) return false;
  const { parts = [] } = value;
  const isComplete = ["address", "action", "name", "digest"].every((key) => typeof value[key] === "string");
  return isComplete && Array.isArray(parts) && parts.every((part) => typeof part === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

export function isSameTarget({ target }: SavedPlan, plan: Plan): boolean {
  const { property, measurementId, container } = plan.target;
  return (
    target.property === property && target.measurementId === measurementId && target.container === container
  );
}

/** What would be done now and was not reviewed. */
export function notApproved({ approved }: SavedPlan, plan: Plan): ResourceChange[] {
  const digests = new Set(approved.flatMap(({ digest, parts = [] }) => [digest, ...parts]));
  return resourceChanges(plan).filter((change) => needsApproval(change) && !digests.has(change.digest));
}

/** What was reviewed and would not be done now. */
export function noLongerNeeded({ approved }: SavedPlan, plan: Plan): ApprovedChange[] {
  const digests = new Set(resourceChanges(plan).map(({ digest }) => digest));
  return approved.filter(({ digest }) => !digests.has(digest));
}
