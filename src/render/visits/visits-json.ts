/** Tests and explanations as data: the formats `goalform.test/1` and `goalform.explain/1`. */
import type { Explained, Tested } from "../../app/result/visited.ts";
import type { JsonObject } from "../../resources/resource.ts";
import { clockTime } from "../../visits/clock.ts";
import type { Moment } from "../../visits/explaining/moment.ts";
import type { ExpectationResult } from "../../visits/judging/test-result.ts";
import { whereToSee } from "../../visits/judging/unjudged-words.ts";
import type { Step } from "../../visits/step.ts";
import { failed } from "./tested-words.ts";

export function testedJson(tested: Tested): JsonObject {
  const { tests, goals, unnoticed, showsMissing } = tested;
  const wrong = failed(tested).length;
  return {
    ok: wrong === 0,
    format: "goalform.test/1",
    summary: { passed: tests.length - wrong, failed: wrong },
    tests: tests.map(({ name, at, status, expectations, visits }) => ({
      name,
      at: { file: at.file, line: at.line },
      status,
      expectations: expectations.map(expectationJson),
      moments: visits.flatMap(({ moments, steps }) => moments().map((one) => momentJson(one, steps))),
    })),
    goals: goals.map(({ is, id, visits }) => ({ [is]: id, visits })),
    ...(showsMissing
      ? {
          missing: goals
            .filter(({ visits }) => visits === 0)
            .map(({ is, id, needs }) => ({ [is]: id, needs })),
        }
      : {}),
    ...(unnoticed === null ? {} : { unnoticed: unnoticed.map((one) => ({ ...one })) }),
  };
}

function expectationJson(one: ExpectationResult): JsonObject {
  const subject =
    one.of === "goal"
      ? { goal: one.goal }
      : one.of === "event"
        ? { event: one.event }
        : { funnel: one.funnel };
  return {
    ...subject,
    ...(one.page === null ? {} : { page: one.page }),
    expected: one.expected as JsonObject,
    actual: one.actual as JsonObject,
    holds: one.isMet,
    ...(one.unjudged === null ? {} : { unjudged: `${one.unjudged}: ${whereToSee(one.unjudged)}` }),
    ...(one.note === null ? {} : { note: one.note }),
    at: { file: one.at.file, line: one.at.line },
  };
}

function momentJson(
  { at, step, goal, conditions, counts, note }: Moment,
  steps: readonly Step[],
  key = "goal",
): JsonObject {
  const { word, about } = steps[step]!;
  return {
    at: clockTime(at),
    step: `${word} ${about}`.trim(),
    [key]: goal,
    conditions: conditions.map(({ text, seen, holds, hint }) => ({
      text,
      seen,
      holds,
      ...(hint === null ? {} : { hint }),
    })),
    counts,
    ...(note === null ? {} : { note }),
  };
}

export function explainedJson({ goals, foreign, steps }: Explained): JsonObject {
  return {
    format: "goalform.explain/1",
    goals: goals.map(({ goal, verdict, times, unjudged, at }) => ({
      goal,
      verdict,
      counts: times,
      at: { file: at.file, line: at.line },
      ...(unjudged === null ? {} : { unjudged: `${unjudged}: ${whereToSee(unjudged)}` }),
    })),
    moments: goals.flatMap(({ moments }) => moments.map((one) => momentJson(one, steps))),
    ...(foreign === null
      ? {}
      : {
          foreign: foreign.map(({ tag, type, event, countsAs, times, moments }) => ({
            tag,
            type,
            event,
            countsAs: [...countsAs],
            times,
            moments: moments.map((one) => momentJson(one, steps, "tag")),
          })),
        }),
  };
}
