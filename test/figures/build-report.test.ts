/** What a report makes of the figures that a source gives. */
import { describe, expect, test } from "vitest";
import { isDead } from "../../src/figures/dead.ts";
import { exactly } from "../../src/figures/figure.ts";
import { grouped } from "../../src/figures/grouped.ts";
import { leadQuestions, questionsOf } from "../../src/figures/question.ts";
import type { Answers } from "../../src/figures/source.ts";
import { shopAnswers, shopGoals, shopQuestions, shopReport } from "./shop-report.ts";

const report = shopReport();
const goalOf = (id: string, of = report) => of.goals.find((one) => one.id === id)!;
const deadOf = (id: string, of = report) => of.dead.find((one) => (one.goal ?? one.event) === id);

function withAnswers(change: (answers: Answers) => Answers) {
  const questions = shopQuestions();
  return shopReport({ questions, answers: change(shopAnswers(questions)) });
}

test("rates are parts of all sessions and users, values what the file or the events say", () => {
  const purchase = goalOf("purchase");
  expect(purchase.keyEvents).toBe(436);
  expect(purchase.perSession).toBeCloseTo(423 / 14_400);
  expect(purchase.perUser).toBeCloseTo(392 / 11_520);
  expect([purchase.value, purchase.currency]).toEqual([436 * 80.5, "EUR"]);
  const signUp = goalOf("newsletter_signup");
  expect(signUp.value).toBe(signUp.keyEvents! * 5);
  expect(goalOf("guide_read").value).toBeNull();
});

test("every day of the period is there, and none of the period before", () => {
  const { perDay } = goalOf("purchase");
  expect(perDay).toHaveLength(28);
  expect([perDay[0]!.date, perDay.at(-1)!.date]).toEqual(["2026-10-28", "2026-11-24"]);
  expect(perDay.reduce((sum, day) => sum + day.count, 0)).toBe(436);
});

test("a count that is not known is null, never 0", () => {
  const goal = goalOf("callback_request");
  expect([goal.keyEvents, goal.value]).toEqual([null, null]);
  expect(goal.quality).toContain("not-measurable");
});

test("an estimate of a part is not more than the whole", () => {
  const more = withAnswers((answers) => ({
    ...answers,
    goals: answers.goals.map((one) => ({ ...one, current: { ...one.current, sessions: exactly(99_999) } })),
  }));
  expect(goalOf("purchase", more).perSession).toBe(1);
});

describe("what looks wrong", () => {
  test("is not certain where the source leaves out rows, and nobody calls dead what has a total", () => {
    for (const code of ["thresholded", "other-row"] as const) {
      const hidden = withAnswers((answers) => ({
        ...answers,
        quality: [{ code, message: "Rows are missing.", about: null }],
        goals: answers.goals.map((one) =>
          one.id === "phone_call" ? { ...one, current: { ...one.current, events: exactly(12) } } : one,
        ),
      }));
      expect(deadOf("brochure_request", hidden)).toMatchObject({
        kind: "unseen",
        reason: expect.stringMatching(/^No event brochure_request .* not certain: Rows are missing\.$/),
      });
      expect(deadOf("phone_call", hidden)).toBeUndefined();
      expect(hidden.dead.filter(isDead)).toEqual([]);
    }
  });

  test("a goal that stopped, with the container version that came then", () => {
    expect(deadOf("brochure_request")).toEqual({
      goal: "brochure_request",
      kind: "silent",
      since: "2026-11-11",
      version: "34",
      reason:
        "No event brochure_request for 13 days: the last one was on 2026-11-11, when container version 34 came.",
    });
  });

  test("a goal that was never there fails a report, a key event without a goal does not", () => {
    expect(deadOf("phone_call")).toMatchObject({ kind: "never", since: null });
    expect(deadOf("old_form")).toMatchObject({ kind: "unnamed", since: "2026-11-20" });
    expect(report.dead.filter(isDead).map(({ goal }) => goal)).toEqual([
      "brochure_request",
      "phone_call",
      "callback_request",
    ]);
  });

  test("a count that doubled, on the day of a container version", () => {
    expect(deadOf("size_guide_opened")).toMatchObject({
      kind: "doubled",
      since: "2026-11-10",
      version: "33",
    });
  });

  test("events without a parameter that the goal reports", () => {
    expect(deadOf("account_created")!.reason).toBe("9 of 72 events sign_up came without method.");
  });

  test("a goal that is seldom reached is silent only if nothing came in the whole period", () => {
    const every = (days: readonly number[]) =>
      withAnswers((answers) => ({
        ...answers,
        goals: answers.goals.map((one) =>
          one.id === "purchase"
            ? { ...one, perDay: one.perDay.map((day, at) => ({ ...day, events: days.includes(at) ? 1 : 0 })) }
            : one,
        ),
      }));
    expect(deadOf("purchase", every([5, 20, 40]))).toBeUndefined();
    expect(deadOf("purchase", every([5, 20]))).toMatchObject({ kind: "silent" });
  });

  test("a goal whose events come without consent is silent, and the report says why", () => {
    const until = (last: number) =>
      withAnswers((answers) => ({
        ...answers,
        goals: answers.goals.map((one) => ({
          ...one,
          perDay: one.perDay.map((day, at) => ({
            ...day,
            ...(at <= last ? {} : { events: 0, unconsented: 2 }),
          })),
        })),
      }));
    expect(deadOf("purchase", until(45))!.reason).toBe(
      "No event purchase with consent for 10 days: the last one was on 2026-11-14. 20 came without consent.",
    );
    expect(deadOf("purchase", until(-1))!.reason).toBe(
      "Not one event purchase with consent was received from 2026-09-30 to 2026-11-24. 112 came without consent.",
    );
  });
});

test("a goal that never counted is only missed from the first day that an export has", () => {
  const calendar = { timeZone: null, first: "2026-10-20", settled: "2026-11-24", last: "2026-11-24" };
  expect(shopReport({ calendar }).dead.find(({ goal }) => goal === "phone_call")?.reason).toBe(
    "Not one event phone_call was received from 2026-10-20 to 2026-11-24.",
  );
});

test("days that may still change are said, and are not settled", () => {
  const calendar = { timeZone: "UTC", first: null, settled: "2026-11-22", last: "2026-11-24" };
  const early = shopReport({ calendar });
  expect(early.period.settled).toBe(false);
  expect(early.quality[0]).toEqual({
    code: "provisional-days",
    message: "The figures from 2026-11-23 to 2026-11-24 may still change.",
    about: null,
  });
  expect(report.period.settled).toBe(true);
});

test("a funnel says where most are lost, and what one point more is worth", () => {
  const [cart, payment, purchase] = report.funnels[0]!.steps;
  expect([cart!.ofFirst, cart!.ofPrevious, cart!.isLargestLoss]).toEqual([1, null, false]);
  expect(payment).toMatchObject({ ofFirst: 602 / 1510, isLargestLoss: true, medianSeconds: 95 });
  expect(purchase).toMatchObject({ ofPrevious: 398 / 602, isLargestLoss: false });
  const more = (0.01 * 1510 * 398) / 602;
  expect(payment!.onePointMore!.conversions).toBeCloseTo(more);
  expect(payment!.onePointMore!.value).toBeCloseTo(more * 80.5, 1);
});

test("a pair of goals has its rates, its lift, and values by either way", () => {
  const lead = report.leads.find(({ micro }) => micro === "newsletter_signup")!;
  expect(lead).toMatchObject({
    unit: "session",
    within: 7,
    with: 500,
    converted: 60,
    rate: 0.12,
    baseRate: 0.03,
    lift: 4,
    markov: 0.25,
    shapley: 0.2,
    suggestedValue: { ratio: 9.7, lift: 7.2 },
  });
  const unknown = report.leads.find(({ with: all }) => all === null)!;
  expect(report.quality).toContainEqual({
    code: "not-measurable",
    message: "Only 20 pairs are asked.",
    about: { micro: unknown.micro, macro: unknown.macro },
  });
});

test("an experiment has its interval; one that was shared out wrongly says nothing of conversions", () => {
  const [fair] = report.experiments;
  expect(fair!.srm).toEqual({ p: 1, ok: true });
  expect(fair!.interval![0]).toBeCloseTo(-0.000903, 6);
  expect(fair!.interval![1]).toBeCloseTo(0.004926, 6);
  expect(fair!.probability).toBeCloseTo(0.912, 3);
  const unfair = withAnswers((answers) => ({
    ...answers,
    experiments: answers.experiments.map((one) => ({
      ...one,
      variants: [
        { name: "grey", n: 821_588, conversions: [100, 1] },
        { name: "green", n: 815_482, conversions: [120, 1] },
      ],
    })),
  }));
  expect(unfair.experiments[0]).toMatchObject({ srm: { ok: false }, difference: null, interval: null });
  expect(unfair.quality.map(({ code }) => code)).toContain("sample-ratio-mismatch");
});

test("goals follow the main goal that they lead to, each once", () => {
  const rows = grouped(report.goals).map(({ goal, depth }) => `${depth} ${goal.id}`);
  expect(rows.slice(0, 3)).toEqual(["0 purchase", "1 newsletter_signup", "1 callback_request"]);
  expect(rows).toHaveLength(report.goals.length);
  const circle = report.goals.map((one) => ({
    ...one,
    role: null,
    leadsTo: [one.id === "purchase" ? "guide_read" : "purchase"],
  }));
  expect(grouped(circle)).toHaveLength(circle.length);
});

describe("questions", () => {
  test("are about the events of goals and steps", () => {
    const { goals, funnels, history } = questionsOf(shopGoals(), { from: "2026-11-01", to: "2026-11-28" });
    expect(history).toEqual({ from: "2026-10-04", to: "2026-11-28" });
    expect(goals.find(({ id }) => id === "account_created")).toMatchObject({
      event: "sign_up",
      parameters: ["method", "form_position"],
      clickedOn: null,
    });
    expect(goals.find(({ id }) => id === "phone_call")!.clickedOn).not.toBeNull();
    expect(funnels[0]!.steps.map(({ event }) => event)).toEqual([
      "checkout_cart",
      "checkout_payment",
      "purchase",
    ]);
  });

  test("a small goal is asked with the main goals that it leads to, one without any with all", () => {
    const pairs = leadQuestions(shopGoals());
    expect(pairs.every(({ macro }) => macro === "purchase")).toBe(true);
    expect(pairs.map(({ micro }) => micro)).not.toContain("purchase");
  });
});
