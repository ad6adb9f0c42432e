/** What a tag fires on → the goal that it counts. */

import { NOT_SET } from "../compile/variables/variable.ts";
import {
  type Conditions,
  isAnyPage,
  type PageConditions,
  type ValueCondition,
} from "../language/goal-set/conditions.ts";
import type { EventParameter, Registration } from "../language/goal-set/event-parameter.ts";
import type { Counting, Ecommerce, Goal, GoalValue, GoalWay, Ways } from "../language/goal-set/goal.ts";
import { type Interaction, pushedName } from "../language/goal-set/interaction.ts";
import { titleOf } from "../language/meaning/title.ts";
import { MEASURED_EVENTS } from "../language/rules/events/google-names.ts";
import type { KeyEventSnapshot } from "../resources/snapshot.ts";
import type { Findings } from "./findings.ts";
import { NOWHERE } from "./matchers.ts";
import type { SessionGoals } from "./session.ts";
import type { Firing } from "./tag.ts";
import type { Way } from "./way.ts";

export type Common = Omit<Extract<Goal, { type: "event" }>, "type" | "on" | "page">;

export interface GoalContext {
  readonly id: string;
  /** Null: the name that the id gives. */
  readonly name: string | null;
  readonly description: string | null;
  readonly event: string;
  readonly isProtected: boolean;
}

export interface Worth {
  readonly keyEvent: KeyEventSnapshot | null;
  readonly value: GoalValue | null;
  readonly parameters: readonly EventParameter[];
  readonly userProperties?: readonly EventParameter[];
  readonly ecommerce?: Ecommerce | null;
}

/** What goals of all types have. */
export function commonOf(
  known: GoalContext,
  { keyEvent, value, parameters, userProperties = [], ecommerce = null }: Worth,
  { consent, unless }: Pick<Common, "consent" | "unless"> = { consent: [], unless: [] },
): Common {
  return {
    id: known.id,
    name: known.name ?? titleOf(known.id),
    description: known.description,
    event: known.event,
    keyEvent: keyEvent !== null,
    counting: countingOf(keyEvent) ?? "once_per_session",
    value: value ?? defaultValueOf(keyEvent),
    parameters,
    userProperties,
    ecommerce,
    consent,
    where: [],
    cookie: [],
    sent: "every_time",
    unless,
    role: { is: "unspecified" },
    owner: null,
    stage: null,
    leadsTo: [],
    isProtected: known.isProtected,
    allows: [
      ...allowsFor([known.event]),
      ...(MEASURED_EVENTS.has(known.event) ? ["reserved-event-name"] : []),
    ],
    was: null,
    adopts: null,
    at: NOWHERE,
  };
}

/** A site that has such a name already keeps it, with the word that says so. */
export function allowsFor(events: readonly string[]): readonly string[] {
  return events.every((event) => ADVISED.test(event)) ? [] : ["unusual-event-name"];
}

const ADVISED = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Null where nobody has said, or Google says something new. */
export function countingOf(keyEvent: KeyEventSnapshot | null): Counting | null {
  if (keyEvent?.countingMethod === "ONCE_PER_EVENT") return "once_per_event";
  return keyEvent?.countingMethod === "ONCE_PER_SESSION" ? "once_per_session" : null;
}

function defaultValueOf(keyEvent: KeyEventSnapshot | null): GoalValue | null {
  const value = keyEvent?.defaultValue ?? null;
  return value === null ? null : { amount: value.numericValue, currency: value.currencyCode };
}

/** Null, with the reason noted, where several ways lead to it that are not one. */
export function goalOf(
  findings: Findings,
  { unless, ...common }: Common,
  { ways, sent }: Pick<Firing, "ways" | "sent">,
  sessions: SessionGoals,
): Goal | null {
  const [first, second] = ways;
  const isVirtual = first && second && ways.length === 2 && isVirtualPage(first, second);
  if (ways.length > 1 && !isVirtual) return anyGoal(findings, { unless, ...common }, { ways, sent });
  const way = first!;
  const { page, where, cookie } = way;
  const asked = { ...common, sent, where, cookie, unless: [...unless, ...way.unless] };
  if (isVirtual) return { ...asked, type: "destination", page: somePage(page), spa: true, via: "gtm" };
  switch (way.is) {
    case "page":
      return { ...asked, type: "destination", page: somePage(page), spa: false, via: "gtm" };
    case "history":
      findings.differ("loads-too");
      return { ...asked, type: "destination", page: somePage(page), spa: true, via: "gtm" };
    case "timer":
      return { ...asked, type: "duration", scope: "page", seconds: way.seconds, page, spa: false };
    case "session":
      return sessions.goal(findings, asked, way);
    case "interaction":
      return { ...withoutGtagCheck(asked, way.on, common.event), type: "event", on: way.on, page };
  }
}

const MOST_WAYS = 20;

/** One way for each trigger. An exception belongs to all of them; one of a single way is said as a condition of it. */
function anyGoal(
  findings: Findings,
  { unless, ...common }: Common,
  { ways: found, sent }: Pick<Firing, "ways" | "sent">,
): Goal | null {
  const isAlike = new Set(found.map((way) => JSON.stringify(way.unless))).size === 1;
  const ways = isAlike ? found : found.flatMap((way) => askedInstead(way) ?? []);
  if (!isAlike) findings.differ("missing-value");
  const lifted = ways.length < found.length ? null : waysOf(findings, ways, common.event);
  const [first, second, ...more] = lifted ?? [];
  if (first === undefined || second === undefined || more.length > MOST_WAYS - 2) {
    findings.leaveOut("several-ways");
    return null;
  }
  const all: Ways = [first, second, ...more];
  const [where, cookie] = [askedOfAll(all, "where"), askedOfAll(all, "cookie")];
  const own = (way: GoalWay): GoalWay => ({
    ...way,
    where: way.where.slice(0, way.where.length - where.length),
    cookie: way.cookie.slice(0, way.cookie.length - cookie.length),
  });
  return {
    ...common,
    allows: [...common.allows, ...(sent === "every_time" && hasSteps(all) ? ["ways-follow-each-other"] : [])],
    sent,
    where,
    cookie,
    unless: [...unless, ...ways[0]!.unless],
    type: "any",
    ways: [own(first), own(second), ...more.map(own)],
  };
}

/** With the opposite of its exceptions as conditions, which a missing value does not meet; null where they ask for more than one value. */
function askedInstead(way: Way): Way | null {
  const asked = { where: [...way.where], cookie: [...way.cookie] };
  for (const { page, where, cookie } of way.unless) {
    const [only, ...others] = [...where, ...cookie];
    const [matcher, ...more] = only?.is ?? [];
    if (!only || !matcher || others.length + more.length > 0 || !isAnyPage(page) || matcher.not) return null;
    asked[where.length > 0 ? "where" : "cookie"].push({ key: only.key, is: [{ ...matcher, not: true }] });
  }
  return { ...way, ...asked, unless: [] };
}

/** Depths of the same pages, or moments of the same videos: one is meant to follow the other. */
function hasSteps(ways: readonly GoalWay[]): boolean {
  const steps = ways.flatMap((way) => {
    if (way.is === "page" || (way.on.kind !== "scroll" && way.on.kind !== "video")) return [];
    return [JSON.stringify({ ...way, on: { ...way.on, depth: null, moment: null } })];
  });
  return new Set(steps).size < steps.length;
}

/** What every way asks for last: `compile/` puts what the goal asks of all of them behind what each asks itself. */
function askedOfAll([first, ...others]: Ways, block: "where" | "cookie"): readonly ValueCondition[] {
  const all = first[block];
  const isCommon = (one: ValueCondition, fromEnd: number) =>
    [first, ...others].every(
      (way) =>
        JSON.stringify(way[block].at(-fromEnd)) === JSON.stringify(one) &&
        way[block].filter(({ key }) => key === one.key).length === 1,
    );
  let count = 0;
  while (count < all.length && isCommon(all.at(-count - 1)!, count + 1)) count += 1;
  return count === 0 ? [] : all.slice(-count);
}

/** Null where one of them is neither a page nor something that a visitor does. */
function waysOf(findings: Findings, ways: readonly Way[], event: string): readonly GoalWay[] | null {
  const histories = ways.filter(({ is }) => is === "history");
  const isShown = (way: Way) => histories.some((one) => isVirtualPage(way, one));
  const isPart = (way: Way) => ways.some((one) => isVirtualPage(way, one));
  const lifted = ways
    .filter((way) => way.is !== "history" || !isPart(way))
    .map((way): GoalWay | null => {
      const { page, where, cookie } = way;
      const asked = { page, where, cookie, at: NOWHERE };
      if (way.is === "history") findings.differ("loads-too");
      if (way.is === "history" || way.is === "page")
        return { is: "page", ...asked, page: somePage(page), spa: way.is === "history" || isShown(way) };
      if (way.is !== "interaction") return null;
      return { is: "interaction", ...withoutGtagCheck(asked, way.on, event), on: way.on };
    });
  return lifted.some((way) => way === null) ? null : (lifted as readonly GoalWay[]);
}

/** A page view and a history change that ask for the same. */
export function isVirtualPage(one: Way, other: Way): boolean {
  const [a, b] = [one, other].map(({ is: _, ...asked }) => JSON.stringify(asked));
  return [one.is, other.is].sort().join() === "history,page" && a === b;
}

/** A destination names a page; every path begins with a slash. */
export function somePage(page: PageConditions): PageConditions {
  if (!isAnyPage(page)) return page;
  return {
    ...page,
    path: [{ op: "begins_with", values: ["/"], not: false, ignoreCase: false, at: NOWHERE }],
  };
}

/** `{{eventModel}} equals (not set)` is not a condition of the goal: compile/ adds it where the page sends events itself. */
export function withoutGtagCheck<T extends Pick<Conditions, "where">>(
  asked: T,
  on: Interaction,
  sends: string,
): T {
  if (on.kind !== "data_layer" || pushedName(on) !== sends) return asked;
  const isCheck = ({ key, is: [only, ...more] }: ValueCondition) =>
    key === "eventModel" &&
    more.length === 0 &&
    only !== undefined &&
    "values" in only &&
    only.values[0] === NOT_SET &&
    !only.not;
  return { ...asked, where: asked.where.filter((one) => !isCheck(one)) };
}

/** With what reports call the parameters. */
export function registered(
  parameters: readonly EventParameter[],
  columns: ReadonlyMap<string, Registration>,
): readonly EventParameter[] {
  return parameters.map((one) => ({ ...one, registered: columns.get(one.name) ?? null }));
}
