/** `apply`: carries out what was reviewed, and nothing else. */
import { Refusal } from "../app/result/refusal.ts";
import { isEmpty, resourceChanges } from "../plan/plan.ts";
import { markdownMessage } from "../render/markdown.ts";
import { type Approvals, collectApprovals, notInApprovedPlan } from "./approvals.ts";
import { carryOut } from "./carry-out.ts";
import {
  type CommitPosition,
  commitPosition,
  type NewCommits,
  placeOnBranch,
  whySettled,
} from "./commit-position.ts";
import { existingDrift, operationsDueWith } from "./existing-drift.ts";
import { type Failure, failureOf } from "./failure.ts";
import { GitHubError } from "./github/port.ts";
import { goalsFiles } from "./goals-files.ts";
import { type Job, shortSha } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { blockerText, type Live, liveWithout, planOutputs, readLive, summaryOf } from "./live.ts";
import { LONGEST_SUMMARY } from "./plan.ts";
import { notAllReviewed, updateComments } from "./progress.ts";
import { readSettledCommits, recordNothingToApply } from "./settled-commits.ts";
import { nextStepTexts, stopMarkdown, unapprovedText } from "./unapproved.ts";
import { planInWorkflow } from "./workflow-words.ts";

export async function apply(job: Job): Promise<JobResult> {
  refuseTags(job);
  const [live, settled] = await readLive(
    job,
    async (read, open) => [read, await readSettledCommits(job, read, open)] as const,
  );
  try {
    if (job.inputs.approval === "none") return await withoutApproval(job, live);
    const standing = await commitPosition(job, settled);
    if (isEmpty(live.plan)) return await recordNothingToApply(job, live, standing, null);
    if (standing.is !== "new") return await withoutNewCommits(job, live, standing);
    const place = await placeOnBranch(job, await job.github(), goalsFiles(job));
    if (place.is === "overtaken") return overtaken(job, live, place.by);
    if (place.is === "gone") return gone(job, live, place.from);
    return await reviewed(job, live, standing);
  } catch (error) {
    // GitHub does not say what was approved: then nothing is done, and the plan is shown all the same.
    if (error instanceof GitHubError) return stopped(job, live, failureOf(error), "");
    throw error;
  }
}

function refuseTags({ trigger: { branch } }: Job): void {
  if (branch !== null) return;
  throw new Refusal(
    "usage",
    "apply runs for a branch, not for a tag or an open pull request.",
    "Run it on push to the main branch, or on pull_request closed (docs/github.md).",
  );
}

async function withoutApproval(job: Job, live: Live): Promise<JobResult> {
  if (isEmpty(live.plan)) return recordNothingToApply(job, live, null, null);
  return blocked(job, live) ?? carryOut(job, live, new Set(), NO_APPROVALS);
}

const NO_APPROVALS: Approvals = { missing: [], comments: [], others: [], notes: [] };

/** Everything up to this commit is settled. Only a person who has read what differs now may have it applied again. */
async function withoutNewCommits(
  job: Job,
  live: Live,
  standing: Exclude<CommitPosition, { is: "new" }>,
): Promise<JobResult> {
  const isFresh = standing.is === "same" && isLaterRun(job, standing.settled.run);
  const isOpen = isFresh || standing.is === "rewritten" || standing.is === "unknown";
  if (job.inputs.approval === "plan-id" && isOpen) return byPlanId(job, live, null);
  const message = `Nothing was applied. ${whySettled(standing, job)}`;
  const text = { message, hint: nextStepTexts(live.plan, job) };
  const why = stopMarkdown(live.plan, resourceChanges(live.plan), text);
  return stopped(job, live, { reason: "not-approved", ...text }, why);
}

/** Run ids grow, and a run that is run again keeps its own: its instructions are from before. */
function isLaterRun({ trigger }: Job, settled: number | null): boolean {
  return settled === null || Number.parseInt(trigger.run.id, 10) > settled;
}

/** The newer commit's own run counts the same approvals, and has the goals as they are meant now. */
function overtaken(job: Job, live: Live, newer: string): JobResult {
  const summary = `Nothing was applied: ${shortSha(newer)} is newer than ${shortSha(job.trigger.sha)} and changes the goals too. Its own run applies what is approved.`;
  return {
    result: "no-changes",
    failure: null,
    summary,
    markdown: `${summary}\n\n${planInWorkflow(live.plan, { longest: LONGEST_SUMMARY, outlook: false })}`,
    diagnostics: live.diagnostics,
    outputs: planOutputs(live.plan, job),
  };
}

function gone(job: Job, live: Live, branch: string): JobResult {
  const message = `Nothing was applied. Commit ${shortSha(job.trigger.sha)} is not part of ${branch}: the branch was set back or rewritten.`;
  const hint = `If it is part of ${branch}, run the job again. If it is not, the run of the newest commit applies what is approved.`;
  const why = [`> [!CAUTION]\n> ${markdownMessage(message, 4000)}`, markdownMessage(hint, 2000)].join("\n\n");
  return stopped(job, live, { reason: "not-approved", message, hint }, why);
}

async function byPlanId(job: Job, live: Live, standing: NewCommits | null): Promise<JobResult> {
  const stop = blocked(job, live);
  if (stop !== null) return stop;
  const missing = notInApprovedPlan(live.plan, job.inputs);
  if (missing.length > 0) return refuseUnapproved(job, live, { ...NO_APPROVALS, missing });
  return carryOut(job, live, new Set(), NO_APPROVALS, standing);
}

async function reviewed(job: Job, live: Live, standing: NewCommits): Promise<JobResult> {
  if (job.inputs.approval === "plan-id") return byPlanId(job, live, standing);
  const dueAt = (commit: string) => operationsDueWith(job, live, commit);
  const approvals = await collectApprovals(live.plan, job, standing.commits, dueAt);
  const left = await existingDrift(job, live, approvals, standing);
  const missing = approvals.missing.filter(({ address }) => !left.addresses.has(address));
  const own = liveWithout(live, left.addresses, job);
  if (isEmpty(own.plan)) return recordNothingToApply(job, live, standing, left.notice);
  const stop = blocked(job, own);
  if (stop !== null) return stop;
  if (missing.length > 0) return refuseUnapproved(job, own, { ...approvals, missing });
  return carryOut(job, own, left.digests, approvals, standing, left.notice);
}

function blocked(job: Job, live: Live): JobResult | null {
  const [blocker] = live.plan.blockers;
  if (blocker === undefined) return null;
  const reason = blocker.code === "many-removals" ? "too-many-removals" : "blocked";
  return stopped(job, live, { reason, ...blockerText(blocker) }, "");
}

async function refuseUnapproved(job: Job, live: Live, approvals: Approvals): Promise<JobResult> {
  const { comments, others, notes, missing } = approvals;
  const known = [...comments, ...others];
  const wasReviewed =
    known.length > 0 || (job.inputs.approval === "plan-id" && job.inputs.planId !== "" && notes.length === 0);
  const text = unapprovedText(live.plan, missing, job, wasReviewed, notes);
  const reason = wasReviewed ? "plan-changed" : "not-approved";
  await updateComments(job, known, notAllReviewed(job));
  return stopped(job, live, { reason, ...text }, stopMarkdown(live.plan, missing, text));
}

function stopped(job: Job, { plan, version, diagnostics }: Live, failure: Failure, why: string): JobResult {
  const whole = planInWorkflow(plan, { longest: LONGEST_SUMMARY, live: version });
  return {
    result: "stopped",
    failure,
    summary: `Nothing was applied. ${summaryOf(plan)}`,
    markdown: why === "" ? whole : `${why}\n\n${whole}`,
    diagnostics,
    outputs: planOutputs(plan, job),
    plan,
  };
}
