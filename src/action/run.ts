/** One run of the action, from the inputs to the exit code. */
import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostic.ts";
import { browserFor } from "../machine/browser.ts";
import { filesIn } from "../machine/files.ts";
import { googleFor, refuseLoudNode } from "../machine/google.ts";
import { previewsFor } from "../machine/previews.ts";
import { lineByLine } from "../machine/progress.ts";
import { reportingFor } from "../machine/reporting.ts";
import { isEmpty } from "../plan/plan.ts";
import { diagnosticsText } from "../render/diagnostics-text.ts";
import { planText } from "../render/plan-text.ts";
import { rollbackText } from "../render/rollback.ts";
import { visible } from "../render/visible.ts";
import { counted } from "../render/words.ts";
import { annotationsOf } from "./annotations.ts";
import { diagnosticsIn, type Failure, failureOf } from "./failure.ts";
import { failureMarkdown } from "./failure-markdown.ts";
import { type GitHub, GitHubError } from "./github/port.ts";
import type { Command, Inputs } from "./inputs.ts";
import { readInputs, secretsIn } from "./inputs.ts";
import type { Job } from "./job.ts";
import type { JobResult, OutputName } from "./job-result.ts";
import { summaryOf } from "./live.ts";
import { LONGEST_SUMMARY } from "./plan.ts";
import { openRunner, type Runner } from "./runner.ts";
import { commandFor, readTriggeringEvent, type TriggeringEvent } from "./triggering-event.ts";
import { workflowWords } from "./workflow-words.ts";

export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly write: (text: string) => void;
  /** Milliseconds since 1970; left out, the machine's clock. */
  readonly now?: number;
  /** Aborted when the job is cancelled. */
  readonly stop?: AbortSignal;
  /** Lets milliseconds pass; left out, the machine's clock does. */
  readonly pause?: (milliseconds: number) => Promise<void>;
  /** Sends the requests to GOALFORM_ENDPOINT; left out, Google's client does it by itself. */
  readonly fetch?: typeof fetch | undefined;
}

/** The exit code. A bug is thrown. */
export async function run(machine: Machine): Promise<0 | 1> {
  const { env, cwd } = machine;
  const runner = openRunner(env, machine.write);
  const workspace = resolve(env["GITHUB_WORKSPACE"] || cwd);
  const result = await carryOut(machine, runner, workspace).catch(resultOfFailure);
  // GitHub's log shows colour.
  report(result, runner, workspace, !env["NO_COLOR"]);
  const isWritten = runner.end();
  return result.failure === null && isWritten ? 0 : 1;
}

async function carryOut(machine: Machine, runner: Runner, workspace: string): Promise<JobResult> {
  for (const secret of secretsIn(machine.env)) runner.mask(secret);
  const inputs = readInputs(machine.env);
  const trigger = readTriggeringEvent(machine.env, machine.now);
  const command = commandFor(inputs, trigger);
  const perform = await COMMANDS[command]();
  return perform(jobOf(machine, inputs, trigger, runner, workspace));
}

/** What talks to Google is loaded only when it is needed. */
const COMMANDS: Readonly<Record<Command, () => Promise<(job: Job) => Promise<JobResult>>>> = {
  check: async () => (await import("./check.ts")).check,
  plan: async () => (await import("./plan.ts")).plan,
  apply: async () => (await import("./apply.ts")).apply,
  drift: async () => (await import("./drift.ts")).drift,
  rollback: async () => (await import("./rollback.ts")).rollback,
  verify: async () => (await import("./verify.ts")).verify,
  report: async () => (await import("./report.ts")).report,
};

function jobOf(
  { env, now, stop, pause = passTime, fetch }: Machine,
  inputs: Inputs,
  trigger: TriggeringEvent,
  runner: Runner,
  workspace: string,
): Job {
  return {
    inputs,
    trigger,
    workspace,
    ports: portsOf({ env, now, stop, fetch }, workspace, inputs, runner),
    temporary: env["RUNNER_TEMP"] || workspace,
    github: once(() => connect(env, inputs, trigger)),
    pause,
  };
}

function passTime(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Goals files may read the environment in `targets`: they must not see inputs and the runner's own tokens. */
function portsOf(
  {
    env: all,
    now,
    stop,
    fetch,
  }: Pick<Machine, "env" | "fetch"> & { now: number | undefined; stop: AbortSignal | undefined },
  workspace: string,
  { accessToken }: Inputs,
  runner: Runner,
): Job["ports"] {
  const seen = Object.entries(all).filter(([name]) => !/^(INPUT_|ACTIONS_)/.test(name));
  const token = accessToken === "" ? {} : { GOALFORM_ACCESS_TOKEN: accessToken };
  const env = { ...Object.fromEntries(seen), ...token };
  const progress = lineByLine(runner.log);
  const surroundings = { cwd: workspace, env, onWait: progress.wait, stop, fetch };
  return {
    env,
    files: filesIn(workspace),
    google: googleFor({}, surroundings),
    reporting: reportingFor({}, { ...surroundings, ...(now === undefined ? {} : { today: () => now }) }),
    browse: browserFor({ env, cwd: workspace, progress: progress.step, stop }),
    previews: previewsFor({}, surroundings),
    progress: progress.step,
    warn: (warnings) => runner.log(`${diagnosticsText(warnings, { isExplained: false })}\n`),
    // The pull request, or the person who started the workflow, has approved it; the log keeps what.
    approve: async (about) => {
      if (about.is === "rollback plan") runner.log(rollbackText(about.rollback));
    },
  };
}

async function connect(
  env: Machine["env"],
  { githubToken }: Inputs,
  { repository }: TriggeringEvent,
): Promise<GitHub> {
  if (githubToken === "") {
    const hint = "Leave the input github-token out: its default is the job's own token.";
    throw new GitHubError("unknown-token", 0, "There is no token for GitHub.", hint);
  }
  refuseLoudNode(env);
  const { openGitHub } = await import("./github/api.ts");
  const api = env["GITHUB_API_URL"] || "https://api.github.com";
  const graphql = env["GITHUB_GRAPHQL_URL"] || `${api}/graphql`;
  return openGitHub({ api, graphql, token: githubToken }, repository);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function resultOfFailure(error: unknown): JobResult {
  const failure = failureOf(error);
  return {
    result: "failed",
    failure,
    summary: failure.message,
    markdown: failureMarkdown(error, LONGEST_SUMMARY),
    diagnostics: diagnosticsIn(error),
  };
}

/** Outputs first: steps that look at a failure read them. */
function report(reported: JobResult, runner: Runner, workspace: string, isColored: boolean): void {
  const {
    result,
    failure,
    summary,
    markdown,
    outputs,
    diagnostics = [],
    notice,
    plan,
    isDone = false,
  } = reported;
  const all = { ...outputs, summary: visible(summary), result, "failure-reason": failure?.reason ?? "" };
  for (const [name, value] of Object.entries(all) as [OutputName, string][]) runner.setOutput(name, value);
  runner.summary(markdown);
  if (plan) runner.log(planText(plan, { color: isColored, isDone, words: workflowWords }));
  if (diagnostics.length > 0) runner.log(diagnosticsText(diagnostics, { isExplained: false }));
  // A plan with changes ends with it.
  if (!plan || isEmpty(plan) || summary !== summaryOf(plan)) runner.log(visible(summary));
  if (notice) runner.annotate({ level: "notice", title: "goalform", message: visible(notice) });
  annotate(diagnostics, failure, runner, workspace);
}

function annotate(
  diagnostics: readonly Diagnostic[],
  failure: Failure | null,
  runner: Runner,
  workspace: string,
): void {
  const warnings = annotationsOf(diagnostics, "warning", workspace);
  const errors = annotationsOf(diagnostics, "error", workspace);
  for (const one of [...warnings.annotations, ...errors.annotations]) runner.annotate(one);
  if (warnings.left > 0) {
    const message = `${counted(warnings.left, "more warning")}, see the summary.`;
    runner.annotate({ level: "warning", title: "goalform", message });
  }
  if (failure === null) return;
  const more = errors.left > 0 ? ` ${errors.left} more, see the summary.` : "";
  const text = [`${visible(failure.message)}${more}`, ...(failure.hint ? [visible(failure.hint)] : [])];
  runner.annotate({ level: "error", title: `goalform: ${failure.reason}`, message: text.join("\n") });
}
