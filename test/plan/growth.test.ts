/** A plan looks at what is in the container as often for many goals as for few. */
import { expect, test } from "vitest";
import { MEASUREMENT_ID, manyGoals } from "../../scripts/bench/goals.ts";
import { container } from "../../scripts/bench/growth.ts";
import { compile } from "../../src/compile/compile.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";

/** The snapshot, and how often a field of any of its entities was read. */
function watched(snapshot: Snapshot): { readonly snapshot: Snapshot; readonly reads: () => number } {
  let reads = 0;
  const counting = <T extends object>(entity: T): T =>
    new Proxy(entity, {
      get: (target, key) => {
        reads += 1;
        return Reflect.get(target, key);
      },
    });
  const { content } = snapshot.container;
  const entities = Object.fromEntries(
    Object.entries(content.entities).map(([kind, all]) => [kind, (all as readonly object[]).map(counting)]),
  ) as unknown as typeof content.entities;
  const container = { ...snapshot.container, content: { ...content, entities } };
  return { snapshot: { ...snapshot, container }, reads: () => reads };
}

test.each([
  ["a plan", ({ plan }: ReturnType<typeof buildPlan>) => [plan.warnings, plan.blockers]],
  [
    "what changes in words",
    ({ plan }: ReturnType<typeof buildPlan>) => plan.changes.map(({ words }) => words),
  ],
])("%s reads the container once, and not for each goal", (_, use) => {
  const readsFor = (goals: number) => {
    const { snapshot, reads } = watched(container(1000));
    use(buildPlan(compile(manyGoals(goals), MEASUREMENT_ID), snapshot, "many"));
    return reads();
  };
  const few = readsFor(100);
  expect(few).toBeGreaterThan(1000);
  expect(readsFor(200)).toBeLessThan(few * 1.1);
});
