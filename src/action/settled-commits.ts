/** Writing down that everything up to a commit is settled: at Google, which decides, and in the comments, which people read. */

import { type OpenTarget, withTarget } from "../app/target.ts";
import { GoogleError } from "../apply/google-port.ts";
import { settle, settledCommits } from "../apply/settled-commits.ts";
import type { AppliedCommit } from "../plan/applied-commit.ts";
import { isEmpty } from "../plan/plan.ts";
import { mergedPulls } from "./approvals.ts";
import type { CommitPosition } from "./commit-position.ts";
import { type GitHub, GitHubError } from "./github/port.ts";
import { type Job, runLink, shortSha } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { type Live, planOutputs, readGoals, summaryOf } from "./live.ts";
import { LONGEST_SUMMARY } from "./plan.ts";
import { findPlanComments, type PlanComment, setStatus } from "./review.ts";
import { planInWorkflow } from "./workflow-words.ts";

export function commitOf({ trigger: { sha, run } }: Job): AppliedCommit {
  const id = Number.parseInt(run.id, 10);
  return { commit: sha, run: id > 0 ? id : null };
}

/** With `approval: none` nobody asks. */
export async function readSettledCommits(
  { inputs }: Job,
  { work }: Live,
  { port }: OpenTarget,
): Promise<AppliedCommit[]> {
  if (inputs.approval === "none") return [];
  return settledCommits(work.built.plan.owner, work.snapshot.container, port);
}

export function notRecordedText(why: string | null): string | null {
  if (why === null) return null;
  return `The container version's description was not updated: ${why}`;
}

/**
 * Nothing of what was merged is left to do, perhaps because somebody did it by hand. That is written down too:
 * otherwise its approvals would do it again some day.
 */
export async function recordNothingToApply(
  job: Job,
  live: Live,
  standing: CommitPosition | null,
  left: string | null,
): Promise<JobResult> {
  const { plan, diagnostics } = live;
  const isNew = standing?.is === "new";
  const unsettled = isNew ? await recordAtGoogle(job, live) : null;
  const status = `There was nothing left to do in ${runLink(job)}`;
  const notUpdated = isNew ? await recordInComments(job, standing.commits, [], status) : null;
  const notices = [left, notRecordedText(unsettled), notUpdated].filter((one) => one !== null);
  const words = left === null ? summaryOf(plan) : `Nothing was applied. ${left}`;
  return {
    result: "no-changes",
    failure: null,
    summary: words,
    markdown:
      left === null
        ? planInWorkflow(plan, { longest: LONGEST_SUMMARY })
        : `${words}\n\n${planInWorkflow(plan, { longest: LONGEST_SUMMARY, outlook: false })}`,
    diagnostics,
    outputs: { ...planOutputs(plan, job), "has-changes": "false" },
    ...(isEmpty(plan) ? { plan } : {}),
    notice: notices.length === 0 ? null : notices.join(" "),
  };
}

/** The trouble in words; null when there was none, or nothing of ours at Google that could say it. */
async function recordAtGoogle(job: Job, { work }: Live): Promise<string | null> {
  const { file, target } = job.inputs;
  const { owner } = work.built.plan;
  try {
    await withTarget(readGoals(job).goalSet, { file, target }, "prepare", job.ports, ({ port }) =>
      settle(owner, work.snapshot.container, commitOf(job), port),
    );
    return null;
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return error.message;
  }
}

/** Earlier comments that could not be updated in time: how many commits back to look. */
const LOOKED_BACK = 20;

/**
 * Says in the comments that their plans are done, and approve nothing any more. An earlier run may have failed to do so:
 * going back stops at the first pull request whose comment says it already.
 */
export async function recordInComments(
  job: Job,
  commits: readonly string[] | null,
  known: readonly PlanComment[],
  status: string,
): Promise<string | null> {
  try {
    const github = await job.github();
    const done = { ops: [], applied: job.trigger.sha };
    for (const one of known) await setStatus(github, one, status, done);
    const seen = new Set(known.map(({ comment }) => comment.id));
    for await (const pull of mergedPulls(github, job, await withEarlier(github, job, commits))) {
      const comments = await findPlanComments(github, pull.number, job.inputs.label);
      const open = comments.filter(
        ({ comment, marker }) => !seen.has(comment.id) && marker.applied === undefined,
      );
      if (comments.length > 0 && open.length === 0 && !comments.some(({ comment }) => seen.has(comment.id)))
        break;
      const isNew = commits === null || pull.mergeCommit === null || commits.includes(pull.mergeCommit);
      for (const one of open) await setStatus(github, one, isNew ? status : earlier(job), done);
    }
    return null;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return `The comment of the pull request was not updated for ${shortSha(job.trigger.sha)}; the next run tries again. ${error.message}`;
  }
}

function earlier(job: Job): string {
  return `Settled by an earlier run; this comment was updated in ${runLink(job)}`;
}

async function withEarlier(
  github: GitHub,
  { trigger: { sha } }: Job,
  commits: readonly string[] | null,
): Promise<readonly string[] | null> {
  if (commits === null) return null;
  const history = await github.history(sha, Math.min(100, commits.length + LOOKED_BACK));
  return [...new Set([...commits, ...history.map((one) => one.sha)])];
}
