/** Every request to Google goes through here: counted, retried where that is safe, its errors made readable. */
import { googleError, isTransient, wasNeverConnected, wasRefusedUnheard } from "./google-error.ts";

/**
 * Whether a request may be sent again when nobody knows if it was carried out.
 * Reading may; creating may not, since that could do the work twice.
 */
export type Repeatable = "always" | "only when refused";

export interface RequestOptions {
  /** Milliseconds that retries may take in all. */
  readonly budget: number;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  readonly onWait: (message: string) => void;
}

export class Requests {
  #count = 0;
  readonly #options: RequestOptions;

  constructor(options: RequestOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#count;
  }

  /** The answer's body. Throws a `GoogleError` that names `what` was tried. */
  async send<T>(what: string, repeatable: Repeatable, request: () => Promise<{ data: T }>): Promise<T> {
    const start = this.#options.now();
    for (let attempt = 0; ; attempt++) {
      this.#count++;
      try {
        return (await request()).data;
      } catch (error) {
        const pause = this.#pause(attempt);
        const spent = this.#options.now() - start;
        if (!mayRepeat(error, repeatable, attempt) || spent + pause > this.#options.budget) {
          throw googleError(what, error);
        }
        this.#options.onWait(
          `${what}: ${googleError(what, error).code}, trying again in ${Math.ceil(pause / 1000)} s`,
        );
        await this.#options.wait(pause);
      }
    }
  }

  /** 1, 2, 4 … 32 seconds, each up to half as much longer (developers.google.com/tag-platform/tag-manager/api/v2/errors). */
  #pause(attempt: number): number {
    return 1000 * 2 ** Math.min(attempt, 5) * (1 + this.#options.random() / 2);
  }
}

/** How often a host that cannot be reached is tried again. */
const RECONNECTS = 2;

function mayRepeat(error: unknown, repeatable: Repeatable, attempt: number): boolean {
  if (wasNeverConnected(error)) return attempt < RECONNECTS;
  return repeatable === "always" ? isTransient(error) : wasRefusedUnheard(error);
}
