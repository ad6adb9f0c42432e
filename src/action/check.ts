/** `check`: the file alone, without Google, GitHub or secrets. */

import { diagnosticsMarkdown } from "../render/diagnostics-markdown.ts";
import { markdownText } from "../render/markdown.ts";
import { visible } from "../render/visible.ts";
import { counted } from "../render/words.ts";
import type { Job } from "./job.ts";
import type { JobResult } from "./job-result.ts";
import { readGoals } from "./live.ts";
import { testsOf, withTests } from "./tests.ts";
import { withoutSecrets } from "./triggering-event.ts";

const HOW_TO_SEE_A_PLAN = "A maintainer sees the full plan by pushing this branch to the repository itself.";

export async function check(job: Job): Promise<JobResult> {
  const { goalSet, diagnostics } = readGoals(job);
  const tested = testsOf(job);
  const { goals, funnels } = goalSet;
  const parts = [
    counted(goals.length, "goal"),
    ...(funnels.length > 0 ? [counted(funnels.length, "funnel")] : []),
  ];
  const valid = `${visible(job.inputs.file)} is valid: ${parts.join(", ")}.`;
  const why = withoutSecrets(job.trigger);
  const summary = why === null ? valid : `${why} ${valid} ${HOW_TO_SEE_A_PLAN}`;
  const result: JobResult = {
    result: "checked",
    failure: null,
    summary,
    markdown: [
      `### ${markdownText(valid)}`,
      why === null ? "" : `${why} ${HOW_TO_SEE_A_PLAN}`,
      diagnosticsMarkdown(diagnostics),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    diagnostics,
  };
  return withTests(result, tested);
}
