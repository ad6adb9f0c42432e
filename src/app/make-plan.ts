/** Read, compile, compare: the plan that `plan` shows and `apply` carries out. */
import { GoogleError } from "../apply/google-port.ts";
import { type WorkingPlan, workingPlan } from "../apply/working-plan.ts";
import { compile } from "../compile/compile.ts";
import { forTarget } from "../language/for-target.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { GoogleTag } from "../language/goal-set/target.ts";
import { type BuiltPlan, buildPlan } from "../plan/build-plan.ts";
import { listsToRead } from "../plan/for-property.ts";
import type { Compiled } from "../resources/compiled.ts";
import { isDefinitionKind } from "../resources/kinds.ts";
import type { Address, DefinitionKind } from "../resources/resource.ts";
import type { Snapshot, UnreadEventRules } from "../resources/snapshot.ts";
import { measurementIdAt, UNKNOWN_ID } from "./measurement-id.ts";
import type { OpenTarget } from "./target.ts";

/** @param more lists of definitions to read although the file needs none of them: others' may make the same events */
export async function makePlan(
  goalSet: GoalSet,
  open: OpenTarget,
  more: readonly DefinitionKind[] = [],
): Promise<WorkingPlan> {
  const known = open.target.ga4.measurementId ?? UNKNOWN_ID;
  const snapshot = await open.port.read((container) => [
    ...new Set([...listsToRead(compiledAt(goalSet, open, known), container), ...more]),
  ]);
  return workingPlan(compiledFor(goalSet, open, snapshot), snapshot, open.target.name);
}

/**
 * A plan for somebody to read: it also knows what anybody lets Analytics make of events. That takes requests, so a plan
 * with nothing to do does not ask.
 *
 * @param isWatch asks in any case: what others do to goals that are applied is what it is for
 */
export async function planToRead(goalSet: GoalSet, open: OpenTarget, isWatch = false): Promise<WorkingPlan> {
  const work = await makePlan(goalSet, open);
  if (!isWatch && work.built.steps.length === 0) return work;
  const { compiled, snapshot } = work;
  const eventRules = await open.port.readEventRules(snapshot.property).catch(unread);
  const property = { ...snapshot.property, eventRules };
  return workingPlan(compiled, { ...snapshot, property, requests: open.port.requests }, open.target.name);
}

/** The plan is right without them. */
function unread(error: unknown): UnreadEventRules {
  if (!(error instanceof GoogleError) || error.code === "interrupted") throw error;
  return { because: error.message };
}

/** What other goals would do at the same target at the same moment, without a request. */
export function planBeside({ snapshot }: WorkingPlan, goalSet: GoalSet, open: OpenTarget): BuiltPlan {
  return buildPlan(compiledFor(goalSet, open, snapshot), snapshot, open.target.name);
}

/** What a file asks for at a target whose property was read. */
export function compiledFor(
  goalSet: GoalSet,
  place: Omit<OpenTarget, "port">,
  { property }: Pick<Snapshot, "property">,
): Compiled {
  return compiledAt(goalSet, place, measurementIdAt(place.target, property));
}

/** What a file asks for at a target. */
export function compiledAt(
  goalSet: GoalSet,
  { target, neighbours }: Omit<OpenTarget, "port">,
  measurementId: string,
): Compiled {
  const here = forTarget(goalSet, target.name, neighbours);
  return {
    ...compile(here, measurementId, target.googleTag),
    tier: target.ga4.tier,
    annotates: target.annotates,
    keptDefinitions: neighbours.flatMap((name) => definitionsAt(goalSet, name, target.googleTag)),
  };
}

/** What a neighbour, a target in the same property, wants of it. Definitions are the same for every stream. */
function definitionsAt(goalSet: GoalSet, name: string, googleTag: GoogleTag): Address[] {
  const { resources } = compile(forTarget(goalSet, name), UNKNOWN_ID, googleTag);
  return resources.filter(({ kind }) => isDefinitionKind(kind)).map(({ address }) => address);
}
