/**
 * What the comments of merged pull requests approve.
 *
 * Nothing in a comment's words counts: the marker lists digests, and each operation that is to be done must be among
 * them. Who wrote the comment, that nobody else edited it, and that it is about the very commit that was
 * merged is asked of GitHub.
 */
import { needsApproval, type Plan, type ResourceChange, resourceChanges } from "../plan/plan.ts";
import type { GitHub, Pull } from "./github.ts";
import type { Job } from "./job.ts";
import type { PlanMarker } from "./marker.ts";
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

/** As far back as approvals are looked for: an apply that was cancelled leaves its work to the next one. */
const MOST_COMMITS = 20;
const MOST_PUSHED = 50;

/** Looks no further than it must: usually at the one pull request that was merged. */
export async function collectApprovals(plan: Plan, job: Job): Promise<Approvals> {
  const github = await job.github();
  let missing = resourceChanges(plan).filter(needsApproval);
  const comments: PlanComment[] = [];
  const others: PlanComment[] = [];
  const notes: string[] = [];
  for await (const pull of mergedPulls(github, job)) {
    const found = await approvalOf(github, pull, job.inputs.label);
    if (typeof found === "string") {
      notes.push(found);
      continue;
    }
    const left = missing.filter(({ digest }) => !approves(found.marker, digest, plan));
    (left.length < missing.length ? comments : others).push(found);
    missing = left;
    if (missing.length === 0) break;
  }
  return { missing, comments, others, notes };
}

/** Too many to list were approved as a whole: then it must be the same whole. */
function approves({ plan: approved, ops }: PlanMarker, digest: string, plan: Plan): boolean {
  if (approved === null) return false;
  return ops === null ? approved === plan.digest : ops.includes(digest);
}

/** Newest first, each once, and only those that were merged into this very branch. */
async function* mergedPulls(github: GitHub, { occasion, inputs }: Job): AsyncGenerator<Pull> {
  const seen = new Set<number>();
  const numbers =
    inputs.prNumber === null ? pullNumbers(github, occasion.sha, occasion.pushed) : only(inputs.prNumber);
  for await (const number of numbers) {
    if (seen.has(number)) continue;
    seen.add(number);
    const pull = await github.pull(number);
    if (pull.isMerged && pull.base === occasion.branch) yield pull;
  }
}

async function* only(number: number): AsyncGenerator<number> {
  yield number;
}

async function* pullNumbers(github: GitHub, sha: string, pushed: readonly string[]): AsyncGenerator<number> {
  const asked = new Set<string>();
  for (const commit of [sha, ...pushed].slice(0, MOST_PUSHED)) {
    if (asked.has(commit)) continue;
    asked.add(commit);
    for (const { number } of await github.pullsOf(commit)) yield number;
  }
  for (const commit of await github.history(sha, MOST_COMMITS)) {
    if (asked.has(commit)) continue;
    for (const { number } of await github.pullsOf(commit)) yield number;
  }
}

/** The comment that approves, or why there is none. */
async function approvalOf(github: GitHub, pull: Pull, id: string): Promise<PlanComment | string> {
  const found = await findPlanComments(github, pull.number, id);
  const [one] = found;
  const name = `Pull request ${pull.number}`;
  if (one === undefined) return `${name} has no plan comment for "${id}".`;
  if (found.length > 1)
    return `${name} has several plan comments for "${id}", and nobody can tell which one was reviewed.`;
  const { marker, comment } = one;
  if (marker.applied !== undefined) return `The plan of pull request ${pull.number} is applied already.`;
  if (marker.plan === null) return `${name} has no plan that could be applied: its last one was withdrawn.`;
  if (marker.head !== pull.head)
    return `The plan of pull request ${pull.number} is for an earlier commit than the one that was merged.`;
  const editor = await github.lastEditor(comment);
  if (editor !== null && editor !== comment.author)
    return `The plan comment of pull request ${pull.number} was edited by ${editor}.`;
  return one;
}
