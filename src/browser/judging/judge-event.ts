/** What a test expects of events by their names (`sends:`), and of the steps of a funnel, in one visit. */
import type { Funnel } from "../../language/goal-set/funnel.ts";
import { isSent } from "../../visits/judging/judge-event.ts";
import type { SentHit } from "../gate.ts";
import type { HitProblem, Verdict } from "./judged-subject.ts";
import type { EventExpectation, VisitEvidence } from "./visit-evidence.ts";

/** An event that no goal has. Empty: the test does not name it. */
export function judgeEvent(event: string, visit: VisitEvidence): readonly Verdict[] {
  const hits = visit.hitsOf(event);
  const sends = visit.sendsOf(event);
  if (sends.length === 0) return [];
  const withoutHits = judgeWithoutHits(sends, hits, visit);
  if (withoutHits !== null) return [{ ...withoutHits, expectedHits: null, hits }];
  const problems = sends.flatMap((expectation) => eventProblems(expectation, visit));
  const isMissing = hits.length === 0 && sends.some(({ isSent }) => isSent);
  const whenMissing = visit.excuse() ? "not-tried" : "missing";
  const status = problems.length === 0 ? "exact" : isMissing ? whenMissing : "different";
  return [{ status, expectedHits: null, hits, problems }];
}

/** The event of a funnel step that is not a goal. Empty: the test does not expect the visit to reach it. */
export function judgeStep(
  { id, steps }: Funnel,
  index: number,
  event: string,
  visit: VisitEvidence,
): readonly Verdict[] {
  const reached = visit.stepReached(id);
  if (reached === null) return [];
  const last =
    reached === "completed"
      ? steps.length - 1
      : steps.findIndex((step) => (step.is === "goal" ? step.goal : step.id) === reached);
  if (index > last) return [];
  const hits = visit.hitsOf(event);
  if (hits.length > 0) return [{ status: "exact", expectedHits: null, hits, problems: [] }];
  const status = visit.excuse() ? "not-tried" : "missing";
  return [{ status, expectedHits: null, hits, problems: [noHit(event, visit)] }];
}

/** Null: the visit was played to its end, or the test expects more than that nothing leaves. */
export function judgeWithoutHits(
  sends: readonly EventExpectation[],
  hits: readonly SentHit[],
  visit: VisitEvidence,
): Pick<Verdict, "status" | "problems"> | null {
  const excuse = visit.excuse();
  if (hits.length > 0 || sends.some(({ isSent }) => isSent) || excuse?.code !== "step-not-played")
    return null;
  return { status: "not-tried", problems: [excuse] };
}

/** What differs from the expectation; of several hits, the nearest is compared. */
export function eventProblems(expectation: EventExpectation, visit: VisitEvidence): readonly HitProblem[] {
  const { event, parameters } = expectation;
  const hits = visit.hitsOf(event);
  if (!expectation.isSent)
    return hits.length === 0
      ? []
      : [
          visit.problem(
            "unexpected-hit",
            `${event} left the browser${afterSeconds(hits)}, and should not have`,
          ),
        ];
  const wrong = hits.map((hit) =>
    Object.entries(parameters).filter(([name, value]) => !isSent(value, sentValue(hit, name))),
  );
  if (wrong.some((entries) => entries.length === 0)) return [];
  const [nearest] = [...wrong].sort((a, b) => a.length - b.length);
  if (nearest === undefined) return [noHit(event, visit)];
  const hit = hits[wrong.indexOf(nearest)]!;
  return nearest.map(([name, value]) => parameterProblem(event, name, value, sentValue(hit, name), visit));
}

function sentValue({ parameters, userProperties }: SentHit, name: string): unknown {
  return parameters[name] ?? userProperties[name];
}

function parameterProblem(
  event: string,
  name: string,
  expected: unknown,
  sent: unknown,
  visit: VisitEvidence,
): HitProblem {
  if (sent === undefined)
    return visit.problem(
      "missing-parameter",
      `${event} left without ${name}, which should be ${JSON.stringify(expected)}`,
    );
  const right = expected === null ? "missing" : JSON.stringify(expected);
  return visit.problem(
    "wrong-parameter",
    `${event} left with ${name} ${JSON.stringify(sent)}, which should be ${right}`,
  );
}

function noHit(event: string, visit: VisitEvidence): HitProblem {
  return visit.excuse() ?? visit.problem("no-hit", `No hit ${event} left the browser`);
}

/** ` (0.4 s, 2.1 s)`: when the hits left, since the visit began. */
export function afterSeconds(hits: readonly SentHit[]): string {
  return hits.length === 0 ? "" : ` (${hits.map(({ at }) => `${(at / 1000).toFixed(1)} s`).join(", ")})`;
}
