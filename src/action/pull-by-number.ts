/**
 * `plan` for the pull request that the input `pr-number` names, in a run that has something else checked out: a person
 * starts it from the main branch. Nothing of the pull request is checked out or run. Its goals files are read from
 * GitHub, as they are in the trial merge.
 */
import { Refusal } from "../app/result/refusal.ts";
import type { GitHub, Pull } from "./github/port.ts";
import { type GoalsFilesAt, goalsFilesAt } from "./goals-files-at.ts";
import type { Job } from "./job.ts";
import { inRepository } from "./repository-path.ts";
import type { PullEvent } from "./triggering-event.ts";

/** The same job, as the event of that pull request would have started it. */
export async function atPull(job: Job, number: number): Promise<Job> {
  const github = await job.github();
  const pull = await github.pull(number);
  const { head, base: into, mergeCommit } = pull;
  const event: PullEvent = { number, head, isFork: pull.isFork, base: null, into, merged: null };
  const { trigger } = job;
  if ([head, mergeCommit].includes(trigger.sha)) return { ...job, trigger: { ...trigger, pull: event } };
  refuseOthers(pull);
  const { sha, base } = await trialMerge(github, pull);
  const there = await goalsFilesAt(github, inRepository(job.inputs.file, job.workspace), sha);
  return {
    ...job,
    trigger: { ...trigger, sha, pull: { ...event, base } },
    ports: { ...job.ports, files: { ...job.ports.files, ...readFrom(there, pull) } },
  };
}

function refuseOthers({ number, isOpen, isFork }: Pull): void {
  if (!isOpen) throw new Refusal("usage", `Pull request ${number} is closed, so there is nothing to plan.`);
  if (!isFork) return;
  throw new Refusal(
    "usage",
    `Pull request ${number} comes from a fork, so it is not planned: its file decides what is read at Google, and the comment would show it.`,
    "Read it, then push its branch to the repository itself.",
  );
}

/** What merging would give now: the base branch first, then the head. */
async function trialMerge(
  github: GitHub,
  { number, head, base, mergeCommit }: Pull,
): Promise<{ sha: string; base: string }> {
  const parents = mergeCommit === null ? null : await github.parents(mergeCommit);
  if (mergeCommit !== null && parents?.[1] === head) return { sha: mergeCommit, base: parents[0]! };
  throw new Refusal(
    "usage",
    `GitHub has no trial merge of pull request ${number} into ${base}: it has conflicts, or was pushed to just now.`,
    "Resolve the conflicts, or start the run again in a minute.",
  );
}

function readFrom(
  there: GoalsFilesAt,
  { number }: Pull,
): Pick<Job["ports"]["files"], "readGoals" | "included" | "testsBeside"> {
  return {
    readGoals: (file) => {
      if (there.is === "read") return there.bytes;
      const what = there.is === "missing" ? `has no file ${file}` : `has no ordinary file at ${file}`;
      throw new Refusal("no-goals-file", `Pull request ${number} ${what}.`);
    },
    included: () => (there.is === "read" ? there.answers : []),
    // Those on disk are of another commit.
    testsBeside: () => [],
  };
}
