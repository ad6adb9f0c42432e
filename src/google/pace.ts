/** Keeps requests within a quota before Google refuses any: a sliding window over the times of the last ones. */

import { ANALYTICS_QUOTA, type Quota, TAG_MANAGER_QUOTA } from "../resources/limits.ts";

export class Pace {
  readonly #quota: Quota;
  readonly #times: number[] = [];
  /** Nothing is sent before: Google has said that the quota is used up. */
  #closedUntil = 0;
  #announcedUntil = 0;

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  /** Takes the next turn. Milliseconds to wait from `now` until it comes: 0 as long as the quota has room. */
  turn(now: number): number {
    const { requests, seconds } = this.#quota;
    const before = this.#times.at(-requests);
    const free = Math.max(now, this.#closedUntil);
    const at = before === undefined ? free : Math.max(free, before + seconds * 1000);
    this.#times.push(at);
    if (this.#times.length > requests) this.#times.shift();
    return at - now;
  }

  /** Milliseconds for which nothing may be sent, no matter whose turn it is. */
  closedFor(now: number): number {
    return Math.max(this.#closedUntil - now, 0);
  }

  /**
   * Google has refused: others use the same quota, and what they sent leaves the window when as much time has passed
   * as it is long. Milliseconds; `asked` is what Google asks to wait, 0 when it does not say.
   */
  close(now: number, asked: number, jitter: number): void {
    if (this.closedFor(now) > 0) return;
    this.#closedUntil = now + (asked || this.#quota.seconds * 1000) + jitter;
  }

  /** Whether a wait until this time is news: one line is enough for all who wait for the same. */
  isNews(until: number): boolean {
    if (until <= this.#announcedUntil + SAME) return false;
    this.#announcedUntil = until;
    return true;
  }
}

/** Waits that end so close to each other are one. Milliseconds. */
const SAME = 1000;

/** One for each of Google's quotas. Whatever a process sends to one API shares one pace: the quota is the project's. */
export interface Paces {
  readonly tagManager: Pace;
  readonly analytics: Pace;
  /** For annotations: nobody waits a minute for one. If it is refused, it is tried once more after a few seconds. */
  readonly notes: Pace;
}

const NOTES: Quota = { ...ANALYTICS_QUOTA, seconds: 5 };

export function newPaces(): Paces {
  return {
    tagManager: new Pace(TAG_MANAGER_QUOTA),
    analytics: new Pace(ANALYTICS_QUOTA),
    notes: new Pace(NOTES),
  };
}
