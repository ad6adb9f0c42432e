/**
 * Which commit of the goals file Google is at, as the descriptions of container versions say it.
 *
 * A version that a workflow made names its commit from the start. A line of its own is added when the version
 * went live, when a later commit needed no new version, and when an earlier version was published again: then
 * everything up to that commit is settled, and no approval before it counts any more.
 */

export interface AppliedCommit {
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** GitHub's id of the run that wrote it; null when it is not known. */
  readonly run: number | null;
}

/** The name of every version that goalform makes for this owner. */
export function versionName(owner: string): string {
  return `goalform ${owner}`;
}

/** In the description from the start: where a version comes from. It counts once the version is live. */
export function commitNote({ commit, run }: AppliedCommit): string {
  return run === null ? `Commit ${commit}.` : `Commit ${commit}. Run ${run}.`;
}

export function readCommitNote(description: string): AppliedCommit | null {
  return found(/\bCommit ([0-9a-f]{40})\.(?: Run (\d+)\.)?/.exec(description));
}

/** What was written when the commit was settled; of this owner alone, since a container may have several. */
export function readSettled(owner: string, description: string): AppliedCommit | null {
  for (const line of description.split(/\r?\n/)) {
    const match = SETTLED.exec(line);
    if (match?.[1] === owner) return found([match[0], match[2]!, match[3]!]);
  }
  return null;
}

const SETTLED = /^goalform owner=([a-z0-9_-]+) settled=([0-9a-f]{40}) run=(\d+|unknown)$/;

/** The description with this owner's line replaced or added, and everything else kept. */
export function withSettled(owner: string, description: string, { commit, run }: AppliedCommit): string {
  const others = description.split(/\r?\n/).filter((line) => SETTLED.exec(line)?.[1] !== owner);
  const text = others.join("\n").trimEnd();
  const line = `goalform owner=${owner} settled=${commit} run=${run ?? "unknown"}`;
  return text === "" ? line : `${text}\n${line}`;
}

function found(match: readonly (string | undefined)[] | null): AppliedCommit | null {
  if (match?.[1] === undefined) return null;
  const run = Number(match[2]);
  return { commit: match[1], run: Number.isSafeInteger(run) && run > 0 ? run : null };
}
