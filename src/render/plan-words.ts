/** What changes are called, and why, in every output of a plan. */
import { EDITED, type Plan, REASONS, type SubjectChange } from "../plan/plan.ts";
import { GOOGLE_TAG } from "../resources/entity-name.ts";
import { counted } from "./words.ts";

/** What a change is about, for people: a goal, a funnel, or what goals share. */
export function subjectName({ subject: { is, name } }: SubjectChange): string {
  if (is === "key event") return `key event ${name}`;
  return is === "shared" && name !== GOOGLE_TAG ? `shared: ${name}` : name;
}

/** Why a goal or funnel goes: it may be gone from the file, switched off there, or left out of this target. */
export function whyRemoved({ subject, despite }: SubjectChange): string {
  if (subject.is === "key event") return REASONS.permitted;
  if (subject.is === "shared") return "the goals file no longer needs it";
  if (despite === "left out") return "left out of this target";
  return despite === "switched off" ? "switched off in the goals file" : "no longer in the goals file";
}

/** What a plan changes that is not a goal or a funnel, and so is counted nowhere in its summary; empty when there is nothing. */
export function changesBesides({ changes }: Plan): string {
  const count = (is: string) => changes.filter(({ subject }) => subject.is === is).length;
  const [shared, keyEvents] = [count("shared"), count("key event")];
  return [
    ...(shared > 0 ? [`${counted(shared, "change")} of what goals share`] : []),
    ...(keyEvents > 0 ? [`${counted(keyEvents, "key event")} to remove`] : []),
  ].join(", ");
}

/** What it counts, and below it what the file says otherwise than what is at Google: `page viewed: /thanks → /merci`. */
export function goalLines({ counts, words, resources }: SubjectChange): readonly string[] {
  const changes = words?.changes ?? [];
  const isEdited = resources.some(({ reason }) => EDITED.includes(reason) && reason !== "missing");
  const lines = changes.map(({ start, before, after, end }) =>
    isEdited
      ? `${start}now ${before}${end}, the file says ${after}${end}`
      : `${start}${before} → ${after}${end}`,
  );
  const isSaid = changes.some(({ about }) => about === "what counts");
  return counts === null || isSaid ? lines : [counts, ...lines];
}
