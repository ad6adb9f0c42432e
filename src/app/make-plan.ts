/** Read, compile, compare: the plan that `plan` shows and `apply` carries out. */
import { type Work, workOf } from "../apply/work.ts";
import { compile } from "../compile/compile.ts";
import { forTarget } from "../language/for-target.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import { type BuiltPlan, buildPlan } from "../plan/build-plan.ts";
import { listsToRead } from "../plan/for-property.ts";
import type { Compiled } from "../resources/compiled.ts";
import { isDefinitionKind } from "../resources/kinds.ts";
import type { Address } from "../resources/resource.ts";
import type { OpenTarget } from "./target.ts";

export async function makePlan(goalSet: GoalSet, open: OpenTarget): Promise<Work> {
  const compiled = compiledAt(goalSet, open);
  const snapshot = await open.port.read((container) => listsToRead(compiled, container));
  return workOf(compiled, snapshot, open.target.name);
}

/** What other goals would do at the same target at the same moment, without a request. */
export function planBeside({ snapshot }: Work, goalSet: GoalSet, open: OpenTarget): BuiltPlan {
  return buildPlan(compiledAt(goalSet, open), snapshot, open.target.name);
}

/** What a file asks for at a target. */
export function compiledAt(goalSet: GoalSet, { target, neighbours }: Omit<OpenTarget, "port">): Compiled {
  const here = forTarget(goalSet, target.name, neighbours);
  return {
    ...compile(here, target.ga4.measurementId, target.googleTag),
    tier: target.ga4.tier,
    keptDefinitions: neighbours.flatMap((name) => definitionsAt(goalSet, name, target)),
  };
}

/** What a neighbour, a target in the same property, wants of it. Definitions are the same for every stream. */
function definitionsAt(goalSet: GoalSet, name: string, { ga4, googleTag }: OpenTarget["target"]): Address[] {
  const { resources } = compile(forTarget(goalSet, name), ga4.measurementId, googleTag);
  return resources.filter(({ kind }) => isDefinitionKind(kind)).map(({ address }) => address);
}
