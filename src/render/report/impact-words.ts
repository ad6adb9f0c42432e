/** How often a goal would have counted, in words for every format. */
import type { Refusal } from "../../app/result/refusal.ts";
import { type Counted, type GoalImpact, type Impact, matchesNothing } from "../../figures/impact/impact.ts";
import { joinedWays, type WayWords } from "../way-out.ts";
import { count } from "./numbers.ts";

/**
 * `312 times in 280 sessions; as it is now, 298 times in 270 sessions. Once per session, that is 280 key events. Its own event
 * was received 290 times in 265 sessions.`
 */
export function impactWords(impact: GoalImpact): string {
  return `${wouldHaveCounted(impact)}${ownEvent(impact)}`;
}

/** What is live has counted by its own event: another figure than what the same conditions find in what was recorded. */
function ownEvent({ counted, current }: GoalImpact): string {
  if (counted === null || current === null || sameAs(counted, current)) return "";
  return counted.count === 0
    ? " Its own event was not received once: has the goal been live, and does its tag fire?"
    : ` Its own event was received ${times(counted)}.`;
}

function wouldHaveCounted(impact: GoalImpact): string {
  const { method, current, proposed, quality } = impact;
  if (method === "not-measurable") {
    const why = `Not measurable. ${quality[0]?.message ?? ""}`;
    return current === null ? why : `${why} As it is now, it counted ${times(current)}.`;
  }
  if (matchesNothing(impact)) {
    const near = nearestWords(impact);
    const now = current === null || current.count === 0 ? "" : ` As it is now, it counts ${times(current)}.`;
    return `Nothing at all.${near === "" ? "" : ` ${near}`}${now}`;
  }
  if (proposed === null)
    return current === null ? "Not known." : `It counted ${times(current)}, and will count nothing.`;
  const now =
    current === null
      ? ""
      : sameAs(current, proposed)
        ? ", as it does now"
        : `; as it is now, ${times(current)}`;
  return `${upper(times(proposed))}${now}.${keyEvents(impact.oncePerSession, proposed)}`;
}

/** `The nearest is /thanks, viewed 3 times.` */
export function nearestWords({ nearest }: GoalImpact): string {
  if (nearest === null) return "";
  const often = nearest.count === 1 ? "once" : `${count(nearest.count)} times`;
  return `The nearest is ${nearest.value}, ${NEAREST[nearest.what]} ${often}.`;
}

const NEAREST = { page: "viewed", link: "clicked", event: "received" } as const;

/** Events are not yet key events. */
function keyEvents(oncePerSession: boolean, { count: all, sessions }: Counted): string {
  if (!oncePerSession || sessions >= all) return "";
  return ` Once per session, that is ${count(sessions)} key ${sessions === 1 ? "event" : "events"}.`;
}

function times({ count: all, sessions }: Counted): string {
  const often = all === 1 ? "once" : `${count(all)} times`;
  return all === 0 ? "nothing" : `${often} in ${count(sessions)} ${sessions === 1 ? "session" : "sessions"}`;
}

function sameAs(one: Counted, other: Counted): boolean {
  return one.count === other.count && one.sessions === other.sessions;
}

function upper(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

const RECORDED_IN = {
  "ga4-data-api": "what Google Analytics has recorded",
  events: "every event of an export; the tag will compare the address in the browser",
  bigquery: "every event of the export in BigQuery; the tag will compare the address in the browser",
} as const;

/** The days, and how what is counted is worth: said once for all goals. */
export function impactNote({ source, period: { from, to, settled }, quality }: Impact): string[] {
  const days = `Counted from ${from} to ${to}${settled ? "" : "; the last days may still change"}, from ${RECORDED_IN[source]}.`;
  return [days, ...new Set(quality.map(({ code, message }) => `${message} [${code}]`))];
}

/** Why a plan does not say how often its goals would have counted. */
export function uncountedWords({ message, ways }: Refusal, words: WayWords): string {
  const help = joinedWays(ways, words);
  return `How often the goals would have counted is not known. ${message}${help === null ? "" : ` ${help}`}`;
}

/** What is said about an estimate, in one line. */
export function howWords({ filter, method, quality }: GoalImpact): string[] {
  if (filter === null) return [];
  return [
    `${method === "exact" ? "Exact" : "Estimate"}: ${filter}.`,
    ...quality.map(({ message }) => message),
  ];
}

/** Goals that match nothing come first: they are what somebody must look at. */
export function loudestFirst({ goals }: Impact): readonly GoalImpact[] {
  return [...goals].sort((a, b) => Number(matchesNothing(b)) - Number(matchesNothing(a)));
}
