/** `rollback`: an earlier container version again, because a person asked for it. */
import { Refusal } from "../app/result/refusal.ts";
import { rollback as rollBack } from "../app/rollback.ts";
import type { AppliedCommit } from "../plan/applied-commit.ts";
import { rolledBackMarkdown, rolledBackText } from "../render/rollback.ts";
import { drift } from "./drift.ts";
import { failureOf } from "./failure.ts";
import { GitHubError } from "./github/port.ts";
import type { Job } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { readGoals, refuseUnknownTarget } from "./live.ts";
import { commitOf } from "./settled-commits.ts";

export async function rollback(job: Job): Promise<JobResult> {
  refuseUnasked(job);
  const { file, target, toVersion, allow } = job.inputs;
  refuseUnknownTarget(readGoals(job).goalSet, job);
  const settled = (known: readonly AppliedCommit[]) => latestOf(job, known);
  const options = { file, target, to: toVersion, allowOthers: allow.has("others"), settled };
  const result = await rollBack(options, job.ports);
  const from = result.done?.rollback.from;
  return {
    result: "applied",
    failure: null,
    summary: rolledBackText(result).trim(),
    markdown: rolledBackMarkdown(result),
    notice: await driftNotice(job),
    outputs: { "published-version": result.to.id, ...(from ? { "previous-version": from.id } : {}) },
  };
}

/** Going back is urgent and never a matter of course. */
function refuseUnasked({ trigger: { event } }: Job): void {
  if (event === "workflow_dispatch") return;
  throw new Refusal(
    "not-approved",
    `rollback runs only when a person starts it, not on ${event}.`,
    "Use workflow_dispatch, in an environment with required reviewers (docs/github.md).",
  );
}

/**
 * A person may start it from a tag or a branch that is behind: what was settled later than that stays settled. When GitHub does
 * not say which of the two is later, going back does not wait for it.
 */
async function latestOf(job: Job, known: readonly AppliedCommit[]): Promise<AppliedCommit> {
  let latest = commitOf(job);
  try {
    for (const one of known) {
      const comparison = await (await job.github()).compare(one.commit, latest.commit);
      if (comparison?.status === "behind") latest = one;
    }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
  }
  return latest;
}

/** The goals file is ahead now; an issue says so, before anybody applies it by accident. */
async function driftNotice(job: Job): Promise<string | null> {
  try {
    const { failure } = await drift(job);
    return failure === null ? null : `The drift issue was not updated. ${failure.message}`;
  } catch (error) {
    return `The drift issue was not updated. ${failureOf(error).message}`;
  }
}
