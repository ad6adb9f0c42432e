/**
 * Carries out a plan, and nothing else.
 *
 * Key events go first, so that no hit arrives before its key event exists; then
 * everything in Tag Manager happens in a workspace of our own and goes live with
 * one `publish`, last and once. A removed key event goes before the tag that
 * proves it was ours, so a run that dies in between can be finished by the next.
 */
import type { BuiltPlan } from "../plan/build-plan.ts";
import {
  type EntityStep,
  isEntityStep,
  isKeyEventStep,
  type KeyEventStep,
  type Step,
} from "../plan/steps.ts";
import type { Snapshot, VersionHeader } from "../resources/snapshot.ts";
import { entityChanges } from "./entity-changes.ts";
import { foreignChanges } from "./foreign-changes.ts";
import { type CreatedVersion, GoogleError, type GooglePort, type Workspace } from "./google-port.ts";

export interface Applied {
  readonly keyEvents: number;
  /** The version that went live; null when nothing in Tag Manager had to change. */
  readonly published: VersionHeader | null;
}

/** What is being done, in words, before it is done. */
export type Tell = (doing: string) => void;

export interface ApplyOptions {
  /** A workspace's and a version's name; people see it in Tag Manager. */
  readonly title: string;
  readonly notes: string;
  /** The reviewer let unpublished work of others go live with ours. */
  readonly allowUnpublished: boolean;
}

export async function apply(
  built: BuiltPlan,
  snapshot: Snapshot,
  port: GooglePort,
  tell: Tell,
  options: ApplyOptions,
): Promise<Applied> {
  const keyEvents = built.steps.filter(isKeyEventStep);
  await changeKeyEvents(keyEvents, port, tell);
  const rest = built.steps.filter((step) => !isKeyEventStep(step));
  const published =
    rest.length === 0 ? null : await changeContainer(rest, built, snapshot, port, tell, options);
  return { keyEvents: keyEvents.length, published };
}

/** All at once: Google allows 180 writes a minute, and a property holds 30 key events. */
async function changeKeyEvents(steps: readonly KeyEventStep[], port: GooglePort, tell: Tell): Promise<void> {
  if (steps.length === 0) return;
  tell(`Changing ${count(steps.length, "key event")} in Analytics`);
  const results = await Promise.allSettled(steps.map((step) => changeKeyEvent(step, port)));
  const failed = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  if (failed.length > 0)
    throw withProgress(
      failed[0],
      `${steps.length - failed.length} of ${steps.length} key events are changed; nothing in Tag Manager is.`,
    );
}

async function changeKeyEvent(step: KeyEventStep, port: GooglePort): Promise<void> {
  switch (step.do) {
    case "create key event":
      return port.createKeyEvent(step.body);
    case "update key event":
      return port.updateKeyEvent(step.resourceName, step.body, step.mask);
    case "delete key event":
      return port.deleteKeyEvent(step.resourceName);
  }
}

async function changeContainer(
  steps: readonly Step[],
  built: BuiltPlan,
  snapshot: Snapshot,
  port: GooglePort,
  tell: Tell,
  options: ApplyOptions,
): Promise<VersionHeader> {
  try {
    const version = await prepareVersion(steps, built, port, tell, options);
    refuseForeignChanges(version, steps.filter(isEntityStep), snapshot, options);
    tell(`Publishing version ${version.id}`);
    await port.publish(version);
    return { id: version.id, name: version.name };
  } catch (error) {
    throw withProgress(error, "Nothing in Tag Manager went live.");
  }
}

async function prepareVersion(
  steps: readonly Step[],
  { ids }: BuiltPlan,
  port: GooglePort,
  tell: Tell,
  { title, notes }: ApplyOptions,
): Promise<CreatedVersion> {
  const entities = steps.filter(isEntityStep);
  const builtIns = steps.flatMap((step) => (step.do === "enable built-in variable" ? [step.type] : []));
  tell("Opening a workspace of its own in Tag Manager");
  const workspace = await port.createWorkspace(title, notes);
  if (builtIns.length > 0) {
    tell(`Enabling ${count(builtIns.length, "built-in variable")}`);
    await port.enableBuiltInVariables(workspace, builtIns);
  }
  if (entities.length > 0) {
    tell(`Changing ${count(entities.length, "object")} in one call`);
    await port.changeEntities(workspace, entityChanges(entities, ids));
  }
  tell("Creating a version");
  return (await port.createVersion(workspace, title, notes)) ?? notCompiled(workspace);
}

function notCompiled(workspace: Workspace): never {
  throw new GoogleError(
    "not-compiled",
    200,
    `Tag Manager could not compile the workspace "${workspace.name}". It is kept as it is.`,
    "Open that workspace in Tag Manager and use Preview: it names the tag, trigger or variable at fault.",
  );
}

function refuseForeignChanges(
  version: CreatedVersion,
  steps: readonly EntityStep[],
  { container }: Snapshot,
  { allowUnpublished }: ApplyOptions,
): void {
  const others = foreignChanges(container.entities, version.entities, steps);
  if (others.length === 0 || allowUnpublished) return;
  throw new GoogleError(
    "changed-meanwhile",
    200,
    `Somebody else changed the container while this was applied: ${others.slice(0, 5).join(", ")}. Version ${version.id} was created and is not published.`,
    "Look at that version in Tag Manager, publish or delete it, then plan again.",
  );
}

/** The same error, with what is live now; a bug passes as it is. */
function withProgress(error: unknown, live: string): unknown {
  if (!(error instanceof GoogleError)) return error;
  return new GoogleError(error.code, error.status, `${error.message} ${live}`, error.hint);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
