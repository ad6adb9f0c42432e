/** Carrying out a plan that was approved, and saying what happened to it. */

import { apply as applyPlan } from "../app/apply.ts";
import { approvedBy } from "../app/guards.ts";
import type { Done } from "../app/result/at-target.ts";
import { settledBy } from "../apply/settled-commits.ts";
import { withCommit } from "../machine/commit-message.ts";
import { commitNote } from "../plan/applied-commit.ts";
import { isAnalyticsStep } from "../plan/steps.ts";
import { sinceThen, withoutAnnotation } from "../render/applied.ts";
import { markdownText } from "../render/markdown.ts";
import type { Approvals } from "./approvals.ts";
import type { NewCommits } from "./commit-position.ts";
import { failureOf } from "./failure.ts";
import { failureMarkdown } from "./failure-markdown.ts";
import { type Job, runLink } from "./job.ts";
import type { JobResult, Outputs } from "./job-result.ts";
import { type Live, overridesOf, planOutputs, readLive } from "./live.ts";
import { LONGEST_SUMMARY } from "./plan.ts";
import { notAllReviewed, updateComments, whatHappened, withProgress } from "./progress.ts";
import { commitOf, notRecordedText, recordInComments, recordNothingToApply } from "./settled-commits.ts";
import { planInWorkflow } from "./workflow-words.ts";

/**
 * The application plans once more, and does nothing except what was approved.
 *
 * @param live what is to be done
 * @param leave digests of what stays as it is
 */
export async function carryOut(
  job: Job,
  live: Live,
  leave: ReadonlySet<string>,
  approvals: Approvals,
  standing: NewCommits | null = null,
  notice: string | null = null,
): Promise<JobResult> {
  const { inputs, ports } = job;
  const outputs = planOutputs(live.plan, job);
  const { sha: used } = job.trigger;
  const notUpdated = await updateComments(job, approvals.comments, `Applying in ${runLink(job)}`, { used });
  if (notUpdated !== null && !isRememberedAtGoogle(live)) return unmarked(live, notUpdated, outputs);
  try {
    const { file, target, publish } = inputs;
    const { done } = await applyPlan(
      {
        file,
        target,
        publish,
        saved: approvedBy(live.plan),
        message: withCommit(job.trigger.subject, job.trigger.sha),
        note: commitNote(commitOf(job)),
        leave,
        settled: commitOf(job),
        overrides: overridesOf(inputs),
      },
      ports,
    );
    if (done === null) return await nothingLeft(job, standing, notice);
    return await applied(job, live, approvals, standing, { done, notice, outputs });
  } catch (error) {
    return await failed(job, live, approvals, outputs, error);
  }
}

/** Somebody was faster with the very same. */
async function nothingLeft(job: Job, standing: NewCommits | null, notice: string | null): Promise<JobResult> {
  return recordNothingToApply(job, await readLive(job, async (now) => now), standing, notice);
}

/** A version of ours exists, or this plan creates one. */
function isRememberedAtGoogle({ work: { built, snapshot } }: Live): boolean {
  const { live } = snapshot.container;
  if (live !== null && settledBy(built.plan.owner, live) !== null) return true;
  return !built.steps.every(isAnalyticsStep);
}

/** Nobody could see later that the approvals are used up. */
function unmarked({ plan, diagnostics }: Live, why: string, outputs: Outputs): JobResult {
  return {
    result: "stopped",
    failure: {
      reason: "github",
      message: `Nothing was applied. ${why}`,
      hint: "Nothing is published in Tag Manager, so only the comment can say that its approval is used up: run the job again.",
    },
    summary: "Nothing was applied: the plan's comment could not be marked as used.",
    markdown: planInWorkflow(plan, { longest: LONGEST_SUMMARY }),
    diagnostics,
    outputs,
    plan,
  };
}

async function applied(
  job: Job,
  { plan, version: before, diagnostics }: Live,
  { comments, others }: Approvals,
  standing: NewCommits | null,
  { done, notice, outputs }: { done: Done; notice: string | null; outputs: Outputs },
): Promise<JobResult> {
  const { isLive } = done;
  const version = done.version?.id ?? null;
  const words = whatHappened(plan, version, isLive);
  const status = `${markdownText(words)} (${runLink(job)})`;
  const known = [...comments, ...others];
  const notUpdated = isLive
    ? await recordInComments(job, standing?.commits ?? null, known, status)
    : await updateComments(job, known, status);
  const notices = [
    notice,
    notRecordedText(done.unsettled),
    ...withoutAnnotation(done.unannotated),
    ...sinceThen(done.meanwhile),
    notUpdated,
  ].filter((one) => one !== null);
  return {
    result: "applied",
    failure: null,
    summary: words,
    markdown: `### ${markdownText(words)}\n\n${planInWorkflow(plan, { longest: LONGEST_SUMMARY, outlook: false })}`,
    diagnostics,
    notice: notices.length === 0 ? null : notices.join(" "),
    plan,
    isDone: true,
    outputs: {
      ...outputs,
      ...(comments[0] ? { "comment-url": comments[0].comment.url } : {}),
      ...(isLive && version !== null ? { "published-version": version } : {}),
      ...(before === null ? {} : { "previous-version": before }),
    },
  };
}

/** What is done stays done; the same plan's rest is still approved. */
async function failed(
  job: Job,
  live: Live,
  { comments }: Approvals,
  outputs: Outputs,
  error: unknown,
): Promise<JobResult> {
  const cause = failureOf(error);
  const failure = await withProgress(job, live.plan, cause);
  const goesOn = `Not finished in ${runLink(job)}; running the job again continues`;
  await updateComments(job, comments, cause.reason === "plan-changed" ? notAllReviewed(job) : goesOn);
  return {
    result: failure.reason === "plan-changed" ? "stopped" : "failed",
    failure,
    summary: failure.message,
    markdown: `${failureMarkdown(error, LONGEST_SUMMARY, failure)}\n\n${planInWorkflow(live.plan, { longest: LONGEST_SUMMARY, outlook: false })}`,
    diagnostics: live.diagnostics,
    outputs,
  };
}
