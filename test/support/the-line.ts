/**
 * The line between a client and Google, on which a request waits for its answer in vain. No clock decides which
 * one: however busy the machine is, the same requests time out.
 */

import type { RunningSandbox } from "../../src/sandbox/sandbox.ts";

/** What Google's client gives its requests to. */
export type Fetch = typeof fetch;

/** The line to a sandbox in this process, without sockets: its answers are the same, and cost a third of the time. */
export function lineTo({ sandbox }: RunningSandbox): Fetch {
  return async (url, { method = "GET", headers, body, signal } = {}) => {
    signal?.throwIfAborted();
    const { pathname, search } = new URL(String(url));
    const delivery = sandbox.handle({
      method,
      url: pathname + search,
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === "string" ? body : "",
    });
    if (delivery === "closed") throw closed();
    if ("work" in delivery || delivery.delay > 0) throw new Error("Open this shop with sockets.");
    const { status, headers: sent, body: text } = delivery.response;
    return new Answer(status, sent, text) as unknown as Response;
  };
}

/** What Google's client reads of an answer: a `Response` of Node's, with its streams, costs as much as all the rest. */
class Answer {
  readonly status: number;
  readonly headers: Headers;
  bodyUsed = false;
  readonly #body: string;

  constructor(status: number, headers: Readonly<Record<string, string>>, body: string) {
    this.status = status;
    this.headers = new Headers(headers);
    this.#body = body;
  }

  async text(): Promise<string> {
    this.bodyUsed = true;
    return this.#body;
  }
}

/** As Node reports it. */
function closed(): Error {
  return new TypeError("fetch failed", {
    cause: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
  });
}

/** A closed connection stands for an answer that never comes: the client hears what it hears after its time-out. */
export function withoutAnswers(line: Fetch): Fetch {
  return async (...request) => {
    try {
      return await line(...request);
    } catch {
      throw timeOut();
    }
  };
}

export interface SlowLine {
  readonly fetch: (line: Fetch) => Fetch;
  /** Lets the request arrive that is still on its way. */
  readonly arrive: () => Promise<void>;
}

/** The first request that matches, as `METHOD /path`, times out before it has arrived. */
export function slowLine(match: RegExp): SlowLine {
  let onItsWay: (() => Promise<unknown>) | null = null;
  let isMet = false;
  return {
    fetch: (line) => async (url, request) => {
      if (isMet || !match.test(`${request?.method} ${new URL(String(url)).pathname}`))
        return line(url, request);
      isMet = true;
      // The client makes the token in the headers of what failed unreadable.
      const sent = { ...request, headers: new Headers(request?.headers) };
      onItsWay = () => line(url, sent);
      throw timeOut();
    },
    arrive: async () => {
      await onItsWay?.();
      onItsWay = null;
    },
  };
}

/** What Google's client gets when its own clock aborts a request. */
function timeOut(): DOMException {
  return new DOMException("The operation was aborted due to timeout", "TimeoutError");
}
