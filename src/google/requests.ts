/** Every request to one of Google's APIs goes through here: paced, counted, retried where that is safe. */
import { GoogleError } from "../apply/google-port.ts";
import { entryIn } from "../entry-in.ts";
import { googleError } from "./google-error.ts";
import { type Interruption, NEVER_INTERRUPTED } from "./interruption.ts";
import type { Pace } from "./pace.ts";
import type { Shape } from "./shape.ts";
import {
  isOverQuota,
  isTransient,
  isUncertain,
  retryAfter,
  wasNeverConnected,
  wasRefusedUnheard,
} from "./transient.ts";
import { type Answer, UnreadableAnswer } from "./unreadable-answer.ts";

/**
 * Whether a request may be sent again when it is not known if it was carried out.
 * Reading may; creating may not, since that could do the work twice.
 */
export type Repeatable = "always" | "only when refused";

/** Times are milliseconds. Tests have less patience and a clock of their own. */
export interface Timing {
  /** How long one request may take. */
  readonly timeout: number;
  /** How long one request and its repetitions may take in all, waits for the quota left out. */
  readonly budget: number;
  /** How often one request waits for a new window of the quota; 4 unless it is said. */
  readonly quotaWaits?: number;
  /** Instead of a longer wait for the quota, the request fails; without limit unless it is said. */
  readonly longestQuotaWait?: number;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
}

/** A pause that nobody asked for, to be reported as progress. Milliseconds. */
export interface Wait {
  /** What waits and why, as a sentence to which "in 12 s" can be added. */
  readonly reason: string;
  readonly milliseconds: number;
  /** From now; null where it continues however long it takes. */
  readonly givingUpIn: number | null;
}

export class Requests {
  #count = 0;
  #lostAnswers = 0;
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

  /** Of the requests that must not be sent twice, how many ended without anybody knowing whether they were carried out. */
  get lostAnswers(): number {
    return this.#lostAnswers;
  }

  /** Waits, and says why. */
  async pause(milliseconds: number, what: string, why: string): Promise<void> {
    this.#onWait({ reason: `${what}: ${why}`, milliseconds, givingUpIn: null });
    await this.#wait(what, milliseconds);
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
    const patience = { since: this.#timing.now(), refusals: 0 };
    for (let attempt = 0; ; attempt++) {
      await this.#turn(what);
      this.#count++;
      try {
        return readable(await this.#interruption.grace(what, request()), shape);
      } catch (error) {
        if (error instanceof GoogleError) throw error;
        if (repeatable === "only when refused" && isUncertain(error)) this.#lostAnswers++;
        if (isOverQuota(error)) await this.#untilNewWindow(what, error, patience);
        else await this.#backOff(what, repeatable, error, attempt, patience.since);
        await beforeRepeating();
      }
    }
  }

  /** Waits before another attempt, or throws what happened. */
  async #backOff(
    what: string,
    repeatable: Repeatable,
    error: unknown,
    attempt: number,
    since: number,
  ): Promise<void> {
    const { now, budget } = this.#timing;
    const pause = this.#pause(error, attempt);
    const left = budget - (now() - since) - pause;
    if (!mayRepeat(error, repeatable, attempt) || left < 0) throw googleError(what, error);
    this.#interruption.refuse(what, repeatable !== "always" && isUncertain(error));
    const { code } = googleError(what, error);
    const why = `${entryIn(TROUBLES, code) ?? code}, trying again`;
    this.#onWait({ reason: `${what}: ${why}`, milliseconds: pause, givingUpIn: left + pause });
    await this.#wait(what, pause);
  }

  /**
   * Refused requests use no quota, but asking again and again before the window has passed is of no use. Others who
   * use the project's quota may take the room that is there then, so this can happen more than once. The time of
   * these waits is not the request's.
   */
  async #untilNewWindow(
    what: string,
    error: unknown,
    patience: { since: number; refusals: number },
  ): Promise<void> {
    const { now, random, quotaWaits = QUOTA_WAITS } = this.#timing;
    const { longestQuotaWait = Number.POSITIVE_INFINITY } = this.#timing;
    patience.refusals++;
    const asked = retryAfter(error) * 1000;
    if (patience.refusals > quotaWaits || asked > longestQuotaWait) throw googleError(what, error);
    this.#pace.close(now(), asked, random() * JITTER);
    const refusedAt = now();
    await this.#whileFull(what, this.#pace.closedFor(refusedAt));
    patience.since += now() - refusedAt;
  }

  async #turn(what: string): Promise<void> {
    await this.#whileFull(what, this.#pace.turn(this.#timing.now()));
    this.#interruption.refuse(what);
  }

  async #whileFull(what: string, milliseconds: number): Promise<void> {
    const { now } = this.#timing;
    const reason = `${what}: Google's quota is used up, going on`;
    // Meanwhile another request may have been refused.
    for (let pause = milliseconds; pause > 0; pause = this.#pace.closedFor(now())) {
      if (this.#pace.isNews(now() + pause)) this.#onWait({ reason, milliseconds: pause, givingUpIn: null });
      await this.#wait(what, pause);
    }
  }

  async #wait(what: string, pause: number): Promise<void> {
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

/** How often one request waits for a new window of the quota: with others at work, the first one may be full again. */
const QUOTA_WAITS = 4;

/** Two processes that were refused together do not come back together. Milliseconds. */
const JITTER = 3000;

/** How often a host that cannot be reached is tried again. */
const RECONNECTS = 2;

function mayRepeat(error: unknown, repeatable: Repeatable, attempt: number): boolean {
  if (wasNeverConnected(error)) return attempt < RECONNECTS;
  return repeatable === "always" ? isTransient(error) : wasRefusedUnheard(error);
}

/** Why a request is sent again, by the code of what happened. */
const TROUBLES: Readonly<Record<string, string>> = {
  "google-trouble": "Google has a problem",
  unreachable: "no connection",
  quota: "Google's quota is used up",
  "already-exists": "something there has changed",
};
