/** Every resource of a plan, goal by goal, as a diff that is folded away. */

import { isOfFile, REASONS, type ResourceChange, type SubjectChange } from "../plan/plan.ts";
import { labelOf } from "../resources/kinds.ts";
import { fieldLines } from "./field-text.ts";
import { thatFit } from "./plan-table.ts";
import { isSelfExplanatory, showsFields } from "./plan-text.ts";
import { subjectName } from "./plan-words.ts";
import { resourceDetail, resourceName } from "./resource-detail.ts";
import { visible } from "./visible.ts";
import { counted } from "./words.ts";

/** GitHub colours `+`, `-` and `!` in a diff. */
const SIGNS = {
  add: "+",
  create: "+",
  change: "!",
  update: "!",
  adopt: "!",
  remove: "-",
  delete: "-",
} as const;

const ABOVE = "<details><summary>Every change in Tag Manager and Analytics</summary>\n";
const BELOW = "\n</details>";

/** All that is not the goals' own lines: the fold, the fence, and a line that says what is left out. */
const FRAME = 300;
const LONGEST_LINE = 400;

/** The block in at most `room` characters, cut between two goals; none when not even one fits. */
export function planDiff(changes: readonly SubjectChange[], room: number, rest: string): string[] {
  const blocks = changes.map((change) => subjectLines(change).map(cut));
  const longestTicks = Math.max(0, ...blocks.flat().map(ticksIn));
  const count = thatFit(
    blocks.map((lines) => lines.join("\n")),
    room - FRAME - 2 * longestTicks,
  );
  if (count === 0) return changes.length === 0 ? [] : [leftOut(changes.length, rest)];
  const lines = blocks.slice(0, count).flat();
  const fence = "`".repeat(Math.max(3, longestTicks + 1));
  const left = blocks.length - count;
  return [
    [ABOVE, `${fence}diff`, ...lines, fence, ...(left === 0 ? [] : ["", leftOut(left, rest)]), BELOW].join(
      "\n",
    ),
  ];
}

function leftOut(goals: number, rest: string): string {
  return `The resources of ${counted(goals, "goal or funnel", "goals and funnels")} have no room here; they are in ${rest}.`;
}

function ticksIn(line: string): number {
  return Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line;
}

function subjectLines(change: SubjectChange): string[] {
  const { subject, action, counts, resources } = change;
  const what = `${isOfFile(change) && subject.is !== "forward" ? `${subject.is} ` : ""}${visible(subjectName(change))}`;
  const meaning = counts === null ? "" : `: ${visible(counts)}`;
  return [`${SIGNS[action]} ${what}${meaning}`, ...resources.flatMap((one) => resourceLines(one, subject))];
}

function resourceLines(resource: ResourceChange, subject: SubjectChange["subject"]): string[] {
  const { kind, fields, reason, notes, action } = resource;
  const sign = SIGNS[action];
  const note = isSelfExplanatory(resource) ? resourceDetail(resource) : REASONS[reason];
  const line = `${sign}   ${labelOf(kind)} ${visible(resourceName(resource))}${note === "" ? "" : `: ${note}`}`;
  const changed = showsFields(resource) ? fields.flatMap((field) => fieldLines(field, subject)) : [];
  return [line, ...[...changed, ...notes.map(visible)].map((one) => `${sign}     ${one}`)];
}
