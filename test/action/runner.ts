/**
 * A runner of the tests' own. It gives the action the environment that GitHub's runner gives it, and either spawns
 * the committed bundle or, for what has many cases, runs the same sources in the test's process.
 */
import { spawn } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished } from "vitest";
import { run } from "../../src/action/run.ts";
import { type RunningSandbox, type SandboxState, startSandbox } from "../../src/sandbox/sandbox.ts";
import { CONTAINER, MEASUREMENT_ID, PROPERTY } from "../support/shop.ts";
import { type Fetch, lineTo } from "../support/the-line.ts";
import { GitHubDouble, REPOSITORY, TRIAL, type Tree } from "./github/double.ts";
import { changed, example } from "./github/events.ts";
import { type Written, watchWrites } from "./whole-run.ts";

export const BUNDLE = resolve("dist/action/index.mjs");

export interface Ran {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly written: Written;
}

export interface RunOptions {
  readonly event: string;
  readonly payload?: object;
  readonly sha?: string;
  readonly ref?: string;
  readonly actor?: string;
  /** Later runs have higher numbers. */
  readonly runId?: number;
  /** When a run of the sources begins, in milliseconds since 1970. */
  readonly now?: number;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The defaults of action.yml, as far as they are not empty. */
const INPUTS = {
  file: "goals.yaml",
  "github-token": "ghs_job",
  approval: "pull-request",
  comment: "true",
  publish: "true",
};

/** What has happened on a stage, apart from its files: others may begin with it. */
export interface Past {
  readonly github: GitHubDouble["memory"];
  readonly google: SandboxState;
  /** The sandbox's time. */
  readonly now: number;
  readonly runs: number;
}

const NOTHING_YET = { now: Date.parse("2026-03-01T09:00:00Z"), runs: 100 };

export class Stage {
  readonly github: GitHubDouble;
  readonly sandbox: RunningSandbox;
  readonly workspace: string;
  readonly #execute: Execute;
  #runs: number;
  readonly #now: () => number;

  constructor(
    github: GitHubDouble,
    sandbox: RunningSandbox,
    workspace: string,
    execute: Execute,
    { runs, now }: { readonly runs: number; readonly now: () => number },
  ) {
    this.github = github;
    this.sandbox = sandbox;
    this.workspace = workspace;
    this.#execute = execute;
    this.#runs = runs;
    this.#now = now;
  }

  past(): Past {
    const google = structuredClone(this.sandbox.sandbox.state);
    return { github: this.github.memory, google, now: this.#now(), runs: this.#runs };
  }

  write(goals: string, file = "goals.yaml"): void {
    writeFileSync(join(this.workspace, file), goals);
  }

  /** `sha` is what is checked out: GitHub's trial merge for a pull request. */
  async run(options: RunOptions): Promise<Ran> {
    const { event, payload = example(event), sha = TRIAL, ref = "refs/heads/main", actor = "mara" } = options;
    const folder = mkdtempSync(join(tmpdir(), "goalform-run-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = (name: string, text = "") => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const inputs = Object.entries({ ...INPUTS, ...options.with }).map(
      ([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const,
    );
    const [output, summary] = [file("output"), file("summary")];
    const runId = options.runId ?? this.#runs++;
    const written = watchWrites(this.github);
    const { exitCode, log } = await this.#execute(
      folder,
      {
        PATH: process.env["PATH"] ?? "",
        HOME: folder,
        CI: "true",
        NO_COLOR: "1",
        GITHUB_ACTIONS: "true",
        GITHUB_EVENT_NAME: event,
        GITHUB_EVENT_PATH: file("event.json", JSON.stringify(payload)),
        GITHUB_REPOSITORY: REPOSITORY,
        GITHUB_SHA: sha,
        GITHUB_REF: ref,
        GITHUB_ACTOR: actor,
        GITHUB_RUN_ID: String(runId),
        GITHUB_RUN_NUMBER: String(runId - 88),
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_API_URL: this.github.url,
        GITHUB_GRAPHQL_URL: `${this.github.url}/graphql`,
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: folder,
        GOALFORM_ENDPOINT: this.sandbox.url,
        ...Object.fromEntries(inputs),
        ...options.env,
      },
      options.now,
      options.env?.["GOALFORM_ENDPOINT"] === undefined ? lineTo(this.sandbox) : undefined,
    );
    return {
      exitCode,
      log,
      outputs: readOutputs(output),
      summary: readFileSync(summary, "utf8"),
      written: written(),
    };
  }

  /** A run of `pull_request`, on GitHub's trial merge. */
  plan(number: number, options: Partial<RunOptions> = {}): Promise<Ran> {
    const head = this.github.pulls.get(number)!.json.head.sha;
    return this.run({
      event: "pull_request",
      payload: pullPayload(number, head),
      ref: `refs/pull/${number}/merge`,
      ...options,
    });
  }

  /** A run of `pull_request` because it was merged. */
  closed(number: number, options: Partial<RunOptions> = {}): Promise<Ran> {
    const { head, merge_commit_sha: commit } = this.github.pulls.get(number)!.json;
    const { pull_request } = pullPayload(number, head.sha) as { pull_request: object };
    return this.run({
      event: "pull_request",
      payload: changed(example("pull_request", "closed"), {
        number,
        pull_request: changed(pull_request, { state: "closed", merged: true, merge_commit_sha: commit }),
      }),
      sha: commit!,
      ...options,
    });
  }

  /** A run of `push` to main. */
  push(commits: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> {
    for (const commit of [...commits].reverse())
      if (!this.github.commits.has(commit)) this.github.push(commit);
    const payload = changed(example("push"), {
      ref: "refs/heads/main",
      after: commits[0],
      commits: [...commits].reverse().map((id) => ({ id })),
    });
    return this.run({ event: "push", payload, sha: commits[0]!, ...options });
  }
}

export function pullPayload(number: number, head: string, from: string | null = REPOSITORY): object {
  const repo = from === null ? null : { full_name: from };
  return changed(example("pull_request", "synchronize"), {
    number,
    pull_request: { number, head: { sha: head, repo }, base: { ref: "main" } },
  });
}

/** `by`: the bundle as GitHub runs it, or its sources in this process. GOALFORM_TEST_BUNDLE=1 makes all of them use the bundle, as .ci/run does. */
export async function stage(
  goals: string,
  by: "bundle" | "sources" = process.env["GOALFORM_TEST_BUNDLE"] ? "bundle" : "sources",
  past: Past | null = null,
): Promise<Stage> {
  const workspace = mkdtempSync(join(tmpdir(), "goalform-workspace-"));
  mkdirSync(join(workspace, ".github"));
  let { now } = past ?? NOTHING_YET;
  const [github, sandbox] = await Promise.all([
    new GitHubDouble().start(),
    startSandbox({
      clock: () => ++now,
      seed: {
        properties: [
          { property: PROPERTY, measurementId: MEASUREMENT_ID },
          { property: "2", measurementId: "G-STAGING1" },
        ],
        containers: [{ publicId: CONTAINER }, { publicId: "GTM-STAGE1" }],
      },
    }),
  ]);
  if (past) github.memory = past.github;
  if (past) Object.assign(sandbox.sandbox.state, structuredClone(past.google));
  github.files = () => treeOf(workspace);
  onTestFinished(async () => {
    github.stop();
    expect(github.wrong).toEqual([]);
    await sandbox.close();
    rmSync(workspace, { recursive: true, force: true });
  });
  const { runs } = past ?? NOTHING_YET;
  const made = new Stage(github, sandbox, workspace, by === "bundle" ? bundled : inProcess, {
    runs,
    now: () => now,
  });
  made.write(goals);
  return made;
}

/** The YAML files of the workspace. */
function treeOf(folder: string): Tree {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.ya?ml$/.test(path),
  );
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

type Execute = (
  cwd: string,
  env: Readonly<Record<string, string>>,
  now?: number,
  fetch?: Fetch,
) => Promise<Pick<Ran, "exitCode" | "log">>;

/** A process of its own has the machine's clock: what a test says at a given time, the sources say. */
const bundled: Execute = (cwd, env, now, fetch) =>
  now === undefined ? spawned(cwd, env) : inProcess(cwd, env, now, fetch);

let clock = Date.parse("2026-03-01T09:00:00Z");

/** Each run begins a second after the one before. */
async function inProcess(cwd: string, env: Readonly<Record<string, string>>, now?: number, fetch?: Fetch) {
  let log = "";
  const write = (text: string) => {
    log += text;
  };
  clock += 1000;
  return { exitCode: await run({ env, cwd, write, now: now ?? clock, fetch }), log };
}

function spawned(cwd: string, env: Readonly<Record<string, string>>): Promise<Pick<Ran, "exitCode" | "log">> {
  // Where no node_modules are near.
  const bundle = join(cwd, "index.mjs");
  copyFileSync(BUNDLE, bundle);
  const child = spawn(process.execPath, [bundle], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (exitCode) => done({ exitCode, log }));
  });
}

/** As the runner reads the file. */
function readOutputs(file: string): Record<string, string> {
  const text = readFileSync(file, "utf8");
  const records = text.matchAll(/^([\w-]+)<<(ghadelimiter_\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...records].map(([, name, , value]) => [name, value]));
}
