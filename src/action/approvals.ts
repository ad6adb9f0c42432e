/**
 * What the comments of merged pull requests approve.
 *
 * Nothing in a comment's words counts: the marker lists digests, and each operation that is to be done must be among
 * them. Who wrote the comment, that nobody else edited it, and that it is about the very commit that was
 * merged is asked of GitHub; that the merge came after what is settled, of Google (`commit-position.ts`).
 */

import { planDigest } from "../plan/difference.ts";
import { needsApproval, type Plan, type ResourceChange, resourceChanges } from "../plan/plan.ts";
import type { GitHub, Pull, Review } from "./github/port.ts";
import type { Inputs } from "./inputs.ts";
import { type Job, shortSha } from "./job.ts";
import type { PlanMarker } from "./marker.ts";
import { inRepository } from "./repository-path.ts";
import { findPlanComments, type PlanComment } from "./review.ts";

export interface Approvals {
  /** What nobody approved. */
  readonly missing: readonly ResourceChange[];
  /** The comments that approve, in the order in which they were found. */
  readonly comments: readonly PlanComment[];
  /** Comments that approve something else, or nothing any more. */
  readonly others: readonly PlanComment[];
  /** Why pull requests approve nothing, one sentence each. */
  readonly notes: readonly string[];
}

/** Without a word of Google, as far back as approvals are looked for. */
const MOST_COMMITS = 100;
/** Each costs a request; GitHub gives a job 1,000 an hour (docs.github.com, "Rate limits for the REST API"). */
const MOST_LOOKUPS = 250;
/** Pull requests after one that approves, whose goals are looked at. */
const MOST_LATER = 50;

/** Digests of what would be due with the goals of a commit; null when they cannot be read. */
export type DueOperations = (commit: string) => Promise<ReadonlySet<string> | null>;

/**
 * Looks no further than it must: usually at the one pull request that was merged.
 *
 * @param commits What is new since the settled commit, newest first; null when nothing was ever settled.
 */
export async function collectApprovals(
  plan: Plan,
  job: Job,
  commits: readonly string[] | null,
  dueAt: DueOperations,
): Promise<Approvals> {
  const github = await job.github();
  const later: Pull[] = [];
  let missing = resourceChanges(plan).filter(needsApproval);
  const comments: PlanComment[] = [];
  const others: PlanComment[] = [];
  const notes: string[] = [];
  for await (const pull of mergedPulls(github, job, commits)) {
    const approval = await approvalOf(github, pull, job, commits === null);
    if (typeof approval === "string") {
      notes.push(approval);
      later.push(pull);
      continue;
    }
    const approved = missing.filter(({ digest }) => approves(approval.marker, digest, plan));
    const between = later.filter(({ mergeCommit }) => mergeCommit !== job.trigger.sha);
    const takenBack = await withdrawnBy(approved, between, dueAt);
    if (takenBack.by !== null)
      notes.push(
        `Pull request ${takenBack.by.number}, merged later, took back what pull request ${pull.number} approves.`,
      );
    const left = missing.filter((one) => !approved.includes(one) || takenBack.changes.has(one));
    (left.length < missing.length ? comments : others).push(approval);
    later.push(pull);
    missing = left;
    if (missing.length === 0) break;
  }
  return { missing, comments, others, notes };
}

/**
 * What a pull request that was merged later no longer asked for. If both runs were cancelled, nothing was there that its own plan
 * could have removed, so only its goals say so.
 */
async function withdrawnBy(
  approved: readonly ResourceChange[],
  later: readonly Pull[],
  dueAt: DueOperations,
): Promise<{ readonly changes: ReadonlySet<ResourceChange>; readonly by: Pull | null }> {
  const changes = new Set<ResourceChange>();
  let by: Pull | null = null;
  for (const pull of later.slice(-MOST_LATER)) {
    if (changes.size === approved.length) break;
    const due = pull.mergeCommit === null ? null : await dueAt(pull.mergeCommit);
    const gone = due === null ? [] : approved.filter(({ digest }) => !due.has(digest));
    for (const one of gone) changes.add(one);
    if (gone.length > 0) by ??= pull;
  }
  return { changes, by };
}

/** Too many to list were approved as a whole: then it must be the same whole. */
function approves({ plan: approved, ops }: PlanMarker, digest: string, plan: Plan): boolean {
  return ops === null ? approved === plan.digest : ops.includes(digest);
}

/** Newest first, each once, and only those that were merged into this very branch, after what is settled. */
export async function* mergedPulls(
  github: GitHub,
  job: Job,
  commits: readonly string[] | null,
): AsyncGenerator<Pull> {
  const { trigger, inputs } = job;
  const seen = new Set<number>();
  const isNew = ({ mergeCommit }: Pull) =>
    commits === null || mergeCommit === null || commits.includes(mergeCommit);
  const numbers =
    inputs.prNumber === null ? pullNumbers(github, job, commits) : [inputs.prNumber][Symbol.iterator]();
  for await (const number of numbers) {
    if (seen.has(number)) continue;
    seen.add(number);
    const pull = await github.pull(number);
    if (pull.isMerged && pull.base === trigger.branch && isNew(pull)) yield pull;
  }
}

async function* pullNumbers(
  github: GitHub,
  { trigger: { sha, pushed, pull } }: Job,
  commits: readonly string[] | null,
): AsyncGenerator<number> {
  if (pull !== null) yield pull.number;
  const asked = new Set<string>();
  const first = commits ?? [sha, ...pushed];
  for (const commit of first) yield* of(commit);
  if (commits !== null) return;
  for (const one of await github.history(sha, MOST_COMMITS)) yield* of(one.sha);

  async function* of(commit: string): AsyncGenerator<number> {
    if (asked.has(commit) || asked.size >= MOST_LOOKUPS) return;
    asked.add(commit);
    for (const { number } of await github.pullsOf(commit)) yield number;
  }
}

/** The comment that approves, or why there is none. */
async function approvalOf(
  github: GitHub,
  pull: Pull,
  job: Job,
  isOnlyWord: boolean,
): Promise<PlanComment | string> {
  const { label: id, file, requireApproval } = job.inputs;
  const planComments = await findPlanComments(github, pull.number, id);
  const [one] = planComments;
  const name = `Pull request ${pull.number}`;
  if (one === undefined) return `${name} has no plan comment for "${id}".`;
  if (planComments.length > 1)
    return `${name} has several plan comments for "${id}", so it is not clear which one was reviewed.`;
  const { marker, comment } = one;
  if (marker.applied !== undefined)
    return `The plan of pull request ${pull.number} has already been applied.`;
  if (isOnlyWord && marker.used !== undefined && marker.used !== job.trigger.sha)
    return `The plan of pull request ${pull.number} has already been used for ${shortSha(marker.used)}.`;
  if (marker.plan === null) return `${name} has no plan that could be applied: its last one was withdrawn.`;
  if (marker.head !== pull.head)
    return `The plan of pull request ${pull.number} is for an earlier commit than the one that was merged.`;
  if (marker.file !== undefined && marker.file !== inRepository(file, job.workspace))
    return `The plan of pull request ${pull.number} is for another goals file than ${file}.`;
  const editor = await github.lastEditor(comment);
  if (editor !== null && editor !== comment.author)
    return `The plan comment of pull request ${pull.number} was edited by ${editor}.`;
  if (requireApproval && !(await isApprovedByAPerson(github, pull)))
    return `${name} was merged without an approving review of ${shortSha(pull.head)} by somebody other than its author.`;
  return one;
}

/** Of each person the last review that says yes or no counts, and it must be of the head that was merged. */
async function isApprovedByAPerson(github: GitHub, pull: Pull): Promise<boolean> {
  const last = new Map<string, Review>();
  for (const review of await github.reviews(pull.number)) {
    const { author, isPerson, state } = review;
    if (isPerson && author !== pull.author && state !== "COMMENTED") last.set(author, review);
  }
  for (const review of last.values())
    if (review.state === "APPROVED" && review.commit === pull.head && (await github.mayPush(review)))
      return true;
  return false;
}

/**
 * The id approves the very plan that has it. For a plan that is partly done already, the list of
 * operations says what was approved: it must have that id itself.
 */
export function notInApprovedPlan(
  plan: Plan,
  { planId: id, planOperations: operations }: Inputs,
): ResourceChange[] {
  const all = resourceChanges(plan).filter(needsApproval);
  const isApproved = (digest: string) => id !== "" && digest.startsWith(id);
  if (isApproved(plan.digest)) return [];
  if (!isApproved(planDigest(plan.target, operations))) return all;
  return all.filter(({ digest }) => !operations.includes(digest));
}
