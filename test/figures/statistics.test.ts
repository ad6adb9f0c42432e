/** The formulas against figures that others have published. */
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newcombe, twoProportions, wald } from "../../src/figures/statistics/difference.ts";
import { funnelShares, onePointMore } from "../../src/figures/statistics/funnel-shares.ts";
import { logGamma, upperGamma } from "../../src/figures/statistics/gamma.ts";
import { holm } from "../../src/figures/statistics/holm.ts";
import { lead } from "../../src/figures/statistics/lead.ts";
import { removalEffects, transitionsOf } from "../../src/figures/statistics/markov.ts";
import { twoSided } from "../../src/figures/statistics/normal.ts";
import { probabilityBetter } from "../../src/figures/statistics/probability-better.ts";
import { rate, wilson } from "../../src/figures/statistics/proportion.ts";
import { sampleRatio } from "../../src/figures/statistics/sample-ratio.ts";
import { sampleSize, stillNeeded } from "../../src/figures/statistics/sample-size.ts";
import { type ConversionsOfSet, shapleyShares } from "../../src/figures/statistics/shapley.ts";
import { suddenDoubling } from "../../src/figures/statistics/sudden-doubling.ts";
import { isWorthWriting, suggestedValue } from "../../src/figures/statistics/suggested-value.ts";
import { runs } from "../support/runs.ts";

const of = (count: number, all: number) => ({ count, of: all });

describe("distributions", () => {
  test("ln Γ of factorials and of a half", () => {
    expect(logGamma(1)).toBeCloseTo(0, 13);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 13);
    expect(logGamma(0.25)).toBeCloseTo(1.2880225246980774, 13);
  });

  test("Q(a, x) on both sides of a + 1", () => {
    expect(upperGamma(1, 0.3)).toBeCloseTo(Math.exp(-0.3), 14);
    expect(upperGamma(1, 30)).toBeCloseTo(Math.exp(-30), 25);
    expect(upperGamma(3, 0)).toBe(1);
  });

  test("two-sided probabilities of the normal distribution", () => {
    expect(twoSided(1.959963984540054)).toBeCloseTo(0.05, 12);
    expect(twoSided(-2.5758293035489004)).toBeCloseTo(0.01, 12);
    expect(twoSided(0)).toBe(1);
  });
});

describe("one share", () => {
  test("Wilson's interval, as statsmodels prints it", () => {
    expect(wilson(of(5, 83))).toEqual([expect.closeTo(0.026003, 6), expect.closeTo(0.133384, 6)]);
    expect(wilson(of(0, 20))).toEqual([0, expect.closeTo(0.161125, 6)]);
    expect(wilson(of(20, 20))).toEqual([expect.closeTo(1 - 0.161125, 6), 1]);
  });

  test("no cases have no rate and no interval", () => {
    expect([rate(of(0, 0)), wilson(of(0, 0))]).toEqual([null, null]);
  });
});

describe("two shares", () => {
  test("5 of 83 and 12 of 99, as in the documentation of statsmodels", () => {
    expect(twoProportions(of(12, 99), of(5, 83))).toEqual({
      z: expect.closeTo(-1.40783, 5),
      p: expect.closeTo(0.15918, 5),
    });
  });

  test("the A/A test of Google's merchandise store", () => {
    const [a, b] = [of(2458, 180_227), of(2390, 179_902)];
    expect(rate(a)).toBeCloseTo(0.013638, 6);
    expect(rate(b)).toBeCloseTo(0.013285, 6);
    expect(rate(b)! / rate(a)! - 1).toBeCloseTo(-0.0259, 4);
    expect(twoProportions(a, b)).toEqual({ z: expect.closeTo(-0.92, 2), p: expect.closeTo(0.35757, 5) });
    expect(sampleRatio([a.of, b.of])).toMatchObject({ ok: true });
  });

  test("100 and 120 of 10,000", () => {
    const [a, b] = [of(100, 10_000), of(120, 10_000)];
    expect(twoProportions(a, b)).toEqual({ z: expect.closeTo(1.355878, 6), p: expect.closeTo(0.175138, 6) });
    expect(wald(a, b)).toEqual([expect.closeTo(-0.000891, 6), expect.closeTo(0.004891, 6)]);
    expect(newcombe(a, b)).toEqual([expect.closeTo(-0.000903, 6), expect.closeTo(0.004926, 6)]);
    expect(probabilityBetter(a, b)).toBeCloseTo(0.912, 4);
  });

  test("120 of 200 is better than 100 of 200 with a probability of 97.759%", () => {
    expect(probabilityBetter(of(100, 200), of(120, 200))).toBeCloseTo(0.97759, 5);
    expect(probabilityBetter(of(120, 200), of(100, 200))).toBeCloseTo(1 - 0.97759, 5);
  });

  test("nothing seen is fifty-fifty, and both directions add up to 1", () => {
    expect(probabilityBetter(of(0, 0), of(0, 0))).toBeCloseTo(0.5, 12);
    const cases = fc.nat(300).chain((all) => fc.nat(all).map((count) => of(count, all)));
    fc.assert(
      fc.property(cases, cases, (a, b) => {
        expect(probabilityBetter(a, b) + probabilityBetter(b, a)).toBeCloseTo(1, 9);
      }),
      { numRuns: runs(50) },
    );
  });

  test("a million conversions of ten million", () => {
    expect(probabilityBetter(of(1_000_000, 10_000_000), of(1_001_000, 10_000_000))).toBeCloseTo(
      1 - twoSided(twoProportions(of(1_000_000, 10_000_000), of(1_001_000, 10_000_000))!.z) / 2,
      4,
    );
  });

  test("nothing to compare has no result", () => {
    expect(twoProportions(of(0, 0), of(1, 5))).toBeNull();
    expect(twoProportions(of(0, 5), of(0, 5))).toBeNull();
    expect(wald(of(0, 0), of(1, 5))).toBeNull();
    expect(newcombe(of(1, 5), of(0, 0))).toBeNull();
  });

  test("Holm's correction", () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, i) => {
      expect(corrected[i]).toBeCloseTo(p, 12);
    });
    expect(holm([0.6, 0.9])).toEqual([1, 1]);
  });
});

describe("the sizes of the variants", () => {
  test("821,588 and 815,482 at 50:50 are not chance (Kohavi)", () => {
    const ratio = sampleRatio([821_588, 815_482])!;
    expect(ratio.chiSquare).toBeCloseTo(22.7744, 4);
    expect(ratio.p).toBeCloseTo(1.82e-6, 8);
    expect(ratio.ok).toBe(false);
  });

  test("shares that were planned, and three variants", () => {
    expect(sampleRatio([9_010, 990], [9, 1])).toMatchObject({ ok: true });
    expect(sampleRatio([5_000, 5_000], [9, 1])).toMatchObject({ ok: false });
    // Two degrees of freedom: P = exp(−χ²/2).
    const three = sampleRatio([100, 120, 110])!;
    expect(three.p).toBeCloseTo(Math.exp(-three.chiSquare / 2), 12);
    expect(sampleRatio([0, 0])).toBeNull();
  });

  test("20% and five points need 1,030 cases each (evanmiller.org)", () => {
    expect(sampleSize(0.2, 0.05)).toBeCloseTo(1030.2, 1);
    expect(stillNeeded(0.2, 0.05, 1_000)).toBe(31);
    expect(stillNeeded(0.2, 0.05, 2_000)).toBe(0);
    expect([sampleSize(0.2, 0), sampleSize(0.98, 0.05), sampleSize(0.01, -0.02)]).toEqual([null, null, null]);
  });
});

describe("which small step leads to the big one", () => {
  test("rates and lift", () => {
    expect(lead({ withMicro: of(30, 100), without: of(90, 900) })).toEqual({
      rate: 0.3,
      baseRate: 0.1,
      lift: expect.closeTo(3, 12),
    });
    expect(lead({ withMicro: of(0, 0), without: of(1, 9) })).toMatchObject({ rate: null, lift: null });
    expect(lead({ withMicro: of(2, 4), without: of(0, 9) })).toMatchObject({ baseRate: 0, lift: null });
  });

  test("Markov's removal effect (analyzecore.com)", () => {
    const transitions = transitionsOf([
      { goals: ["c1", "c2", "c3"], converted: 1, lost: 0 },
      { goals: ["c1"], converted: 0, lost: 1 },
      { goals: ["c2", "c2", "c3"], converted: 0, lost: 1 },
    ]);
    const { conversion, effects, shares } = removalEffects(["c1", "c2", "c3"], transitions);
    expect(conversion).toBeCloseTo(1 / 3, 12);
    expect([...effects.values()]).toEqual([0.5, 1, 1].map((x) => expect.closeTo(x, 12)));
    expect([...shares]).toEqual([
      ["c1", expect.closeTo(0.2, 12)],
      ["c2", expect.closeTo(0.4, 12)],
      ["c3", expect.closeTo(0.4, 12)],
    ]);
  });

  test("paths in circles, paths that never end, and no conversions", () => {
    const circle = transitionsOf([{ goals: ["a", "b", "a", "b"], converted: 3, lost: 1 }]);
    expect(removalEffects(["a", "b"], circle)).toMatchObject({ conversion: expect.closeTo(0.75, 12) });
    const endless = [
      { from: null, to: "a", count: 2 },
      { from: "a", to: "b", count: 2 },
      { from: "b", to: "a", count: 2 },
    ];
    expect([...removalEffects(["a", "b"], endless).shares.values()]).toEqual([0, 0]);
    expect([...removalEffects(["a"], []).shares]).toEqual([["a", 0]]);
  });

  test("Shapley's glove game: a right glove and one of two left ones", () => {
    // As differences to what the smaller sets have: both left gloves together add a pair too few.
    const shares = shapleyShares(
      ["l1", "l2", "r"],
      [
        { goals: ["l1", "r"], conversions: 1 },
        { goals: ["l2", "r"], conversions: 1 },
        { goals: ["l1", "l2", "r"], conversions: -1 },
      ],
    );
    expect([...shares.values()]).toEqual([1 / 6, 1 / 6, 2 / 3].map((x) => expect.closeTo(x, 12)));
  });

  test("Shapley's shares are those of the formula with all sets", () => {
    const goals = ["a", "b", "c", "d", "e"];
    const set = fc.record({
      goals: fc.subarray(goals),
      conversions: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(set, { maxLength: 12 }), (sets) => {
        const exact = withAllSets(goals, sets);
        const shares = shapleyShares(goals, sets);
        for (const goal of goals) expect(shares.get(goal)).toBeCloseTo(exact.get(goal)!, 9);
      }),
      { numRuns: runs(50) },
    );
  });

  test("fifteen goals, shares that add up to 1, conversions without a goal left out", () => {
    const goals = Array.from({ length: 15 }, (_, i) => `g${i}`);
    const shares = shapleyShares(goals, [
      { goals, conversions: 15 },
      { goals: ["g0"], conversions: 5 },
      { goals: [], conversions: 1_000 },
    ]);
    expect([...shares.values()].reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(shares.get("g0")).toBeCloseTo(6 / 20, 12);
  });

  test("a sign-up of whom 15% buy for 80 is worth 12 (calcbee.com)", () => {
    expect(suggestedValue(80, { rate: 0.15, baseRate: 0.05, lift: 3 })).toEqual({ ratio: 12, lift: 8 });
    expect(suggestedValue(80, { rate: 0.05, baseRate: 0.15, lift: 1 / 3 })).toEqual({ ratio: 4, lift: 0 });
    expect(suggestedValue(1234.5, { rate: 1, baseRate: null, lift: null })).toEqual({
      ratio: 1200,
      lift: null,
    });
    expect(suggestedValue(0.5, { rate: 0.01, baseRate: 0, lift: null })).toEqual({ ratio: 0.01, lift: 0.01 });
  });

  test("only values of enough cases, and with 10% difference, are worth a change", () => {
    expect(isWorthWriting(12, 11, 100)).toBe(false);
    expect(isWorthWriting(12, 10, 100)).toBe(true);
    expect(isWorthWriting(9, 10, 100)).toBe(true);
    expect(isWorthWriting(12, 10, 99)).toBe(false);
    expect(isWorthWriting(12, 10, 99, 50)).toBe(true);
    expect(isWorthWriting(12, null, 100)).toBe(true);
    expect(isWorthWriting(0, 10, 100)).toBe(false);
    expect(isWorthWriting(null, 10, 100)).toBe(false);
  });
});

describe("funnels", () => {
  const STORE = [354_857, 77_020, 15_188, 11_106, 4_848];

  test("the funnel of Google's merchandise store", () => {
    const shares = funnelShares(STORE);
    expect(shares[1]!.ofFirst).toBeCloseTo(0.217, 3);
    expect(shares.map(({ lost }) => lost && Number((100 * lost).toFixed(1)))).toEqual([
      null,
      78.3,
      80.3,
      26.9,
      56.3,
    ]);
    expect(shares.map(({ isLargestLoss }) => isLargestLoss)).toEqual([false, true, false, false, false]);
  });

  test("nobody at a step", () => {
    expect(funnelShares([0, 0]).map(({ ofFirst, ofPrevious }) => [ofFirst, ofPrevious])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(funnelShares([5, 5]).some(({ isLargestLoss }) => isLargestLoss)).toBe(false);
    expect(funnelShares([])).toEqual([]);
  });

  test("what one point more at a step brings in the end", () => {
    // 1% of 1,000 more at the second step, of whom a quarter reach the end.
    expect(onePointMore([1_000, 400, 100])).toEqual([null, expect.closeTo(2.5), expect.closeTo(4)]);
    expect(onePointMore([100, 100, 0])).toEqual([null, 0, null]);
  });

  const SEEDS = "../shared/event-export/gvozdina_seed_mart_funnel_metrics.csv";
  test.skipIf(!existsSync(SEEDS))(`the funnels by device of the published A/A test (needs ${SEEDS})`, () => {
    const [, ...lines] = readFileSync(SEEDS, "utf8").trim().split("\n");
    for (const line of lines) {
      const cells = line.split(",").slice(3).map(Number);
      const percent = funnelShares(cells.slice(0, 5)).map(({ ofPrevious }) => 100 * (ofPrevious ?? 0));
      cells.slice(6, 10).forEach((published, i) => {
        expect(percent[i + 1]).toBeCloseTo(published, 1);
      });
    }
  });
});

describe("sudden doubling", () => {
  const week = [100, 110, 105, 95, 90, 40, 35];
  const twice = week.map((count) => 2 * count);

  test("a second tag that counts the same", () => {
    expect(suddenDoubling([...week, ...week, ...twice])).toEqual({ day: 14, before: 575, after: 1150 });
    expect(suddenDoubling([...week, ...week.slice(0, 4), ...twice.slice(4), ...twice])).toMatchObject({
      day: 11,
    });
    expect(suddenDoubling([...week, ...twice.slice(0, 3)])).toEqual({ day: 7, before: 315, after: 630 });
  });

  test("weekends, growth, one good day and small numbers are none", () => {
    expect(suddenDoubling([...week, ...week, ...week])).toBeNull();
    expect(suddenDoubling(Array.from({ length: 28 }, (_, i) => Math.round(100 * 2 ** (i / 7))))).toBeNull();
    expect(suddenDoubling([...week, ...week.map((count, i) => (i === 2 ? 3 * count : count))])).toBeNull();
    expect(suddenDoubling([1, 2, 1, 0, 1, 2, 1, 4, 3, 4, 2, 3, 4, 3])).toBeNull();
    expect(suddenDoubling([...week, 300, 300])).toBeNull();
  });
});

/** Σ |S|!(n − |S| − 1)!/n! · (v(S ∪ c) − v(S)), with v(S) = conversions of those whose goals are all in S. */
function withAllSets(goals: readonly string[], sets: readonly ConversionsOfSet[]): Map<string, number> {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const value = (mask: number) =>
    sets
      .filter((set) => set.goals.every((goal) => mask & (1 << goals.indexOf(goal))))
      .reduce((sum, { conversions }) => sum + conversions, 0);
  const parts = goals.map((_, goal) => {
    let part = 0;
    for (let mask = 0; mask < 1 << goals.length; mask++) {
      if (mask & (1 << goal)) continue;
      const size = mask.toString(2).replaceAll("0", "").length;
      const weight = (factorial(size) * factorial(goals.length - size - 1)) / factorial(goals.length);
      part += weight * (value(mask | (1 << goal)) - value(mask));
    }
    return part;
  });
  const all = parts.reduce((a, b) => a + b, 0);
  return new Map(goals.map((goal, i) => [goal, all === 0 ? 0 : parts[i]! / all]));
}
