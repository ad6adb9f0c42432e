/**
 * The control path, `/sandbox/…`: how a test or a person steers a running
 * sandbox from outside. Nothing of it exists at Google.
 */

import { entryIn } from "../../entry-in.ts";
import type { Visitors } from "../../visits/visitors.ts";
import type { SandboxRequest } from "../emulator.ts";
import { readArrivals } from "../events/read-arrivals.ts";
import { readVisitRequest } from "../events/read-wanted.ts";
import type { Arrival } from "../events/receive.ts";
import type { VisitRequest, VisitSummary } from "../events/visits.ts";
import type { Fault } from "../faults/fault.ts";
import { showFault } from "../faults/fault-text.ts";
import { readFaults } from "../faults/read-faults.ts";
import { GoogleError } from "../google-error.ts";
import { InvalidInput } from "../invalid-input.ts";
import type { RequestLogEntry } from "../request-log.ts";
import type { SandboxResponse } from "../responses.ts";
import type { Json, SandboxState } from "../state.ts";
import { complaint, lines, result } from "./answers.ts";
import { refusalForPages } from "./guard.ts";
import type { StoppedClock } from "./own-clock.ts";
import { readEdit, type ScreenEdit } from "./screen-edit.ts";

/** What there is to steer. */
export interface Controlled {
  readonly state: SandboxState;
  readonly requests: readonly RequestLogEntry[];
  setFaults(faults: readonly Fault[]): void;
  /** @throws InvalidInput or GoogleError; nothing is changed then. */
  edit(edit: ScreenEdit): Json;
  /** @throws InvalidInput; nothing is changed then. */
  receive(property: string, arrivals: readonly Arrival[]): void;
  /** @throws InvalidInput if there is no such property */
  events(property?: string): string;
  /** @throws InvalidInput; nothing is changed then. */
  visit(wanted: VisitRequest): VisitSummary;
  /** Undefined where nobody plays visits. */
  readonly visitors: Visitors | undefined;
  /** Undefined when the time is not the sandbox's to change. */
  readonly clock: StoppedClock | undefined;
}

export function isControlPath(url: string): boolean {
  return url === "/sandbox" || url.startsWith("/sandbox/");
}

/** Never throws for anything a request contains. */
export function control(controlled: Controlled, request: SandboxRequest): SandboxResponse {
  const route = `${request.method} ${request.url.replace(/\?.*$/, "")}`;
  const refusal = refusalForPages(request);
  if (refusal !== undefined) return refusal;
  const run = entryIn(ROUTES, route);
  if (run === undefined) {
    return complaint(404, `There is no ${route}. There are ${Object.keys(ROUTES).join(", ")}.`);
  }
  try {
    const done = run(controlled, request.body, new URLSearchParams(request.url.replace(/^[^?]*\??/, "")));
    return typeof done === "string" ? lines(done) : result(200, done);
  } catch (error) {
    if (error instanceof InvalidInput || error instanceof GoogleError) return complaint(400, error.message);
    throw error;
  }
}

/** What it answers: JSON, or a text of several lines. */
type Run = (controlled: Controlled, body: string, query: URLSearchParams) => unknown;

const ROUTES: { readonly [route: string]: Run | undefined } = {
  "GET /sandbox/events": ({ events }, _, query) => events(query.get("property") ?? undefined),
  "GET /sandbox/requests": ({ requests }) => requests,
  "GET /sandbox/state": ({ state }) => state,
  "POST /sandbox/faults": (controlled, body) => setFaults(controlled, readFaults(parse(body))),
  "DELETE /sandbox/faults": (controlled) => setFaults(controlled, []),
  "POST /sandbox/edit": (controlled, body) => controlled.edit(readEdit(parse(body))),
  "POST /sandbox/events": (controlled, body) => takeEvents(controlled, parse(body)),
  "POST /sandbox/visits": (controlled, body) => controlled.visit(readVisitRequest(parse(body), controlled)),
  "POST /sandbox/clock": (controlled, body) => advanceClock(controlled, parse(body)),
};

function setFaults(controlled: Controlled, faults: readonly Fault[]): unknown {
  controlled.setFaults(faults);
  return { faults: faults.map(showFault) };
}

function takeEvents({ receive }: Controlled, json: unknown): unknown {
  const { property, arrivals } = readArrivals(json);
  receive(property, arrivals);
  return { sessions: arrivals.length, events: arrivals.reduce((sum, { events }) => sum + events.length, 0) };
}

/** Milliseconds in a hundred years; dates end somewhere. */
const LONGEST_ADVANCE = 100 * 365 * 24 * 60 * 60 * 1000;

function advanceClock({ clock }: Controlled, json: unknown): unknown {
  if (clock === undefined) {
    throw new InvalidInput("This sandbox has no clock of its own. Start it with a time to have one.");
  }
  const { advance } = (json ?? {}) as { advance?: unknown };
  if (!Number.isInteger(advance) || Number(advance) < 0 || Number(advance) > LONGEST_ADVANCE) {
    throw new InvalidInput('The clock goes forward by {"advance": milliseconds}, a century at most.');
  }
  clock.advance(Number(advance));
  return { now: new Date(clock.now()).toISOString() };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new InvalidInput(`The body is not valid JSON: ${(error as Error).message}`);
  }
}
