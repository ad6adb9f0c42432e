/** Every request to one of Google's APIs goes through here: paced, counted, retried where that is safe. */
import { GoogleError } from "../apply/google-port.ts";
import {
  googleError,
  isTransient,
  isUncertain,
  retryAfter,
  wasNeverConnected,
  wasRefusedUnheard,
} from "./google-error.ts";
import { type Interruption, NEVER_INTERRUPTED } from "./interruption.ts";
import type { Pace } from "./pace.ts";
import type { Shape } from "./shape.ts";
import { type Answer, UnreadableAnswer } from "./unreadable-answer.ts";

/**
 * Whether a request may be sent again when nobody knows if it was carried out.
 * Reading may; creating may not, since that could do the work twice.
 */
export type Repeatable = "always" | "only when refused";

/** Times are milliseconds. Tests have less patience and a clock of their own. */
export interface Timing {
  /** How long one request may take. */
  readonly timeout: number;
  /** How long one request and its repetitions may take in all. */
  readonly budget: number;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
}

/** A pause that nobody asked for, to be told to whoever watches. Milliseconds. */
export interface Wait {
  /** What waits and why, as a sentence to which "in 12 s" can be added. */
  readonly reason: string;
  readonly milliseconds: number;
  /** From now; null where it goes on however long it takes. */
  readonly givingUpIn: number | null;
}

export class Requests {
  #count = 0;
  readonly #pace: Pace;
  readonly #timing: Timing;
  readonly #onWait: (wait: Wait) => void;
  readonly #interruption: Interruption;

  constructor(
    pace: Pace,
    timing: Timing,
    onWait: (wait: Wait) => void,
    interruption: Interruption = NEVER_INTERRUPTED,
  ) {
    this.#interruption = interruption;
    this.#pace = pace;
    this.#timing = timing;
    this.#onWait = onWait;
  }

  get count(): number {
    return this.#count;
  }

  /** Milliseconds on the clock that waits are measured with. */
  now(): number {
    return this.#timing.now();
  }

  /**
   * The answer's body, which has the shape that Google's answers have. Throws a `GoogleError` that names `what` was tried.
   *
   * @param beforeRepeating may throw: the world may have moved on while it was waited.
   */
  async send<T>(
    what: string,
    repeatable: Repeatable,
    shape: Shape,
    request: () => Promise<Answer & { data: T }>,
    beforeRepeating: () => Promise<void> = async () => {},
  ): Promise<T> {
    const { now, budget } = this.#timing;
    const start = now();
    for (let attempt = 0; ; attempt++) {
      await this.#turn(what);
      this.#count++;
      try {
        return readable(await this.#interruption.grace(what, request()), shape);
      } catch (error) {
        if (error instanceof GoogleError) throw error;
        const pause = this.#pause(error, attempt);
        const left = budget - (now() - start) - pause;
        if (!mayRepeat(error, repeatable, attempt) || left < 0) throw googleError(what, error);
        this.#interruption.refuse(what, repeatable !== "always" && isUncertain(error));
        await this.#waitFor(pause, what, `${googleError(what, error).code}, trying again`, left);
        await beforeRepeating();
      }
    }
  }

  async #turn(what: string): Promise<void> {
    const pause = this.#pace.turn(this.#timing.now());
    if (pause > 0) await this.#waitFor(pause, what, "Google's quota is used up, going on", null);
    this.#interruption.refuse(what);
  }

  /** `left`: how long it will be tried in all. */
  async #waitFor(pause: number, what: string, why: string, left: number | null): Promise<void> {
    this.#onWait({
      reason: `${what}: ${why}`,
      milliseconds: pause,
      givingUpIn: left === null ? null : left + pause,
    });
    await this.#interruption.unless(what, this.#timing.wait(pause));
  }

  /**
   * 1, 2, 4 … 32 seconds, each up to half as much longer
   * (developers.google.com/tag-platform/tag-manager/api/v2/errors), or longer when Google says so.
   */
  #pause(error: unknown, attempt: number): number {
    const backOff = 1000 * 2 ** Math.min(attempt, 5) * (1 + this.#timing.random() / 2);
    return Math.max(backOff, retryAfter(error) * 1000);
  }
}

function readable<T>(answer: Answer & { data: T }, shape: Shape): T {
  const problem = shape(answer.data, "");
  if (problem !== null) throw new UnreadableAnswer(answer, problem);
  return answer.data;
}

/** How often a host that cannot be reached is tried again. */
const RECONNECTS = 2;

function mayRepeat(error: unknown, repeatable: Repeatable, attempt: number): boolean {
  if (wasNeverConnected(error)) return attempt < RECONNECTS;
  return repeatable === "always" ? isTransient(error) : wasRefusedUnheard(error);
}
