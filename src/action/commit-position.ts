/**
 * How the commit of this run relates to what Google says is settled: which commits are new, and so whose approvals
 * count. Google's word decides, since it is written by the very apply that used the approvals; a comment that
 * could not be updated changes nothing about it.
 */
import type { AppliedCommit } from "../plan/applied-commit.ts";
import type { Comparison, GitHub } from "./github/port.ts";
import { goalsAt } from "./goals-before.ts";
import { type Job, shortSha } from "./job.ts";
import { inRepository } from "./repository-path.ts";

export type CommitPosition =
  /** `commits`, newest first: those after the settled one; null when nothing was ever settled. */
  | {
      readonly is: "new";
      readonly commits: readonly string[] | null;
      /** The settled commit; null when there is none. */
      readonly settled: string | null;
    }
  /** This commit, or a later one, is settled: no approval counts any more. */
  | { readonly is: "same" | "older" | "rewritten" | "unknown"; readonly settled: AppliedCommit };

export type NewCommits = Extract<CommitPosition, { is: "new" }>;

export async function commitPosition(job: Job, settled: readonly AppliedCommit[]): Promise<CommitPosition> {
  const { sha } = job.trigger;
  const same = settled.find(({ commit }) => commit === sha);
  if (same !== undefined) return { is: "same", settled: same };
  let commits: readonly string[] | null = null;
  for (const one of settled) {
    const github = await job.github();
    const comparison = await github.compare(one.commit, sha);
    if (comparison?.status !== "ahead") return { is: whyNot(comparison), settled: one };
    const line = ownLineOfHistoryFirst(comparison, sha);
    commits = commits === null ? line : commits.filter((commit) => line.includes(commit));
  }
  return { is: "new", commits, settled: settled[0]?.commit ?? null };
}

function whyNot(comparison: Comparison | null): "same" | "older" | "rewritten" | "unknown" {
  if (comparison === null) return "unknown";
  if (comparison.status === "identical") return "same";
  return comparison.status === "behind" ? "older" : "rewritten";
}

/** What landed on the branch comes before what was merged with it: one look-up then finds the pull request of many commits. */
function ownLineOfHistoryFirst({ commits }: Comparison, sha: string): string[] {
  const byId = new Map(commits.map((commit) => [commit.sha, commit]));
  const line: string[] = [];
  for (let at = byId.get(sha); at !== undefined; at = byId.get(at.parents[0]!)) {
    line.push(at.sha);
    byId.delete(at.sha);
  }
  return [...line, ...byId.keys()];
}

/** Why nothing that was approved before counts, and what has happened instead. */
export function whySettled(standing: Exclude<CommitPosition, { is: "new" }>, job: Job): string {
  const commit = shortSha(job.trigger.sha);
  const settled = shortSha(standing.settled.commit);
  switch (standing.is) {
    case "same":
      return `Commit ${commit} was already applied, or taken back by a rollback: the container version's description says so, and the approvals up to it are used up.`;
    case "older":
      return `Commit ${commit} is older than ${settled}, which the container version's description names as applied last: the approvals up to ${settled} are used up.`;
    case "rewritten":
      return `Commit ${settled}, which the container version's description names as applied last, is not part of this branch: the branch was rewritten, or that commit was applied from another branch. So it is not known which approvals are used up.`;
    case "unknown":
      return `The container version's description names ${settled} as applied last, and this repository does not know that commit. So it is not known which approvals are used up.`;
  }
}

export type PlaceOnBranch =
  /** Nothing on the branch changes the goals after this commit. */
  | { readonly is: "current" }
  /** What this run would apply is out of date, and the newer commit's own run counts the same approvals. */
  | { readonly is: "overtaken"; readonly by: string }
  /** The branch was set back, or rewritten: what was merged there is not asked for any more. */
  | { readonly is: "gone"; readonly from: string };

export async function placeOnBranch(
  job: Job,
  github: GitHub,
  isOurs: (path: string) => boolean,
): Promise<PlaceOnBranch> {
  const { sha, branch } = job.trigger;
  if (branch === null) return { is: "current" };
  const comparison = await github.compare(sha, branch);
  if (comparison === null || comparison.status === "identical") return { is: "current" };
  if (comparison.status !== "ahead") return { is: "gone", from: branch };
  const { files, commits } = comparison;
  const newest = commits[0]?.sha ?? branch;
  const hasChanged = files === null ? await differ(job, github, sha, newest) : files.some(isOurs);
  return hasChanged ? { is: "overtaken", by: newest } : { is: "current" };
}

/** Where GitHub does not list every file: whether the goals themselves are others. */
async function differ(job: Job, github: GitHub, before: string, after: string): Promise<boolean> {
  const file = inRepository(job.inputs.file, job.workspace);
  const [then, now] = [await goalsAt(github, file, before), await goalsAt(github, file, after)];
  return JSON.stringify(then) !== JSON.stringify(now);
}
