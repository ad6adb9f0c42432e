/** The tests of goals in a job: what they say belongs to the check and to the plan of a pull request. */
import type { Tested } from "../app/result/visited.ts";
import { testIfAny } from "../app/test.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { findingsOf } from "../render/findings.ts";
import { testedMarkdown, testsLine } from "../render/visits/visits-markdown.ts";
import { counted } from "../render/words.ts";
import type { Job } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { refuseLinks } from "./no-links.ts";
import { workflowWords } from "./workflow-words.ts";

/** Null where the repository has no tests of these goals. @throws Refusal about broken tests files */
export function testsOf({ inputs: { file, target }, workspace, ports }: Job): Tested | null {
  const { files } = ports;
  // A pull request can bring links and recordings along: they lead to nothing outside the repository.
  const readText = (name: string) => {
    refuseLinks(name, workspace, null);
    return files.readText(name);
  };
  return testIfAny({ file, target: target ?? undefined }, { ...ports, files: { ...files, readText } });
}

/** The result of a job with what the tests say. A failed test makes the job fail; an earlier failure stays the reason. */
export function withTests(result: JobResult, tested: Tested | null): JobResult {
  if (tested === null) return result;
  const failing = findingsOf(tested, workflowWords).map(asDiagnostic);
  const isFailed = failing.length > 0;
  const failure = {
    reason: "tests-failed" as const,
    message: `${counted(failing.length, "test")} of goals failed.`,
    hint: "The summary shows how each goal was judged. Change the goals, or the tests if they are wrong.",
  };
  return {
    ...result,
    result:
      isFailed && result.failure === null
        ? result.result === "checked"
          ? "failed"
          : "stopped"
        : result.result,
    failure: result.failure ?? (isFailed ? failure : null),
    summary: `${result.summary} ${testsLine(tested)}.`,
    markdown: `${result.markdown.trimEnd()}\n\n${testedMarkdown(tested)}`,
    diagnostics: [...(result.diagnostics ?? []), ...failing],
  };
}

export function asDiagnostic({
  code,
  level,
  message,
  hint,
  place,
}: ReturnType<typeof findingsOf>[number]): Diagnostic {
  return {
    severity: level === "error" ? "error" : "warning",
    code,
    message,
    ...(hint === null ? {} : { hint }),
    ...(place === null ? {} : { place }),
  };
}

/** What a goal's row says about its tests; null where there are no tests at all. */
export function testedBy(tested: Tested | null): ((id: string) => string | null) | null {
  if (tested === null) return null;
  const visits = new Map(tested.goals.map((one) => [one.id, one.visits]));
  return (id) => {
    const number = visits.get(id);
    if (number === undefined) return null;
    return number === 0 ? "no test" : `tested by ${counted(number, "visit")}`;
  };
}
