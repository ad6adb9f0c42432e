/** `plan`: what would change, in the pull request's comment and the job's summary. */
import type { Tested } from "../app/result/visited.ts";
import { isTests } from "../language/include/pattern.ts";
import { isEmpty, operationsOf } from "../plan/plan.ts";
import { testedMarkdown } from "../render/visits/visits-markdown.ts";
import { type Failure, failureOf } from "./failure.ts";
import { failureMarkdown } from "./failure-markdown.ts";
import { NOT_ASKED, type PastCounts, pastCounts } from "./figures.ts";
import { GitHubError } from "./github/port.ts";
import { goalsFiles, hasGoalsFile } from "./goals-files.ts";
import { type Job, runLink, shortSha } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { blockerText, type Live, planOutputs, readLive, summaryOf } from "./live.ts";
import type { PlanMarker } from "./marker.ts";
import {
  existingDriftNotice,
  type OwnChanges,
  OwnChangesUnknown,
  outlookOf,
  ownChanges,
} from "./own-changes.ts";
import { ownMarkdown } from "./own-markdown.ts";
import { atPull } from "./pull-by-number.ts";
import { inRepository } from "./repository-path.ts";
import { commentBody, findPlanComments, sub, writeReview } from "./review.ts";
import { testedBy, testsOf, withTests } from "./tests.ts";
import type { PullEvent } from "./triggering-event.ts";

/** At most this many characters of a comment go to what tests say; the summary has all of it. */
const MOST_OF_TESTS = 12_000;

/** A summary can have at most 1 MiB (docs.github.com, "Workflow commands"); characters may take several bytes. */
export const LONGEST_SUMMARY = 200_000;

export async function plan(asked: Job): Promise<JobResult> {
  const { prNumber } = asked.inputs;
  const job = asked.trigger.pull === null && prNumber !== null ? await atPull(asked, prNumber) : asked;
  const { pull } = job.trigger;
  if (pull !== null && (await isUntouched(job, pull.number))) return untouched(job);
  let tested: Tested | null = null;
  try {
    const { live, counted } = await readLive(job, async (read, { target }) => ({
      live: read,
      counted: await pastCounts(job, read.plan, target),
    }));
    tested = testsOf(job);
    if (pull === null) return resultOf(job, wholeOf(live), NOTHING, tested, counted);
    const own = await ownChanges(job, live, pull.number);
    return resultOf(job, own, await writePlan(job, pull, own, tested, counted), tested, counted);
  } catch (error) {
    if (error instanceof OwnChangesUnknown)
      return resultOf(job, wholeOf(error.live), failing(error.cause), tested);
    if (pull !== null) await withdraw(job, pull, error);
    throw error;
  }
}

function resultOf(
  job: Job,
  own: OwnChanges,
  written: Written,
  tested: Tested | null,
  counted: PastCounts = NOT_ASKED,
): JobResult {
  const { plan: made, diagnostics } = own.live;
  const [blocker] = made.blockers;
  const failure = blocker ? { reason: reasonOf(blocker.code), ...blockerText(blocker) } : written.failure;
  const notices = [written.notice, existingDriftNotice(own), own.note].filter((one) => one !== null);
  const result: JobResult = {
    result: failure ? "stopped" : isEmpty(made) ? "no-changes" : "planned",
    failure,
    summary: summaryOf(made),
    markdown: [
      ownMarkdown(own, LONGEST_SUMMARY, undefined, testedBy(tested), counted),
      ...outlookOf(own),
    ].join("\n\n"),
    diagnostics,
    outputs: {
      ...planOutputs(made, job),
      ...(written.url === null ? {} : { "comment-url": written.url }),
    },
    notice: notices.length === 0 ? null : notices.join(" "),
    ...(isEmpty(made) && own.left !== null ? {} : { plan: made }),
  };
  return withTests(result, tested);
}

function wholeOf(live: Live): OwnChanges {
  return { live, left: null, base: null, was: null, note: null };
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

function failing(error: GitHubError): Written {
  return { ...NOTHING, failure: failureOf(error) };
}

async function writePlan(
  job: Job,
  pull: PullEvent,
  own: OwnChanges,
  tested: Tested | null,
  counted: PastCounts,
): Promise<Written> {
  const { plan: made } = own.live;
  const approved = {
    plan: made.digest,
    ops: operationsOf(made),
    ...(own.base === null ? {} : { base: own.base }),
    ...(own.was === null ? {} : { was: own.was }),
  };
  const tests = tested === null ? "" : `\n\n${testedMarkdown(tested, MOST_OF_TESTS)}`;
  const content = (longest: number) =>
    ownMarkdown(own, longest - tests.length, "the job's summary", testedBy(tested), counted) + tests;
  const isWorthAComment = job.inputs.comment === "true" || !isEmpty(made);
  return write(job, pull, { approved, content, outlook: outlookOf(own), isWorthAComment, done: "Planned" });
}

interface Content {
  readonly approved: Pick<PlanMarker, "plan" | "ops" | "base" | "was">;
  readonly content: (longest: number) => string;
  /** What merging would do: it goes when it is done. */
  readonly outlook: readonly string[];
  readonly isWorthAComment: boolean;
  readonly done: "Planned" | "Tried";
}

/** Where a merged pull request's comment is what approves, a comment that could not be written is an error now, not later. */
async function write(
  job: Job,
  event: PullEvent,
  { approved, content, outlook, isWorthAComment, done }: Content,
): Promise<Written> {
  if (job.inputs.comment === "false") return { ...NOTHING, notice: withoutComment(job) };
  try {
    const github = await job.github();
    const pull = await github.pull(event.number);
    const marker = markerFor(job, event, event.into ?? pull.base, approved);
    const status = `${done} for ${shortSha(marker.head)} in ${runLink(job)}`;
    const body = commentBody(marker, content, [...outlook, sub(status)]);
    return { ...NOTHING, url: await writeReview(github, pull, { marker, body, isWorthAComment }) };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const failure = failureOf(error);
    if (job.inputs.approval === "pull-request") return { ...NOTHING, failure };
    return { ...NOTHING, notice: `The plan is in the job's summary only. ${failure.message}` };
  }
}

function withoutComment({ inputs: { approval } }: Job): string | null {
  if (approval !== "pull-request") return null;
  return "Without a comment, merging approves nothing: set the input approval to plan-id, for plan and for apply.";
}

function markerFor(
  { inputs, trigger, workspace }: Job,
  { head }: PullEvent,
  into: string,
  approved: Content["approved"],
): PlanMarker {
  const { id, startedAt } = trigger.run;
  const file = inRepository(inputs.file, workspace);
  const { plan: digest, ops, ...before } = approved;
  return { v: 1, id: inputs.label, head, run: id, at: startedAt, file, ...before, into, plan: digest, ops };
}

const WITHDRAWN = "\n\nAn earlier plan in this comment, if there was one, is withdrawn.";

/** A broken file, or a plan that could not be made, takes back what was approved for an earlier commit. */
async function withdraw(job: Job, pull: PullEvent, error: unknown): Promise<void> {
  const isOfTheFile = failureOf(error).reason === "invalid-file";
  const content = (longest: number) => failureMarkdown(error, longest - WITHDRAWN.length) + WITHDRAWN;
  const approved = { plan: null, ops: [] };
  await write(job, pull, { approved, content, outlook: [], isWorthAComment: isOfTheFile, done: "Tried" });
}

/** GitHub lists no more (docs.github.com/rest, "List pull requests files"). */
const MOST_LISTED = 3000;

/**
 * Whether a pull request has nothing to do with goals: no plan is made for it, and no comment reports differences that
 * it did not make. Ours are the goals file, what its `include` names, and tests. When GitHub does not answer, the plan is made;
 * so it is where there is no goals file, because what the workflow names by mistake is never changed by anybody.
 */
async function isUntouched(job: Job, pull: number): Promise<boolean> {
  try {
    if (!hasGoalsFile(job)) return false;
    const github = await job.github();
    const files = await github.changedFiles(pull);
    const isOurs = goalsFiles(job);
    if (
      files.length === 0 ||
      files.length >= MOST_LISTED ||
      files.some((path) => isOurs(path) || isTests(path))
    )
      return false;
    return (await findPlanComments(github, pull, job.inputs.label)).length === 0;
  } catch (error) {
    if (error instanceof GitHubError) return false;
    throw error;
  }
}

function untouched({ inputs: { file } }: Job): JobResult {
  return {
    result: "no-changes",
    failure: null,
    summary: `This pull request does not touch ${file}, so there is nothing to plan.`,
    markdown: "This pull request does not touch the goals file, so there is nothing to plan.",
    outputs: { "has-changes": "false" },
  };
}
