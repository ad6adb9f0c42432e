/**
 * The line between a client and Google, on which a request waits for its answer in vain. No clock decides which
 * one: however busy the machine is, the same requests time out.
 */

/** What Google's client gives its requests to. */
type Fetch = typeof fetch;

/** A closed connection stands for an answer that never comes: the client hears what it hears after its time-out. */
export async function withoutAnswers(...request: Parameters<Fetch>): Promise<Response> {
  try {
    return await fetch(...request);
  } catch {
    return timedOut(...request);
  }
}

export interface SlowLine {
  readonly fetch: Fetch;
  /** Lets the request arrive that is still on its way. */
  readonly arrive: () => Promise<void>;
}

/** The first request that matches, as `METHOD /path`, times out before it has arrived. */
export function slowLine(match: RegExp): SlowLine {
  let onItsWay: (() => Promise<unknown>) | null = null;
  let isMet = false;
  return {
    fetch: (url, request) => {
      if (isMet || !match.test(`${request?.method} ${new URL(String(url)).pathname}`))
        return fetch(url, request);
      isMet = true;
      // The client makes the token in the headers of what failed unreadable.
      const sent = { ...request, headers: new Headers(request?.headers) };
      onItsWay = () => fetch(url, sent);
      return timedOut(url, request);
    },
    arrive: async () => {
      await onItsWay?.();
      onItsWay = null;
    },
  };
}

/** Fails as it does when the client's own clock aborts it, and sends nothing. */
function timedOut(url: Parameters<Fetch>[0], request: Parameters<Fetch>[1]): Promise<Response> {
  const reason = new DOMException("The operation was aborted due to timeout", "TimeoutError");
  return fetch(url, { ...request, signal: AbortSignal.abort(reason) });
}
