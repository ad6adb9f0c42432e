/** `verify` in a workflow, in a browser: tests or a recording, played on the site as it is or with the version that is not published. */
import { failedGoals, unplayedGoals, type Verified } from "../app/result/verify.ts";
import type { BrowserOptions } from "../app/verify-browser.ts";
import { findingsOf } from "../render/findings.ts";
import { verifiedMarkdown } from "../render/verify/verified-markdown.ts";
import { sumLine } from "../render/verify/verify-words.ts";
import { counted } from "../render/words.ts";
import type { Failure } from "./failure.ts";
import type { Job } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { refuseLinks } from "./no-links.ts";
import { asDiagnostic } from "./tests.ts";
import { inInputs, workflowWords } from "./workflow-words.ts";

export async function playInBrowser(job: Job, what: string): Promise<JobResult> {
  const { verifyInBrowser } = await import("../app/verify-browser.ts");
  const { ports, workspace } = job;
  // A pull request can bring links along: they lead to nothing outside the repository.
  const readText = (name: string) => {
    refuseLinks(name, workspace, null);
    return ports.files.readText(name);
  };
  const verified = await verifyInBrowser(optionsOf(job, what), {
    ...ports,
    files: { ...ports.files, readText },
  });
  const failure = failureOfPlay(verified);
  return {
    result: failure === null ? "checked" : "failed",
    failure,
    summary: sumLine(verified),
    markdown: inInputs(verifiedMarkdown(verified)),
    diagnostics: findingsOf(verified, workflowWords)
      .map(asDiagnostic)
      .map((one) => ({ ...one, message: inInputs(one.message) })),
  };
}

function optionsOf({ inputs, workspace }: Job, what: string): BrowserOptions {
  const { file, target, site, browser, map, allowHosts, reallySend, preview } = inputs;
  const isRecording = /\.(?:json|har)$/i.test(what);
  const named = what === "tests" ? undefined : what;
  if (named !== undefined) refuseLinks(named, workspace, "play");
  return {
    file,
    target,
    site,
    browser,
    map,
    allow: allowHosts,
    reallySend,
    preview,
    tests: isRecording ? undefined : named,
    recording: isRecording ? named : undefined,
  };
}

function failureOfPlay(verified: Verified): Failure | null {
  const failed = failedGoals(verified).length;
  const unplayed = unplayedGoals(verified).length;
  if (failed + unplayed === 0) return null;
  return {
    reason: "not-counted",
    message:
      failed > 0
        ? `${counted(failed, "goal")} ${failed === 1 ? "is" : "are"} not counted in a browser as the file says.`
        : `${counted(unplayed, "goal")} could not be tried: a step of the visit could not be played.`,
    hint: "The summary says what left the browser. `goalform verify` plays the same on your machine.",
  };
}
