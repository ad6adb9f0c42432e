/** One visit that a browser played: what left, what should have left, and why something may be missing. */

import type { Goal } from "../../language/goal-set/goal.ts";
import { eventsOf, keyEventsOf, type Received } from "../../visits/analytics.ts";
import type { CompiledSite } from "../../visits/compiled-site.ts";
import type { Expectation } from "../../visits/goal-test.ts";
import { playVisit } from "../../visits/visit.ts";
import type { SentHit } from "../gate.ts";
import { stepsOf } from "../observed-steps.ts";
import type { PlayProblem } from "../player.ts";
import type { HitProblem, PlayedTest } from "./judged-subject.ts";

export type EventExpectation = Extract<Expectation, { of: "event" }>;

export class VisitEvidence {
  readonly #test: PlayedTest;
  readonly #measured: CompiledSite;
  /** What the model of Google's tag makes of what happened in the pages. */
  readonly #predicted: readonly Received[];
  readonly #hits: readonly SentHit[];

  constructor(test: PlayedTest, measured: CompiledSite) {
    this.#test = test;
    this.#measured = measured;
    this.#predicted = playVisit(stepsOf(test.played.observed), measured).received;
    this.#hits = test.played.hits.filter(({ measurementId }) => measurementId === measured.measurementId);
  }

  hitsOf(event: string): readonly SentHit[] {
    return this.#hits.flatMap((hit) => {
      if (hit.event === event) return [hit];
      return hit.begins.some((begun) => begun === event) ? [{ ...hit, event }] : [];
    });
  }

  predictedOf(goal: Goal): readonly Received[] {
    return eventsOf(goal, this.#predicted, this.#measured.goalSet.goals);
  }

  isByAudience({ id }: Goal): boolean {
    return this.#measured.audiences.has(id);
  }

  /** What the test expects of the events that are sent under this name. */
  sendsOf(event: string): readonly EventExpectation[] {
    return (this.#test.expects ?? []).flatMap((expectation) =>
      expectation.of === "event" && expectation.event === event ? [expectation] : [],
    );
  }

  /** The step of the funnel that the test expects the visit to reach; null if it expects nothing, or that it is not entered. */
  stepReached(funnel: string): string | null {
    const expectation = (this.#test.expects ?? []).find(
      (one) => one.of === "funnel" && one.funnel === funnel,
    );
    return expectation?.of !== "funnel" || expectation.reached === "not_entered" ? null : expectation.reached;
  }

  /** Events that the test names and no goal has. */
  otherEvents(): readonly string[] {
    const ofGoals = this.#goalEvents();
    const named = (this.#test.expects ?? []).flatMap((one) => (one.of === "event" ? [one.event] : []));
    return named.filter((event) => !ofGoals.has(event));
  }

  /**
   * As many as the test says, where each counts. A goal that counts once a session may leave more often: as often as the
   * model says about the steps as they are written, if it agrees with the test. Null: the visit says nothing about the goal.
   */
  expectedHits(goal: Goal): number | null {
    const { expects, only, steps } = this.#test;
    if (expects === null) return this.#expectedInRecording(goal);
    const named = expects.find((one) => one.of === "goal" && one.goal === goal.id);
    if (named?.of !== "goal") return only ? 0 : null;
    const offline = eventsOf(goal, playVisit(steps, this.#measured).received, this.#measured.goalSet.goals);
    return keyEventsOf(goal, offline) === named.times
      ? offline.filter(({ isPing }) => !isPing).length
      : named.times;
  }

  /** A recording does not say what should count: what counted, and was not foreseen, should have counted once. */
  #expectedInRecording(goal: Goal): number | null {
    const foreseen = this.predictedOf(goal).filter(isOfVisit).length;
    if (foreseen > 0) return foreseen;
    return this.hitsOf(goal.event).length > 0 ? 1 : null;
  }

  /** Why a hit that is missing says nothing. */
  excuse(goal?: Goal): HitProblem | null {
    const { troubles, keptBackAt } = this.#test.played;
    const trouble = troubles.find(({ ends, step }) => ends || (goal !== undefined && isAwaited(step, goal)));
    if (trouble)
      return this.problem(
        trouble.ends ? "step-not-played" : "step-left-out",
        `The step "${trouble.step}" could not be played: ${trouble.why}`,
      );
    if (keptBackAt === null || (goal !== undefined && isOfAct(goal))) return null;
    return this.problem(
      "not-sent",
      "What the site would do when it gets the form or the request is not known, as nothing was sent to it (--really-send sends it)",
    );
  }

  problem(code: string, message: string): HitProblem {
    return { code, message: `${this.#test.name}: ${message}.` };
  }

  /** Which events left that no goal has: another name for the event is a likely reason. */
  unknownEvents(): readonly string[] {
    const ofGoals = this.#goalEvents();
    const sent = new Set(this.#hits.map(({ event }) => event));
    return [...sent].filter((event) => !ofGoals.has(event) && !SENT_BY_ITSELF.has(event));
  }

  #goalEvents(): ReadonlySet<string> {
    return new Set(this.#measured.goalSet.goals.map(({ event }) => event));
  }
}

/** What Google's tag sends by itself, whatever the visitor does. */
const SENT_BY_ITSELF: ReadonlySet<string> = new Set([
  "page_view",
  "user_engagement",
  "first_visit",
  "session_start",
]);

/** Sent by the page or a tag, and not made by Analytics afterwards. */
function isOfVisit({ by }: Received): boolean {
  return by !== "google" && by !== "audience";
}

/** Whether the goal counts what the visitor does, before anything is sent to the site. */
function isOfAct(goal: Goal): boolean {
  return goal.type === "event"
    ? !["data_layer", "ga4_event", "visible"].includes(goal.on.kind)
    : goal.type !== "destination";
}

/** Whether a step that nothing plays is the one that the goal waits for. */
function isAwaited(step: PlayProblem["step"], goal: Goal): boolean {
  if (goal.type !== "event") return false;
  const word = step.split(" ")[0];
  return word === goal.on.kind || (word === "har" && goal.on.kind !== "ga4_event");
}
