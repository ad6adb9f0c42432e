/**
 * Carries out a plan, and nothing else.
 *
 * What is in Analytics is created and changed first, so that no hit arrives before its
 * key event exists. Then everything in Tag Manager happens in a workspace of our own.
 * Key events and the like are removed when the version is ready, just before the one `publish`
 * that visitors notice: until then their tags are live, and the mark that proves
 * them ours goes last.
 */
import { isAnalyticsStep, type RemovalStep } from "../plan/steps.ts";
import type { VersionHeader } from "../resources/snapshot.ts";
import {
  changeAnalytics,
  countOf,
  removalsIn,
  removeFromAnalytics,
  sumOf,
  type Tally,
  tallyInWords,
} from "./analytics.ts";
import { type CreatedVersion, GoogleError, type GooglePort, sentence } from "./google-port.ts";
import { refuseChangesMeanwhile, refuseEditedUnseen } from "./unseen-work.ts";
import { createVersion } from "./version.ts";
import type { Work } from "./work.ts";
import { bring } from "./workspace.ts";

export interface Applied {
  /** What was created, changed and removed in Analytics. */
  readonly analytics: Tally;
  /** What is removed from Analytics only when the version is published. */
  readonly heldBack: readonly RemovalStep[];
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
  /** Stop rather than overwrite what somebody edited where it is not live yet. */
  readonly strict: boolean;
}

/** A version that holds what the file asks for, and what goes in Analytics with it. */
interface Prepared {
  readonly version: CreatedVersion;
  readonly removals: readonly RemovalStep[];
}

export async function apply(
  work: Work,
  port: GooglePort,
  tell: Tell,
  options: ApplyOptions,
): Promise<Applied> {
  const planned = removalsIn(work.built);
  const changed = await changeAnalytics(work.built, port, tell);
  const needsVersion = !work.built.steps.every(isAnalyticsStep);
  const prepared = needsVersion ? await prepare(work, port, tell, options, changed) : null;
  const removals = prepared?.removals ?? planned;
  const version = prepared?.version ?? null;
  if (!options.publish) return { analytics: changed, heldBack: removals, version, isLive: false };
  const analytics = sumOf(changed, await removeFromAnalytics(removals, port, tell));
  if (version) await publish(version, port, tell, analytics);
  return { analytics, heldBack: [], version, isLive: true };
}

async function publish(
  version: CreatedVersion,
  port: GooglePort,
  tell: Tell,
  analytics: Tally,
): Promise<void> {
  tell(`Publishing version ${version.id}`);
  const kept = ({ isUncertain }: GoogleError) =>
    isUncertain
      ? `Version ${version.id} is ready, and nobody knows whether it is live now; running apply again publishes it if it is not.`
      : `Version ${version.id} is ready and not live; running apply again publishes it.`;
  await sayingWhatIsLive(
    (error) => `${kept(error)}${inAnalytics(analytics)}`,
    () => port.publish(version),
  );
}

function prepare(
  work: Work,
  port: GooglePort,
  tell: Tell,
  options: ApplyOptions,
  changed: Tally,
): Promise<Prepared> {
  return sayingWhatIsLive(
    () => `Nothing in Tag Manager went live.${inAnalytics(changed)}`,
    () => prepareVersion(work, port, tell, options),
  );
}

function inAnalytics(changed: Tally): string {
  if (countOf(changed) === 0) return "";
  const one = countOf(changed) === 1;
  return ` In Analytics ${tallyInWords(changed)} ${one ? "is" : "are"} changed already.`;
}

async function prepareVersion(
  work: Work,
  port: GooglePort,
  tell: Tell,
  options: ApplyOptions,
): Promise<Prepared> {
  const { unpublished } = work.snapshot.container;
  const leftOver = unpublished ? removalsIn(work.planFor(unpublished.content)) : [];
  const planned = [...removalsIn(work.built), ...leftOver];
  const ready = await versionOfAnEarlierRun(work, port);
  if (ready) return { version: ready, removals: distinct(planned) };
  tell("Opening a workspace of its own in Tag Manager");
  const workspace = await port.openWorkspace(options.title, options.notes);
  const brought = await bring(workspace, work, port, tell, (started) => {
    if (options.strict) refuseEditedUnseen(started, work.built, workspace);
  });
  tell("Creating a version");
  const version = await createVersion(workspace, work.snapshot, port, options);
  await refuseChangesMeanwhile(version, work, port, options);
  return { version, removals: distinct([...planned, ...removalsIn(brought)]) };
}

function distinct(removals: readonly RemovalStep[]): RemovalStep[] {
  return [...new Map(removals.map((one) => [one.resourceName, one])).values()];
}

/** A run that died before it published has left its version: when that is what is wanted, only publishing is left. */
async function versionOfAnEarlierRun(
  { snapshot, planFor }: Work,
  port: GooglePort,
): Promise<CreatedVersion | null> {
  const { unpublished } = snapshot.container;
  const isDone = unpublished !== null && planFor(unpublished.content).steps.every(isAnalyticsStep);
  if (!isDone) return null;
  const latest = await port.readLatest();
  return latest?.id === unpublished.id ? latest : null;
}

/** The same error, with what is live now; a bug passes as it is. */
async function sayingWhatIsLive<T>(live: (error: GoogleError) => string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    const { code, status, message, hint, isUncertain } = error;
    throw new GoogleError(code, status, `${sentence(message)} ${live(error)}`, hint, isUncertain);
  }
}
