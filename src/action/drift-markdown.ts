/** What a drift issue says: what was edited and by which version, what else differs, and how to continue. */
import type { NotAccepted } from "../app/result/at-target.ts";
import { countedWrongly } from "../plan/counted-wrongly.ts";
import {
  isEmpty,
  type Plan,
  REASONS,
  type ResourceChange,
  resourceChanges,
  type SubjectChange,
} from "../plan/plan.ts";
import { unsaidOf } from "../plan/unsaid-fields.ts";
import { fieldLines } from "../render/field-text.ts";
import { fenced, markdownCode, markdownMessage, markdownTextWithin } from "../render/markdown.ts";
import { thatFit } from "../render/plan-table.ts";
import { changeLines, goalLines, nowLine } from "../render/plan-words.ts";
import { visible } from "../render/visible.ts";
import { counted } from "../render/words.ts";
import { labelOf } from "../resources/kinds.ts";
import type { VersionHeader } from "../resources/snapshot.ts";
import type { Differences } from "./drift.ts";
import type { Edit } from "./edits.ts";
import { type Job, runLink } from "./job.ts";
import { planId } from "./live.ts";
import { planInWorkflow } from "./workflow-words.ts";

export function driftTitle(plan: Plan): string {
  const goals = `Goals of ${visible(plan.owner)} (${visible(plan.target.name)})`;
  if (!isEmpty(plan)) return `${goals} differ at Google`;
  const isNothing = countedWrongly(plan.warnings).every(({ code }) => code === "counts-nothing");
  return `${goals} ${isNothing ? "count nothing" : "are not counted as the file says"}`;
}

/** Room for the sentences around the lists. */
const WORDS = 4000;

/** Of a name that somebody gave at Google. */
const LONGEST_NAME = 200;

function nameText(name: string): string {
  return markdownTextWithin(name, LONGEST_NAME);
}

export function driftMarkdown(job: Job, differences: Differences, longest: number): string {
  const { live } = differences;
  const edits = editList(differences, (longest - WORDS) / 3);
  const patch = patchOf(differences, (longest - WORDS) / 3);
  const ways = isEmpty(live.plan)
    ? [ONLY_AT_GOOGLE]
    : [nextStepLines(job, differences, patch !== null), ...(patch === null ? [] : [patch])];
  const above = [...edits, ...others(differences), whatIsLive(differences), ...ways, last(live.plan)];
  const below = `<sub>Looked at in ${runLink(job)}</sub>`;
  const around = (plan: string) => `${[...above, plan, below].join("\n\n")}\n`;
  const room = longest - around("").length;
  const plan = planInWorkflow(live.plan, { longest: room, live: live.version, rest: "the job's summary" });
  return around(plan.trimEnd());
}

function editList({ edits }: Differences, room: number): string[] {
  if (edits.length === 0) return [];
  const lines = edits.map((edit, index) => {
    const isFirst = edits.findIndex(({ subject }) => subject === edit.subject) === index;
    return editMarkdown(edit, isFirst);
  });
  const count = thatFit(lines, room);
  const more = count < lines.length ? [`- and ${lines.length - count} more`] : [];
  return ["**Edited at Google since the last apply:**", [...lines.slice(0, count), ...more].join("\n")];
}

/** What it means for the goal is said once, below the first of its objects. */
function editMarkdown({ subject, change, version }: Edit, isFirst: boolean): string {
  const { origin } = subject;
  const place = origin ? `, ${markdownCode(`${origin.file}:${origin.line}`)}` : "";
  const goal = `${nameText(subject.subject.name)}${place}`;
  const what = `${labelOf(change.kind)} ${markdownCode(change.name.slice(0, LONGEST_NAME))} (${goal})`;
  const first = `- ${what}: ${REASONS[change.reason]}${byVersion(change, version)}`;
  const words = isFirst ? wordsOf(subject) : [];
  return [first, ...[...words, ...fieldsOf(subject, change)].map((line) => `  - ${markdownCode(line)}`)].join(
    "\n",
  );
}

function wordsOf(subject: SubjectChange): readonly string[] {
  const isSaid = (subject.words?.before ?? null) !== null;
  return isSaid ? changeLines(subject) : goalLines(subject).filter((line) => line !== subject.counts);
}

const MOST_FIELDS = 6;

/** What the language cannot express. The plan goes from what is live to the file; an edit went the other way. */
function fieldsOf({ words, action, subject }: SubjectChange, change: ResourceChange): string[] {
  const said = words?.changes.map(({ about }) => about) ?? [];
  const fields = action === "remove" ? [] : unsaidOf(change, said);
  const lines = fields.flatMap(({ path, before, after }) =>
    fieldLines({ path, before: after, after: before }, subject).map((line) => `in the file → now: ${line}`),
  );
  const left = lines.slice(MOST_FIELDS).length;
  return left === 0 ? lines : [...lines.slice(0, MOST_FIELDS), `and ${counted(left, "more line")}`];
}

function byVersion({ kind }: ResourceChange, version: Edit["version"]): string {
  if (!kind.startsWith("gtm.")) return "";
  if (version === null) return ", too many versions ago to say by which";
  return `, by version ${versionText(version)}`;
}

function versionText({ id, name }: VersionHeader): string {
  return name === "" ? nameText(id) : `${nameText(id)} (${nameText(`"${name}"`)})`;
}

/** Key events do not carry a mark: it is not possible to say whether the file or Analytics was changed. */
function others({ live, edits }: Differences): string[] {
  const edited = new Set(edits.map(({ change }) => change));
  const rest = resourceChanges(live.plan).filter((change) => !edited.has(change));
  const unmarked = rest.filter(isUnmarked).length;
  // What only an edit has made necessary is not the file's.
  const needed = rest.filter(({ reason, kind }) => reason === "needed" && kind !== "gtm.builtInVariable");
  const ahead = rest.length - unmarked - needed.length;
  return [
    ...(ahead === 0 ? [] : [`**Not applied yet:** ${counted(ahead, "change")} of the goals file.`]),
    ...(unmarked === 0
      ? []
      : [
          [
            `**Edited in Analytics, or not applied yet:** ${counted(unmarked, "difference")}; Analytics does not say which.`,
            ...live.plan.changes.flatMap(unmarkedLine).slice(0, MOST_UNMARKED),
          ].join("\n"),
        ]),
  ];
}

function isUnmarked({ reason }: ResourceChange): boolean {
  return reason === "differs";
}

const MOST_UNMARKED = 50;
const OF_KEY_EVENTS = ["worth", "counting"];

function unmarkedLine({ subject, resources, words }: SubjectChange): readonly string[] {
  const lines = (words?.changes ?? []).filter(({ about }) => OF_KEY_EVENTS.includes(about)).map(nowLine);
  if (!resources.some(isUnmarked) || lines.length === 0) return [];
  return [`- ${markdownTextWithin(subject.name, 200)}: ${lines.map(markdownCode).join(", ")}`];
}

function whatIsLive({ live, newer }: Differences): string {
  const { live: header, label } = live.work.snapshot.container;
  if (header === null) return `Nothing is live in ${nameText(label)}.`;
  const now = `Live in ${nameText(label)}: version ${versionText(header)}.`;
  if (newer === null) return now;
  return `${now} There is a newer one, ${nameText(newer)}: somebody went back on purpose, or has not published it yet. **Applying the goals file would take that back.**`;
}

const ONLY_AT_GOOGLE =
  "What keeps these goals from counting, or counts them again, was added at Google, and applying the file does not change it.";

function last(plan: Plan): string {
  const until = isEmpty(plan) ? "these goals count as the file says" : "nothing differs any more";
  return `This issue is kept up to date, and closed when ${until}.`;
}

/** Null where there is none, or no room for it. */
function patchOf({ offered: { patch } }: Differences, room: number): string | null {
  const block = patch === null ? null : fenced("diff", patch);
  return block === null || block.length > room ? null : block;
}

function nextStepLines(job: Job, { live, edits, offered }: Differences, isPatched: boolean): string {
  const file = markdownCode(job.inputs.file);
  const accept = isPatched
    ? `- **Accept** ${edits.length === 0 ? "what is live" : "the edits"}: save the patch below as ${markdownCode("drift.patch")}, run ${markdownCode("git apply drift.patch")}, and open a pull request. Its plan no longer shows them. ${markdownCode("goalform drift --accept")} writes the same.${offered.isCertain ? "" : " **Where the file was changed and has not been applied yet, the patch takes that change back.**"}`
    : edits.length === 0
      ? `- **Accept** what is live: change ${file} so that it says the same, in a pull request whose plan shows no changes.`
      : `- **Accept** the edits: write what counts now into ${file}, at the lines above, in a pull request. Its plan no longer shows them.`;
  const what =
    edits.length === 0 ? "**Apply** the file as it is" : "**Undo** them, and apply the file as it is";
  const undo = `- ${what}: run the workflow by hand with the command ${markdownCode("apply")} and the plan id ${markdownCode(planId(live.plan))}. It stops if anything has changed by then.`;
  return [accept, ...offered.left.map(leftMarkdown), undo].join("\n");
}

/** Indented below what can be accepted. */
function leftMarkdown({ subject, at, why }: NotAccepted): string {
  const place = at === null ? "" : ` (${markdownCode(`${at.file}:${at.line}`)})`;
  return `  - Not ${isOf(subject)}${markdownTextWithin(subject.name, 200)}${place}: ${markdownMessage(why)}.`;
}

function isOf({ is }: NotAccepted["subject"]): string {
  return is === "funnel" ? "the funnel " : "";
}
