/** How each goal did in a browser, in the words of `verify`'s result. */
import { judgeVisits } from "../browser/judging/judge.ts";
import type { PlayedTest } from "../browser/judging/judged-subject.ts";
import type { PlayedVisit } from "../browser/play.ts";
import { compile } from "../compile/compile.ts";
import type { Place } from "../diagnostic.ts";
import { isCollected } from "../visits/collected-event.ts";
import type { CompiledSite } from "../visits/compiled-site.ts";
import type { IdentifiedTarget } from "./measurement-id.ts";
import type { GoalVerified, StoppedRequest, VerifiedHit } from "./result/verify.ts";
import { expectedOf } from "./verify-goals.ts";

export function goalsOf(
  tests: readonly PlayedTest[],
  measured: CompiledSite,
  target: IdentifiedTarget,
): readonly GoalVerified[] {
  const { goalSet } = measured;
  const { subjects } = compile(goalSet, target.ga4.measurementId, target.googleTag);
  return judgeVisits(tests, measured).map(({ subject, status, expectedHits, hits, problems }) => {
    const goal = goalSet.goals.find(({ id }) => id === subject);
    const funnel = goalSet.funnels.find(({ id }) => subject.startsWith(`${id}.`));
    const step = funnel?.steps.find((one) => one.is !== "goal" && subject === `${funnel.id}.${one.id}`);
    const isStep = step !== undefined && step.is !== "goal";
    const expected = goal
      ? expectedOf(goal, subjects)
      : {
          event: isStep ? step.event : subject,
          counts: "",
          keyEvent: false,
          counting: null,
          parameters: [],
          consent: funnel?.consent ?? [],
        };
    return {
      goal: subject,
      name: goal?.name ?? step?.name ?? subject,
      at: goal?.at ?? step?.at ?? placeOf(subject, tests),
      status,
      expected: { ...expected, hits: expectedHits },
      hits: hits.map(hitOf),
      problems,
    };
  });
}

/** Of an event that only a test names. */
function placeOf(event: string, tests: readonly PlayedTest[]): Place {
  const named = tests.flatMap(({ expects }) => expects ?? []);
  return (
    named.find((one) => one.of === "event" && one.event === event)?.at ?? { file: "", line: 0, column: 0 }
  );
}

function hitOf({
  at,
  event,
  parameters,
  keyEvent,
  gcs,
  gcd,
  consent,
}: PlayedVisit["hits"][number]): VerifiedHit {
  const isSaid = gcs !== null || Object.keys(consent).length > 0;
  const said = { ...(gcs === null ? {} : { gcs }), ...(gcd === null ? {} : { gcd }), ...consent };
  return { at, event, parameters, keyEvent, consent: isSaid ? said : null };
}

/** A hit that left then says what happens to the event at Google, and nothing about the site. */
export function sentByTests(tests: readonly PlayedTest[]): readonly string[] {
  const events = tests
    .flatMap(({ steps }) => steps)
    .flatMap((step) => (step.does === "event" && !isCollected(step.event) ? [step.event] : []));
  return [...new Set(events)].map(
    (event) =>
      `${event} was sent by a step \`ga4_event\`: whether the site sends it was not tried. A recording shows that.`,
  );
}

export function notesOf(played: readonly PlayedVisit[]): readonly string[] {
  const troubles = played.flatMap((one) => one.troubles).filter(({ ends }) => !ends);
  return [...new Set(troubles.map(({ step, why }) => `${step} was left out: ${why}.`))];
}

export function stoppedIn(played: readonly PlayedVisit[]): readonly StoppedRequest[] {
  const found = new Map<string, StoppedRequest>();
  for (const { why, method, url } of played.flatMap(({ stopped }) => stopped)) {
    const key = `${why} ${method} ${url}`;
    found.set(key, { why, method, url, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => (a.why + a.url < b.why + b.url ? -1 : 1));
}
