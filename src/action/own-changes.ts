/**
 * What a pull request changes, separated from what was different before it.
 *
 * The goals before it are planned against the same live state. An operation that is due either way is not the pull
 * request's: somebody edited at Google, or an earlier change is not applied yet. Where the pull request changes an
 * object that was different already, the operation is another one, and it is the pull request's.
 */

import { changesAt, unrelated } from "../plan/partial-plan.ts";
import { isEmpty, type Plan } from "../plan/plan.ts";
import { planOutlook } from "../render/plan-markdown.ts";
import { counted } from "../render/words.ts";
import { type GitHub, GitHubError } from "./github/port.ts";
import { goalsAt } from "./goals-before.ts";
import type { Job } from "./job.ts";
import { type Live, liveWithout } from "./live.ts";
import { inRepository } from "./repository-path.ts";

export interface OwnChanges {
  /** What the pull request changes. */
  readonly live: Live;
  /** What was different before, as a plan of its own; null when nothing was. */
  readonly left: Plan | null;
  /** The commit before the pull request; null when it is not known. */
  readonly base: string | null;
  /** The path that the goals file had there, if the pull request renames it. */
  readonly was: string | null;
  /** Why nothing could be separated; null when it was. */
  readonly note: string | null;
}

/** GitHub did not say what was there before: the plan can be shown, and must not be approved. */
export class OwnChangesUnknown extends Error {
  readonly live: Live;
  override readonly cause: GitHubError;

  constructor(live: Live, cause: GitHubError) {
    super(cause.message);
    this.live = live;
    this.cause = cause;
  }
}

export async function ownChanges(job: Job, live: Live, pull: number): Promise<OwnChanges> {
  try {
    const github = await job.github();
    const base = await commitBefore(job, github, pull);
    if (base === null) return { live, left: null, base, was: null, note: NO_BASE };
    return await apartFrom(base, job, github, live, pull);
  } catch (error) {
    if (error instanceof GitHubError) throw new OwnChangesUnknown(live, error);
    throw error;
  }
}

const NO_BASE =
  "GitHub does not know the commit before this pull request, so everything that differs is shown as its change.";
const UNREADABLE =
  "The goals file before this pull request cannot be read, so everything that differs is shown as its change.";

/** To a token that may not read the repository's contents, everything is missing: that does not make the goals new. */
async function apartFrom(
  base: string,
  job: Job,
  github: GitHub,
  live: Live,
  pull: number,
): Promise<OwnChanges> {
  const file = inRepository(job.inputs.file, job.workspace);
  const nothing = { live, left: null, base, was: null, note: null };
  if (isEmpty(live.plan)) return nothing;
  const there = await goalsAt(github, file, base);
  const was = there.is === "missing" ? await github.formerPath(pull, file) : null;
  const before = was === null ? there : await goalsAt(github, was, base);
  if (before.is !== "read") {
    const isNew = before.is === "missing" && (await github.parents(base)) !== null;
    return { ...nothing, was, note: isNew ? null : UNREADABLE };
  }
  const due = live.dueBefore(before.goalSet);
  const left = unrelated(live.work.built, ({ digest }) => due.has(digest));
  if (left.size === 0) return { ...nothing, was };
  return { ...nothing, live: liveWithout(live, left, job), left: changesAt(live.work.built, left), was };
}

/**
 * GitHub's trial merge has the branch as its first parent, and that is what was there before. Where the head itself is
 * checked out, it is the commit at which the pull request left the branch.
 */
async function commitBefore(job: Job, github: GitHub, number: number): Promise<string | null> {
  const pull = await github.pull(number);
  const { sha } = job.trigger;
  if (sha !== pull.head) {
    const parents = await github.parents(sha);
    if (parents !== null && parents.length > 1) return parents[0]!;
  }
  return (await github.compare(pull.base, pull.head))?.mergeBase ?? job.trigger.pull?.base ?? null;
}

export function existingDriftNotice({ left }: OwnChanges): string | null {
  if (left === null) return null;
  const number = changesIn(left);
  return `${counted(number, "difference")} ${number === 1 ? "was" : "were"} there before this pull request; merging it neither approves nor changes ${number === 1 ? "it" : "them"}.`;
}

export function changesIn({ changes }: Plan): number {
  return new Set(changes.flatMap(({ resources }) => resources.map(({ digest }) => digest))).size;
}

/** What merging does, for as long as it is not done. */
export function outlookOf({ live, left }: OwnChanges): string[] {
  if (isEmpty(live.plan) && left !== null) return [];
  return planOutlook(live.plan, live.version);
}
