/** How far an apply came, in words, in the comments that approved it, and in what is left to do. */
import { type Plan, resourceChanges } from "../plan/plan.ts";
import { counted } from "../render/words.ts";
import type { Approvals } from "./approvals.ts";
import type { Failure } from "./failure.ts";
import { GitHubError } from "./github/port.ts";
import { type Job, runLink, shortSha } from "./job.ts";
import { readLive } from "./live.ts";
import type { PlanMarker } from "./marker.ts";
import { setStatus } from "./review.ts";

export function whatHappened({ summary, target }: Plan, version: string | null, isLive: boolean): string {
  const { add, change, remove } = summary;
  const words = `Applied: ${add} added, ${change} changed, ${remove} removed.`;
  if (version === null) return `${words} Nothing in Tag Manager had to change.`;
  if (!isLive) return `${words} Version ${version} of ${target.container} is ready for preview and not live.`;
  return `${words} Version ${version} of ${target.container} is live.`;
}

/** Looks once more at what is left to do. When that cannot be read either, the failure says what is known. */
export async function withProgress(job: Job, plan: Plan, failure: Failure): Promise<Failure> {
  const left = await readLive(job, async (live) => resourceChanges(live.plan)).catch(() => null);
  if (left === null) return failure;
  const all = resourceChanges(plan);
  // What somebody has edited meanwhile is due in another form, and not done.
  const open = new Set(left.map(({ address }) => address));
  const done = all.filter(({ address }) => !open.has(address)).length;
  if (done === 0) return failure;
  const goOn = failure.reason === "plan-changed" ? "" : "Run the job again to finish: it does what is left. ";
  const hint = `${goOn}${failure.hint ?? ""}`.trim();
  return {
    reason: "partial-apply",
    message: `Done: ${done} of ${counted(all.length, "change")}. ${failure.message}`,
    hint,
  };
}

export function notAllReviewed(job: Job): string {
  return `Not applied in ${runLink(job)}: not all of what would be done now was reviewed`;
}

/** A status that cannot be written stops nothing: the summary has it all. */
export async function updateComments(
  job: Job,
  comments: Approvals["comments"],
  status: string,
  change: Partial<PlanMarker> = {},
): Promise<string | null> {
  try {
    for (const one of comments) await setStatus(await job.github(), one, status, change);
    return null;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return `The comment of the pull request was not updated for ${shortSha(job.trigger.sha)}. ${error.message}`;
  }
}
