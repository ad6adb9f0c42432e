/** Events arrive at a property. What counts is decided now, as it is configured now: nothing is counted afterwards. */
import type { EventState, Fields, KeyEventState, Origin, PropertyState, SessionState } from "../state.ts";

/** One session, or a part of it. */
export interface Arrival {
  /** Null for what is sent without consent. */
  readonly client: string | null;
  readonly user?: string;
  /** In seconds; the second of the first event where it is missing. */
  readonly sessionId?: number;
  /** One more than the client had so far where it is missing. */
  readonly number?: number;
  /** The first web stream where it is missing. */
  readonly streamId?: string;
  readonly from: Origin;
  /** Not empty. */
  readonly events: readonly ArrivingEvent[];
}

export interface ArrivingEvent {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly parameters: Fields;
  readonly userProperties?: Fields;
}

/** Where a visitor comes from if the request does not say. */
export const DIRECT: Origin = {
  device: "desktop",
  country: "Germany",
  source: "(direct)",
  medium: "(none)",
  campaign: "(direct)",
};

interface Clients {
  /** By client and session id. */
  readonly sessions: Map<string, SessionState>;
  /** By client. */
  readonly visits: Map<string, number>;
}

const known = new WeakMap<readonly SessionState[], Clients>();

/**
 * Sessions of one client differ in their ids; the part of a session that comes later joins what is there.
 *
 * @returns the events as they were counted
 */
export function receive(property: PropertyState, arrivals: readonly Arrival[]): readonly EventState[] {
  const clients = clientsOf(property);
  const keyEvents = new Map(property.keyEvents.map((keyEvent) => [keyEvent.eventName, keyEvent]));
  return arrivals.flatMap((arrival) => {
    const session = sessionFor(property, arrival, clients);
    return arrival.events.map((event) => {
      const received = counted(event, session, keyEvents);
      session.events.push(received);
      return received;
    });
  });
}

/** How many sessions a client has had. */
export function sessionsOf(property: PropertyState, client: string): number {
  return clientsOf(property).visits.get(client) ?? 0;
}

function clientsOf({ sessions }: PropertyState): Clients {
  const before = known.get(sessions);
  if (before !== undefined) return before;
  const clients: Clients = { sessions: new Map(), visits: new Map() };
  for (const session of sessions) remember(session, clients);
  known.set(sessions, clients);
  return clients;
}

function remember(session: SessionState, { sessions, visits }: Clients): void {
  const { client, id, number } = session;
  if (client === null) return;
  sessions.set(`${client} ${id}`, session);
  visits.set(client, Math.max(visits.get(client) ?? 0, number));
}

function sessionFor(property: PropertyState, arrival: Arrival, clients: Clients): SessionState {
  const { client, user, from } = arrival;
  const id = arrival.sessionId ?? Math.floor(arrival.events[0]!.at / 1000);
  const before = client === null ? undefined : clients.sessions.get(`${client} ${id}`);
  if (before !== undefined) return before;
  const session: SessionState = {
    id,
    client,
    ...(user !== undefined && { user }),
    number: arrival.number ?? (client === null ? 1 : sessionsOf(property, client) + 1),
    streamId: arrival.streamId ?? property.dataStreams[0]?.id ?? "",
    from,
    events: [],
  };
  property.sessions.push(session);
  remember(session, clients);
  return session;
}

function counted(
  { name, at, parameters, userProperties }: ArrivingEvent,
  { client, events }: SessionState,
  keyEvents: ReadonlyMap<string, KeyEventState>,
): EventState {
  const keyEvent = keyEvents.get(name);
  const isKey = keyEvent !== undefined && client !== null;
  const isAgain =
    keyEvent?.countingMethod === "ONCE_PER_SESSION" && events.some((one) => one.name === name && one.isKey);
  return {
    name,
    at,
    parameters,
    ...(userProperties !== undefined && { userProperties }),
    isKey,
    keyEvents: isKey && !isAgain ? 1 : 0,
    ...(isKey && !isAgain && parameters["value"] === undefined && keyEvent.defaultValue
      ? { defaultValue: keyEvent.defaultValue.numericValue }
      : {}),
  };
}
