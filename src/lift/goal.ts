/** What a tag fires on → the goal that it counts. */

import { NOT_SET } from "../compile/variables.ts";
import {
  type Conditions,
  isAnyPage,
  type PageConditions,
  type ValueCondition,
} from "../language/goal-set/conditions.ts";
import type { EventParameter, Registration } from "../language/goal-set/event-parameter.ts";
import type { Counting, Ecommerce, Goal, GoalValue } from "../language/goal-set/goal-set.ts";
import { type Interaction, pushedName } from "../language/goal-set/interaction.ts";
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
    where: [],
    cookie: [],
    sent: "every_time",
    unless,
    role: { is: "unspecified" },
    owner: null,
    stage: null,
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
  { unless, ...common }: Common,
  { ways, sent }: Firing,
  sessions: SessionGoals,
): Goal | null {
  const [first, second] = ways;
  const isVirtual = first && second && ways.length === 2 && isVirtualPage(first, second);
  const way = isVirtual ? first : anyOf(ways);
  if (way === null) {
    findings.leaveOut("several-ways");
    return null;
  }
  const { page, where, cookie } = way;
  const asked = { ...common, sent, where, cookie, unless: [...unless, ...way.unless] };
  if (isVirtual) return { ...asked, type: "destination", page: somePage(page), spa: true, via: "gtm" };
  switch (way.is) {
    case "page":
      return { ...asked, type: "destination", page: somePage(page), spa: false, via: "gtm" };
    case "history":
      findings.leaveOut("history-alone");
      return null;
    case "timer":
      return { ...asked, type: "duration", scope: "page", seconds: way.seconds, page, spa: false };
    case "session":
      return sessions.goal(findings, asked, way);
    case "interaction":
      return { ...withoutGtagCheck(asked, way.on, common.event), type: "event", on: way.on, page };
  }
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
