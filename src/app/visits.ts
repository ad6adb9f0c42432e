/** Visits for a sandbox: those in tests files, and crowds for a goals file. */
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { resolveTarget } from "../language/resolve-target.ts";
import { type Crowd, type CrowdPlan, type CrowdVisit, crowdOf } from "../visits/crowd/crowd.ts";
import type { Step } from "../visits/step.ts";
import { measuredAt, type Testing, testsOf } from "./test.ts";

export type { CrowdPlan } from "../visits/crowd/crowd.ts";
export { VISITORS } from "../visits/visitors.ts";

/** @throws Refusal about everything that is wrong with the goals file or a tests file */
export function visitsIn(
  file: string,
  tests: readonly string[],
  ports: Testing,
): readonly (readonly Step[])[] {
  return testsOf({ file, tests }, ports).all.flatMap((test) =>
    test.is === "visit" ? [test.steps] : test.pages.map(({ step }) => [step]),
  );
}

/** @param goalSet that of `file`, which was read before */
export function crowdFor(
  goalSet: GoalSet,
  file: string,
  plan: CrowdPlan,
  { env }: Pick<Testing, "env">,
): Crowd {
  return crowdOf(measuredAt(goalSet, file, undefined, { env }), plan);
}

/** The key events of the goals that visitors with consent set out to reach. */
export function eventsOf({ goals }: GoalSet, visits: readonly CrowdVisit[]): readonly string[] {
  const reached = new Set(visits.flatMap((visit) => (visit.consents ? visit.goals : [])));
  return goals.filter(({ id, keyEvent }) => keyEvent && reached.has(id)).map(({ event }) => event);
}

/** Where the visits of the default target arrive; null if its environment variables are not set. */
export function propertyOf(
  goalSet: GoalSet,
  { env }: Pick<Testing, "env">,
): { property: string; measurementId?: string } | null {
  const name = goalSet.defaultTarget ?? goalSet.targets[0]?.name ?? "";
  const { target } = resolveTarget(goalSet, name, env);
  if (target === null) return null;
  const { property, measurementId } = target.ga4;
  return { property, ...(measurementId === null ? {} : { measurementId }) };
}
