/** What a plan changes that is no goal and no funnel, and so is counted nowhere in its summary. */
import type { Plan } from "../plan/plan.ts";
import { counted } from "./words.ts";

/** Empty when there is nothing of the kind. */
export function changesBesides({ changes }: Plan): string {
  const count = (is: string) => changes.filter(({ subject }) => subject.is === is).length;
  const [shared, keyEvents] = [count("shared"), count("key event")];
  return [
    ...(shared > 0 ? [`${counted(shared, "change")} of what goals share`] : []),
    ...(keyEvents > 0 ? [`${counted(keyEvents, "key event")} to remove`] : []),
  ].join(", ");
}
