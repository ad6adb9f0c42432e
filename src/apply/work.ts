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

/** The same, when new workspaces start from the live version again. */
export function withoutUnpublished(work: Work): Work {
  const { snapshot } = work;
  const { container } = snapshot;
  return {
    ...work,
    snapshot: { ...snapshot, container: { ...container, latest: container.live, unpublished: null } },
  };
}
