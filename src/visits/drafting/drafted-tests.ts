/**
 * A goal → two tests of it: a visit that counts, and one that nearly does. Each is played before it is written, and one that
 * does not say what it should is left out: a pattern that the author wrote is not guessed twice.
 */

import type { PageConditions } from "../../language/goal-set/conditions.ts";
import type { Variant } from "../../language/goal-set/experiment.ts";
import type { FunnelStep } from "../../language/goal-set/funnel.ts";
import type { DestinationGoal, EventGoal, Goal } from "../../language/goal-set/goal.ts";
import { goalsOfWays, type OneWayGoal } from "../../language/goal-set/one-way.ts";
import { durationInWords } from "../../resources/duration-words.ts";
import type { CompiledSite } from "../compiled-site.ts";
import { judgeTest } from "../judging/judge-test.ts";
import { openTests } from "../reading/read-tests.ts";
import { sampleActs } from "./sample-acts.ts";
import { nearlyPaths, nested, pathOf, valuesOf } from "./sample-values.ts";

/** A test in the words of a tests file. */
export interface DraftedTest {
  readonly name: string;
  /** Without its name. */
  readonly says: Readonly<Record<string, unknown>>;
}

export type Steps = readonly Readonly<Record<string, unknown>>[];

interface Draft {
  readonly counts: Steps;
  readonly nearly: Steps;
}

/** Where the pages of the tests are; a goal that names its host has its own addresses. */
export const SOME_SITE = "https://www.example.com";

export function draftedTests(goal: Goal, measured: CompiledSite): readonly DraftedTest[] {
  if (goal.type === "any")
    return goalsOfWays(goal).flatMap((way) => {
      const name = `${goal.name} (${way.type === "event" ? way.on.kind : "page"})`;
      return draftedTests({ ...way, name }, measured);
    });
  const table = goal.type === "destination" ? tableFor(goal, measured) : undefined;
  if (table) return [table];
  const draft = draftOf(goal, measured);
  if (draft === null) return [];
  const counts = { name: goal.name, says: { visit: draft.counts, counts: goal.id } };
  const nearly = { name: `Nearly: ${goal.name}`, says: { visit: draft.nearly, not: goal.id } };
  // A near miss alone would pass for a goal that never counts.
  return isTrue(counts, measured) ? [counts, nearly].filter((test) => isTrue(test, measured)) : [];
}

/** A table of addresses that says what is true; none if no address is known that the goal nearly counts. */
function tableFor(goal: DestinationGoal, measured: CompiledSite): DraftedTest | undefined {
  const path = pathOf(goal.page);
  return nearlyPaths(path)
    .map((not) => ({ name: goal.name, says: { goal: goal.id, counts_on: [path], not_on: [not] } }))
    .find((table) => isTrue(table, measured));
}

/** The steps of a visit in which the goal counts, in the first of its ways for which they are known; null if none is. */
export function stepsToGoal(goal: Goal, measured: CompiledSite): Steps | null {
  const drafts = goalsOfWays(goal).flatMap((way) => draftOf(way, measured) ?? []);
  const isCounted = ({ counts }: Draft) =>
    isTrue({ name: goal.name, says: { visit: counts, counts: goal.id } }, measured);
  return drafts.find(isCounted)?.counts ?? null;
}

/** The same for a step of a funnel that is not a goal. */
export function stepsToStep(step: Exclude<FunnelStep, { is: "goal" }>, measured: CompiledSite): Steps | null {
  const draft = step.is === "page" ? { counts: [page(step.page, step)] } : actsOf(step);
  const sends = draft && { name: step.name, says: { visit: draft.counts, sends: { [step.event]: {} } } };
  return sends !== null && isTrue(sends, measured) ? draft!.counts : null;
}

/** What shows somebody a variant of an experiment. */
export function stepsToVariant({ seen }: Variant): Steps {
  if ("page" in seen) return [{ page: pathOf(seen.page) }];
  return [{ ga4_event: { experience_impression: valuesOf(seen.where) } }];
}

function isTrue({ name, says }: DraftedTest, measured: CompiledSite): boolean {
  const text = JSON.stringify({ version: 1, site: SOME_SITE, tests: [{ name, ...says }] });
  const { tests } = openTests("", new TextEncoder().encode(text)).read(measured.goalSet);
  return tests?.tests.every((one) => judgeTest(one, measured).status === "passed") ?? false;
}

function draftOf(goal: OneWayGoal, measured: CompiledSite): Draft | null {
  switch (goal.type) {
    case "destination":
      return { counts: [page(goal.page, goal)], nearly: [{ page: "/something-else" }] };
    case "duration": {
      const open = page(goal.scope === "page" ? goal.page : ANY_PAGE, goal);
      const time = goal.scope === "page" ? goal.seconds : goal.seconds + 1;
      const half = Math.max(1, Math.floor(goal.seconds / 2));
      return { counts: [open, wait(time)], nearly: [open, wait(half)] };
    }
    case "pages_per_session": {
      const pages = (number: number) =>
        Array.from({ length: number }, (_, index) => ({ page: `/${index + 1}` }));
      return { counts: pages(goal.moreThan + 1), nearly: pages(Math.max(1, goal.moreThan)) };
    }
    case "event":
      return goal.on.kind === "funnel" ? stepsOfFunnel(goal.on.funnel, measured) : actsOf(goal);
  }
}

/** All steps in their order; and nearly, all but the first. */
function stepsOfFunnel(id: string, measured: CompiledSite): Draft | null {
  const { goals, funnels } = measured.goalSet;
  const steps = (funnels.find((one) => one.id === id)?.steps ?? []).map((step) => {
    if (step.is !== "goal") return stepsToStep(step, measured);
    const goal = goals.find((one) => one.id === step.goal);
    return goal ? stepsToGoal(goal, measured) : null;
  });
  const [first, ...others] = steps.flatMap((one) => (one === null ? [] : [one]));
  if (first === undefined || others.length + 1 < steps.length) return null;
  return {
    counts: [...first, ...others.flat()],
    nearly: [{ page: "/something-else" }, ...others.flat()],
  };
}

function wait(seconds: number): Readonly<Record<string, unknown>> {
  return { wait: durationInWords(seconds) };
}

function actsOf(goal: Pick<EventGoal, "on" | "page" | "where" | "cookie">): Draft | null {
  const { on } = goal;
  const isPushed = on.kind === "data_layer" || on.kind === "ga4_event";
  const open = page(goal.page, isPushed ? { ...goal, where: [] } : goal);
  if (on.kind === "returning_visit") return { counts: [{ returning_visit: true }, open], nearly: [open] };
  const acts = sampleActs(on, goal.where);
  return acts === null ? null : { counts: [open, acts.counts], nearly: [open, acts.nearly] };
}

const ANY_PAGE = { path: [], host: [], query: [], fragment: [], url: [] } as unknown as PageConditions;

/** The page with what the site pushes before Tag Manager loads, and the cookies that the visitor has. */
function page(
  conditions: PageConditions,
  { where, cookie }: Pick<Goal, "where" | "cookie">,
): Readonly<Record<string, unknown>> {
  const url = pathOf(conditions);
  if (where.length + cookie.length === 0) return { page: url };
  const cookies = Object.entries(valuesOf(cookie)).map(([name, value]) => [name, String(value)]);
  return {
    page: {
      url,
      ...(where.length === 0 ? {} : { before: [nested(valuesOf(where))] }),
      ...(cookie.length === 0 ? {} : { cookies: Object.fromEntries(cookies) }),
    },
  };
}
