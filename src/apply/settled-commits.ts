/** Reading and writing, at Google, up to which commit everything is settled. */
import {
  type AppliedCommit,
  isVersionOf,
  readCommitNote,
  readSettled,
  withSettled,
} from "../plan/applied-commit.ts";
import type { ContainerSnapshot, VersionHeader } from "../resources/snapshot.ts";
import type { GooglePort } from "./google-port.ts";

/** Each costs a request of Tag Manager's small quota. */
const VERSIONS_READ = 5;

/**
 * The commits that container versions say are settled, newest version first; several when an earlier version was
 * published again. Usually the live version contains them, and no request is made.
 */
export async function settledCommits(
  owner: string,
  container: ContainerSnapshot,
  port: Pick<GooglePort, "listVersions" | "readVersion">,
): Promise<AppliedCommit[]> {
  const { live, latest } = container;
  const known = live === null ? null : settledBy(owner, live);
  if (latest === null) return [];
  if (known !== null && latest.id === live?.id) return [known];
  const older = await ofOtherVersions(owner, container, port, known !== null);
  return known === null ? older : [known, ...older];
}

/** What a version that is or was live says about itself. */
export function settledBy(
  owner: string,
  { name, description }: VersionHeader & { readonly description: string },
): AppliedCommit | null {
  return readSettled(owner, description) ?? (isVersionOf(owner, name) ? readCommitNote(description) : null);
}

/**
 * A version newer than the live one was perhaps never published: only its own line proves that it was. One
 * that is older counts by its first note as well: what came after it was made from it.
 */
async function ofOtherVersions(
  owner: string,
  { live }: ContainerSnapshot,
  port: Pick<GooglePort, "listVersions" | "readVersion">,
  isLiveKnown: boolean,
): Promise<AppliedCommit[]> {
  const versions = numbered(await port.listVersions()).filter(({ name }) => isVersionOf(owner, name));
  const liveNumber = Number(live?.id ?? 0);
  const wanted = versions.filter(({ id }) => Number(id) > liveNumber || !isLiveKnown);
  for (const { id } of wanted.filter((one) => one.id !== live?.id).slice(0, VERSIONS_READ)) {
    const { description } = await port.readVersion(id);
    const found =
      readSettled(owner, description) ?? (Number(id) < liveNumber ? readCommitNote(description) : null);
    if (found !== null) return [found];
  }
  return [];
}

function numbered(versions: readonly VersionHeader[]): VersionHeader[] {
  return [...versions].sort((a, b) => Number(b.id) - Number(a.id));
}

/**
 * Writes down that everything up to this commit is settled, in the live version when it is ours, else in our
 * newest one before it. What others made is never described by us. False when there is no version of ours.
 */
export async function settle(
  owner: string,
  container: Pick<ContainerSnapshot, "live">,
  applied: AppliedCommit,
  port: Pick<GooglePort, "listVersions" | "describeVersion">,
): Promise<boolean> {
  const { live } = container;
  if (live === null) return false;
  const known = settledBy(owner, live);
  const isThere = known?.commit === applied.commit && readSettled(owner, live.description) !== null;
  if (isThere && known?.run === applied.run) return true;
  const version =
    known === null && !isVersionOf(owner, live.name) ? await newestBefore(owner, live, port) : live;
  if (version === null) return false;
  await port.describeVersion(version.id, (description) => withSettled(owner, description, applied));
  return true;
}

async function newestBefore(
  owner: string,
  live: VersionHeader,
  port: Pick<GooglePort, "listVersions">,
): Promise<VersionHeader | null> {
  const ours = numbered(await port.listVersions()).filter(({ name }) => isVersionOf(owner, name));
  return ours.find(({ id }) => Number(id) < Number(live.id)) ?? null;
}
