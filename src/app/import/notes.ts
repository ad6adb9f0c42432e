/** What people have to know before they use imported goals, in sentences. */
import type { SourceContent } from "./source-content.ts";

export function notesOn({ lift, notes }: SourceContent): readonly string[] {
  const forwards = lift.forwards.some(({ forward }) => forward.adopts !== null);
  const adopts = forwards || lift.goals.some(({ goal }) => goal.adopts !== null);
  return [...notes, ...(lift.forwards.length > 0 ? [FORWARDED] : []), ...(adopts ? [ADOPTED] : [])];
}

const FORWARDED =
  "An entry under `forward` sends data-layer events to Analytics under their own names. It does not count them: a goal on one of them is `on: { ga4_event: … }`.";

const ADOPTED =
  "Goals and forwards with `adopt` take over the tag that they come from, as it is: it keeps its name, and everything that the file does not say. Delete these lines after the first apply.";
