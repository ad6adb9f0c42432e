/** What a tag fires on → the goal that it counts. */

import { NOT_SET } from "../compile/variables.ts";
import type { PageConditions } from "../language/goal-set/conditions.ts";
import { isAnyPage } from "../language/goal-set/conditions.ts";
import type { EventParameter, Registration } from "../language/goal-set/event-parameter.ts";
import type { Counting, Ecommerce, Goal, GoalValue } from "../language/goal-set/goal-set.ts";
import { titleOf } from "../language/meaning/title.ts";
import type { KeyEventSnapshot } from "../resources/snapshot.ts";
import { anyOf } from "./joined-triggers.ts";
import { NOWHERE } from "./matchers.ts";
import type { Findings } from "./reasons.ts";
import type { SessionGoals } from "./session.ts";
import type { Firing } from "./tag.ts";
import type { Way } from "./way.ts";

export type Common = Omit<Extract<Goal, { type: "event" }>, "type" | "on" | "page">;

export interface Known {
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
  known: Known,
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
    unless,
    role: { is: "unspecified" },
    leadsTo: [],
    isProtected: known.isProtected,
    allows: allowsFor([known.event]),
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
  { unless, ...others }: Common,
  { ways }: Firing,
  sessions: SessionGoals,
): Goal | null {
  const [first, second] = ways;
  const common = { ...others, unless: [...unless, ...(first?.unless ?? [])] };
  const page = first && second && ways.length === 2 ? virtualPage(first, second) : null;
  if (page !== null) return { ...common, type: "destination", page: somePage(page), spa: true, via: "gtm" };
  const way = anyOf(ways);
  if (way === null) {
    findings.leaveOut("several-ways");
    return null;
  }
  switch (way.is) {
    case "page":
      return { ...common, type: "destination", page: somePage(way.page), spa: false, via: "gtm" };
    case "history":
      findings.leaveOut("history-alone");
      return null;
    case "timer":
      return { ...common, type: "duration", scope: "page", seconds: way.seconds, page: way.page, spa: false };
    case "session":
      return sessions.goal(findings, common, way);
    case "interaction":
      return { ...common, type: "event", on: withoutGtagCheck(way.on, common.event), page: way.page };
  }
}

/** A page view and a history change that ask for the same page. */
export function virtualPage(one: Way, other: Way): PageConditions | null {
  const kinds = [one.is, other.is].sort().join();
  if (kinds !== "history,page") return null;
  return JSON.stringify(one.page) === JSON.stringify(other.page) ? one.page : null;
}

/** A destination names a page; every path begins with a slash. */
export function somePage(page: PageConditions): PageConditions {
  if (!isAnyPage(page)) return page;
  return {
    ...page,
    path: [{ op: "begins_with", values: ["/"], not: false, ignoreCase: false, at: NOWHERE }],
  };
}

type Interaction = Extract<Way, { is: "interaction" }>["on"];

/** `{{eventModel}} equals (not set)` is not a condition of the goal: compile/ adds it where the page sends events itself. */
export function withoutGtagCheck(on: Interaction, sends: string): Interaction {
  if (on.kind !== "data_layer" || on.event !== sends) return on;
  const isCheck = ({ key, is }: (typeof on.where)[number]) =>
    key === "eventModel" &&
    is.length === 1 &&
    "values" in is[0]! &&
    is[0].values[0] === NOT_SET &&
    !is[0].not;
  return { ...on, where: on.where.filter((one) => !isCheck(one)) };
}

/** With what reports call the parameters. */
export function registered(
  parameters: readonly EventParameter[],
  columns: ReadonlyMap<string, Registration>,
): readonly EventParameter[] {
  return parameters.map((one) => ({ ...one, registered: columns.get(one.name) ?? null }));
}
