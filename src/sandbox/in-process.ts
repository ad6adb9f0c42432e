/** The sandbox for a client in the same process: what `fetch` would answer, without a socket between the two. */
import type { Sandbox } from "./emulator.ts";
import { openSandbox, type StartOptions } from "./open-sandbox.ts";
import type { SandboxResponse } from "./responses.ts";

/**
 * Opens the sandbox without listening. What a request did is saved before it is answered, as the server does it.
 *
 * @throws InvalidInput when the state file or an export cannot be used
 */
export function fetchFromSandbox(options: Omit<StartOptions, "port">): typeof fetch {
  const { sandbox, save } = openSandbox(options);
  return fetchFrom(sandbox, save);
}

/** @param save is called after every request that may have changed the state */
export function fetchFrom(sandbox: Sandbox, save: () => void = () => {}): typeof fetch {
  return async (url, { method = "GET", headers, body, signal } = {}) => {
    signal?.throwIfAborted();
    const { pathname, search } = new URL(String(url));
    const sent = Object.fromEntries(new Headers(headers));
    const request = { method, url: pathname + search, headers: sent, body: body ? String(body) : "" };
    const delivery = sandbox.handle(request);
    if (sandbox.changes(request)) save();
    if (delivery === "closed") throw closed();
    if ("work" in delivery || delivery.delay > 0)
      throw new Error("Only the sandbox's server takes its time.");
    return new Answer(delivery.response) as unknown as Response;
  };
}

/** As Node reports it. */
function closed(): Error {
  return new TypeError("fetch failed", {
    cause: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
  });
}

/** What clients read of a `Response`; Node's own, with its streams, takes longer than all the rest of a request. */
class Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  bodyUsed = false;
  readonly #body: string;

  constructor({ status, headers, body }: SandboxResponse) {
    this.status = status;
    this.ok = status >= 200 && status < 300;
    this.headers = new Headers({ date: new Date().toUTCString(), ...headers });
    this.#body = body;
  }

  async text(): Promise<string> {
    this.bodyUsed = true;
    return this.#body;
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
}
