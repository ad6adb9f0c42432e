/** Plays one visit on the real pages, step by step, and says what left them. */
import type { Browser } from "playwright-core";
import type { RecordedAct } from "../visits/recording/recording.ts";
import type { Step } from "../visits/step.ts";
import type { Answered, SentHit, Stopped } from "./gate.ts";
import type { Observed } from "./observed-steps.ts";
import { Player, type PlayProblem, type PlaySettings } from "./player.ts";
import { VisitPage } from "./visit-page.ts";

/** What one visitor does: the steps of a test, or what somebody recorded. */
export type VisitActions =
  | { readonly steps: readonly Step[] }
  | { readonly recorded: readonly RecordedAct[] };

export interface PlayedVisit {
  readonly hits: readonly SentHit[];
  readonly observed: readonly Observed[];
  readonly stopped: readonly Stopped[];
  readonly answered: readonly Answered[];
  readonly troubles: readonly PlayProblem[];
  /** Whether the site has answered at all. */
  readonly hasOpened: boolean;
  /** When the first form or request to the site was kept back, in milliseconds; null: nothing was. */
  readonly keptBackAt: number | null;
}

export async function playVisit(
  browser: Browser,
  acts: VisitActions,
  settings: PlaySettings,
): Promise<PlayedVisit> {
  const visit = await VisitPage.open(browser, { ...settings, hasLongWaits: hasLongWaits(acts) });
  const player = new Player(visit, settings);
  try {
    if ("steps" in acts) await player.playAll(acts.steps);
    else await player.replay(acts.recorded);
    await visit.leave();
  } finally {
    await visit.close();
  }
  const { hits, stopped, answered } = visit.gate;
  const kept = stopped.filter(({ why }) => why === "not-sent").map(({ at }) => at);
  return {
    hits,
    observed: visit.observed,
    stopped,
    answered,
    troubles: player.troubles,
    hasOpened: player.hasOpened,
    keptBackAt: kept.length === 0 ? null : Math.min(...kept),
  };
}

/** More than anybody would sit through. */
const LONG = 10_000;

export function hasLongWaits(acts: VisitActions): boolean {
  return (
    "steps" in acts &&
    acts.steps.some(
      (one) => one.does === "return" || ((one.does === "wait" || one.does === "see") && one.length > LONG),
    )
  );
}
