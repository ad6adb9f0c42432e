/** The sandbox as an HTTP server on the loopback interface. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createSandbox,
  type RequestLogEntry,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
} from "./emulator.ts";
import type { SandboxResponse } from "./responses.ts";
import { type SandboxSeed, seed } from "./seed.ts";
import { emptyState } from "./state.ts";
import { loadState, saveState } from "./state-file.ts";

export interface StartOptions extends SandboxOptions {
  /** Where the state lives between runs. Without one it is gone at the end. */
  readonly stateFile?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: "127.0.0.1";
  /** Accounts to start from; what the state file already has is left alone. */
  readonly seed: SandboxSeed;
}

export interface RunningSandbox {
  /** Such as `http://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Every request so far, oldest first. */
  readonly requests: RequestLogEntry[];
  close(): Promise<void>;
}

/**
 * Starts listening. The clock is the machine's unless one is given.
 *
 * @throws Error when the state file cannot be used or the port is taken.
 */
export async function startSandbox(options: StartOptions): Promise<RunningSandbox> {
  const requests: RequestLogEntry[] = [];
  const clock = options.clock ?? Date.now;
  const state = openState(options, clock);
  const sandbox = createSandbox(state, {
    ...options,
    clock,
    onRequest: (entry) => {
      requests.push(entry);
      options.onRequest?.(entry);
    },
  });
  const server = createServer(
    (incoming, outgoing) => void serve(sandbox, options.stateFile, incoming, outgoing),
  );
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, sandbox, requests, close: () => close(server) };
}

function openState(options: StartOptions, clock: () => number) {
  const state = (options.stateFile === undefined ? undefined : loadState(options.stateFile)) ?? emptyState();
  seed(state, options.seed, { clock, ...(options.switches && { switches: options.switches }) });
  if (options.stateFile !== undefined) saveState(options.stateFile, state);
  return state;
}

async function serve(
  sandbox: Sandbox,
  stateFile: string | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const request = await received(incoming);
    const response = sandbox.handle(request);
    if (stateFile !== undefined && request.method !== "GET") saveState(stateFile, sandbox.state);
    send(outgoing, response);
  } catch (error) {
    send(outgoing, brokenSandbox(error));
  }
}

async function received(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
  return {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function send(outgoing: ServerResponse, response: SandboxResponse): void {
  outgoing.writeHead(response.status, response.headers).end(response.body);
}

/** A defect of the sandbox itself, which must not look like one of Google's own answers. */
function brokenSandbox(error: unknown): SandboxResponse {
  const message = `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return {
    status: 500,
    headers: { "content-type": "application/json; charset=UTF-8" },
    body: JSON.stringify({ error: { code: 500, message, status: "INTERNAL" } }),
  };
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
