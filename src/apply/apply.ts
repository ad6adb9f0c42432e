/**
 * Carries out a plan, and nothing else.
 *
 * Key events go first, so that no hit arrives before its key event exists; then
 * everything in Tag Manager happens in a workspace of our own and goes live with
 * one `publish`, last and once. A removed key event goes before the tag that
 * proves it was ours, so a run that dies in between can be finished by the next.
 */
import type { BuiltPlan } from "../plan/build-plan.ts";
import { isKeyEventStep, type KeyEventStep, type Step } from "../plan/steps.ts";
import { foreignDifferences } from "../resources/content-differences.ts";
import type { ContainerContent, Snapshot, VersionHeader } from "../resources/snapshot.ts";
import { type CreatedVersion, GoogleError, type GooglePort, sentence } from "./google-port.ts";
import { changeKeyEvents } from "./key-events.ts";
import { createVersion } from "./version.ts";
import { bring } from "./workspace.ts";

export interface Applied {
  readonly keyEvents: number;
  /** The version that holds the changes; null when nothing in Tag Manager had to change. */
  readonly version: (VersionHeader & { readonly url: string }) | null;
  readonly isLive: boolean;
}

/** What is being done, in words, before it is done. */
export type Tell = (doing: string) => void;

export interface ApplyOptions {
  /** A workspace's and a version's name; people see it in Tag Manager. */
  readonly title: string;
  /** The version's description. Holds the plan's digest, by which a version is known to be this plan's. */
  readonly notes: string;
  /** The reviewer let unpublished work of others go live with ours. */
  readonly allowUnpublished: boolean;
  /** False leaves the version for a preview. */
  readonly publish: boolean;
}

/** A plan, what it was made from, and how to make it again for another content of the container. */
export interface Work {
  readonly built: BuiltPlan;
  readonly snapshot: Snapshot;
  readonly planFor: (content: ContainerContent) => BuiltPlan;
}

export async function apply(
  work: Work,
  port: GooglePort,
  tell: Tell,
  options: ApplyOptions,
): Promise<Applied> {
  const keyEvents = keyEventSteps(work.built.steps, options);
  await changeKeyEvents(keyEvents, port, tell);
  if (work.built.steps.every(isKeyEventStep))
    return { keyEvents: keyEvents.length, version: null, isLive: true };
  const version = await changeContainer(work, port, tell, options);
  return { keyEvents: keyEvents.length, version, isLive: options.publish };
}

/** As long as the tags are live that send them, events must stay key events: removals wait for the publishing. */
function keyEventSteps(steps: readonly Step[], { publish }: ApplyOptions): KeyEventStep[] {
  const all = steps.filter(isKeyEventStep);
  return publish ? all : all.filter((step) => step.do !== "delete key event");
}

async function changeContainer(
  work: Work,
  port: GooglePort,
  tell: Tell,
  options: ApplyOptions,
): Promise<CreatedVersion> {
  const version = await sayingWhatIsLive("Nothing in Tag Manager went live.", () =>
    prepareVersion(work, port, tell, options),
  );
  if (!options.publish) return version;
  tell(`Publishing version ${version.id}`);
  const kept = `Version ${version.id} is ready and not live; running apply again publishes it.`;
  await sayingWhatIsLive(kept, () => port.publish(version));
  return version;
}

async function prepareVersion(
  work: Work,
  port: GooglePort,
  tell: Tell,
  options: ApplyOptions,
): Promise<CreatedVersion> {
  const ready = await versionOfAnEarlierRun(work, port);
  if (ready) return ready;
  tell("Opening a workspace of its own in Tag Manager");
  const workspace = await port.openWorkspace(options.title, options.notes);
  await bring(workspace, work, port, tell);
  tell("Creating a version");
  const version = await createVersion(workspace, work.snapshot, port, options);
  await refuseForeignChanges(version, work, port, options);
  return version;
}

/** A run that died before it published has left its version: when that is what is wanted, only publishing is left. */
async function versionOfAnEarlierRun(
  { snapshot, planFor }: Work,
  port: GooglePort,
): Promise<CreatedVersion | null> {
  const { unpublished } = snapshot.container;
  if (unpublished === null || planFor(unpublished.content).steps.some((step) => !isKeyEventStep(step)))
    return null;
  const latest = await port.readLatest();
  return latest?.id === unpublished.id ? latest : null;
}

/**
 * The last look before publishing. Our workspace started from the latest version,
 * which may be newer than the plan. What went live meanwhile may stay; what did
 * not is somebody's unpublished work.
 */
async function refuseForeignChanges(
  version: CreatedVersion,
  { built, snapshot }: Work,
  port: GooglePort,
  { allowUnpublished }: ApplyOptions,
): Promise<void> {
  const { owner } = built.plan;
  if (allowUnpublished || foreignDifferences(owner, snapshot.container.content, version.content).length === 0)
    return;
  const others = foreignDifferences(owner, await port.readLive(), version.content);
  if (others.length === 0) return;
  throw new GoogleError(
    "changed-meanwhile",
    200,
    `Somebody else changed the container while this was applied: ${others.slice(0, 5).join(", ")}. Version ${version.id} was created and is not published.`,
    "Look at that version in Tag Manager, publish or delete it, then plan again.",
  );
}

/** The same error, with what is live now; a bug passes as it is. */
async function sayingWhatIsLive<T>(live: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    throw new GoogleError(
      error.code,
      error.status,
      `${sentence(error.message)} ${live}`,
      error.hint,
      error.isUncertain,
    );
  }
}
