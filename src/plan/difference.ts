/** One resource, wanted and found → what has to happen to it and why. */

import { canonicalJson, digestOf } from "../resources/digest.ts";
import type { Address, Json, JsonObject, Kind } from "../resources/resource.ts";
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
}

/** Reviewers approve digests, so they cover everything that the change does and nothing that differs between runs. */
export function resourceChange(target: PlanTarget, difference: Difference): ResourceChange {
  const { address, kind, name, action, reason, before, after } = difference;
  const { property, measurementId, container } = target;
  const content: Json = { target: { property, measurementId, container }, action, address, before, after };
  return {
    address,
    kind,
    action,
    name,
    reason,
    digest: digestOf(content),
    fields: fieldChanges(before, after),
  };
}

/**
 * The three-way answer for something of ours that differs from the file:
 * the digest in its mark tells what we last applied.
 */
export function whyItDiffers(found: JsonObject, wanted: JsonObject, lastApplied: string): Reason {
  const edited = digestOf(found) !== lastApplied;
  const fileChanged = digestOf(wanted) !== lastApplied;
  if (edited && fileChanged) return "file_changed_and_edited";
  return edited ? "edited" : "file_changed";
}

export function isSame(a: JsonObject, b: JsonObject): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
