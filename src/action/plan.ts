/** `plan`: what would change, in the pull request's comment and the job's summary. */
import { dirname, extname } from "node:path";
import { Refusal } from "../cli/outcome.ts";
import { isEmpty, operationsOf, type Plan } from "../plan/plan.ts";
import { planMarkdown } from "../render/plan-markdown.ts";
import type { Ended } from "./ended.ts";
import { type Failure, failureOf } from "./failure.ts";
import { failureMarkdown } from "./failure-markdown.ts";
import { GitHubError, type Pull } from "./github.ts";
import { type Job, runLink, shortSha } from "./job.ts";
import { blockerText, type Live, planOutputs, readLive, summaryOf } from "./live.ts";
import type { PlanMarker } from "./marker.ts";
import { inRepository } from "./repository-path.ts";
import { commentBody, findPlanComments, writeReview } from "./review.ts";

/** A summary holds at most 1 MiB (docs.github.com, "Workflow commands"); signs may take several bytes. */
export const LONGEST_SUMMARY = 200_000;

export async function plan(job: Job): Promise<Ended> {
  const pull = job.occasion.pull?.number ?? job.inputs.prNumber;
  if (pull !== null && (await isUntouched(job, pull))) return untouched(job);
  try {
    const live = await readLive(job, async (read) => read);
    return await shown(job, live, pull);
  } catch (error) {
    if (pull !== null) await withdraw(job, pull, error);
    throw error;
  }
}

async function shown(job: Job, live: Live, pull: number | null): Promise<Ended> {
  const { plan: made, version, diagnostics } = live;
  const outputs = planOutputs(made, job);
  const written = pull === null ? NOTHING : await writePlan(job, pull, made, version);
  const [blocker] = made.blockers;
  const failure = blocker ? { reason: reasonOf(blocker.code), ...blockerText(blocker) } : written.failure;
  return {
    result: failure ? "stopped" : isEmpty(made) ? "no-changes" : "planned",
    failure,
    summary: summaryOf(made),
    markdown: planMarkdown(made, { longest: LONGEST_SUMMARY, live: version }),
    diagnostics,
    outputs: { ...outputs, ...(written.url === null ? {} : { "comment-url": written.url }) },
    notice: written.notice,
    plan: made,
  };
}

function reasonOf(code: string): Failure["reason"] {
  return code === "many-removals" ? "too-many-removals" : "blocked";
}

interface Written {
  readonly url: string | null;
  readonly failure: Failure | null;
  readonly notice: string | null;
}

const NOTHING: Written = { url: null, failure: null, notice: null };

async function writePlan(job: Job, pull: number, made: Plan, version: string | null): Promise<Written> {
  const approved = { plan: made.digest, ops: operationsOf(made) };
  const content = (longest: number) =>
    planMarkdown(made, { longest, live: version, rest: "the job's summary" });
  const isWorthAComment = job.inputs.comment === "true" || !isEmpty(made);
  return write(job, pull, { approved, content, isWorthAComment, done: "Planned" });
}

interface Content {
  readonly approved: Pick<PlanMarker, "plan" | "ops">;
  readonly content: (longest: number) => string;
  readonly isWorthAComment: boolean;
  readonly done: "Planned" | "Tried";
}

/** Where a merged pull request's comment is what approves, a comment that could not be written is an error now, not later. */
async function write(
  job: Job,
  number: number,
  { approved, content, isWorthAComment, done }: Content,
): Promise<Written> {
  if (job.inputs.comment === "false") return { ...NOTHING, notice: withoutComment(job) };
  try {
    const github = await job.github();
    const pull = await github.pull(number);
    const marker = markerFor(job, plannedHead(job, pull), approved);
    const body = commentBody(marker, content, `${done} for ${shortSha(marker.head)} in ${runLink(job)}`);
    return { ...NOTHING, url: await writeReview(github, pull, { marker, body, isWorthAComment }) };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const failure = failureOf(error);
    if (job.inputs.approval === "pull-request") return { ...NOTHING, failure };
    return { ...NOTHING, notice: `The plan stands in the job's summary alone. ${failure.message}` };
  }
}

function withoutComment({ inputs: { approval } }: Job): string | null {
  if (approval !== "pull-request") return null;
  return "Without a comment merging approves nothing: apply then needs the input approval plan-id, and so does plan to know it.";
}

function markerFor({ inputs, occasion }: Job, head: string, approved: Content["approved"]): PlanMarker {
  const { id, startedAt } = occasion.run;
  return { v: 1, id: inputs.label, head, run: id, at: startedAt, ...approved };
}

/** The event tells. With `pr-number` it must be that pull request which is checked out. */
function plannedHead({ occasion }: Job, pull: Pull): string {
  if (occasion.pull?.number === pull.number) return occasion.pull.head;
  if ([pull.head, pull.mergeCommit].includes(occasion.sha)) return pull.head;
  throw new Refusal(
    "usage",
    `Pull request ${pull.number} is not what this run has checked out (${shortSha(occasion.sha)}).`,
    "Leave pr-number out, or run the workflow on the pull request's branch.",
  );
}

/** A broken file, or a plan that could not be made, takes back what was approved for an earlier commit. */
async function withdraw(job: Job, pull: number, error: unknown): Promise<void> {
  const isOfTheFile = failureOf(error).reason === "invalid-file";
  const content = (longest: number) =>
    `${failureMarkdown(error, longest - 100)}\n\nAn earlier plan in this comment is withdrawn.`;
  const approved = { plan: null, ops: [] };
  await write(job, pull, { approved, content, isWorthAComment: isOfTheFile, done: "Tried" });
}

/**
 * Whether a pull request has nothing to do with goals: no plan is made for it, and no comment tells of
 * differences that it did not make. Every YAML file beside or below the goals file counts as touched, since it
 * may be included. When GitHub does not tell, the plan is made.
 */
async function isUntouched(job: Job, pull: number): Promise<boolean> {
  try {
    const github = await job.github();
    const files = await github.changedFiles(pull);
    const goalsFile = inRepository(job.inputs.file, job.io.cwd);
    if (files.length === 0 || files.some((file) => mayHoldGoals(file, goalsFile))) return false;
    return (await findPlanComments(github, pull, job.inputs.label)).length === 0;
  } catch (error) {
    if (error instanceof GitHubError) return false;
    throw error;
  }
}

function mayHoldGoals(path: string, goalsFile: string): boolean {
  if (path === goalsFile) return true;
  const folder = dirname(goalsFile);
  const isBelow = folder === "." || path.startsWith(`${folder}/`);
  return isBelow && [".yaml", ".yml"].includes(extname(path).toLowerCase());
}

function untouched({ inputs: { file } }: Job): Ended {
  return {
    result: "no-changes",
    failure: null,
    summary: `This pull request does not touch ${file}, so there is nothing to plan.`,
    markdown: "This pull request does not touch the goals file, so there is nothing to plan.",
    outputs: { "has-changes": "false" },
  };
}
