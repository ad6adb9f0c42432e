/** A test → whether what it expects is so, and why. */

import { sessionEvent } from "../compile/session-event.ts";
import type { Place } from "../diagnostic.ts";
import type { Funnel, Goal } from "../language/goal-set/goal-set.ts";
import { durationInWords } from "../resources/duration-words.ts";
import { eventsOf, eventsOfStep, keyEventsOf, type Received, reachedIn } from "./analytics.ts";
import { isCollected } from "./collected-event.ts";
import type { CompiledSite } from "./compiled-site.ts";
import type { Expectation, GoalTest, TableTest, VisitTest } from "./goal-test.ts";
import type { Moment } from "./moment.ts";
import { momentsOf } from "./moments.ts";
import { stepIds } from "./reading/expectations.ts";
import { isModelled } from "./session-script.ts";
import type { Step } from "./step.ts";
import { BY_AUDIENCE } from "./unjudged.ts";
import { type Played, playVisit } from "./visit.ts";

export interface TestResult {
  readonly name: string;
  readonly at: Place;
  readonly status: "passed" | "failed";
  readonly expectations: readonly ExpectationResult[];
  /** One for each visit: a table has one for each address. */
  readonly visits: readonly JudgedVisit[];
}

export interface JudgedVisit {
  readonly steps: readonly Step[];
  /** What was judged, of the goals that the test names. Made when somebody asks. */
  readonly moments: () => readonly Moment[];
}

export type ExpectationResult = {
  readonly holds: boolean;
  readonly at: Place;
  /** The address, in a table. */
  readonly page: string | null;
  /** The index of the visit. */
  readonly visit: number;
  /** Why it cannot be judged without a browser. */
  readonly unjudged: string | null;
  /** When it counted. */
  readonly counted: readonly CountedAt[];
  /** What no moment shows, such as the time between two steps of a funnel. */
  readonly note: string | null;
} & (
  | { readonly of: "goal"; readonly goal: string; readonly expected: number; readonly actual: number | null }
  | {
      readonly of: "event";
      readonly event: string;
      readonly expected: unknown;
      /** The parameters of what was sent, of the nearest event if there are several; null: nothing was. */
      readonly actual: unknown;
    }
  | {
      readonly of: "funnel";
      readonly funnel: string;
      readonly expected: string;
      readonly actual: string | null;
    }
);

export interface CountedAt {
  /** Milliseconds since the visit began. */
  readonly at: number;
  readonly step: number;
  readonly by: Received["by"];
}

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
    return { ...result, page: page.step.about, unjudged, holds: result.holds && unjudged === null };
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
  const status = expectations.every(({ holds }) => holds) ? "passed" : "failed";
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
  const holds = unjudged === null && actual === times;
  return {
    of: "goal" as const,
    goal: id,
    expected: times,
    actual: unjudged === null ? actual : null,
    unjudged,
    holds,
    counted,
  };
}

function judgeEvent({ event, isSent, parameters }: Extract<Expectation, { of: "event" }>, played: Played) {
  const sent = played.received.filter((one) => one.event === event && one.by !== "google");
  const wrong = sent.map((one) => differing(parameters, one.parameters));
  const nearest = wrong.reduce((best, one, index) => (one < (wrong[best] ?? Infinity) ? index : best), 0);
  const actual = sent[nearest]?.parameters ?? null;
  const holds = isSent ? wrong.includes(0) : sent.length === 0;
  return { of: "event" as const, event, expected: isSent ? parameters : false, actual, holds };
}

/** How many of the parameters are not as expected. */
function differing(
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
): number {
  return Object.entries(expected).filter(([name, value]) => !isSent(value, actual[name])).length;
}

/** Texts and numbers are compared as Analytics gets them; null is a parameter that is not sent. */
export function isSent(expected: unknown, actual: unknown): boolean {
  if (expected === null) return actual === undefined;
  if (typeof expected !== "object" || typeof actual !== "object" || actual === null)
    return actual !== undefined && (String(expected) === String(actual) || isSameNumber(expected, actual));
  const [a, b] = [Object.entries(expected as object), actual as Readonly<Record<string, unknown>>];
  return a.every(([key, value]) => isSent(value, b[key]));
}

function isSameNumber(expected: unknown, actual: unknown): boolean {
  return (
    typeof expected === "number" &&
    typeof actual === "string" &&
    actual.trim() !== "" &&
    Number(actual) === expected
  );
}

function judgeFunnel(
  { funnel: id, reached }: Extract<Expectation, { of: "funnel" }>,
  played: Played,
  measured: CompiledSite,
) {
  const { goals, funnels } = measured.goalSet;
  const funnel = funnels.find((one) => one.id === id)!;
  const ofSteps = funnel.steps.flatMap((step) =>
    goals.filter((goal) => step.is === "goal" && goal.id === step.goal),
  );
  const unknown = ofSteps.map((goal) => unjudgedGoal(goal, played, measured)).find((why) => why !== null);
  const unjudged =
    unknown ??
    unknownActs(
      funnel.steps.some((step) => step.is === "interaction"),
      played,
    );
  const actual = unjudged === null ? reachedIn(funnel, played.received, goals) : null;
  const note = unjudged === null ? tooLate(funnel, played, measured) : null;
  return {
    of: "funnel" as const,
    funnel: id,
    expected: reached,
    actual,
    unjudged,
    note,
    holds: actual === reached,
  };
}

/** A step that was taken, but longer after the one before than `within` allows. */
function tooLate(
  funnel: Funnel,
  { received, start }: Played,
  { goalSet: { goals } }: CompiledSite,
): string | null {
  const { within } = funnel;
  if (within === null) return null;
  for (let index = 1; index < funnel.steps.length; index += 1) {
    const before = eventsOfStep(funnel, index - 1, received, goals)[0];
    const after = eventsOfStep(funnel, index, received, goals).find((one) => before && one.at > before.at);
    if (!before || !after || after.at - before.at <= within * 1000) continue;
    const names = [index - 1, index].map((one) => stepIds(funnel)[one]);
    const passed = durationInWords((after.at - before.at) / 1000);
    return `${names[1]} came ${passed} after ${names[0]} (at ${durationInWords((before.at - start) / 1000) || "0s"}): \`within: ${durationInWords(within)}\``;
  }
  return null;
}

/** Why nobody can say without a browser how often this goal counts. */
export function unjudgedGoal(goal: Goal, played: Played, measured: CompiledSite): string | null {
  const { goalSet, session, audiences } = measured;
  if (played.uncertain.has(goal.id))
    return `${BY_AUDIENCE}, and how soon it counts the same visitor again is not simulated`;
  if (audiences.has(goal.id) && goal.type !== "pages_per_session")
    return `${BY_AUDIENCE}, which is not simulated`;
  const ofScript = session.find(({ event }) => event === sessionEvent(goalSet.owner, goal.id));
  if (ofScript && !isModelled(ofScript)) return "the session script finds it by a way that is not simulated";
  const collected = collectedEvent(goal, played);
  if (collected !== null) return collected;
  return unknownActs(dependsOnActs(goal.id, measured), played);
}

const SIMULATED: ReadonlySet<string> = new Set(["page_view", "session_start", "first_visit"]);

/** What Analytics collects by itself depends on settings of the property, unless the visit says it. */
function collectedEvent(goal: Goal, { steps }: Played): string | null {
  if (goal.type !== "event" || goal.on.kind !== "ga4_event") return null;
  const { event } = goal.on;
  if (!isCollected(event) || SIMULATED.has(event)) return null;
  const isSaid = steps.some((step) => step.does === "event" && step.event === event);
  return isSaid
    ? null
    : `Analytics collects ${event} by itself, if its enhanced measurement is on (a step \`ga4_event: ${event}\` says when)`;
}

/** Whether it counts what visitors do, and not only pages and time. */
function dependsOnActs(key: string, { tags, container, session, goalSet }: CompiledSite): boolean {
  const tag = tags.get(key);
  if (session.some(({ event }) => event === sessionEvent(goalSet.owner, key))) return false;
  if (!tag) return true;
  return (tag.firingTriggerId ?? []).some((id) => {
    const type = container.trigger?.find(({ triggerId }) => triggerId === id)?.type;
    return type !== undefined && type !== null && !PAGE_TRIGGERS.has(type);
  });
}

const PAGE_TRIGGERS: ReadonlySet<string> = new Set(["pageview", "historyChange", "timer"]);

function unknownActs(matters: boolean, { unknown }: Played): string | null {
  return matters && unknown.length > 0 ? `the visit has ${unknown.join(" and ")}` : null;
}

/** A table views pages, so it says nothing about a goal that counts something else. */
function notOfPages(goalId: string, { tags, container, rules, goalSet }: CompiledSite): string | null {
  const ids = tags.get(goalId)?.firingTriggerId ?? [];
  const types = ids.map((id) => container.trigger?.find(({ triggerId }) => triggerId === id)?.type);
  const byRule = rules.some(
    ({ key, rule }) =>
      key === goalId &&
      rule.eventConditions.some(({ field, value }) => field === "event_name" && value === "page_view"),
  );
  const isOnPageView = goalSet.goals.some(
    (goal) =>
      goal.id === goalId &&
      goal.type === "event" &&
      goal.on.kind === "ga4_event" &&
      SIMULATED.has(goal.on.event),
  );
  if (byRule || isOnPageView || types.includes("pageview")) return null;
  return "a table only views pages, and this goal counts something else: write a `visit`";
}
