/** What a property received, in the form in which reports look at it: one fact for each event, with its session and user. */
import type { EventState, Json, PropertyState, SessionState } from "../state.ts";
import { type LocalTime, type Zone, zoneOf } from "./zone.ts";

export interface Fact {
  readonly event: EventState;
  readonly session: SessionFact;
  readonly local: LocalTime;
}

export interface SessionFact {
  readonly state: SessionState;
  /** Who it is: the user id, else the client. */
  readonly user: string;
  /** At least 10 seconds, two page views or a key event (support.google.com/analytics/answer/12195621). */
  readonly isEngaged: boolean;
  /** Milliseconds from the first event to the last. */
  readonly length: number;
  readonly landing: string;
}

const ENGAGED_AFTER = 10_000;

interface Known {
  readonly of: number;
  readonly facts: readonly Fact[];
}

const known = new WeakMap<readonly SessionState[], Known>();

/** In the order of time; what came without consent is not among them, as nothing models it here. */
export function factsOf({ sessions, timeZone }: PropertyState): readonly Fact[] {
  const of = sessions.reduce((sum, { events }) => sum + events.length, sessions.length);
  const before = known.get(sessions);
  if (before?.of === of) return before.facts;
  const zone = zoneOf(timeZone);
  const facts = sessions
    .flatMap((session) => factsIn(session, zone))
    .sort((one, other) => one.event.at - other.event.at);
  known.set(sessions, { of, facts });
  return facts;
}

function factsIn(state: SessionState, zone: Zone): Fact[] {
  const { client, events } = state;
  const [first] = events;
  if (client === null || first === undefined) return [];
  const length = events.reduce((end, { at }) => Math.max(end, at), first.at) - first.at;
  const views = events.filter(({ name }) => name === "page_view");
  const session: SessionFact = {
    state,
    user: state.user ?? client,
    isEngaged: length >= ENGAGED_AFTER || views.length > 1 || events.some(({ isKey }) => isKey),
    length,
    landing: textOf(views[0]?.parameters["page_location"]),
  };
  return events.map((event) => ({ event, session, local: zone(event.at) }));
}

/** As a dimension shows it. */
export function textOf(value: Json | undefined): string {
  return value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}
