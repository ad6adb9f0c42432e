/** A plan, what it was made from, and how to make it again for another content of the container. */
import { type BuiltPlan, buildPlan } from "../plan/build-plan.ts";
import type { Compiled } from "../resources/compiled.ts";
import type { ContainerContent, Snapshot } from "../resources/snapshot.ts";

export interface Work {
  readonly built: BuiltPlan;
  readonly snapshot: Snapshot;
  readonly planFor: (content: ContainerContent) => BuiltPlan;
}

export function workOf(compiled: Compiled, snapshot: Snapshot, targetName: string): Work {
  const planFor = (content: ContainerContent) =>
    buildPlan(compiled, { ...snapshot, container: { ...snapshot.container, content } }, targetName);
  return { built: buildPlan(compiled, snapshot, targetName), snapshot, planFor };
}
