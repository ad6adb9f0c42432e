/** What the commit says that a CI job runs for, if the job knows it: `Count the newsletter (97ceddd)`. */
import type { DiskFiles } from "./files.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of GitLab, Azure Pipelines, GitHub, Bitbucket, CircleCI and Jenkins, by their documentation. */
const SUBJECTS = ["CI_COMMIT_TITLE", "BUILD_SOURCEVERSIONMESSAGE"];
const COMMITS = [
  "CI_COMMIT_SHA",
  "BUILD_SOURCEVERSION",
  "GITHUB_SHA",
  "BITBUCKET_COMMIT",
  "CIRCLE_SHA1",
  "GIT_COMMIT",
];

/** Undefined outside CI, and where nothing names a commit. */
export function commitMessage(env: Environment, files: Pick<DiskFiles, "readText">): string | undefined {
  const isInCi = env["CI"] !== undefined && env["CI"] !== "" && env["CI"] !== "false";
  const commit = first(env, COMMITS);
  if (!isInCi || commit === undefined || !/^[0-9a-f]{7,64}$/i.test(commit)) return undefined;
  return withCommit(first(env, SUBJECTS) ?? subjectInEvent(env["GITHUB_EVENT_PATH"], files), commit);
}

/** The first line of a commit's message, with its short id. */
export function withCommit(message: string | null, commit: string): string {
  const short = commit.slice(0, 7);
  const [subject = ""] = (message ?? "").trim().split(/\r?\n/);
  return subject === "" ? `commit ${short}` : `${subject} (${short})`;
}

function first(env: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
}

/** GitHub describes a push in a file. */
function subjectInEvent(path: string | undefined, files: Pick<DiskFiles, "readText">): string | null {
  const text = path === undefined || path === "" ? null : files.readText(path);
  if (typeof text !== "string") return null;
  try {
    const event = JSON.parse(text) as { head_commit?: { message?: unknown } | null } | null;
    const message = event?.head_commit?.message;
    return typeof message === "string" ? message : null;
  } catch {
    return null;
  }
}
