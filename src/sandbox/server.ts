/** The sandbox as an HTTP server on the loopback interface. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { control, isControlPath } from "./control/control.ts";
import type { ScreenEdit } from "./control/screen-edit.ts";
import type { Sandbox } from "./emulator.ts";
import { isCollectPath } from "./events/collect.ts";
import type { Arrival } from "./events/receive.ts";
import type { VisitRequest, VisitSummary } from "./events/visits.ts";
import type { Fault } from "./faults/fault.ts";
import { isLoopbackHost } from "./loopback.ts";
import { type OpenSandbox, openSandbox, type StartOptions } from "./open-sandbox.ts";
import type { RequestLogEntry } from "./request-log.ts";
import { brokenSandbox, misdirected } from "./responses.ts";
import type { Json } from "./state.ts";
import { hand, received, send } from "./transport.ts";

export interface RunningSandbox {
  /** Such as `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Every request to Google's paths so far, oldest first. */
  readonly requests: RequestLogEntry[];
  /** From now on exactly these faults happen; every count starts again. */
  setFaults(faults: readonly Fault[]): void;
  clearFaults(): void;
  /**
   * Does and saves what somebody does in Tag Manager's or Analytics' screen.
   *
   * @throws InvalidInput or GoogleError, with nothing changed.
   */
  edit(edit: ScreenEdit): Json;
  /**
   * Does and saves what visitors do: see `Sandbox.receive`.
   *
   * @throws InvalidInput if there is no such property
   */
  receive(property: string, arrivals: readonly Arrival[]): void;
  /** Lets people visit, and saves what came of it: see `Sandbox.visit`. */
  visit(wanted: VisitRequest): VisitSummary;
  close(): Promise<void>;
}

/**
 * Starts listening. The clock is the machine's unless another is asked for.
 *
 * @throws InvalidInput when the state file or an export cannot be used, and the
 *   socket's own error when the port is taken.
 */
export async function startSandbox(options: StartOptions): Promise<RunningSandbox> {
  const place = openSandbox(options);
  const server = createServer((incoming, outgoing) => void serve(place, incoming, outgoing));
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const { sandbox, requests, edit, receive, visit } = place;
  return {
    url: `http://127.0.0.1:${port}`,
    sandbox,
    requests,
    setFaults: sandbox.setFaults,
    clearFaults: sandbox.clearFaults,
    edit,
    receive,
    visit,
    close: () => close(server),
  };
}

/** What the work did is saved before its answer is given, delayed or lost. */
async function serve(place: OpenSandbox, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const request = await received(incoming);
    if (isCollectPath(request.url)) return send(outgoing, place.collect(request));
    if (!isLoopbackHost(request.headers["host"])) return send(outgoing, misdirected());
    if (isControlPath(request.url)) return send(outgoing, control(place, request));
    if (place.clockAhead !== 0) outgoing.setHeader("date", dateOf(place.clockAhead));
    const delivery = place.sandbox.handle(request);
    const save = () => {
      if (place.sandbox.changes(request)) place.save();
    };
    save();
    hand(outgoing, delivery, save);
  } catch (error) {
    send(outgoing, brokenSandbox(error));
  }
}

/** @param ahead seconds between this machine's clock and Google's */
function dateOf(ahead: number): string {
  return new Date(Date.now() + ahead * 1000).toUTCString();
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

/** Also drops connections that clients keep open; closing twice is fine. */
function close(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
