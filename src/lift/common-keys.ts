/** The keys that goals of all types have. */
import type { EventParameter, Registration } from "../language/goal-set/event-parameter.ts";
import type { Counting, Ecommerce, Goal, GoalValue } from "../language/goal-set/goal.ts";
import { titleOf } from "../language/meaning/title.ts";
import { MEASURED_EVENTS } from "../language/rules/events/google-names.ts";
import type { KeyEventSnapshot } from "../resources/snapshot.ts";
import { NOWHERE } from "./matchers.ts";

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

/** With what reports call the parameters. */
export function registered(
  parameters: readonly EventParameter[],
  columns: ReadonlyMap<string, Registration>,
): readonly EventParameter[] {
  return parameters.map((one) => ({ ...one, registered: columns.get(one.name) ?? null }));
}
