/**
 * Whether one success can meet two ways of a goal, each with an event of its own.
 *
 * Tag Manager fires a tag once for each message in the data layer, however many triggers find it. Ways that are found by one
 * message (two pages, two clicks, two links, two forms) therefore count once. A click on a link makes two messages; so does
 * a scroll past two depths, and so does whatever makes the site push two events.
 */
import type { PageConditions } from "../../goal-set/conditions.ts";
import { type Interaction, pushedName } from "../../goal-set/interaction.ts";
import type { OneWayGoal } from "../../goal-set/one-way.ts";
import { conditionsDisjoint, waysDisjoint } from "../comparisons/disjoint.ts";

export type Together = "by one click" | "on one page" | "one after the other";

type Kind = Interaction["kind"] | "page";

export function kindOf(way: OneWayGoal): Kind {
  return way.type === "event" ? way.on.kind : "page";
}

/** Null: one message at most meets both, or nothing does. */
export function bothMet(first: OneWayGoal, second: OneWayGoal): Together | null {
  const isOncePerPage = first.sent === "once_per_page";
  const [one, other] = [MESSAGES[kindOf(first)], MESSAGES[kindOf(second)]];
  if (one !== other) {
    if (isOncePerPage && one !== "page" && other !== "page") return null;
    if ([one, other].sort().join() !== "click,link") return "one after the other";
    return isOncePerPage || areApart(first, second) ? null : "by one click";
  }
  if (one === "page") return becomeEachOther(first, second) ? "one after the other" : null;
  if (isOncePerPage || one === "click" || one === "link" || one === "form") return null;
  if (first.type !== "event" || second.type !== "event") return null;
  if (one === "data_layer") return isSamePush(first.on, second.on) ? null : "one after the other";
  if (areApart(first, second) || isSameDepth(first.on, second.on)) return null;
  return one === "visible" && !isSameElement(first.on, second.on) ? "one after the other" : "on one page";
}

/** What the tag hears of; a download is a link. */
const MESSAGES: Readonly<Record<Kind, string>> = {
  page: "page",
  click: "click",
  link: "link",
  download: "link",
  form: "form",
  scroll: "scroll",
  visible: "visible",
  video: "video",
  data_layer: "data_layer",
  ga4_event: "ga4_event",
  returning_visit: "returning_visit",
  funnel: "funnel",
};

/** Their conditions are never met at the same moment. */
function areApart(first: OneWayGoal, second: OneWayGoal): boolean {
  return waysDisjoint(first, second) || conditionsDisjoint(first.where, second.where);
}

/** An app changes the address of a page that has counted, and what only the other way looks at is different now. */
function becomeEachOther(first: OneWayGoal, second: OneWayGoal): boolean {
  if (first.type !== "destination" || second.type !== "destination") return false;
  return (
    (first.spa || second.spa) &&
    partsSeen(first.page) !== partsSeen(second.page) &&
    !waysDisjoint(first, second)
  );
}

/** What a virtual page view must change to count. */
function partsSeen({ url, query, fragment }: PageConditions): string {
  const names = query.map(({ name }) => name).sort();
  return JSON.stringify([url.length > 0 || names, fragment.some(({ not }) => !not)]);
}

function isSamePush(one: Interaction, other: Interaction): boolean {
  if (one.kind !== "data_layer" || other.kind !== "data_layer") return false;
  const name = pushedName(one);
  return name !== null && name === pushedName(other);
}

/** One message for all triggers on that depth; deeper is passed later. */
function isSameDepth(one: Interaction, other: Interaction): boolean {
  return (
    one.kind === "scroll" &&
    other.kind === "scroll" &&
    JSON.stringify(one.depth) === JSON.stringify(other.depth)
  );
}

/** Each trigger has a message of its own, even for the same element. */
function isSameElement(one: Interaction, other: Interaction): boolean {
  return one.kind === "visible" && other.kind === "visible" && one.selector === other.selector;
}
