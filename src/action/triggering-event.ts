/** Why this run happens: the event, as the runner describes it, and what may be done because of it. */
import { readFileSync } from "node:fs";
import { Refusal } from "../app/result/refusal.ts";
import { entryIn } from "../entry-in.ts";
import type { Command, Inputs } from "./inputs.ts";

export interface TriggeringEvent {
  /** `pull_request`, `push` … */
  readonly event: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Only if GitHub says so: what is not known to be private is public. */
  readonly isPrivate: boolean;
  /** The commit that is checked out, unless the workflow checks out another. */
  readonly sha: string;
  /** The first line of what that commit or pull request says; null where the event does not name one. */
  readonly subject: string | null;
  /** Null for a tag. */
  readonly branch: string | null;
  readonly actor: string;
  readonly pull: PullEvent | null;
  /** The commits of a push, newest first. */
  readonly pushed: readonly string[];
  readonly run: RunOnGitHub;
}

export interface PullEvent {
  readonly number: number;
  readonly head: string;
  readonly isFork: boolean;
  /** The tip of its base as of the event. */
  readonly base: string | null;
  /** The branch that it is to be merged into, as of the event. */
  readonly into: string | null;
  /** Set when it was merged: the commit on its base branch. */
  readonly merged: { readonly commit: string; readonly branch: string } | null;
}

export interface RunOnGitHub {
  /** `<id>.<attempt>`. */
  readonly id: string;
  /** What people call it: #12. */
  readonly number: string;
  readonly url: string;
  /** Seconds since 1970. */
  readonly startedAt: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readTriggeringEvent(env: Environment, now: number = Date.now()): TriggeringEvent {
  const event = env["GITHUB_EVENT_NAME"] ?? "";
  const repository = env["GITHUB_REPOSITORY"] ?? "";
  const payload = readPayload(env["GITHUB_EVENT_PATH"]);
  const pull = event === "pull_request" ? readPull(payload, repository) : null;
  const sha = pull?.merged?.commit ?? env["GITHUB_SHA"] ?? "";
  const [, branch = null] = /^refs\/heads\/(.+)$/.exec(env["GITHUB_REF"] ?? "") ?? [];
  return {
    event,
    repository,
    isPrivate: payload.repository?.private === true,
    sha,
    subject: subjectOf(payload, pull),
    branch: pull?.merged?.branch ?? branch,
    actor: env["GITHUB_ACTOR"] ?? "",
    pull,
    pushed: event === "push" ? pushedCommits(payload, sha) : [],
    run: readRun(env, repository, now),
  };
}

function readRun(env: Environment, repository: string, now: number): RunOnGitHub {
  const id = env["GITHUB_RUN_ID"] ?? "0";
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  return {
    id: `${id}.${env["GITHUB_RUN_ATTEMPT"] ?? "1"}`,
    number: env["GITHUB_RUN_NUMBER"] ?? "",
    url: `${server}/${repository}/actions/runs/${id}`,
    startedAt: Math.floor(now / 1000),
  };
}

/** As far as this reads it. GitHub's documentation, "Webhook events and payloads". */
interface Payload {
  readonly repository?: { readonly private?: unknown };
  readonly number?: number;
  readonly action?: string;
  readonly pull_request?: {
    readonly number?: number;
    readonly head?: { readonly sha?: string; readonly repo?: { readonly full_name?: string } | null };
    readonly base?: { readonly sha?: string; readonly ref?: string };
    readonly merged?: boolean;
    readonly merge_commit_sha?: string | null;
    readonly title?: unknown;
  };
  readonly commits?: readonly { readonly id?: string }[];
  readonly head_commit?: { readonly message?: unknown } | null;
}

function subjectOf({ head_commit: commit, pull_request }: Payload, pull: PullEvent | null): string | null {
  const text = pull === null ? commit?.message : pull_request?.title;
  if (typeof text !== "string" || text === "") return null;
  return pull === null ? text : `${text} (#${pull.number})`;
}

function readPayload(path: string | undefined): Payload {
  try {
    const payload: unknown = path ? JSON.parse(readFileSync(path, "utf8")) : {};
    return payload !== null && typeof payload === "object" ? payload : {};
  } catch (error) {
    throw new Refusal("usage", `The event's description cannot be read: ${(error as Error).message}`);
  }
}

/** A fork that was deleted has no repository any more. */
function readPull(payload: Payload, repository: string): PullEvent | null {
  const { number, head, base } = payload.pull_request ?? {};
  if (number === undefined || head?.sha === undefined) return null;
  const isFork = head.repo?.full_name !== repository;
  return {
    number,
    head: head.sha,
    isFork,
    base: base?.sha ?? null,
    into: base?.ref ?? null,
    merged: mergedAs(payload),
  };
}

function mergedAs({ action, pull_request: pull }: Payload): PullEvent["merged"] {
  if (action !== "closed" || !pull?.merged || !pull.merge_commit_sha || !pull.base?.ref) return null;
  return { commit: pull.merge_commit_sha, branch: pull.base.ref };
}

function pushedCommits({ commits = [] }: Payload, sha: string): string[] {
  const ids = commits.flatMap(({ id }) => id ?? []).reverse();
  return [...new Set([sha, ...ids])];
}

/** Why no live plan can be shown here; null when it can. */
export function withoutSecrets({ event, pull, actor }: TriggeringEvent): string | null {
  if (event !== "pull_request") return null;
  if (actor === "dependabot[bot]")
    return "Dependabot opened this pull request, and its runs get no secrets, so live settings were not read.";
  return pull?.isFork ? "This pull request comes from a fork, so live settings were not read." : null;
}

const BY_EVENT: Readonly<Record<string, Command>> = {
  pull_request: "plan",
  merge_group: "check",
  push: "apply",
  schedule: "drift",
};

/** What to do: as the workflow says, else as the event asks. Without secrets nothing but the check is possible. */
export function commandFor({ command }: Inputs, trigger: TriggeringEvent): Command {
  if (command !== "check" && withoutSecrets(trigger) !== null) return "check";
  const byEvent = trigger.pull?.merged ? "apply" : entryIn(BY_EVENT, trigger.event);
  const chosen = command ?? byEvent;
  if (chosen === undefined) {
    refuseUnsafe("The action", trigger);
    throw new Refusal(
      "usage",
      `The event ${trigger.event || "of this run"} does not say what to do.`,
      "Give the action the input `command`: check, plan, apply, drift, rollback, verify or report.",
    );
  }
  if (chosen !== "check") refuseUnsafe(chosen, trigger);
  return chosen;
}

/** Events that run with the repository's secrets although strangers can cause them. */
const UNSAFE = [
  "pull_request_target",
  "workflow_run",
  "issue_comment",
  "issues",
  "discussion",
  "discussion_comment",
  "fork",
  "gollum",
  "watch",
];

function refuseUnsafe(command: Command | "The action", { event }: TriggeringEvent): void {
  if (!UNSAFE.includes(event)) return;
  throw new Refusal(
    "unsafe-event",
    `${command} does not run on ${event}: strangers can cause that event, and it runs with the repository's secrets.`,
    "Use pull_request to plan, push to apply, schedule for drift and workflow_dispatch for the rest (docs/github.md).",
  );
}
