/** What a change is about, for people: a goal, a funnel, or what goals shared. */
import type { SubjectChange } from "../plan/plan.ts";
import { GOOGLE_TAG_ADDRESS } from "../resources/compiled.ts";

export function subjectName({ subject, resources }: SubjectChange): string {
  if (subject.is !== "shared") return subject.name;
  const isGoogleTag = resources.every(({ address }) => address === GOOGLE_TAG_ADDRESS);
  return isGoogleTag ? "Google tag" : "shared by goals that are gone";
}
