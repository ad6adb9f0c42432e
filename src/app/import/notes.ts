/** What people have to know before they use imported goals, in sentences. */
import type { SourceContent } from "./source-content.ts";

export function notesOn({ lift, notes }: SourceContent): readonly string[] {
  const forwards = lift.forwards.some(({ forward }) => forward.adopts !== null);
  const adopts = forwards || lift.goals.some(({ goal }) => goal.adopts !== null);
  return [...notes, ...(adopts ? [ADOPTED] : [])];
}

const ADOPTED =
  "Goals with `adopt` take over the tag that they come from, as it is: it keeps its name, and everything that the goal does not say. Delete these lines after the first apply.";
