/** `drift`: one issue for each target, opened, kept up to date and closed by a schedule. */
import { isEmpty } from "../plan/plan.ts";
import { planMarkdown } from "../render/plan-markdown.ts";
import { driftMarkdown, driftTitle } from "./drift-markdown.ts";
import type { Edit } from "./edits.ts";
import { findEdits } from "./edits.ts";
import type { Ended } from "./ended.ts";
import { type Failure, failureOf } from "./failure.ts";
import { GitHubError, type Issue } from "./github.ts";
import { type Job, runLink } from "./job.ts";
import { type Live, planOutputs, readLive, summaryOf } from "./live.ts";
import { driftMarkerLine, isDriftOf } from "./marker.ts";
import { LONGEST_SUMMARY } from "./plan.ts";

/** What a drift issue is made from. */
export interface Found {
  readonly live: Live;
  readonly edits: readonly Edit[];
  /** Newer than the live version, by number: somebody went back. */
  readonly newer: string | null;
}

/** An error is an error and no drift: then the issue stays as it is. */
export async function drift(job: Job): Promise<Ended> {
  const found = await readLive(job, async (live, { port }) => ({ live, ...(await findEdits(live, port)) }));
  const { plan, version, diagnostics } = found.live;
  const outputs = planOutputs(plan, job);
  const { issue, failure } = await tryKeepIssue(job, found);
  const hasDrift = !isEmpty(plan);
  return {
    result: failure ? "failed" : hasDrift ? "planned" : "no-changes",
    failure,
    summary: summaryOf(plan),
    markdown: hasDrift
      ? driftMarkdown(job, found, LONGEST_SUMMARY)
      : planMarkdown(plan, { longest: LONGEST_SUMMARY, live: version }),
    diagnostics,
    plan,
    outputs: { ...outputs, ...(issue ? { "issue-url": issue.url } : {}) },
  };
}

/** Without the issue nobody would hear of it, so that is a failure; the summary has everything all the same. */
async function tryKeepIssue(
  job: Job,
  found: Found,
): Promise<{ issue: Issue | null; failure: Failure | null }> {
  try {
    return { issue: await keepIssue(job, found), failure: null };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { issue: null, failure: failureOf(error) };
  }
}

const LONGEST_ISSUE = 60_000;

async function keepIssue(job: Job, found: Found): Promise<Issue | null> {
  const github = await job.github();
  const { label } = job.inputs;
  const login = await github.login();
  const issue = await github.findIssue(({ author, body }) => author === login && isDriftOf(label, body));
  const marker = driftMarkerLine(label);
  if (isEmpty(found.live.plan)) {
    if (issue === null) return null;
    const body = `${marker}\nNothing differs any more, as of ${runLink(job)}.\n`;
    return github.closeIssue(issue.number, body);
  }
  const title = driftTitle(found.live.plan);
  const body = `${marker}\n${driftMarkdown(job, found, LONGEST_ISSUE - marker.length)}`;
  if (issue === null) return github.createIssue(title, body);
  const isSame = issue.title === title && issue.body.replaceAll("\r\n", "\n").trimEnd() === body.trimEnd();
  return isSame ? issue : github.updateIssue(issue.number, { title, body });
}
