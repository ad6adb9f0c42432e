/** A plan, what it was made from, and how to make it again for another content of the container. */
import { type BuiltPlan, buildPlan } from "../plan/build-plan.ts";
import { withoutChangesAt } from "../plan/partial-plan.ts";
import { type Plan, resourceChanges } from "../plan/plan.ts";
import type { Compiled } from "../resources/compiled.ts";
import type { Address } from "../resources/resource.ts";
import type { ContainerContent, Snapshot } from "../resources/snapshot.ts";

export interface WorkingPlan {
  readonly compiled: Compiled;
  readonly built: BuiltPlan;
  readonly snapshot: Snapshot;
  readonly planFor: (content: ContainerContent) => BuiltPlan;
}

export function workingPlan(compiled: Compiled, snapshot: Snapshot, targetName: string): WorkingPlan {
  const planFor = (content: ContainerContent) =>
    buildPlan(compiled, { ...snapshot, container: { ...snapshot.container, content } }, targetName);
  return { compiled, built: buildPlan(compiled, snapshot, targetName), snapshot, planFor };
}

/** The same, when new workspaces start from the live version again. */
export function withoutUnpublished(work: WorkingPlan): WorkingPlan {
  const { snapshot } = work;
  const { container } = snapshot;
  return {
    ...work,
    snapshot: { ...snapshot, container: { ...container, latest: container.live, unpublished: null } },
  };
}

/** The same without the changes at these addresses, whatever the container contains. */
export function withoutChangesLeft(work: WorkingPlan, left: ReadonlySet<Address>): WorkingPlan {
  if (left.size === 0) return work;
  return {
    ...work,
    built: withoutChangesAt(work.built, left),
    planFor: (content) => withoutChangesAt(work.planFor(content), left),
  };
}

/**
 * Of what is to stay as it is: what is something else in the unpublished version that the work would start from. It
 * would go live with it.
 */
export function differentUnpublished(
  { built, snapshot, planFor }: WorkingPlan,
  left: ReadonlySet<Address>,
): string[] {
  const { unpublished } = snapshot.container;
  if (unpublished === null || left.size === 0) return [];
  const at = (plan: Plan) =>
    new Map(
      resourceChanges(plan).flatMap(({ address, kind, digest, name }) =>
        left.has(address) && kind.startsWith("gtm.") ? [[address, { digest, name }]] : [],
      ),
    );
  const [live, there] = [at(built.plan), at(planFor(unpublished.content).plan)];
  const differing = [...live].filter(([address, { digest }]) => there.get(address)?.digest !== digest);
  return differing.map(([, { name }]) => name);
}
