import { KIND_ORDER } from "../resources/kinds.ts";
import type { ResourceChange } from "./plan.ts";

/** In the order of kinds, as the whole plan is, wherever a shared resource was put. */
export function inKindOrder(resources: readonly ResourceChange[]): ResourceChange[] {
  return [...resources].sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
}
