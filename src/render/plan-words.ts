/** What changes are called, and why, in every output of a plan. */
import type { WordChange } from "../lift/goal-words.ts";
import { EDITED, type Plan, REASONS, type SubjectChange } from "../plan/plan.ts";
import { isForward } from "../plan/subjects.ts";
import { countsNothing } from "../plan/unsaid-fields.ts";
import { GOOGLE_TAG } from "../resources/entity-name.ts";
import { counted } from "./words.ts";

/** What a change is about, for people: a goal, a funnel, forwarded events, or what goals share. */
export function subjectName({ subject: { is, id, name } }: SubjectChange): string {
  if (is === "key event") return `key event ${name}`;
  return is === "shared" && name !== GOOGLE_TAG && !isForward(id) ? `shared: ${name}` : name;
}

/** Why a goal or funnel goes: it may be gone from the file, switched off there, or left out of this target. */
export function whyRemoved({ subject, despite }: SubjectChange): string {
  if (subject.is === "key event") return REASONS.permitted;
  if (subject.is === "shared" && !isForward(subject.id)) return "the goals file no longer needs it";
  if (despite === "left out") return "left out of this target";
  return despite === "switched off" ? "switched off in the goals file" : "no longer in the goals file";
}

/** What a plan changes that is not a goal or a funnel, and so is counted nowhere in its summary; empty when there is nothing. */
export function changesBesides({ changes }: Plan): string {
  const count = (is: string) => changes.filter(({ subject }) => subject.is === is).length;
  const forwards = changes.filter(({ subject: { is, id } }) => is === "shared" && isForward(id)).length;
  const [shared, keyEvents] = [count("shared") - forwards, count("key event")];
  return [
    ...(forwards > 0 ? [`${counted(forwards, "change")} of forwarded events`] : []),
    ...(shared > 0 ? [`${counted(shared, "change")} of what goals share`] : []),
    ...(keyEvents > 0 ? [`${counted(keyEvents, "key event")} to remove`] : []),
  ].join(", ");
}

/** What it counts, and below it what the file says otherwise than what is at Google: `page viewed: /thanks → /merci`. */
export function goalLines(change: SubjectChange): readonly string[] {
  const { counts } = change;
  if (counts !== null && countsNothing(change)) return [`now counts nothing; the file says ${counts}`];
  const unread = change.words?.unread ?? null;
  if (counts !== null && unread !== null && isEdited(change))
    return [
      `now counts ${unread.countsNothing ? "nothing" : "what the goals file has no words for"}: ${unread.why.join(", and ")}; the file says ${counts}`,
    ];
  const lines = changeLines(change);
  const isSaid = change.words?.changes.some(({ about }) => about === "what counts") ?? false;
  return counts === null || isSaid ? lines : [counts, ...lines];
}

/** What the file says otherwise alone; of what somebody edited, what is there now comes first, since nobody reviewed it. */
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

/** `now counts on every page; the file says /thanks`, `parameter plan: now data_layer offer; the file says data_layer plan`. */
export function nowLine({ start, before, after, end }: WordChange): string {
  const [, of = "", rest = ""] =
    /^((?:(?:step|parameter|audience|\d+ of|a further) [^:]*|further ways): )?(.*)$/s.exec(start)!;
  const now = `${rest}${before}${end}`
    .replace(/^page viewed: any page/, "counts on every page")
    .replace(/^page viewed: /, "counts on ");
  return `${of}now ${now}; the file says ${after}${end}`;
}
