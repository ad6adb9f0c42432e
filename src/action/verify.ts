/** `verify`: is what the file says in what Google serves to visitors, or counted in a browser? Caches keep a container for 15 minutes, so it waits. */
import { Refusal } from "../app/result/refusal.ts";
import { failedGoals, type Verified } from "../app/result/verify.ts";
import { verifyServed } from "../app/verify-served.ts";
import { servedIn } from "../machine/served.ts";
import { findingsOf } from "../render/findings.ts";
import { verifiedMarkdown } from "../render/verify/verified-markdown.ts";
import { sumLine } from "../render/verify/verify-words.ts";
import { counted } from "../render/words.ts";
import type { Job } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { readGoals, refuseUnknownTarget } from "./live.ts";
import { refuseLinks } from "./no-links.ts";
import { asDiagnostic } from "./tests.ts";
import { workflowWords } from "./workflow-words.ts";

const MINUTE = 60_000;

export async function verify(job: Job): Promise<JobResult> {
  refuseUnknownTarget(readGoals(job).goalSet, job);
  const { play, preview, publishedVersion } = job.inputs;
  if (play === undefined && !preview) return resultOf(await untilServed(job));
  // Nobody waits for a version to be served that is asked for by its environment.
  if (publishedVersion !== undefined && !preview) {
    const served = await untilServed(job);
    if (isOlder(served)) return resultOf(served);
  }
  const { playInBrowser } = await import("./play.ts");
  return playInBrowser(job, play ?? "tests");
}

function resultOf(verified: Verified): JobResult {
  const failed = failedGoals(verified);
  const summary = sumLine(verified);
  const isOld = isOlder(verified);
  const failure =
    failed.length === 0 && !isOld
      ? null
      : {
          reason: "not-served" as const,
          message: isOld
            ? `${verified.problems.find(({ code }) => code === OLDER)!.message}`
            : `${counted(failed.length, "goal")} ${failed.length === 1 ? "is" : "are"} not served as the file says.`,
          hint: "The summary says what is served. `drift` shows who changed it, if it was changed at Google.",
        };
  return {
    result: failure === null ? "checked" : "failed",
    failure,
    summary,
    markdown: verifiedMarkdown(verified),
    diagnostics: findingsOf(verified, workflowWords).map(asDiagnostic),
  };
}

const OLDER = "older-version";

function isOlder({ problems }: Verified): boolean {
  return problems.some(({ code }) => code === OLDER);
}

/** Once a minute, until the version that was published is served, or patience is at its end. */
async function untilServed(job: Job): Promise<Verified> {
  const { publishedVersion, patience } = job.inputs;
  const tries = publishedVersion === undefined ? 0 : patience;
  for (let left = tries; ; left--) {
    const found = await once(job).catch((error: unknown) => laterIf(left > 0, error));
    if (left === 0 || (found !== null && !isOlder(found))) return found!;
    job.ports.progress(`version ${publishedVersion} is not served yet: looking again in a minute`);
    await job.pause(MINUTE);
  }
}

/** A container that was never published before answers 404 until it is served. */
function laterIf(isPatient: boolean, error: unknown): null {
  if (isPatient && error instanceof Refusal && error.code === "not-served") return null;
  throw error;
}

async function once({ inputs, workspace, ports }: Job): Promise<Verified> {
  const { file, target, gtmJs, gtagJs, publishedVersion } = inputs;
  for (const [named, one] of [
    ["gtm-js", gtmJs],
    ["gtag-js", gtagJs],
  ] as const)
    if (one !== undefined && !/^https?:/i.test(one)) refuseLinks(one, workspace, named);
  return verifyServed(
    { file, target, gtmJs, gtagJs, published: publishedVersion },
    { ...ports, served: servedIn(workspace) },
  );
}
