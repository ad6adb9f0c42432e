/** `drift`: one issue for each target, opened, kept up to date and closed by a schedule. */

import type { OpenTarget } from "../app/target.ts";
import { countedWrongly } from "../plan/counted-wrongly.ts";
import { isEmpty, type Plan } from "../plan/plan.ts";
import { digestOf } from "../resources/json.ts";
import { driftMarkdown, driftTitle } from "./drift-markdown.ts";
import type { Edit } from "./edits.ts";
import { findEdits } from "./edits.ts";
import { type Failure, failureOf } from "./failure.ts";
import { type GitHub, GitHubError, type Issue } from "./github/port.ts";
import { type Job, runLink } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { type Live, planOutputs, readLive, summaryOf } from "./live.ts";
import { driftIn, driftMarkerLine, isDriftOf } from "./marker.ts";
import { NOTHING_OFFERED, type OfferedPatch, offeredPatch } from "./offered-patch.ts";
import { LONGEST_SUMMARY } from "./plan.ts";
import { planInWorkflow } from "./workflow-words.ts";

/** What a drift issue is made from. */
export interface Differences {
  readonly live: Live;
  readonly edits: readonly Edit[];
  /** Newer than the live version, by number: somebody went back. */
  readonly newer: string | null;
  readonly offered: OfferedPatch;
}

/** An error is an error and no drift: then the issue stays as it is. */
export async function drift(job: Job): Promise<JobResult> {
  const compared = async (live: Live, { port }: OpenTarget): Promise<Differences> => ({
    live,
    ...(await findEdits(live, port)),
    offered: isEmpty(live.plan) ? NOTHING_OFFERED : offeredPatch(live.accepting(), job.workspace),
  });
  const differences = await readLive(job, compared, true);
  const { plan, version, diagnostics } = differences.live;
  const outputs = planOutputs(plan, job);
  const { issue, failure } = await tryKeepIssue(job, differences);
  const hasDrift = !isEmpty(plan);
  const isClosed = wrongAt(plan) !== null && issue === null && failure === null;
  return {
    result: failure ? "failed" : hasDrift ? "planned" : "no-changes",
    failure,
    summary: summaryOf(plan),
    markdown: hasDrift
      ? driftMarkdown(job, differences, LONGEST_SUMMARY)
      : planInWorkflow(plan, { longest: LONGEST_SUMMARY, live: version }),
    diagnostics,
    notice: isClosed
      ? "A person closed the issue about these very differences, so none is opened until something else differs."
      : null,
    plan,
    outputs: { ...outputs, ...(issue ? { "issue-url": issue.url } : {}) },
  };
}

/** Without the issue nobody would hear of it, so that is a failure; the summary has everything all the same. */
async function tryKeepIssue(
  job: Job,
  differences: Differences,
): Promise<{ issue: Issue | null; failure: Failure | null }> {
  try {
    return { issue: await keepIssue(job, differences), failure: null };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { issue: null, failure: failureOf(error) };
  }
}

const LONGEST_ISSUE = 60_000;

/** The issue; null where none is open and none is to be opened. */
async function keepIssue(job: Job, differences: Differences): Promise<Issue | null> {
  const github = await job.github();
  const { label } = job.inputs;
  const login = await github.login();
  const isOurs = ({ author, body }: Issue) => author === login && isDriftOf(label, body);
  const issue = await github.findIssue(isOurs);
  const { plan } = differences.live;
  const wrong = wrongAt(plan);
  if (wrong === null) {
    if (issue === null) return null;
    const body = `${driftMarkerLine(label, null)}\nNothing differs any more, as of ${runLink(job)}.\n`;
    return github.closeIssue(issue.number, body);
  }
  const title = driftTitle(plan);
  const marker = driftMarkerLine(label, wrong);
  const body = `${marker}\n${driftMarkdown(job, differences, LONGEST_ISSUE - marker.length)}`;
  if (issue === null) return open(job, github, isOurs, { title, body });
  return github.updateIssue(issue.number, { title, body });
}

/** A digest of what an issue is about: what differs, and goals that count wrongly although nothing does. */
function wrongAt(plan: Plan): string | null {
  const wrong = countedWrongly(plan.warnings).map(({ message }) => message);
  if (wrong.length > 0) return digestOf([plan.digest, ...wrong]);
  return isEmpty(plan) ? null : plan.digest;
}

/** What a person closed stays closed for as long as the very same things differ: they have decided to live with it. */
async function open(
  { inputs: { issueLabels: labels, issueAssignees: assignees } }: Job,
  github: GitHub,
  isOurs: (issue: Issue) => boolean,
  { title, body }: Pick<Issue, "title" | "body">,
): Promise<Issue | null> {
  const closed = await github.findClosedIssue(isOurs);
  if (closed !== null && driftIn(closed.body) === driftIn(body)) return null;
  return github.createIssue({ title, body, labels, assignees });
}
