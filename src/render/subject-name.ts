/** What a change is about, for people: a goal, a funnel, or what goals share. */
import type { SubjectChange } from "../plan/plan.ts";
import { GOOGLE_TAG } from "../resources/entity-name.ts";

export function subjectName({ subject: { is, name } }: SubjectChange): string {
  if (is === "key event") return `key event ${name}`;
  return is === "shared" && name !== GOOGLE_TAG ? `shared: ${name}` : name;
}
