/** `apply`: carries out what was reviewed, and nothing else. */
import { apply as applyPlan } from "../cli/apply.ts";
import { Refusal } from "../cli/outcome.ts";
import { type GuardOverride, isEmpty, type Plan } from "../plan/plan.ts";
import { markdownText } from "../render/markdown.ts";
import { planMarkdown } from "../render/plan-markdown.ts";
import type { JsonObject } from "../resources/resource.ts";
import { type Approvals, collectApprovals } from "./approvals.ts";
import { notInApprovedPlan } from "./approved-by-id.ts";
import type { Ended, Outputs } from "./ended.ts";
import { type Failure, failureOf } from "./failure.ts";
import { failureMarkdown } from "./failure-markdown.ts";
import { GitHubError } from "./github.ts";
import { type Job, runLink } from "./job.ts";
import { blockerText, type Live, overridesOf, planOutputs, readLive, summaryOf } from "./live.ts";
import type { PlanMarker } from "./marker.ts";
import { LONGEST_SUMMARY } from "./plan.ts";
import { tell, whatHappened, withProgress } from "./progress.ts";
import { stopMarkdown, unapprovedText } from "./unapproved.ts";

export async function apply(job: Job): Promise<Ended> {
  refuseTags(job);
  const live = await readLive(job, async (read) => read);
  const outputs = planOutputs(live.plan, job);
  if (isEmpty(live.plan)) return nothingToDo(live, outputs);
  const [blocker] = live.plan.blockers;
  if (blocker) {
    const reason = blocker.code === "many-removals" ? "too-many-removals" : "blocked";
    return stopped(live, outputs, { reason, ...blockerText(blocker) }, "");
  }
  const approvals = await approvalsFor(live.plan, job).catch(notTold);
  if (approvals instanceof GitHubError) return stopped(live, outputs, failureOf(approvals), "");
  if (approvals.missing.length > 0) return refuseUnapproved(job, live, outputs, approvals);
  return carryOut(job, live, outputs, approvals);
}

function refuseTags({ occasion: { branch } }: Job): void {
  if (branch !== null) return;
  throw new Refusal(
    "usage",
    "apply runs for a branch, not for a tag or a pull request.",
    "Run it on push to the main branch (docs/github.md).",
  );
}

function nothingToDo({ plan, version, diagnostics }: Live, outputs: Outputs): Ended {
  return {
    result: "no-changes",
    failure: null,
    summary: summaryOf(plan),
    markdown: planMarkdown(plan, { longest: LONGEST_SUMMARY, live: version }),
    diagnostics,
    outputs,
    plan,
  };
}

/** GitHub does not tell what was approved: then nothing is done, and the plan is shown all the same. */
function notTold(error: unknown): GitHubError {
  if (error instanceof GitHubError) return error;
  throw error;
}

const NO_COMMENTS = { comments: [], others: [], notes: [] };

async function approvalsFor(plan: Plan, job: Job): Promise<Approvals> {
  const { approval } = job.inputs;
  if (approval === "pull-request") return collectApprovals(plan, job);
  return { ...NO_COMMENTS, missing: approval === "none" ? [] : notInApprovedPlan(plan, job.inputs) };
}

async function refuseUnapproved(
  job: Job,
  live: Live,
  outputs: Outputs,
  approvals: Approvals,
): Promise<Ended> {
  const { comments, others, notes, missing } = approvals;
  const known = [...comments, ...others];
  const wasReviewed = known.length > 0 || (job.inputs.approval === "plan-id" && job.inputs.planId !== "");
  const { message, hint } = unapprovedText(live.plan, missing, job, wasReviewed, notes);
  const failure: Failure = { reason: wasReviewed ? "plan-changed" : "not-approved", message, hint };
  await tell(job, known, `Not applied in ${runLink(job)}: what would be done now was not all reviewed`);
  return stopped(live, outputs, failure, stopMarkdown(live.plan, missing, failure));
}

function stopped(
  { plan, version, diagnostics }: Live,
  outputs: Outputs,
  failure: Failure,
  why: string,
): Ended {
  const whole = planMarkdown(plan, { longest: LONGEST_SUMMARY, live: version });
  return {
    result: "stopped",
    failure,
    summary: `Nothing was applied. ${summaryOf(plan)}`,
    markdown: why === "" ? whole : `${why}\n\n${whole}`,
    diagnostics,
    outputs,
    plan,
  };
}

/** The saved plan holds what was approved; the command line plans once more and does nothing beside it. */
async function carryOut(job: Job, live: Live, outputs: Outputs, approvals: Approvals): Promise<Ended> {
  const { inputs, io, occasion } = job;
  const { comments } = approvals;
  await tell(job, comments, `Applying in ${runLink(job)}`);
  try {
    const { file, target, publish } = inputs;
    const overrides = Object.fromEntries([...overridesOf(inputs)].map((one) => [camelCase(one), true]));
    const { json } = await applyPlan(
      { file, target, publish, plan: outputs["plan-file"], note: `Commit ${occasion.sha}.`, ...overrides },
      io,
    );
    return await applied(job, live, outputs, approvals, json["applied"] as unknown as AppliedJson | null);
  } catch (error) {
    return await failed(job, live, outputs, approvals, error);
  }
}

function camelCase(override: GuardOverride): string {
  return override.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What the command line says about an apply; null when somebody else did everything meanwhile. */
interface AppliedJson extends JsonObject {
  readonly version: { readonly id: string; readonly url: string } | null;
  readonly live: boolean;
}

async function applied(
  job: Job,
  { plan, version: before, diagnostics }: Live,
  outputs: Outputs,
  { comments, others }: Approvals,
  json: AppliedJson | null,
): Promise<Ended> {
  const isLive = json?.live ?? true;
  const version = json?.version?.id ?? null;
  const words = whatHappened(plan, version, isLive);
  const done: Partial<PlanMarker> = isLive ? { ops: [], applied: job.occasion.sha } : {};
  const notice = await tell(job, [...comments, ...others], `${markdownText(words)} (${runLink(job)})`, done);
  return {
    result: "applied",
    failure: null,
    summary: words,
    markdown: `### ${markdownText(words)}\n\n${planMarkdown(plan, { longest: LONGEST_SUMMARY, live: before })}`,
    diagnostics,
    notice,
    plan,
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
  outputs: Outputs,
  { comments }: Approvals,
  error: unknown,
): Promise<Ended> {
  const failure = await withProgress(job, live.plan, failureOf(error));
  await tell(job, comments, `Not finished in ${runLink(job)}; running the job again goes on`);
  return {
    result: failure.reason === "plan-changed" ? "stopped" : "failed",
    failure,
    summary: failure.message,
    markdown: `${failureMarkdown(error, LONGEST_SUMMARY, failure)}\n\n${planMarkdown(live.plan, { longest: LONGEST_SUMMARY, live: live.version })}`,
    outputs,
  };
}
