/** Which experiments a report asks about: `experiments:` of the goals file. */
import { describe, expect, test } from "vitest";
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
