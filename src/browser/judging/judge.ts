/** What left the browser, against what should have: a status for each goal, and the reasons. Pure. */

import type { Funnel } from "../../language/goal-set/funnel.ts";
import type { Goal } from "../../language/goal-set/goal.ts";
import type { CompiledSite } from "../../visits/compiled-site.ts";
import { judgeEvent, judgeStep } from "./judge-event.ts";
import { BY_AUDIENCE, judgeGoal } from "./judge-goal.ts";
import type { HitProblem, HitStatus, JudgedSubject, PlayedTest, Verdict } from "./judged-subject.ts";
import { VisitEvidence } from "./visit-evidence.ts";

/** Goals first, in the file's order. */
export function judgeVisits(tests: readonly PlayedTest[], measured: CompiledSite): readonly JudgedSubject[] {
  const visits = tests.map((test) => new VisitEvidence(test, measured));
  const ofGoals = measured.goalSet.goals.map((goal) => ({
    subject: goal.id,
    ...together(
      visits.flatMap((visit) => judgeGoal(goal, visit) ?? []),
      notPlayed(goal, measured, tests),
    ),
  }));
  const others = new Set(visits.flatMap((visit) => visit.otherEvents()));
  const ofEvents = [...others].map((event) => ({
    subject: event,
    ...together(
      visits.flatMap((visit) => judgeEvent(event, visit)),
      null,
    ),
  }));
  const ofSteps = measured.goalSet.funnels.flatMap((funnel) => judgeFunnel(funnel, visits));
  return [...ofGoals, ...ofSteps, ...ofEvents];
}

function judgeFunnel(funnel: Funnel, visits: readonly VisitEvidence[]): readonly JudgedSubject[] {
  return funnel.steps.flatMap((step, index) => {
    if (step.is === "goal") return [];
    const verdicts = visits.flatMap((visit) => judgeStep(funnel, index, step.event, visit));
    return verdicts.length === 0 ? [] : [{ subject: `${funnel.id}.${step.id}`, ...together(verdicts, null) }];
  });
}

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
