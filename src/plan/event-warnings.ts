/** Events that would be counted twice, or that go on being key events unnoticed. */
import type { Compiled } from "../resources/compiled.ts";
import type { PropertySnapshot } from "../resources/snapshot.ts";
import type { LiveEntity, Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";
import { sentEvent } from "./sent-event.ts";

/** Another tag of the container that sends the event of one of our goals: every conversion would count twice. */
export function sentTwice({ resources, owner }: Compiled, { foreign, copies }: Ownership): PlanWarning[] {
  const ours = new Set(resources.filter(({ kind }) => kind === "gtm.tag").map(({ body }) => sentEvent(body)));
  return [...foreign, ...copies]
    .filter(
      ({ entity }) => entity["paused"] !== true && sentEvent(entity) !== null && ours.has(sentEvent(entity)),
    )
    .map((tag) => ({
      code: "sent-twice",
      message: `The tag "${String(tag.entity["name"])}" sends ${sentEvent(tag.entity)} as well: it may be counted twice.${whose(tag, owner)}`,
    }));
}

function whose({ mark }: LiveEntity, owner: string): string {
  if (mark === null || mark.owner === owner) return "";
  return ` It belongs to the goals file "${mark.owner}"; if that is this file under its former name, change the name back.`;
}

/** A goal without a tag leaves nothing at Google by which its key event could be known as ours. */
export function disabledButMarked(
  { disabled, removedKeyEvents }: Compiled,
  { keyEvents }: PropertySnapshot,
): PlanWarning[] {
  const marked = new Set(keyEvents.filter(({ custom }) => custom).map(({ eventName }) => eventName));
  return disabled
    .filter(({ event, hadTag }) => !hadTag && marked.has(event) && !removedKeyEvents.includes(event))
    .map(({ id, event }) => ({
      code: "key-event-stays",
      message: `${id} is switched off, but ${event} stays a key event: to unmark it, add it to \`removed:\`.`,
    }));
}
