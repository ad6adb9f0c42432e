/**
 * The line between a client and Google, on which a request waits for its answer in vain. No clock decides which
 * one: however busy the machine is, the same requests time out.
 */

import { fetchFrom, type RunningSandbox } from "../../src/sandbox/sandbox.ts";

/** What Google's client gives its requests to. */
export type Fetch = typeof fetch;

/** The line to a sandbox in this process, without sockets: its answers are the same, and cost a third of the time. */
export function lineTo({ sandbox }: RunningSandbox): Fetch {
  return fetchFrom(sandbox);
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
