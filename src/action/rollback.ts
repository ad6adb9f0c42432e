/** `rollback`: an earlier container version again, because a person asked for it. */
import { Refusal } from "../app/outcome.ts";
import { rollback as rollBack } from "../app/rollback.ts";
import type { JsonObject } from "../resources/resource.ts";
import { drift } from "./drift.ts";
import { failureOf } from "./failure.ts";
import type { Job } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { readGoals, refuseUnknownTarget } from "./live.ts";
import { commitOf } from "./settled.ts";

export async function rollback(job: Job): Promise<JobResult> {
  refuseUnasked(job);
  const { file, target, toVersion, allow } = job.inputs;
  refuseUnknownTarget(readGoals(job).goalSet, job);
  const { json, text, markdown } = await rollBack(
    {
      file,
      target,
      to: toVersion,
      autoApprove: true,
      allowOthers: allow.has("others"),
      settled: commitOf(job),
    },
    job.io,
  );
  const { to, from } = json as unknown as RollbackJson;
  return {
    result: "applied",
    failure: null,
    summary: text.trim(),
    markdown,
    notice: await tellDrift(job),
    outputs: { "published-version": to.id, ...(from ? { "previous-version": from.id } : {}) },
  };
}

interface RollbackJson extends JsonObject {
  readonly to: { readonly id: string };
  /** Missing when the version was live already. */
  readonly from?: { readonly id: string };
}

/** Going back is urgent and never a matter of course. */
function refuseUnasked({ trigger: { event } }: Job): void {
  if (event === "workflow_dispatch") return;
  throw new Refusal(
    "not-approved",
    `rollback runs only when a person starts it, not on ${event}.`,
    "Use workflow_dispatch, in an environment with required reviewers (docs/github.md).",
  );
}

/** The goals file is ahead now; an issue says so, before anybody applies it by accident. */
async function tellDrift(job: Job): Promise<string | null> {
  try {
    const { failure } = await drift(job);
    return failure === null ? null : `The drift issue was not updated. ${failure.message}`;
  } catch (error) {
    return `The drift issue was not updated. ${failureOf(error).message}`;
  }
}
