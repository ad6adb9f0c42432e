/** The time of a visit: what passes by itself, and what is jumped over. */
import type { BrowserContext } from "playwright-core";
import { AFTER_CLOCK, BEFORE_CLOCK } from "./page-scripts.ts";

/** Pages measure themselves with `performance`, of which the clock leaves little. */
export async function installClock(context: BrowserContext): Promise<void> {
  await context.addInitScript(BEFORE_CLOCK);
  await context.clock.install();
  await context.addInitScript(AFTER_CLOCK);
}

/** Every timer up to this many milliseconds is played; after that only the clock is set. */
export const PLAYED_TIME = 15 * 60_000;

export class VisitClock {
  readonly #began = Date.now();
  #jumped = 0;

  now(): number {
    return Math.round(Date.now() - this.#began + this.#jumped);
  }

  jumped(length: number): void {
    this.#jumped += Math.max(0, length);
  }
}
