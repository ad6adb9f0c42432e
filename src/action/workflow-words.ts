/** Ways out and plans in the words of a workflow, which has inputs where the command line has options. */
import type { Override } from "../diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import { type MarkdownOptions, planMarkdown } from "../render/plan-markdown.ts";
import { type WayWords, wordsOf } from "../render/way-out.ts";

const OVERRIDES: Readonly<Record<Override, string>> = {
  "allow-removals": "set `max-removals` in the workflow to as many, in the same pull request",
  "allow-unpublished": "set `allow: unpublished` in the workflow",
  "allow-protected": "set `allow: protected` in the workflow, in the same pull request",
  "allow-other-property": "set `allow: other-property` in the workflow",
  "allow-others": "set `allow: others` in the workflow",
};

const inputsForOptions = wordsOf({
  override: (override) => OVERRIDES[override],
  runAgain: "run the job again",
  optionTo: "The input `to-version`",
  rollBackTo: (version) => `Run rollback again, with ${version} as the input \`to-version\`.`,
});

/** Options of `verify` that are inputs of the same name here. */
export const workflowWords: WayWords = (way) => inInputs(inputsForOptions(way));

/** A text of `verify`, which names options of the command line. */
export function inInputs(text: string): string {
  return text
    .replace(/`?--(gtm-js|gtag-js|site|browser|map|preview|really-send)\b`?/g, "the input `$1`")
    .replace(/`?--allow\b`?/g, "the input `allow-hosts`")
    .replace(/`?--(?:tests|recording)\b`?/g, "the input `play`");
}

export function planInWorkflow(plan: Plan, options: Omit<MarkdownOptions, "words">): string {
  return planMarkdown(plan, { ...options, words: workflowWords });
}
