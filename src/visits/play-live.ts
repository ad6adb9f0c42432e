/** A visit at what is live → the events that Analytics receives, session by session. */
import type { Site } from "./site.ts";
import type { Step } from "./step.ts";
import { playVisit } from "./visit.ts";

export interface LivePlay {
  readonly sessions: readonly LiveSession[];
  /** Milliseconds from the first moment of the visit to its last. */
  readonly length: number;
  /** What no one can know without a browser; empty if there is nothing. */
  readonly unknown: readonly string[];
}

export interface LiveSession {
  /** Sent without consent: the events belong to nobody. */
  readonly isPing: boolean;
  /** Never empty, in the order of time. */
  readonly events: readonly LiveEvent[];
}

export interface LiveEvent {
  readonly name: string;
  /** Milliseconds since the visit began. */
  readonly after: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly userProperties?: Readonly<Record<string, unknown>>;
}

/** Below this, nobody was there long enough for Google's tag to say so (support.google.com/analytics/answer/11109416). */
const NOTICED = 1000;

export function playLive(site: Site, steps: readonly Step[]): LivePlay {
  const { received, start, ends, unknown } = playVisit(steps, site);
  const sessions = new Map<string, { isPing: boolean; events: LiveEvent[] }>();
  for (const { event, at, page, parameters, userProperties, session, isPing } of received) {
    const key = isPing ? "ping" : String(session);
    const of = sessions.get(key) ?? { isPing, events: [] };
    sessions.set(key, of);
    of.events.push({
      name: event,
      after: at - start,
      parameters: { ...page, ...parameters },
      ...(userProperties && { userProperties }),
    });
  }
  const length = ends.at(-1) ?? 0;
  return {
    sessions: [...sessions.values()].map((session, index, all) =>
      index < all.length - 1 ? session : stayed(session, length),
    ),
    length,
    unknown,
  };
}

/** When people leave a page, Google's tag reports the time since the last event. */
function stayed({ isPing, events }: LiveSession, length: number): LiveSession {
  const last = events.at(-1)!;
  const time = length - last.after;
  if (isPing || time < NOTICED) return { isPing, events };
  const { page_location, page_title } = last.parameters;
  const page = { page_location, ...(page_title === undefined ? {} : { page_title }) };
  const left = {
    name: "user_engagement",
    after: length,
    parameters: { ...page, engagement_time_msec: time },
  };
  return { isPing, events: [...events, left] };
}
