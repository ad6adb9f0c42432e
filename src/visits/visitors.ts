/** What a sandbox needs to let people visit what is live in it. It is handed over, so that the sandbox stays small. */

import { type Live, liveSite } from "./live-site.ts";
import { type LivePlay, playLive } from "./play-live.ts";
import { readVisits } from "./reading/read-visits.ts";
import type { Step } from "./step.ts";

export interface Visitors {
  readonly readVisits: typeof readVisits;
  /** Each visit is that of a new browser, in which nothing happened before. */
  visit(live: Live): (steps: readonly Step[]) => LivePlay;
}

export const VISITORS: Visitors = {
  readVisits,
  visit: (live) => {
    const site = liveSite(live);
    return (steps) => playLive(site, steps);
  },
};
