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

/** The name of a version that goalform makes for this owner: `goalform acme-shop: Count the newsletter`. */
export function versionName(owner: string, message = ""): string {
  const name = `goalform ${owner}`;
  return message === "" ? name : `${name}: ${shortened(message)}`;
}

/** Whether goalform has made a version of this name, for this owner. */
export function isVersionOf(owner: string, name: string): boolean {
  return name === versionName(owner) || name.startsWith(`${versionName(owner)}: `);
}

/** Longer lines are not readable in Tag Manager's list of versions. */
const LONGEST_MESSAGE = 120;

function shortened(message: string): string {
  const characters = [...message];
  return characters.length <= LONGEST_MESSAGE
    ? message
    : `${characters.slice(0, LONGEST_MESSAGE - 1).join("")}…`;
}

/** Why there is this version: what somebody writes, in one line that cannot be taken for a note of ours. */
export function oneLine(message: string): string {
  return message
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/\bCommit (?=[0-9a-f]{40}\b)/g, "commit ")
    .trim();
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
