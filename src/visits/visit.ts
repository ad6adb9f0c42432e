/** A visit, played step by step: what Analytics receives, and what each trigger met. */

import type { FiredTag } from "../engine/record.ts";
import type { Received } from "./analytics.ts";
import type { SessionScript } from "./session-script.ts";
import type { Site } from "./site.ts";
import type { Step } from "./step.ts";
import type { RawMoment } from "./trigger-moments.ts";
import { Visitor } from "./visitor.ts";
import type { StorageConsent } from "./visitor-consent.ts";

export interface Played {
  readonly steps: readonly Step[];
  readonly moments: readonly RawMoment[];
  readonly received: readonly Received[];
  /** Milliseconds from the start of the visit to the end of each step. */
  readonly ends: readonly number[];
  /** How far the session script was after each step. */
  readonly progress: readonly ReturnType<SessionScript["progress"]>[];
  /** The address in the address bar at the end of each step, and whether `analytics_storage` is granted. */
  readonly states: readonly {
    readonly url: string | null;
    readonly storage: StorageConsent;
    readonly runsScript: boolean;
  }[];
  /** Tags that fired, by name, with the step. */
  readonly fired: readonly { readonly tag: FiredTag; readonly step: number; readonly at: number }[];
  /** What the visit contains that nobody can judge without a browser; empty if there is nothing. */
  readonly unknown: readonly string[];
  /** Goals whose number of key events is not known. */
  readonly uncertain: ReadonlySet<string>;
  /** The first millisecond of the visit, since 1970. */
  readonly start: number;
}

/** @param watched keys of the goals and funnel steps whose moments are wanted; every tag's where it is null */
export function playVisit(
  steps: readonly Step[],
  site: Site,
  watched: ReadonlySet<string> | null = NOBODY,
): Played {
  const played = new Visitor(site, NOBODY).play(steps);
  let moments: readonly RawMoment[] | undefined;
  return {
    ...played,
    // Nobody asks why a visit counted as expected. A visit is the same each time, so it is watched when somebody does.
    get moments() {
      moments ??= new Visitor(site, watched).play(steps).moments;
      return moments;
    },
  };
}

const NOBODY: ReadonlySet<string> = new Set();
