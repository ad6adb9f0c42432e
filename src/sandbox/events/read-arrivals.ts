/** Events that somebody sends through the control path, as JSON. */
import { InvalidInput } from "../invalid-input.ts";
import type { Fields, Origin, PropertyState, SandboxState } from "../state.ts";
import { type Arrival, type ArrivingEvent, DIRECT } from "./receive.ts";

/** @throws InvalidInput for anything else than `{"property", "sessions": […]}` */
export function readArrivals(json: unknown): {
  readonly property: string;
  readonly arrivals: readonly Arrival[];
} {
  const { property, sessions, ...others } = object(json, "The body");
  refuseOthers(others, "The body", "property, sessions");
  if (typeof property !== "string" || !Array.isArray(sessions))
    throw new InvalidInput('Send {"property": "123456789", "sessions": […]}.');
  return { property, arrivals: sessions.map((session, index) => arrival(session, `Session ${index + 1}`)) };
}

/** @throws InvalidInput if there is no such property */
export function propertyNamed({ analytics }: SandboxState, name: string): PropertyState {
  const id = name.replace(/^properties\//, "");
  const found = analytics.properties.find((property) => property.id === id);
  if (found === undefined) throw new InvalidInput(`There is no property ${id}.`);
  return found;
}

/** @throws InvalidInput if there is none */
export function firstProperty({ analytics }: SandboxState): PropertyState {
  const [first] = analytics.properties;
  if (first === undefined) throw new InvalidInput("The sandbox has no property.");
  return first;
}

const PARTS = "client, user, id, number, device, country, source, medium, campaign, events";

function arrival(json: unknown, place: string): Arrival {
  const { client, user, id, number, events, ...rest } = object(json, place);
  const { from, others } = readOrigin(rest, place);
  refuseOthers(others, place, PARTS);
  if (client !== null && typeof client !== "string")
    throw new InvalidInput(`${place} needs a "client": a text, or null for events without consent.`);
  if (!Array.isArray(events) || events.length === 0) throw new InvalidInput(`${place} has no "events".`);
  return {
    client,
    ...(user === undefined ? {} : { user: text(user, "user", place) }),
    ...(id === undefined ? {} : { sessionId: whole(id, "id", place) }),
    ...(number === undefined ? {} : { number: whole(number, "number", place) }),
    from,
    events: events.map((event, index) => arriving(event, `Event ${index + 1} of ${place.toLowerCase()}`)),
  };
}

/** Device, country and where somebody comes from, out of an object; and what else it has. */
export function readOrigin(
  json: { readonly [key: string]: unknown },
  place: string,
): { readonly from: Origin; readonly others: { readonly [key: string]: unknown } } {
  const from: { -readonly [Key in keyof Origin]: string } = { ...DIRECT };
  const others = { ...json };
  for (const key of Object.keys(DIRECT) as (keyof Origin)[]) {
    if (json[key] !== undefined) from[key] = text(json[key], key, place);
    delete others[key];
  }
  if (!["desktop", "mobile", "tablet"].includes(from.device))
    throw new InvalidInput(`${place} has the device "${from.device}". Use desktop, mobile or tablet.`);
  return { from, others };
}

function arriving(json: unknown, place: string): ArrivingEvent {
  const { name, at, parameters = {}, userProperties, ...others } = object(json, place);
  refuseOthers(others, place, "name, at, parameters, userProperties");
  return {
    name: text(name, "name", place),
    at: timeIn(at, place),
    parameters: object(parameters, `"parameters" of ${place.toLowerCase()}`) as Fields,
    ...(userProperties === undefined
      ? {}
      : { userProperties: object(userProperties, `"userProperties" of ${place.toLowerCase()}`) as Fields }),
  };
}

/** Milliseconds since the epoch, or a time in ISO 8601 with its zone. */
export function timeIn(at: unknown, place: string): number {
  if (typeof at === "number" && Number.isFinite(at)) return at;
  const time = typeof at === "string" && /(?:Z|[+-]\d\d:\d\d)$/.test(at) ? Date.parse(at) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidInput(
    `${place} needs the time "at" which it begins: milliseconds, or a text like 2026-03-01T09:00:00Z.`,
  );
}

function whole(value: unknown, key: string, place: string): number {
  if (Number.isSafeInteger(value) && Number(value) > 0) return Number(value);
  throw new InvalidInput(`The "${key}" of ${place.toLowerCase()} is not a whole number from 1.`);
}

export function text(value: unknown, key: string, place: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new InvalidInput(`The "${key}" of ${place.toLowerCase()} is not a text.`);
}

export function object(json: unknown, place: string): { readonly [key: string]: unknown } {
  if (typeof json === "object" && json !== null && !Array.isArray(json))
    return json as { readonly [key: string]: unknown };
  throw new InvalidInput(`${place} is not a JSON object.`);
}

export function refuseOthers(others: object, place: string, known: string): void {
  const [key] = Object.keys(others);
  if (key !== undefined) throw new InvalidInput(`${place} has an unknown "${key}". There are: ${known}.`);
}
