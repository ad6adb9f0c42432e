/** Events that would be counted twice, or that go on being key events unnoticed. */
import type { Compiled } from "../resources/compiled.ts";
import type { JsonObject } from "../resources/resource.ts";
import type { PropertySnapshot } from "../resources/snapshot.ts";
import type { LiveEntity, Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";
import { sentEvent } from "./sent-event.ts";

/** Another tag of the container that sends the event of one of our goals: every conversion would count twice. */
export function sentTwice({ resources, owner }: Compiled, { foreign, copies }: Ownership): PlanWarning[] {
  const ours = new Set(resources.filter(({ kind }) => kind === "gtm.tag").map(({ body }) => sentEvent(body)));
  return [...foreign, ...copies]
    .filter(({ entity }) => entity["paused"] !== true)
    .flatMap((tag) =>
      eventsOf(tag.entity)
        .filter((event) => ours.has(event))
        .map((event) => ({
          code: "sent-twice",
          message: `The tag "${String(tag.entity["name"])}" sends ${event} as well: it may be counted twice.${whose(tag, owner)}`,
        })),
    );
}

/** What a tag sends as far as its settings, or the script in it, say so. */
function eventsOf(entity: JsonObject): readonly string[] {
  const event = sentEvent(entity);
  if (event !== null) return [event];
  return entity["type"] === "html" ? [...new Set(gtagEvents(scriptOf(entity)))] : [];
}

/** `gtag('event', 'sign_up', …)`: developers.google.com/tag-platform/gtagjs/reference. */
const GTAG_EVENT = /\bgtag\s*\(\s*(["'`])event\1\s*,\s*(["'`])([A-Za-z]\w{0,39})\2/g;

function gtagEvents(script: string): readonly string[] {
  return [...script.matchAll(GTAG_EVENT)].map(([, , , event = ""]) => event);
}

function scriptOf(entity: JsonObject): string {
  const parameters = Array.isArray(entity["parameter"]) ? (entity["parameter"] as JsonObject[]) : [];
  const script = parameters.find(({ key }) => key === "html")?.["value"];
  return typeof script === "string" ? script : "";
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
