/** A blocking trigger → what it does to a tag: nothing, or a condition that must not be true. */
import type { JsonObject } from "../resources/json.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { namesOfEvent } from "./event-names.ts";
import type { Findings } from "./reasons.ts";
import { conditionsOf, holdsFor, type TriggerCondition } from "./trigger-condition.ts";

/**
 * An exception works only for the same data-layer event. One that asks for a single thing of the page is the same as a
 * condition of the opposite, since the page is always there; a missing cookie or data-layer value is another matter.
 */
export function effectOf(
  findings: Findings,
  blocking: JsonObject | null,
  firing: readonly JsonObject[],
  content: ContainerContent,
): readonly TriggerCondition[] {
  if (blocking === null) {
    findings.leaveOut("exception");
    return [];
  }
  if (!firing.some((trigger) => mayMeet(blocking, trigger, content))) return [];
  const asked = conditionsOf(blocking, "filter", content);
  const [only] = asked;
  const isForAll = firing.every((trigger) => surelyMeets(blocking, trigger, content));
  if (isForAll && only !== undefined && asked.length === 1 && isAlwaysThere(only))
    return [{ ...only, negate: !only.negate }];
  findings.leaveOut("exception", String(blocking["name"] ?? ""));
  return [];
}

/** The missing query parameter is met by a `not`, as the opposite of the exception is. */
function isAlwaysThere({ fact }: TriggerCondition): boolean {
  return fact.is === "page" || fact.is === "query";
}

/** The event of each type of trigger except custom events. */
const EVENTS: Readonly<Record<string, string>> = {
  pageview: "gtm.js",
  domReady: "gtm.dom",
  windowLoaded: "gtm.load",
  click: "gtm.click",
  linkClick: "gtm.linkClick",
  formSubmission: "gtm.formSubmit",
  historyChange: "gtm.historyChange",
  scrollDepth: "gtm.scrollDepth",
  elementVisibility: "gtm.elementVisibility",
  youTubeVideo: "gtm.video",
  timer: "gtm.timer",
};

function mayMeet(blocking: JsonObject, firing: JsonObject, content: ContainerContent): boolean {
  if (blocking["type"] !== "customEvent")
    return blocking["type"] === firing["type"] || EVENTS[String(blocking["type"])] === undefined;
  const asked = conditionsOf(blocking, "customEventFilter", content);
  const names = eventsOf(firing, content);
  return names === null || names.some((name) => asked.every((one) => holdsFor(one, name) !== false));
}

function surelyMeets(blocking: JsonObject, firing: JsonObject, content: ContainerContent): boolean {
  if (blocking["type"] !== "customEvent") return blocking["type"] === firing["type"];
  const asked = conditionsOf(blocking, "customEventFilter", content);
  const takesAll = asked.every(
    ({ type, value, negate }) => type === "matchRegex" && !negate && /^\^?\.[*+]\$?$/.test(value),
  );
  const names = eventsOf(firing, content);
  return takesAll || (names?.every((name) => asked.every((one) => holdsFor(one, name) === true)) ?? false);
}

function eventsOf(firing: JsonObject, content: ContainerContent): readonly string[] | null {
  const own = EVENTS[String(firing["type"])];
  return own === undefined ? namesOfEvent(conditionsOf(firing, "customEventFilter", content)) : [own];
}
