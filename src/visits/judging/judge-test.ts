/** A test → whether what it expects is so, and why. */

import { eventsOf, keyEventsOf } from "../analytics.ts";
import type { CompiledSite } from "../compiled-site.ts";
import { momentsOf } from "../explaining/moments.ts";
import type { Expectation, GoalTest, TableTest, VisitTest } from "../goal-test.ts";
import { type Played, playVisit } from "../visit.ts";
import { judgeEvent } from "./judge-event.ts";
import { judgeFunnel } from "./judge-funnel.ts";
import type { CountedAt, ExpectationResult, TestResult } from "./test-result.ts";
import { notOfPages, unjudgedGoal } from "./unjudged-goals.ts";

export function judgeTest(test: GoalTest, measured: CompiledSite): TestResult {
  return test.is === "table" ? judgeTable(test, measured) : judgeVisit(test, measured);
}

function judgeTable({ name, at, goal, pages }: TableTest, measured: CompiledSite): TestResult {
  const watched = new Set([goal]);
  const played = pages.map(({ step }) => playVisit([step], measured, watched));
  const expectations = pages.map((page, index) => {
    const expectation = { of: "goal", goal, times: page.counts ? 1 : 0, at: page.at } as const;
    const result = judge(expectation, played[index]!, measured, index);
    const unjudged = result.unjudged ?? notOfPages(goal, measured);
    return { ...result, page: page.step.about, unjudged, isMet: result.isMet && unjudged === null };
  });
  return resultOf({ name, at }, expectations, played, watched, measured);
}

function judgeVisit(test: VisitTest, measured: CompiledSite): TestResult {
  const { name, at, steps, expects, only } = test;
  const watched = new Set(expects.flatMap((one) => keysOf(one, measured)));
  const played = playVisit(steps, measured, watched);
  const others = only ? unexpected(test, played, measured) : [];
  for (const one of others) for (const key of keysOf(one, measured)) watched.add(key);
  const expectations = [...expects, ...others].map((one) => judge(one, played, measured, 0));
  return resultOf({ name, at }, expectations, [played], watched, measured);
}

function resultOf(
  head: Pick<TestResult, "name" | "at">,
  expectations: readonly ExpectationResult[],
  played: readonly Played[],
  watched: ReadonlySet<string>,
  measured: CompiledSite,
): TestResult {
  const status = expectations.every(({ isMet }) => isMet) ? "passed" : "failed";
  const visits = played.map((one) => ({
    steps: one.steps,
    moments: () =>
      [...watched]
        .flatMap((key) => momentsOf(key, one, measured))
        .sort((a, b) => a.step - b.step || a.at - b.at),
  }));
  return { ...head, status, expectations, visits };
}

/** The goals and steps whose moments explain an expectation. */
function keysOf(expectation: Expectation, { goalSet }: CompiledSite): readonly string[] {
  if (expectation.of === "goal") return [expectation.goal];
  if (expectation.of === "event")
    return goalSet.goals.filter(({ event }) => event === expectation.event).map(({ id }) => id);
  const funnel = goalSet.funnels.find(({ id }) => id === expectation.funnel);
  return (funnel?.steps ?? []).map((step) =>
    step.is === "goal" ? step.goal : `${expectation.funnel}.${step.id}`,
  );
}

/** With `only`, whatever counts and was not named is one too many. */
function unexpected(
  { expects, at }: VisitTest,
  played: Played,
  { goalSet }: CompiledSite,
): readonly Expectation[] {
  const named = new Set(expects.flatMap((one) => (one.of === "goal" ? [one.goal] : [])));
  return goalSet.goals
    .filter(({ id, keyEvent }) => !named.has(id) && keyEvent)
    .filter((goal) => keyEventsOf(goal, eventsOf(goal, played.received, goalSet.goals)) > 0)
    .map((goal) => ({ of: "goal", goal: goal.id, times: 0, at }));
}

function judge(
  expectation: Expectation,
  played: Played,
  measured: CompiledSite,
  visit: number,
): ExpectationResult {
  const common = { at: expectation.at, page: null, visit, counted: [] as readonly CountedAt[], note: null };
  switch (expectation.of) {
    case "goal":
      return { ...common, ...judgeGoal(expectation, played, measured) };
    case "event":
      return { ...common, unjudged: null, ...judgeEvent(expectation, played) };
    case "funnel":
      return { ...common, ...judgeFunnel(expectation, played, measured) };
  }
}

function judgeGoal(
  { goal: id, times }: Extract<Expectation, { of: "goal" }>,
  played: Played,
  measured: CompiledSite,
) {
  const { goals } = measured.goalSet;
  const goal = goals.find((one) => one.id === id)!;
  const events = eventsOf(goal, played.received, goals);
  const actual = keyEventsOf(goal, events);
  const unjudged = unjudgedGoal(goal, played, measured);
  const counted = events
    .filter(({ isPing }) => !isPing)
    .map(({ at, step, by }) => ({ at: at - played.start, step, by }));
  const isMet = unjudged === null && actual === times;
  return {
    of: "goal" as const,
    goal: id,
    expected: times,
    actual: unjudged === null ? actual : null,
    unjudged,
    isMet,
    counted,
  };
}
