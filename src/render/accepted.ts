/** What was taken over from Google into the goals file, and what was not. */
import type { Accepted, AcceptedChange, NotAccepted } from "../app/result/at-target.ts";
import { isCertainlyEdited } from "../plan/accept.ts";
import { isEmpty } from "../plan/plan.ts";
import type { JsonObject } from "../resources/resource.ts";
import { fenced, markdownCode, markdownMessage } from "./markdown.ts";
import { planJson } from "./plan-json.ts";
import { arrowLine } from "./plan-words.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { visible, visibleLines } from "./visible.ts";
import type { WayWords } from "./way-out.ts";
import { counted } from "./words.ts";

/** From what the file says to what it says then: the other way round than a plan. */
function acceptedLines({ does, change }: AcceptedChange): readonly string[] {
  const { counts, words } = change;
  if (does === "switched off")
    return [
      `switched off (enabled: false): what counts it was deleted at Google`,
      ...(counts === null ? [] : [counts]),
    ];
  const lines = (words?.changes ?? []).map((one) =>
    arrowLine({ ...one, before: one.after, after: one.before }),
  );
  if (lines.length === 0 && JSON.stringify(words?.before?.said) === JSON.stringify(words?.after?.said))
    return [SAME];
  return isCertainlyEdited(change) ? lines : [...lines, UNCERTAIN];
}

/** A condition that goalform would write in another way. */
const SAME = "edited at Google, and still counts what the goals file says";

const UNCERTAIN =
  "Analytics does not say whether this was edited there, or changed in the file and not applied yet";

function nameOf({ subject: { is, name }, at }: AcceptedChange | NotAccepted): string {
  return `${name}${is === "funnel" ? " (funnel)" : ""}${at === null ? "" : `  ${at.file}:${at.line}`}`;
}

export function acceptedText(result: Accepted): string {
  const { accepted, left, files } = result;
  const taken = accepted.flatMap((one) => [
    `~ ${one.does === "changed" ? "change" : "switch off"} ${nameOf(one)}`,
    ...acceptedLines(one).map((line) => `    ${line}`),
    "",
  ]);
  const not = left.flatMap((one) => [`! left ${nameOf(one)}`, `    ${one.why}`, ""]);
  const patch = files.flatMap(({ file, before, after }) => unifiedDiff(file, before, after).split(/\r?\n/));
  return visibleLines([...taken, ...not, ...patch, ...summary(result)]);
}

function summary({ accepted, left, files, written, otherTargets, plan }: Accepted): readonly string[] {
  const names = files.map(({ file }) => file).join(", ");
  const forwards = accepted.some(({ subject }) => subject.is === "forward");
  const what = forwards
    ? counted(accepted.length, "goal, funnel or forward", "goals, funnels and forwards")
    : counted(accepted.length, "goal or funnel", "goals and funnels");
  const done =
    accepted.length === 0
      ? left.length === 0
        ? "Nothing was edited at Google that is not in the goals file."
        : "Nothing was written."
      : files.length === 0
        ? "Nothing to write: the goals file says the same."
        : written
          ? `Written into ${names}: ${what}.`
          : `Not written (--dry-run): ${what}, into ${names}.`;
  const differing = counted(
    plan.changes.length,
    "goal or shared object still differs",
    "goals and shared objects still differ",
  );
  const rest = isEmpty(plan) ? "Nothing differs any more." : `${differing}: see \`goalform plan\`.`;
  const isShared = files.length > 0 && otherTargets.length > 0;
  const also = isShared
    ? [`The same goals are measured by ${otherTargets.join(", ")}: plan there as well.`]
    : [];
  return [`${done} ${rest}`, ...also];
}

export function acceptedMarkdown(result: Accepted): string {
  const item = (one: AcceptedChange | NotAccepted, lines: readonly string[]) =>
    [`- ${markdownMessage(nameOf(one))}`, ...lines.map((line) => `  - ${markdownCode(line)}`)].join("\n");
  const patch = patchOf(result);
  return `${[
    ...result.accepted.map((one) => item(one, acceptedLines(one))),
    ...result.left.map((one) => `${item(one, [])}: left as it is, since ${markdownMessage(one.why)}`),
    ...(patch === "" ? [] : [`\n${fenced("diff", patch)}\n`]),
    ...summary(result).map((line) => markdownMessage(line)),
  ].join("\n")}\n`;
}

/** For `git apply`, where the names of the files are as git knows them. */
function patchOf({ files }: Pick<Accepted, "files">): string {
  return files.map(({ file, before, after }) => unifiedDiff(file, before, after)).join("");
}

export function acceptedJson(result: Accepted, words: WayWords): JsonObject {
  const { accepted, left, files, written, plan } = result;
  const subject = ({ subject: { is, id, name }, at }: AcceptedChange | NotAccepted): JsonObject => ({
    [is]: id,
    name,
    origin: at === null ? null : { file: at.file, line: at.line },
  });
  const changes = planJson({ ...plan, changes: accepted.map(({ change }) => change) }, words).changes;
  return {
    written,
    accepted: accepted.map((one, index) => ({
      ...subject(one),
      does: one.does,
      certain: isCertainlyEdited(one.change),
      words: [...acceptedLines(one)],
      before: (changes[index]!.after ?? null) as JsonObject | null,
      after: one.does === "switched off" ? null : ((changes[index]!.before ?? null) as JsonObject | null),
    })),
    left: left.map((one) => ({ ...subject(one), why: one.why })),
    files: files.map(({ file }) => visible(file)),
    otherTargets: [...result.otherTargets],
    patch: patchOf(result),
    drift: !isEmpty(plan),
    plan: planJson(plan, words) as unknown as JsonObject,
  };
}
