/**
 * One round: carries out a plan from where Google is now.
 *
 * The workspace comes first: when there is no room for it, nothing was changed. Then what
 * is in Analytics is created and changed, so that no hit arrives before its
 * key event exists. Then everything in Tag Manager happens in the workspace.
 * Key events and the like are removed when the version is ready, just before the one `publish`
 * that visitors notice: until then their tags are live, and the mark that proves
 * them ours goes last.
 */

import { isAnalyticsStep, type RemovalStep } from "../plan/steps.ts";
import { changeAnalytics, removalsIn, removeFromAnalytics } from "./analytics.ts";
import { leaveAnnotation } from "./annotate.ts";
import { type ApplyError, ContainerChanged, withProgress } from "./apply-error.ts";
import type { Applied, ApplyOptions, Progress, WentLive } from "./apply-options.ts";
import { clearAfterOthers, clearIfUnchanged } from "./clear-workspaces.ts";
import { type CreatedVersion, GoogleError, type GooglePort, type Workspace } from "./google-port.ts";
import { openWorkspace } from "./open-workspace.ts";
import { containsWorkOfOtherFiles, withoutWorkOfOtherFiles } from "./other-goals-files.ts";
import { inAnalytics, type RunRecord } from "./run-record.ts";
import type { Tally } from "./tally.ts";
import { refuseConcurrentChanges, refuseUnreviewedEdits } from "./unreviewed-changes.ts";
import { createVersion } from "./version.ts";
import type { WorkingPlan } from "./working-plan.ts";
import { prepareWorkspace } from "./workspace.ts";

/** Where the changes in Tag Manager begin: what is planned from, and a workspace for it or a finished version. */
interface OpenRun {
  readonly work: WorkingPlan;
  readonly at: { readonly workspace: Workspace } | { readonly ready: CreatedVersion };
}

/** A version that contains what the file asks for, and what goes in Analytics with it. */
interface Prepared {
  readonly version: CreatedVersion;
  readonly removals: readonly RemovalStep[];
}

/** @param account learns what is done as soon as it is */
export async function carryOut(
  work: WorkingPlan,
  port: GooglePort,
  progress: Progress,
  options: ApplyOptions,
  account: RunRecord,
): Promise<Omit<Applied, "analytics" | "unannotated">> {
  const needsVersion = !work.built.steps.every(isAnalyticsStep);
  const begun = needsVersion
    ? await withProgress(account.beforeWriting(), () => begin(work, port, progress, options))
    : null;
  const { version, removals } = await clearingUp(begun, port, async () => {
    account.wrote(await changeAnalytics(work.built, port, progress));
    if (!begun) return { version: null, removals: removalsIn(work.built) };
    return withProgress(account.beforePublishing(), () => prepareVersion(begun, port, progress, options));
  });
  if (!options.publish) {
    await annotate({ version: null, isAll: false }, port, progress, options, account);
    return { heldBack: removals, version, isLive: false };
  }
  const removed = await removeFromAnalytics(removals, port, progress);
  account.wrote(removed);
  if (version) await publish(version, port, progress, removed);
  if (version) account.published(version.id);
  await annotate({ version: version?.id ?? null, isAll: true }, port, progress, options, account);
  if (begun && "ready" in begun.at) await clearAfterOthers(port, options.title);
  return { heldBack: [], version, isLive: true };
}

async function begin(
  work: WorkingPlan,
  port: GooglePort,
  progress: Progress,
  options: ApplyOptions,
): Promise<OpenRun> {
  const ready = await versionOfAnEarlierRun(work, port, options);
  if (ready) return { work, at: { ready } };
  const from = options.allowUnpublished ? work : await withoutWorkOfOtherFiles(work, port, progress);
  progress("Opening a workspace of its own in Tag Manager");
  return { work: from, at: { workspace: await openWorkspace(port, options) } };
}

/** A run that died before it published has left its version: when that is what is wanted, only publishing is left. */
async function versionOfAnEarlierRun(
  work: WorkingPlan,
  port: GooglePort,
  { allowUnpublished }: ApplyOptions,
): Promise<CreatedVersion | null> {
  const { unpublished } = work.snapshot.container;
  if (unpublished === null || (!allowUnpublished && containsWorkOfOtherFiles(work))) return null;
  if (!work.planFor(unpublished.content).steps.every(isAnalyticsStep)) return null;
  const latest = await port.readLatest();
  return latest?.id === unpublished.id ? latest : null;
}

async function prepareVersion(
  { work, at }: OpenRun,
  port: GooglePort,
  progress: Progress,
  options: ApplyOptions,
): Promise<Prepared> {
  const { unpublished } = work.snapshot.container;
  const leftOver = unpublished ? removalsIn(work.planFor(unpublished.content)) : [];
  const planned = [...removalsIn(work.built), ...leftOver];
  if ("ready" in at) return { version: at.ready, removals: distinct(planned) };
  const { workspace } = at;
  const brought = await prepareWorkspace(workspace, work, port, progress, (started) => {
    if (options.strict) refuseUnreviewedEdits(started, work.built, workspace);
  });
  progress("Creating a version");
  const version = await createVersion(workspace, work.snapshot, port, options);
  await refuseConcurrentChanges(version, work, port, options);
  return { version, removals: distinct([...planned, ...removalsIn(brought)]) };
}

function distinct(removals: readonly RemovalStep[]): RemovalStep[] {
  return [...new Map(removals.map((one) => [one.resourceName, one])).values()];
}

async function publish(
  version: CreatedVersion,
  port: GooglePort,
  progress: Progress,
  removed: Tally,
): Promise<void> {
  progress(`Publishing version ${version.id}`);
  const kept = (error: ApplyError) =>
    error instanceof GoogleError && error.isUncertain
      ? `Version ${version.id} is ready, and it is not known whether it is live now; running apply again publishes it if it is not.`
      : `Version ${version.id} is ready and not live; running apply again publishes it.`;
  await withProgress(
    (error) => `${kept(error)}${inAnalytics(removed)}`,
    () => port.publish(version),
  );
}

/** Once for all rounds. */
async function annotate(
  live: WentLive,
  port: GooglePort,
  progress: Progress,
  { annotation }: ApplyOptions,
  account: RunRecord,
): Promise<void> {
  const text = account.unannotated === undefined ? annotation?.(live) : null;
  if (text) account.annotated(await leaveAnnotation(port, text, progress));
}

/** A workspace that this run opened does not outlive a refusal, unless something was changed in it. */
async function clearingUp<T>(begun: OpenRun | null, port: GooglePort, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (begun && "workspace" in begun.at && wasRefused(error))
      await clearIfUnchanged(begun.at.workspace, port);
    throw error;
  }
}

/** Google answers, and says no: then it can be asked for something else. */
function wasRefused(error: unknown): boolean {
  if (error instanceof ContainerChanged) return true;
  return error instanceof GoogleError && !error.isUncertain && [400, 403, 404, 409].includes(error.status);
}
