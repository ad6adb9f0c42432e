/** What changes are called, and why, in every output of a plan. */
import type { WordChange } from "../lift/goal-words.ts";
import { EDITED, type Plan, REASONS, type SubjectChange } from "../plan/plan.ts";
import { countsNothing } from "../plan/unsaid-fields.ts";
import { GOOGLE_TAG } from "../resources/entity-name.ts";
import { counted } from "./words.ts";

/** What a change is about, for people: a goal, a funnel, a forward, or what goals share. */
/** What is left at Google in addition to the changes, and how to have none. */
export const ANNOTATION_LEFT =
  "an annotation on the day's reports in Analytics (to leave none: `annotate: false` in the target)";

export function subjectName({ subject: { is, name } }: SubjectChange): string {
  if (is === "key event") return `key event ${name}`;
  return is === "shared" && name !== GOOGLE_TAG ? `shared: ${name}` : name;
}

/** Why a goal, funnel or forward goes: it may be gone from the file, switched off there, or left out of this target. */
export function whyRemoved({ subject, despite }: SubjectChange): string {
  if (subject.is === "key event") return REASONS.permitted;
  if (subject.is === "shared") return "the goals file no longer needs it";
  if (despite === "left out") return "left out of this target";
  return despite === "switched off" ? "switched off in the goals file" : "no longer in the goals file";
}

/** What a plan changes that is not in the file under a name of its own, and so is counted nowhere in its summary; empty when there is nothing. */
export function changesBesides({ changes }: Plan): string {
  const count = (is: string) => changes.filter(({ subject }) => subject.is === is).length;
  const [shared, keyEvents] = [count("shared"), count("key event")];
  return [
    ...(shared > 0 ? [`${counted(shared, "change")} of what goals share`] : []),
    ...(keyEvents > 0 ? [`${counted(keyEvents, "key event")} to remove`] : []),
  ].join(", ");
}

/** `5 goals and funnels as in the file` */
export function unchangedInWords({ summary: { unchanged }, hasForwards }: Plan): string {
  const words = hasForwards
    ? counted(unchanged, "goal, funnel or forward", "goals, funnels and forwards")
    : counted(unchanged, "goal or funnel", "goals and funnels");
  return `${words} as in the file`;
}

/** What it counts, and below it how the file differs from what is at Google: `page viewed: /thanks → /merci`. */
export function goalLines(change: SubjectChange): readonly string[] {
  const { counts } = change;
  const does = change.subject.is === "forward" ? "sends" : "counts";
  if (counts !== null && countsNothing(change)) return [`now ${does} nothing; the file says ${counts}`];
  const unread = change.words?.unread ?? null;
  if (counts !== null && unread !== null && isEdited(change))
    return [
      `now ${does} ${unread.countsNothing ? "nothing" : "what the goals file has no words for"}: ${unread.why.join(", and ")}; the file says ${counts}`,
    ];
  const lines = changeLines(change);
  const isSaid = change.words?.changes.some(({ about }) => about === "what counts") ?? false;
  return counts === null || isSaid ? lines : [counts, ...lines];
}

/** Only what differs in the file. For edits, what is live now comes first, since nobody reviewed it. */
export function changeLines(change: SubjectChange): readonly string[] {
  const { words } = change;
  const lines = (words?.changes ?? []).map(isEdited(change) ? nowLine : arrowLine);
  const roughly = lines.length > 0 || isEdited(change) ? (words?.differs ?? []) : [];
  return [...lines, ...roughly.map((differs) => `not quite what is at Google: ${differs}`)];
}

function isEdited({ resources }: SubjectChange): boolean {
  return resources.some(({ reason }) => EDITED.includes(reason));
}

export function arrowLine({ start, before, after, end }: WordChange): string {
  return `${start}${before} → ${after}${end}`;
}

/** `now counts on every page; the file says /thanks`, `parameter plan: now data-layer key offer; the file says …`. */
export function nowLine({ start, before, after, end }: WordChange): string {
  const [, of = "", rest = ""] =
    /^((?:(?:step|parameter|audience|\d+ of|a further) [^:]*|further ways): )?(.*)$/s.exec(start)!;
  const now = `${rest}${before}${end}`
    .replace(/^page viewed: any page/, "counts on every page")
    .replace(/^page viewed: (?=[/"'])/, "counts on ")
    .replace(/^page viewed: /, "counts on pages whose ");
  return `${of}now ${now}; the file says ${after}${end}`;
}
