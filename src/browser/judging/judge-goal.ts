/** A goal in one visit: whether its event left the browser as often, and with the parameters, that it should have. */
import type { Goal } from "../../language/goal-set/goal.ts";
import type { SentHit } from "../gate.ts";
import { afterSeconds, eventProblems, judgeWithoutHits } from "./judge-event.ts";
import type { HitProblem, HitStatus, Verdict } from "./judged-subject.ts";
import { parameterProblems } from "./parameters.ts";
import type { VisitEvidence } from "./visit-evidence.ts";

type Finding = Pick<Verdict, "status" | "problems">;

/** Null: this visit says nothing about the goal. */
export function judgeGoal(goal: Goal, visit: VisitEvidence): Verdict | null {
  const hits = visit.hitsOf(goal.event);
  const expected = visit.expectedHits(goal);
  const sends = visit.sendsOf(goal.event);
  if (expected === null && sends.length === 0) return null;
  if (visit.isByAudience(goal)) return judgeAudience(goal, expected, hits, visit);
  const count =
    expected === null ? judgeWithoutHits(sends, hits, visit) : judgeCount(goal, expected, hits, visit);
  const ofGoal = visit.predictedOf(goal).filter(({ key, by }) => key === goal.id && by !== "google");
  const parameters = count?.status === "exact" ? parameterProblems(goal, hits, ofGoal) : [];
  const problems = [...parameters, ...sends.flatMap((expectation) => eventProblems(expectation, visit))];
  const isDifferent = problems.length > 0 && (count === null || count.status === "exact");
  return {
    status: isDifferent ? "different" : (count?.status ?? "exact"),
    expectedHits: expected,
    hits,
    problems: [...(count?.problems ?? []), ...problems, ...keyEventProblems(goal, hits)],
  };
}

/** An audience logs its event at Google: that nothing leaves the browser is right, and proves nothing. */
function judgeAudience(
  { event }: Goal,
  expected: number | null,
  hits: readonly SentHit[],
  visit: VisitEvidence,
): Verdict {
  if (hits.length > 0) {
    const also = `${event} left the browser${afterSeconds(hits)}, and an audience in Analytics counts it as well`;
    return { expectedHits: 0, hits, ...finding(visit, "twice", "counted-by-audience", also) };
  }
  return expected === 0
    ? { status: "exact", expectedHits: 0, hits, problems: [] }
    : { status: "not-tried", expectedHits: 0, hits, problems: [BY_AUDIENCE] };
}

export const BY_AUDIENCE: HitProblem = {
  code: "counted-by-audience",
  message: "An audience in Analytics counts it, so no hit leaves the browser.",
};

function judgeCount(goal: Goal, expected: number, hits: readonly SentHit[], visit: VisitEvidence): Finding {
  const pings = hits.filter(isPing);
  const counted = hits.length - pings.length;
  if (counted > expected) return tooMany(goal, counted, expected, hits, visit);
  if (pings.length > 0) return withoutConsent(goal, pings[0]!, visit);
  const excuse = visit.excuse(goal);
  const isBroken = excuse?.code === "step-not-played";
  // Nothing that left proves nothing, where the visit ended early.
  if (counted === expected && !(isBroken && expected === 0))
    return { status: "exact", problems: isBroken ? [excuse] : [] };
  if (excuse) return { status: "not-tried", problems: [excuse] };
  return tooFew(goal, counted, expected, visit);
}

function tooMany(
  { event }: Goal,
  counted: number,
  expected: number,
  hits: readonly SentHit[],
  visit: VisitEvidence,
): Finding {
  const left = `${event} left the browser${afterSeconds(hits)}`;
  return expected === 0
    ? finding(visit, "different", "unexpected-hit", `${left}, and should not have`)
    : finding(visit, "twice", "two-hits", `${times(counted)} ${left}, and ${expected} should have`);
}

function tooFew({ event }: Goal, counted: number, expected: number, visit: VisitEvidence): Finding {
  if (counted > 0)
    return finding(
      visit,
      "missing",
      "too-few-hits",
      `${times(counted)} ${event} left the browser, and ${expected} should have`,
    );
  const others = visit.unknownEvents();
  const instead = others.length === 0 ? "" : `; these left: ${others.slice(0, 5).join(", ")}`;
  return finding(visit, "missing", "no-hit", `No hit ${event} left the browser${instead}`);
}

function withoutConsent({ event, consent }: Goal, { gcs }: SentHit, visit: VisitEvidence): Finding {
  const advice =
    consent.length === 0
      ? "`consent: [analytics_storage]` at the goal would keep it back"
      : "The goal's tag did not wait for consent";
  return finding(
    visit,
    "without-consent",
    "without-consent",
    `${event} left the browser although analytics_storage was denied (gcs=${gcs}): a ping without cookies, which Analytics does not count. ${advice}`,
  );
}

function keyEventProblems(goal: Goal, hits: readonly SentHit[]): readonly HitProblem[] {
  const isMarked = hits.some(({ keyEvent }) => keyEvent);
  const isDerived = hits.some(({ event, begins }) => begins.some((begun) => begun === event));
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

function finding(visit: VisitEvidence, status: HitStatus, code: string, message: string): Finding {
  return { status, problems: [visit.problem(code, message)] };
}

function times(hits: number): string {
  return `${hits} hit${hits === 1 ? "" : "s"}`;
}

function isPing({ consent }: SentHit): boolean {
  return consent.analytics_storage === "denied";
}
