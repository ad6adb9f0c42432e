/** What left the browser, against what should have: a status for each goal, and the reasons. Pure. */
import type { Funnel, Goal } from "../language/goal-set/goal-set.ts";
import { eventsOf, keyEventsOf, type Received } from "../visits/analytics.ts";
import type { CompiledSite } from "../visits/compiled-site.ts";
import type { Expectation } from "../visits/goal-test.ts";
import { isSent } from "../visits/judge.ts";
import type { Step } from "../visits/step.ts";
import { playVisit } from "../visits/visit.ts";
import type { SentHit } from "./gate.ts";
import { stepsOf } from "./observed.ts";
import { parameterProblems } from "./parameters.ts";
import type { PlayedVisit, PlayProblem } from "./play.ts";

export type HitStatus = "exact" | "missing" | "twice" | "different" | "without-consent" | "not-tried";

export interface HitProblem {
  readonly code: string;
  readonly message: string;
}

export interface JudgedSubject {
  /** The goal's id, `<funnel>.<step>`, or the name of an event that only a test names. */
  readonly subject: string;
  readonly status: HitStatus;
  /** How many hits should have left; null: nothing says it. */
  readonly expectedHits: number | null;
  readonly hits: readonly SentHit[];
  readonly problems: readonly HitProblem[];
}

export interface PlayedTest {
  readonly name: string;
  /** What the test expects; null for a recording, in which everything that happened should count. */
  readonly expects: readonly Expectation[] | null;
  readonly only: boolean;
  /** The steps as they are written; none for a recording. */
  readonly steps: readonly Step[];
  readonly played: PlayedVisit;
}

type Verdict = Omit<JudgedSubject, "subject">;

/** Goals first, in the file's order. */
export function judgeVisits(tests: readonly PlayedTest[], measured: CompiledSite): readonly JudgedSubject[] {
  const visits = tests.map((test) => new Visit(test, measured));
  const ofGoals = measured.goalSet.goals.map((goal) => ({
    subject: goal.id,
    ...together(
      visits.flatMap((visit) => visit.ofGoal(goal) ?? []),
      notPlayed(goal, measured, tests),
    ),
  }));
  const others = new Set(visits.flatMap((visit) => visit.otherEvents()));
  const ofEvents = [...others].map((event) => ({
    subject: event,
    ...together(
      visits.flatMap((visit) => visit.ofEvent(event)),
      null,
    ),
  }));
  const ofSteps = measured.goalSet.funnels.flatMap((funnel) => judgeFunnel(funnel, visits));
  return [...ofGoals, ...ofSteps, ...ofEvents];
}

function judgeFunnel(funnel: Funnel, visits: readonly Visit[]): readonly JudgedSubject[] {
  return funnel.steps.flatMap((step, index) => {
    if (step.is === "goal") return [];
    const verdicts = visits.flatMap((visit) => visit.ofStep(funnel, index, step.event));
    return verdicts.length === 0 ? [] : [{ subject: `${funnel.id}.${step.id}`, ...together(verdicts, null) }];
  });
}

/** One goal in one visit. */
class Visit {
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

  /** Null: this visit says nothing about the goal. */
  ofGoal(goal: Goal): Verdict | null {
    const hits = this.#hitsOf(goal.event);
    const predicted = eventsOf(goal, this.#predicted, this.#measured.goalSet.goals);
    const expected = this.#expectedHits(goal, predicted);
    const asked = this.#sends(goal.event);
    if (expected === null && asked.length === 0) return null;
    if (this.#measured.audiences.has(goal.id)) return this.#ofAudience(goal, expected, hits);
    const verdict = expected === null ? this.#ofNoHit(asked, hits) : this.#ofCount(goal, expected, hits);
    const own = predicted.filter(({ key, by }) => key === goal.id && by !== "google");
    const parameters = verdict?.status === "exact" ? parameterProblems(goal, hits, own) : [];
    const problems = [...parameters, ...asked.flatMap((one) => this.#ofSends(one))];
    const status =
      problems.length > 0 && (verdict === null || verdict.status === "exact") ? "different" : null;
    return {
      status: status ?? verdict?.status ?? "exact",
      expectedHits: expected,
      hits,
      problems: [...(verdict?.problems ?? []), ...problems, ...keyEventProblems(goal, hits)],
    };
  }

  /** An audience logs its event at Google: that nothing leaves the browser is right, and proves nothing. */
  #ofAudience({ event }: Goal, expected: number | null, hits: readonly SentHit[]): Verdict {
    if (hits.length > 0) {
      const also = `${event} left the browser${this.#when(hits)}, and an audience in Analytics counts it as well`;
      return { expectedHits: 0, hits, ...this.#says("twice", "counted-by-audience", also) };
    }
    return expected === 0
      ? { status: "exact", expectedHits: 0, hits, problems: [] }
      : { status: "not-tried", expectedHits: 0, hits, problems: [BY_AUDIENCE] };
  }

  #hitsOf(event: string): readonly SentHit[] {
    return this.#hits.flatMap((hit) => {
      if (hit.event === event) return [hit];
      return hit.begins.some((one) => one === event) ? [{ ...hit, event }] : [];
    });
  }

  /** Events that the test names and no goal has. */
  otherEvents(): readonly string[] {
    const ofGoals = new Set(this.#measured.goalSet.goals.map(({ event }) => event));
    const named = (this.#test.expects ?? []).flatMap((one) => (one.of === "event" ? [one.event] : []));
    return named.filter((event) => !ofGoals.has(event));
  }

  ofEvent(event: string): readonly Verdict[] {
    const hits = this.#hitsOf(event);
    const asked = this.#sends(event);
    if (asked.length === 0) return [];
    const noHit = this.#ofNoHit(asked, hits);
    if (noHit !== null) return [{ ...noHit, expectedHits: null, hits }];
    const problems = asked.flatMap((one) => this.#ofSends(one));
    const isMissing = hits.length === 0 && asked.some(({ isSent }) => isSent);
    const status =
      problems.length === 0 ? "exact" : isMissing ? (this.#excuse() ? "not-tried" : "missing") : "different";
    return [{ status, expectedHits: null, hits, problems }];
  }

  ofStep({ id, steps }: Funnel, index: number, event: string): readonly Verdict[] {
    const expectation = (this.#test.expects ?? []).find((one) => one.of === "funnel" && one.funnel === id);
    if (expectation?.of !== "funnel" || expectation.reached === "not_entered") return [];
    const last =
      expectation.reached === "completed"
        ? steps.length - 1
        : steps.findIndex((one) => (one.is === "goal" ? one.goal : one.id) === expectation.reached);
    if (index > last) return [];
    const hits = this.#hitsOf(event);
    if (hits.length > 0) return [{ status: "exact", expectedHits: null, hits, problems: [] }];
    const excuse = this.#excuse();
    return [
      {
        status: excuse ? "not-tried" : "missing",
        expectedHits: null,
        hits,
        problems: [excuse ?? this.#problem("no-hit", `No hit ${event} left the browser`)],
      },
    ];
  }

  /**
   * As many as the test says, where each counts. A goal that counts once a session may leave more often: as often as the
   * model says about the steps as they are written, if it agrees with the test.
   */
  #expectedHits(goal: Goal, predicted: readonly Received[]): number | null {
    const { expects, only, steps } = this.#test;
    const { goals } = this.#measured.goalSet;
    if (expects === null)
      return predicted.some(isOfVisit) ? predicted.filter(isOfVisit).length : this.#unforeseen(goal);
    const named = expects.find((one) => one.of === "goal" && one.goal === goal.id);
    if (named?.of !== "goal") return only ? 0 : null;
    const offline = eventsOf(goal, playVisit(steps, this.#measured).received, goals);
    return keyEventsOf(goal, offline) === named.times
      ? offline.filter(({ isPing }) => !isPing).length
      : named.times;
  }

  /** A recording does not say what should count: what counted, and was not foreseen, should have counted once. */
  #unforeseen(goal: Goal): number | null {
    return this.#hitsOf(goal.event).length > 0 ? 1 : null;
  }

  #ofCount(goal: Goal, expected: number, hits: readonly SentHit[]): Pick<Verdict, "status" | "problems"> {
    const pings = hits.filter(isPing);
    const counted = hits.length - pings.length;
    const times = (number: number) => `${number} hit${number === 1 ? "" : "s"}`;
    if (counted > expected)
      return expected === 0
        ? this.#says(
            "different",
            "unexpected-hit",
            `${goal.event} left the browser${this.#when(hits)}, and should not have`,
          )
        : this.#says(
            "twice",
            "two-hits",
            `${times(counted)} ${goal.event} left the browser${this.#when(hits)}, and ${expected} should have`,
          );
    if (pings.length > 0)
      return this.#says(
        "without-consent",
        "without-consent",
        `${goal.event} left the browser although analytics_storage was denied (gcs=${pings[0]!.gcs}): a ping without cookies, which Analytics does not count. ${goal.consent.length === 0 ? "`consent: [analytics_storage]` at the goal would keep it back" : "The goal's tag did not wait for consent"}`,
      );
    const excuse = this.#excuse(goal);
    const isBroken = excuse?.code === "step-not-played";
    // Nothing that left proves nothing, where the visit ended early.
    if (counted === expected && !(isBroken && expected === 0))
      return { status: "exact", problems: isBroken ? [excuse] : [] };
    if (excuse) return { status: "not-tried", problems: [excuse] };
    return counted === 0
      ? this.#says("missing", "no-hit", `No hit ${goal.event} left the browser${this.#instead()}`)
      : this.#says(
          "missing",
          "too-few-hits",
          `${times(counted)} ${goal.event} left the browser, and ${expected} should have`,
        );
  }

  /** Null: the visit was played to its end, or it asks for more than that nothing leaves. */
  #ofNoHit(asked: readonly EventExpectation[], hits: readonly SentHit[]) {
    const excuse = this.#excuse();
    if (hits.length > 0 || asked.some(({ isSent }) => isSent) || excuse?.code !== "step-not-played")
      return null;
    return { status: "not-tried" as const, problems: [excuse] };
  }

  #ofSends({ event, isSent: wanted, parameters }: EventExpectation): readonly HitProblem[] {
    const hits = this.#hitsOf(event);
    if (!wanted)
      return hits.length === 0
        ? []
        : [
            this.#problem(
              "unexpected-hit",
              `${event} left the browser${this.#when(hits)}, and should not have`,
            ),
          ];
    const wrong = hits.map((hit) =>
      Object.entries(parameters).filter(
        ([name, value]) => !isSent(value, hit.parameters[name] ?? hit.userProperties[name]),
      ),
    );
    if (wrong.some((one) => one.length === 0)) return [];
    const [nearest] = [...wrong].sort((a, b) => a.length - b.length);
    if (nearest === undefined)
      return [this.#excuse() ?? this.#problem("no-hit", `No hit ${event} left the browser`)];
    const hit = hits[wrong.indexOf(nearest)]!;
    return nearest.map(([name, value]) => {
      const seen = hit.parameters[name] ?? hit.userProperties[name];
      return seen === undefined
        ? this.#problem("missing-parameter", `${event} left without ${name}, which should be ${shown(value)}`)
        : this.#problem(
            "wrong-parameter",
            `${event} left with ${name} ${shown(seen)}, which should be ${value === null ? "missing" : shown(value)}`,
          );
    });
  }

  #sends(event: string): readonly EventExpectation[] {
    return (this.#test.expects ?? []).flatMap((one) =>
      one.of === "event" && one.event === event ? [one] : [],
    );
  }

  /** Why a hit that is missing says nothing. */
  #excuse(goal?: Goal): HitProblem | null {
    const { troubles, keptBackAt } = this.#test.played;
    const trouble = troubles.find((one) => one.ends || (goal !== undefined && concerns(one, goal)));
    if (trouble)
      return this.#problem(
        trouble.ends ? "step-not-played" : "step-left-out",
        `The step "${trouble.step}" could not be played: ${trouble.why}`,
      );
    if (keptBackAt === null || (goal !== undefined && isOfAct(goal))) return null;
    return this.#problem(
      "not-sent",
      "What the site would do when it gets the form or the request is not known, as nothing was sent to it (--really-send sends it)",
    );
  }

  #says(status: HitStatus, code: string, message: string): Pick<Verdict, "status" | "problems"> {
    return { status, problems: [this.#problem(code, message)] };
  }

  #problem(code: string, message: string): HitProblem {
    return { code, message: `${this.#test.name}: ${message}.` };
  }

  #when(hits: readonly SentHit[]): string {
    return hits.length === 0 ? "" : ` (${hits.map(({ at }) => `${(at / 1000).toFixed(1)} s`).join(", ")})`;
  }

  /** Another name for the event is a likely reason. */
  #instead(): string {
    const known = new Set(this.#measured.goalSet.goals.map(({ event }) => event));
    const others = [...new Set(this.#hits.map(({ event }) => event))].filter(
      (one) => !known.has(one) && !USUAL.has(one),
    );
    return others.length === 0 ? "" : `; what left is ${others.slice(0, 5).join(", ")}`;
  }
}

type EventExpectation = Extract<Expectation, { of: "event" }>;

/** What Google's tag sends by itself, whatever the visitor does. */
const USUAL: ReadonlySet<string> = new Set(["page_view", "user_engagement", "first_visit", "session_start"]);

function isPing({ consent }: SentHit): boolean {
  return consent.analytics_storage === "denied";
}

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
function concerns({ step }: PlayProblem, goal: Goal): boolean {
  if (goal.type !== "event") return false;
  const word = step.split(" ")[0];
  return word === goal.on.kind || (word === "har" && goal.on.kind !== "ga4_event");
}

function keyEventProblems(goal: Goal, hits: readonly SentHit[]): readonly HitProblem[] {
  const isMarked = hits.some(({ keyEvent }) => keyEvent);
  const isDerived = hits.some(({ event, begins }) => begins.some((one) => one === event));
  if (hits.length === 0 || isDerived || isMarked === goal.keyEvent) return [];
  return [
    goal.keyEvent
      ? {
          code: "no-key-event",
          message: `Google does not treat ${goal.event} as a key event yet (the hit has no _c=1): is the file applied?`,
        }
      : {
          code: "key-event",
          message: `Google treats ${goal.event} as a key event (_c=1), and the file says \`key_event: false\`.`,
        },
  ];
}

function shown(value: unknown): string {
  return JSON.stringify(value);
}

const BY_AUDIENCE: HitProblem = {
  code: "counted-by-audience",
  message: "An audience in Analytics counts it, so no hit leaves the browser.",
};

/** What no visit tried. */
function notPlayed(goal: Goal, { audiences }: CompiledSite, tests: readonly PlayedTest[]): HitProblem {
  if (audiences.has(goal.id)) return BY_AUDIENCE;
  const trouble = tests.flatMap(({ played }) => played.troubles).find(({ ends }) => ends);
  if (trouble && tests.every(({ expects }) => expects === null))
    return {
      code: "step-not-played",
      message: `The step "${trouble.step}" could not be played: ${trouble.why}.`,
    };
  return tests.some(({ expects }) => expects === null)
    ? { code: "not-in-recording", message: "Nothing in the recording should have counted it." }
    : { code: "no-test", message: "No test names it." };
}

/** The worst first. */
const ORDER: readonly HitStatus[] = [
  "missing",
  "twice",
  "different",
  "without-consent",
  "exact",
  "not-tried",
];

function together(verdicts: readonly Verdict[], untried: HitProblem | null): Verdict {
  const numbers = verdicts.flatMap(({ expectedHits }) => expectedHits ?? []);
  return {
    status: ORDER.find((one) => verdicts.some(({ status }) => status === one)) ?? "not-tried",
    expectedHits: numbers.length === 0 ? null : numbers.reduce((sum, one) => sum + one, 0),
    hits: verdicts.flatMap(({ hits }) => hits),
    problems:
      verdicts.length === 0 && untried ? [untried] : unique(verdicts.flatMap(({ problems }) => problems)),
  };
}

function unique(problems: readonly HitProblem[]): readonly HitProblem[] {
  return problems.filter(
    (one, index) => problems.findIndex(({ message }) => message === one.message) === index,
  );
}
