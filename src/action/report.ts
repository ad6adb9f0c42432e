/** `report`: what the goals counted, in the job's summary and in one issue for each target, updated in place. */
import { join } from "node:path";
import { report as makeReport } from "../app/report.ts";
import { asRefusal, Refusal } from "../app/result/refusal.ts";
import { isDead } from "../figures/dead.ts";
import type { Report } from "../figures/report.ts";
import { jsonText } from "../render/json-text.ts";
import { markdownText } from "../render/markdown.ts";
import { reportHtml } from "../render/report/report-html.ts";
import { reportMarkdown } from "../render/report/report-markdown.ts";
import { slackBody } from "../render/report/slack.ts";
import { counted } from "../render/words.ts";
import type { Json } from "../resources/resource.ts";
import { type Failure, failureOf } from "./failure.ts";
import { LEFT_OUT, mayShowFigures } from "./figures.ts";
import { GitHubError, type Issue } from "./github/port.ts";
import { type Job, runLink } from "./job.ts";
import type { JobResult, Outputs } from "./job-result.ts";
import { readGoals, refuseUnknownTarget } from "./live.ts";
import { isReportOf, reportMarkerLine } from "./marker.ts";
import { LONGEST_SUMMARY } from "./plan.ts";

export async function report(job: Job): Promise<JobResult> {
  const { goalSet, diagnostics } = readGoals(job);
  refuseUnknownTarget(goalSet, job);
  const made = await reportOf(job);
  const deadGoals = failureOfDead(made, job);
  const outputs = savedFiles(made, job);
  const summary = `Report: ${counted(made.goals.length, "goal")} from ${made.period.from} to ${made.period.to}.`;
  const common = { summary, diagnostics, result: "checked" as const };
  if (!mayShowFigures(job)) {
    const markdown = `### ${markdownText(summary)}\n\n${LEFT_OUT} The files of this job have them: artifacts of a public repository are public, too.\n`;
    const result = deadGoals === null ? "checked" : "failed";
    return { ...common, result, markdown, outputs, failure: deadGoals, notice: LEFT_OUT };
  }
  const { issue, failure: notKept, notice } = await tryKeepIssue(job, made);
  const failure = notKept ?? deadGoals;
  return {
    ...common,
    result: failure === null ? "checked" : "failed",
    failure,
    notice,
    markdown: within(reportMarkdown(made), LONGEST_SUMMARY),
    outputs: { ...outputs, ...(issue === null ? {} : { "issue-url": issue.url }) },
  };
}

/** Everybody can read a public repository's log: not even how much there was to read. */
async function reportOf(job: Job): Promise<Report> {
  const { file, target, asked, events } = job.inputs;
  const isOpen = mayShowFigures(job);
  const ports = isOpen ? job.ports : { ...job.ports, progress: () => {} };
  try {
    return (await makeReport({ ...asked, file, target, events }, ports)).report;
  } catch (error) {
    const { code, ways } = asRefusal(error);
    if (isOpen || code !== "bigquery-bytes") throw error;
    throw new Refusal(
      code,
      "The query would read more than goalform lets BigQuery read. Nothing was run.",
      ways,
    );
  }
}

/** Only where the workflow asks for it. Which goals they are is for those who may see figures. */
function failureOfDead({ dead }: Report, job: Job): Failure | null {
  const goals = dead.filter(isDead).flatMap(({ goal }) => goal ?? []);
  if (!job.inputs.failOnDead || goals.length === 0) return null;
  const which = mayShowFigures(job) ? `: ${goals.join(", ")}` : "";
  const message = `${counted(goals.length, "goal")} ${goals.length === 1 ? "has" : "have"} stopped counting, or never counted${which}.`;
  return { reason: "dead-goals", message, hint: "The report says since when." };
}

/** On the runner, for later steps: nobody else sees them. */
function savedFiles(made: Report, { ports, temporary, inputs, trigger }: Job): Outputs {
  const save = (ending: string, text: string) => {
    const file = join(temporary, `goalform-report-${inputs.label}-${trigger.run.id}${ending}`);
    ports.files.save("The report", file, text);
    return file;
  };
  return {
    "report-file": save(".json", jsonText(made as unknown as Json)),
    "report-page": save(".html", reportHtml(made)),
    "slack-file": save(".slack.json", jsonText(slackBody(made))),
  };
}

interface SavedIssue {
  readonly issue: Issue | null;
  readonly failure: Failure | null;
  readonly notice: string | null;
}

async function tryKeepIssue(job: Job, made: Report): Promise<SavedIssue> {
  try {
    return await keepIssue(job, made);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { issue: null, failure: failureOf(error), notice: null };
  }
}

/** GitHub takes 65,536 characters. */
const LONGEST_ISSUE = 60_000;

/** One that a person has closed stays closed: nobody wants to read it any more. */
async function keepIssue(job: Job, made: Report): Promise<SavedIssue> {
  const github = await job.github();
  const { label, issueLabels: labels, issueAssignees: assignees } = job.inputs;
  const login = await github.login();
  const isOurs = ({ author, body }: Issue) => author === login && isReportOf(label, body);
  const title = `Report of ${made.owner}: ${made.period.from} to ${made.period.to}`;
  const marker = reportMarkerLine(label);
  const end = `\n\n<sub>Updated by ${runLink(job)}.</sub>\n`;
  const room = LONGEST_ISSUE - marker.length - end.length;
  const body = `${marker}\n${within(reportMarkdown(made), room)}${end}`;
  const kept = (issue: Issue): SavedIssue => ({ issue, failure: null, notice: null });
  const open = await github.findIssue(isOurs);
  if (open !== null) return kept(await github.updateIssue(open.number, { title, body }));
  if ((await github.findClosedIssue(isOurs)) !== null)
    return {
      issue: null,
      failure: null,
      notice: "The issue of this report is closed: reopen it to have it updated.",
    };
  return kept(await github.createIssue({ title, body, labels, assignees }));
}

/** Whole sections from the top, as far as there is room. */
function within(markdown: string, longest: number): string {
  if (markdown.length <= longest) return markdown;
  const end = "\n\n… and more, in the report page.\n";
  const cut = markdown.slice(0, longest - end.length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf("\n\n"), 0))}${end}`;
}
