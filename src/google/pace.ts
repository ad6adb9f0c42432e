/** Keeps requests within a quota without being told: a sliding window over the times of the last ones. */

export interface Quota {
  readonly requests: number;
  readonly seconds: number;
}

/** developers.google.com/tag-platform/tag-manager/api/v2/limits-quotas: 0.25 a second, on a window of 100 seconds. */
export const TAG_MANAGER_QUOTA: Quota = { requests: 25, seconds: 100 };

/** developers.google.com/analytics/devguides/config/admin/v1/quotas: writes a minute and user, the smallest of them. */
export const ANALYTICS_QUOTA: Quota = { requests: 180, seconds: 60 };

export class Pace {
  readonly #quota: Quota;
  readonly #times: number[] = [];

  constructor(quota: Quota) {
    this.#quota = quota;
  }

  /** Takes the next turn. Milliseconds to wait from `now` until it comes: 0 as long as the quota has room. */
  turn(now: number): number {
    const { requests, seconds } = this.#quota;
    const before = this.#times.at(-requests);
    const at = before === undefined ? now : Math.max(now, before + seconds * 1000);
    this.#times.push(at);
    if (this.#times.length > requests) this.#times.shift();
    return at - now;
  }
}

/** One for each of Google's quotas. Whatever a process sends to one API shares one pace: the quota is the project's. */
export interface Paces {
  readonly tagManager: Pace;
  readonly analytics: Pace;
}

export function newPaces(): Paces {
  return { tagManager: new Pace(TAG_MANAGER_QUOTA), analytics: new Pace(ANALYTICS_QUOTA) };
}
