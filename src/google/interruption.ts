/** Somebody stopped the command: what is under way gets a moment to end, and nothing new is sent. */
import { setMaxListeners } from "node:events";
import { GoogleError } from "../apply/google-port.ts";
import type { WayOut } from "../diagnostic.ts";

/** How long the answer under way is waited for. GitHub kills a cancelled step ten seconds after the first signal. Milliseconds. */
const GRACE = 5000;

export class Interruption {
  readonly #stop: AbortSignal;
  readonly #again: WayOut;

  /** @param again what to do */
  constructor(stop: AbortSignal, again: WayOut) {
    this.#stop = stop;
    // One listener for each request under way.
    setMaxListeners(0, stop);
    this.#again = again;
  }

  /** Throws when the command is to end. `isUncertain`: what was sent before may have been carried out. */
  refuse(what: string, isUncertain = false): void {
    if (this.#stop.aborted) throw this.#error(what, isUncertain);
  }

  /** The same, in the middle of a wait. */
  unless<T>(what: string, waiting: Promise<T>): Promise<T> {
    return this.#race(what, waiting, 0, false);
  }

  /** The answer, if it comes soon enough after the signal. */
  grace<T>(what: string, answer: Promise<T>): Promise<T> {
    return this.#race(what, answer, GRACE, true);
  }

  async #race<T>(what: string, work: Promise<T>, after: number, isUncertain: boolean): Promise<T> {
    const stop = this.#stop;
    let timer: NodeJS.Timeout | undefined;
    let onStop = () => {};
    const stopped = new Promise<never>((_, refuse) => {
      onStop = () => {
        timer = setTimeout(() => refuse(this.#error(what, isUncertain)), after);
      };
      if (stop.aborted) onStop();
      else stop.addEventListener("abort", onStop, { once: true });
    });
    try {
      return await Promise.race([work, stopped]);
    } finally {
      stop.removeEventListener("abort", onStop);
      clearTimeout(timer);
    }
  }

  #error(what: string, isUncertain: boolean): GoogleError {
    const done = isUncertain ? "before the answer came to" : "at";
    const message = `Interrupted (${String(this.#stop.reason)}) ${done}: ${what}.`;
    return new GoogleError("interrupted", 0, message, this.#again, isUncertain);
  }
}

export const NEVER_INTERRUPTED = new Interruption(new AbortController().signal, "");
