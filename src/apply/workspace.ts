/**
 * Brings a workspace to what the file asks for, whatever is in it.
 *
 * A new workspace contains the latest version. One that an earlier run left behind,
 * or a call whose answer got lost, may contain any part of the work: then what is
 * there is read and the rest is planned again, by the same pure function as the
 * plan itself. So there is nothing to undo and nothing is done twice.
 */

import type { BuiltPlan } from "../plan/build-plan.ts";
import { type EntityStep, isAnalyticsStep, isEntityStep, type Step } from "../plan/steps.ts";
import type { Address } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { ContainerChanged, sentence } from "./apply-error.ts";
import type { Progress } from "./apply-options.ts";
import { entityChange, inOrder, withTemporaryIds } from "./entity-changes.ts";
import {
  type ChangedEntity,
  type EntityChange,
  GoogleError,
  type GooglePort,
  type Workspace,
} from "./google-port.ts";
import type { WorkingPlan } from "./working-plan.ts";

/** How the entities of a plan are sent. */
type Way = (workspace: Workspace, built: BuiltPlan, port: GooglePort, progress: Progress) => Promise<void>;

/**
 * Best first. Google does not document whether one bulk call may refer to triggers
 * that it creates, nor which entities it takes; the last way needs no bulk call.
 * Lost answers use up a try as well, so the first way comes twice.
 */
const WAYS: readonly Way[] = [inOneCall, inOneCall, tagsLast, oneByOne, oneByOne];
const WITHOUT_BULK = WAYS.indexOf(oneByOne);

/**
 * Gives the plan for what was in the workspace at first: what of an earlier run was in the way is in it.
 *
 * @param check Sees that plan before anything is sent, and may throw.
 */
export async function prepareWorkspace(
  workspace: Workspace,
  work: WorkingPlan,
  port: GooglePort,
  progress: Progress,
  check: (started: BuiltPlan) => void,
): Promise<BuiltPlan> {
  const first = await planFor(workspace, work, port);
  check(first);
  let built = first;
  for (let attempt = 0; containerSteps(built).length > 0; ) {
    try {
      await send(WAYS[attempt]!, workspace, built, port, progress);
      return first;
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      if (isStale(error))
        throw new ContainerChanged(`${sentence(error.message)} Somebody changed it meanwhile.`, error);
      if (!canGoAnotherWay(error)) throw error;
      // A call that does not exist will not exist the next time.
      attempt =
        error.status === 404 || error.status === 501 ? Math.max(attempt + 1, WITHOUT_BULK) : attempt + 1;
      if (attempt >= WAYS.length) throw error;
      progress("Looking at what is in the workspace");
      built = work.planFor(await readStill(workspace, port));
    }
  }
  return first;
}

/** Another run may have used the workspace up, or cleared it away. */
async function readStill(workspace: Workspace, port: GooglePort): Promise<ContainerContent> {
  try {
    return await port.readWorkspace(workspace);
  } catch (error) {
    if (!(error instanceof GoogleError) || ![400, 404].includes(error.status)) throw error;
    throw new ContainerChanged(`${sentence(error.message)} Another run has used our workspace up.`, error);
  }
}

async function planFor(
  workspace: Workspace,
  { built, snapshot, planFor: plan }: WorkingPlan,
  port: GooglePort,
): Promise<BuiltPlan> {
  if (!workspace.isNew) return plan(await readStill(workspace, port));
  const { unpublished } = snapshot.container;
  return unpublished ? plan(unpublished.content) : built;
}

async function send(
  way: Way,
  workspace: Workspace,
  built: BuiltPlan,
  port: GooglePort,
  progress: Progress,
): Promise<void> {
  const steps = containerSteps(built);
  const builtIns = steps.flatMap((step) => (step.do === "enable built-in variable" ? [step.type] : []));
  if (builtIns.length > 0) {
    progress(`Enabling ${builtIns.length} built-in ${builtIns.length === 1 ? "variable" : "variables"}`);
    await port.enableBuiltInVariables(workspace, builtIns);
  }
  const count = steps.length - builtIns.length;
  if (count === 0) return;
  progress(`Changing ${count} ${count === 1 ? "object" : "objects"}`);
  await way(workspace, built, port, progress);
}

function containerSteps({ steps }: BuiltPlan): Step[] {
  return steps.filter((step) => !isAnalyticsStep(step));
}

/** An old fingerprint: the object has changed since the plan was made. */
function isStale({ status }: GoogleError): boolean {
  return status === 409 || status === 412;
}

/** A refusal of the call as such, or an answer that got lost. Quota, rights and conflicts stay what they are. */
function canGoAnotherWay({ status, isUncertain }: GoogleError): boolean {
  return isUncertain || status === 400 || status === 404 || status === 501;
}

async function inOneCall(workspace: Workspace, built: BuiltPlan, port: GooglePort): Promise<void> {
  const steps = inOrder(built.steps.filter(isEntityStep));
  await freeNames(workspace, steps, port);
  const ids = withTemporaryIds(steps, built.ids);
  await port.changeEntities(
    workspace,
    steps.map((step) => entityChange(step, ids)),
  );
}

/** Two calls: the tags in the second, when the triggers that they refer to have real ids. */
async function tagsLast(workspace: Workspace, built: BuiltPlan, port: GooglePort): Promise<void> {
  const steps = inOrder(built.steps.filter(isEntityStep));
  const first = steps.filter((step) => step.kind !== "gtm.tag" && step.do !== "delete entity");
  const rest = steps.filter((step) => !first.includes(step));
  await freeNames(workspace, steps, port);
  const temporary = withTemporaryIds(first, built.ids);
  const changed =
    first.length === 0
      ? []
      : await port.changeEntities(
          workspace,
          first.map((step) => entityChange(step, temporary)),
        );
  const known = new Map([...built.ids, ...realIds(first, changed)]);
  const ids = withTemporaryIds(rest, known);
  if (rest.length > 0)
    await port.changeEntities(
      workspace,
      rest.map((step) => entityChange(step, ids)),
    );
}

async function freeNames(
  workspace: Workspace,
  steps: readonly EntityStep[],
  port: GooglePort,
): Promise<void> {
  const changes = steps.flatMap(passingChange);
  if (changes.length > 0) await port.changeEntities(workspace, changes);
}

function passingChange(step: EntityStep): EntityChange[] {
  if (step.do === "create entity" || step.passing === undefined) return [];
  return [{ kind: step.kind, status: "updated", entity: step.passing }];
}

function realIds(steps: readonly EntityStep[], changed: readonly ChangedEntity[]): [Address, string][] {
  const byName = new Map(changed.map(({ kind, name, id }) => [`${kind}/${name}`, id]));
  return steps.flatMap(({ kind, entity, address }) => {
    const id = byName.get(`${kind}/${String(entity.name)}`);
    return id === undefined ? [] : [[address, id] as [Address, string]];
  });
}

async function oneByOne(
  workspace: Workspace,
  built: BuiltPlan,
  port: GooglePort,
  progress: Progress,
): Promise<void> {
  const ids = new Map(built.ids);
  const steps = inOrder(built.steps.filter(isEntityStep));
  for (const change of steps.flatMap(passingChange)) await port.changeEntity(workspace, change);
  for (const [index, step] of steps.entries()) {
    if (index > 0 && index % 10 === 0) progress(`Changing one by one: ${index} of ${steps.length} done`);
    const changed = await port.changeEntity(workspace, entityChange(step, ids));
    if (changed) ids.set(step.address, changed.id);
  }
}
