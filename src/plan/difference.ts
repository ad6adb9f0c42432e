/** One resource, wanted and found → what has to happen to it and why. */

import type { Adopted } from "../resources/adopted.ts";
import { digestOf } from "../resources/json.ts";
import type { Address, JsonObject, Kind, WantedAdopted } from "../resources/resource.ts";
import { fieldChanges } from "./field-diff.ts";
import type { PlanTarget, Reason, ResourceAction, ResourceChange } from "./plan.ts";

export interface Difference {
  readonly address: Address;
  readonly kind: Kind;
  readonly name: string;
  readonly action: ResourceAction;
  readonly reason: Reason;
  /** Canonical bodies: the owned fields only. */
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** What is left of it when it was interrupted; only for what takes more than one request. */
  readonly parts?: readonly Operation[];
}

/** What reviewers approve. */
type Operation = Pick<Difference, "address" | "action" | "before" | "after">;

export function resourceChange(target: PlanTarget, difference: Difference): ResourceChange {
  const { address, kind, name, action, reason, before, after, parts = [] } = difference;
  return {
    address,
    kind,
    action,
    name,
    reason,
    digest: operationDigest(target, difference),
    parts: parts.map((part) => operationDigest(target, part)),
    fields: fieldChanges(before, after),
    notes: [],
  };
}

/** Reviewers approve digests, so they cover everything that the change does and nothing that differs between runs. */
function operationDigest(target: PlanTarget, { address, action, before, after }: Operation): string {
  const { property, measurementId, container } = target;
  return digestOf({ target: { property, measurementId, container }, action, address, before, after });
}

/**
 * The three-way answer for something of ours that differs from the file:
 * the digest in its mark shows what we last applied.
 */
export function whyItDiffers(found: JsonObject, wanted: JsonObject, lastApplied: string): Reason {
  const edited = digestOf(found) !== lastApplied;
  const fileChanged = digestOf(wanted) !== lastApplied;
  if (edited && fileChanged) return "file_changed_and_edited";
  return edited ? "edited" : "file_changed";
}

/** The same for something adopted, whose form at Google is not the one that the file would give it. */
export function whyAdoptedDiffers(wanted: WantedAdopted, lastApplied: Adopted): Reason {
  const fileChanged = wanted.said !== lastApplied.said;
  const edited = wanted.seenNow !== lastApplied.seen;
  if (edited) return fileChanged ? "file_changed_and_edited" : "edited";
  return fileChanged ? "file_changed" : "rewritten";
}

/**
 * What a plan amounts to, in one short text: the same target and operations give the same one, in any order.
 *
 * @param operations the digests of all changes of resources
 */
export function planDigest(
  { property, measurementId, container }: PlanTarget,
  operations: readonly string[],
): string {
  return digestOf({ target: { property, measurementId, container }, digests: [...operations].sort() });
}
