/** What a plan amounts to, in one short text: the same target and operations give the same one, in any order. */
import { digestOf } from "../resources/json.ts";
import type { PlanTarget } from "./plan.ts";

/** `operations`: the digests of all changes of resources. */
export function planDigest(
  { property, measurementId, container }: PlanTarget,
  operations: readonly string[],
): string {
  return digestOf({ target: { property, measurementId, container }, digests: [...operations].sort() });
}
