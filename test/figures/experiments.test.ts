/** Which experiments a report asks about: `experiments:` of the goals file. */
import { describe, expect, test } from "vitest";
import { experimentReport } from "../../src/figures/experiments.ts";
import { questionsOf } from "../../src/figures/question.ts";
import { forTarget } from "../../src/language/for-target.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { readGoals } from "../../src/language/read-goals.ts";

const FILE = `version: 1
name: acme-shop
targets:
  production: { ga4: { property: "123456789", measurement_id: G-TEST123456 }, gtm: { container: GTM-TEST01 } }
  staging: { ga4: { property: "223456789", measurement_id: G-TEST223456 }, gtm: { container: GTM-TEST02 }, except: [trial] }
default_target: production
goals:
  trial: { type: event, on: { data_layer: trial_started }, role: micro, leads_to: paid }
  paid: { type: event, on: { data_layer: paid }, role: macro, counting: once_per_event, leads_to: renewed }
  renewed: { type: event, on: { data_layer: renewed }, role: macro, counting: once_per_event }
  unrelated: { type: event, on: { data_layer: other }, role: macro, counting: once_per_event }
experiments:
  price: { goal: trial, variants: { now: { page: /pricing, share: 3 }, yearly: { where: { ab_variant: b } } }, from: 2026-11-02 }
  over: { goal: paid, variants: { a: { page: /a }, b: { page: /b } }, from: 2026-09-01, to: 2026-09-30 }
  later: { goal: trial, variants: { a: { page: /a }, b: { page: /b } }, from: 2026-12-01 }
`;

function goalSet(): GoalSet {
  const { goalSet, diagnostics } = readGoals("goals.yaml", Buffer.from(FILE));
  expect(diagnostics).toEqual([]);
  return goalSet!;
}

const PERIOD = { from: "2026-11-01", to: "2026-11-28" };

describe("the experiments of a file", () => {
  test("are asked from their first day to their last or the last one that is over, and not before they begin", () => {
    const { experiments } = questionsOf(goalSet(), PERIOD);
    expect(experiments.map(({ id, period }) => ({ id, ...period }))).toEqual([
      { id: "price", from: "2026-11-02", to: "2026-11-28" },
      { id: "over", from: "2026-09-01", to: "2026-09-30" },
    ]);
  });

  test("ask for the goal that decides and for the main conversions after it", () => {
    const [price, over] = questionsOf(goalSet(), PERIOD).experiments;
    expect(price?.goals.map(({ id }) => id)).toEqual(["trial", "paid", "renewed"]);
    expect(over?.goals).toEqual([
      { id: "paid", event: "paid" },
      { id: "renewed", event: "renewed" },
    ]);
  });

  test("share out all visitors", () => {
    const shares = questionsOf(goalSet(), PERIOD).experiments.map(({ variants }) =>
      variants.map(({ name, share }) => [name, share]),
    );
    expect(shares).toEqual([
      [
        ["now", 0.75],
        ["yearly", 0.25],
      ],
      [
        ["a", 0.5],
        ["b", 0.5],
      ],
    ]);
  });

  test("are left out where their goal is not measured", () => {
    const staging = questionsOf(forTarget(goalSet(), "staging", []), PERIOD).experiments;
    expect(staging.map(({ id }) => id)).toEqual(["over"]);
  });
});

describe("several variants", () => {
  const variants = ["a", "b", "c"].map((name) => ({ name, share: 1 / 3, seen: { where: [] } }));
  const question = {
    id: "trio",
    name: "Trio",
    goals: [{ id: "paid", event: "paid" }],
    period: PERIOD,
    variants,
  };
  const reported = (...counts: [n: number, conversions: number][]) =>
    experimentReport(question, {
      id: "trio",
      unit: "user",
      variants: counts.map(([n, all], index) => ({ name: variants[index]!.name, n, conversions: [all] })),
    });

  test("are each compared with the first, and chance is corrected for their number", () => {
    const { comparisons, difference, interval, probability } = reported(
      [10_000, 100],
      [10_000, 120],
      [10_000, 150],
    );
    expect(comparisons.map(({ variant }) => variant)).toEqual(["b", "c"]);
    const [b, c] = comparisons;
    expect([difference, interval, probability]).toEqual([b!.difference, b!.interval, b!.probability]);
    expect(b!.interval[1]).toBeCloseTo(0.004926, 6);
    expect([b!.p, c!.p].map((p) => p!.toFixed(4))).toEqual(["0.1751", "0.0029"]);
    expect(c!.probability).toBeGreaterThan(0.998);
  });

  test("of which one was seen by nobody are shown all the same, with their ratio", () => {
    const { variants: shown, srm, ...none } = reported([5, 2], [0, 0], [6, 1]);
    expect(shown.map(({ name, n, rate }) => [name, n, rate])).toEqual([
      ["a", 5, 2 / 5],
      ["b", 0, null],
      ["c", 6, 1 / 6],
    ]);
    expect(srm?.ok).toBe(true);
    expect(none).toMatchObject({ difference: null, interval: null, comparisons: [{ variant: "c" }] });
  });

  test("that nobody has seen are not compared, and none is if they were shared out wrongly", () => {
    expect(reported([10_000, 100], [5_000, 60], [15_000, 1]).comparisons).toEqual([]);
    expect(reported([0, 0], [0, 0], [0, 0]).comparisons).toEqual([]);
  });
});
