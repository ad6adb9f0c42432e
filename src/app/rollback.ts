/** `goalform rollback`: publishes an earlier container version again. */
import { leaveAnnotation } from "../apply/annotate.ts";
import { sentence } from "../apply/apply-error.ts";
import { type CreatedVersion, GoogleError } from "../apply/google-port.ts";
import { settledBy, settledCommits } from "../apply/settled-commits.ts";
import type { WayOut } from "../diagnostic.ts";
import { annotationOfRollback } from "../plan/annotation.ts";
import { type AppliedCommit, withSettled } from "../plan/applied-commit.ts";
import { listsRemembered } from "../plan/for-property.ts";
import { planRollback, previousVersion, type Rollback, revertedVersion } from "../plan/rollback.ts";
import { notForWebPages } from "../plan/target-checks.ts";
import type { Snapshot, VersionHeader } from "../resources/snapshot.ts";
import { beforeAnyChange } from "./apply.ts";
import { readValidGoals } from "./goals-file.ts";
import type { Ports } from "./ports.ts";
import type { RolledBack } from "./result/at-target.ts";
import { Refusal } from "./result/refusal.ts";
import { type OpenTarget, type TargetOptions, withTarget } from "./target.ts";

export interface RollbackOptions extends TargetOptions {
  /** A version's number. */
  readonly to?: string | undefined;
  /** Undo what others did since as well. */
  readonly allowOthers?: boolean | undefined;
  /**
   * Up to which commit approvals are used up, given what container versions say about it, the newest first. Left out: what they say.
   */
  readonly settled?: ((known: readonly AppliedCommit[]) => Promise<AppliedCommit>) | undefined;
}

export async function rollback(options: RollbackOptions, ports: Ports): Promise<RolledBack> {
  const goalSet = readValidGoals(options.file, ports);
  return withTarget(goalSet, options, "rollback", ports, async (open) => {
    const snapshot = await open.port
      .read((container) => listsRemembered(goalSet.owner, container))
      .catch(beforeAnyChange);
    refuseOtherContainers(snapshot.container);
    const { live, version } = await chooseVersions(snapshot, options, open);
    if (version.id === live.id) return onlySetBase(version, snapshot, open);
    const differing = planRollback(goalSet.owner, snapshot, live, version, version.content);
    const isAnnotated = open.target.annotates && differing.differences.length > 0;
    const planned: Rollback = isAnnotated ? { ...differing, annotates: true } : differing;
    refuseOthersWork(planned, snapshot, options);
    const question = `Publish version ${version.id} of ${planned.container} again?`;
    await ports.approve({ is: "rollback plan", rollback: planned }, question);
    const known = await knownSettled(goalSet.owner, snapshot, live, open);
    const settled = options.settled ? await options.settled(known) : (known[0] ?? null);
    const unsettled = await settleBefore(goalSet.owner, version, settled, open);
    await open.port.publish(version);
    const unannotated = await annotate(goalSet.owner, planned, open, ports, () => setBase(version, open));
    const done = { rollback: planned, unsettled, unannotated, requests: open.port.requests };
    return { is: "rolled back", to: version, container: planned.container, done };
  });
}

/** Visitors get another version already, whether or not new workspaces start from it as well. */
async function annotate(
  owner: string,
  { container, from, to, annotates }: Rollback,
  { port }: OpenTarget,
  { progress }: Pick<Ports, "progress">,
  first: () => Promise<void>,
): Promise<string | null> {
  const leave = async () =>
    annotates
      ? leaveAnnotation(port, annotationOfRollback(owner, container, from.id, to.id), progress)
      : null;
  try {
    await first();
  } catch (error) {
    await leave();
    throw error;
  }
  return leave();
}

/** Nothing of ours was ever live there. */
function refuseOtherContainers(container: Snapshot["container"]): void {
  for (const { code, message, waysOut } of notForWebPages(container))
    throw new Refusal(code, message, waysOut);
}

/** Going back is urgent: when other versions cannot be read, the live one alone counts. */
async function knownSettled(
  owner: string,
  { container }: Snapshot,
  live: NonNullable<Snapshot["container"]["live"]>,
  { port }: OpenTarget,
): Promise<readonly AppliedCommit[]> {
  try {
    return await settledCommits(owner, container, port);
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return [settledBy(owner, live)].filter((one) => one !== null);
  }
}

/**
 * Before publishing, so that no run in between takes old approvals for new ones. Going back is urgent: when the
 * description cannot be written, it continues and says so.
 */
async function settleBefore(
  owner: string,
  { id }: CreatedVersion,
  settled: AppliedCommit | null,
  { port }: OpenTarget,
): Promise<string | null> {
  if (settled === null) return null;
  try {
    await port.describeVersion(id, (description) => withSettled(owner, description, settled));
    return null;
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return `The description of version ${id} does not say that approvals up to commit ${settled.commit.slice(0, 7)} are used up: ${error.message}`;
  }
}

/** New workspaces must start from the version that is live again, or the next change would restore what was rolled back. */
async function setBase(version: CreatedVersion, { port }: OpenTarget): Promise<void> {
  try {
    await port.setLatest(version);
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    const live = `Version ${version.id} is live again, but new workspaces do not start from it yet.`;
    throw error.but({
      message: `${sentence(error.message)} ${live}`,
      hint: { rollBackTo: version.id },
    });
  }
}

/** For a rollback that got half-way: the version is live, and not yet the base. */
async function onlySetBase(
  version: CreatedVersion,
  { container }: Snapshot,
  open: OpenTarget,
): Promise<RolledBack> {
  if (container.latest?.id === version.id)
    throw new Refusal("already-live", `Version ${version.id} is already live.`);
  await setBase(version, open);
  return { is: "rolled back", to: version, container: container.label, done: null };
}

function refuseOthersWork(
  { others }: Rollback,
  { container }: Snapshot,
  { allowOthers }: RollbackOptions,
): void {
  if (allowOthers) return;
  const { unpublished, latest, label } = container;
  if (others.length > 0) {
    throw new Refusal(
      "others-work",
      `Going back would undo others' work in ${label}: ${others.slice(0, 5).join(", ")}.`,
      { say: "Undo it in Tag Manager by hand, or", override: "allow-others" },
    );
  }
  if (unpublished !== null) {
    throw new Refusal(
      "unpublished-version",
      `The latest version of ${label}, ${latest?.id}, is not live; after going back new workspaces would start without it.`,
      { say: "Publish or delete it in Tag Manager first, or", override: "allow-others" },
    );
  }
}

async function chooseVersions(
  { container }: Snapshot,
  { to }: RollbackOptions,
  { port }: OpenTarget,
): Promise<{ live: NonNullable<Snapshot["container"]["live"]>; version: CreatedVersion }> {
  const { live, label } = container;
  if (live === null)
    throw new Refusal("nothing-live", `Nothing is live in ${label}, so there is nothing to roll back.`);
  const wanted = to ?? previousVersion(live.description);
  const versions = await port.listVersions();
  if (wanted === null) throw unknownPredecessor(live, versions);
  const newest = revertedVersion(container, versions);
  if (to === undefined && newest !== null) throw backAlready(live, newest, wanted);
  if (!versions.some(({ id }) => id === wanted)) throw noSuchVersion(wanted, versions);
  return { live, version: await port.readVersion(wanted) };
}

function unknownPredecessor({ id }: VersionHeader, versions: readonly VersionHeader[]): Refusal {
  const message = `Version ${id} is live and does not say which one was live before.`;
  const others = versions.filter((version) => version.id !== id);
  const way: WayOut =
    others.length === 0 ? "There is no other one." : { option: "to", say: `chooses one: ${listed(others)}.` };
  return new Refusal("no-such-version", message, way);
}

/** People who run an old rollback again, or are not the first to act, do not mean the version before the version before. */
function backAlready({ id }: VersionHeader, newest: string, before: string): Refusal {
  return new Refusal(
    "rolled-back-already",
    `Version ${id} is already live again: the newest version, ${newest}, is not. Going back once more would publish version ${before}.`,
    { option: "to", say: `must name it if you want that: ${before}.` },
  );
}

function noSuchVersion(wanted: string, versions: readonly VersionHeader[]): Refusal {
  return new Refusal(
    "no-such-version",
    `There is no version ${wanted}.`,
    `The container has these versions: ${listed(versions)}.`,
  );
}

function listed(versions: readonly VersionHeader[]): string {
  return versions
    .map(({ id }) => id)
    .sort((a, b) => Number(a) - Number(b))
    .join(", ");
}
