/** A report of the shipped example file, from figures that a source might give. */
import { readFileSync } from "node:fs";
import { buildReport, type ReportParts } from "../../src/figures/build-report.ts";
import { exactly, measured, notMeasurable } from "../../src/figures/figure.ts";
import { daysOf, monthsBack, monthsOf } from "../../src/figures/period.ts";
import { type GoalQuestion, type Questions, questionsOf } from "../../src/figures/question.ts";
import type { Report } from "../../src/figures/report.ts";
import type { Answers, GoalAnswer, GoalCounts, Traffic } from "../../src/figures/source.ts";
import type { GoalSet } from "../../src/language/goal-set/goal-set.ts";
import { readGoals } from "../../src/language/read-goals.ts";

const FILE = "goals.example.yaml";
const PERIOD = { from: "2026-10-28", to: "2026-11-24" };

export function shopGoals(): GoalSet {
  return readGoals(FILE, readFileSync(FILE)).goalSet!;
}

export function shopQuestions(goalSet = shopGoals()): Questions {
  const asked = questionsOf(goalSet, PERIOD, { by: "device", months: monthsBack(PERIOD.to, 3), leads: true });
  return { ...asked, experiments: [EXPERIMENT] };
}

const EXPERIMENT: Questions["experiments"][number] = {
  id: "cart_button",
  name: "Cart button",
  goals: [
    { id: "purchase", event: "purchase" },
    { id: "account_created", event: "sign_up" },
  ],
  period: PERIOD,
  variants: [
    { name: "grey", share: 0.5, seen: { where: [] } },
    { name: "green", share: 0.5, seen: { where: [] } },
  ],
};

/** Events a day: more at the beginning of a week. */
const PER_DAY: Readonly<Record<string, number>> = {
  purchase: 12,
  newsletter_signup: 20,
  brochure_request: 3,
  engaged_visit: 90,
  guide_read: 15,
  deep_visit: 40,
  size_guide_opened: 25,
  account_created: 2,
};

function goalAnswer(goal: GoalQuestion, { period, history }: Questions): GoalAnswer {
  const perDay = daysOf(history).map((date, index) => {
    const usual = PER_DAY[goal.id] ?? 0;
    const isGone = goal.id === "brochure_request" && date > "2026-11-11";
    const isTwice = goal.id === "size_guide_opened" && date >= "2026-11-10";
    const events = isGone ? 0 : Math.round(usual * (1 + ((index * 3) % 7) / 10) * (isTwice ? 2 : 1));
    return { date, keyEvents: events, events };
  });
  const sum = (isIn: (date: string) => boolean) =>
    perDay.filter(({ date }) => isIn(date)).reduce((all, { events }) => all + events, 0);
  const counts = (isIn: (date: string) => boolean): GoalCounts => {
    const events = sum(isIn);
    return {
      keyEvents: exactly(events),
      events: exactly(events),
      sessions: measured(Math.round(events * 0.97), "approximate"),
      users: measured(Math.round(events * 0.9), "approximate"),
      value: exactly(goal.id === "purchase" ? events * 80.5 : 0),
    };
  };
  const current = counts((date) => date >= period.from);
  const all = sum((date) => date >= period.from);
  return {
    id: goal.id,
    current:
      goal.id === "callback_request"
        ? { ...current, keyEvents: notMeasurable("generate_lead is not a key event of the property.") }
        : current,
    previous: counts((date) => date < period.from),
    perDay,
    perMonth: monthsOf(monthsBack(period.to, 3)).map((month, index) => ({
      month,
      keyEvents: all + index * 7,
    })),
    by: [
      { value: "mobile", keyEvents: Math.round(all * 0.6), sessions: 9000, reached: Math.round(all * 0.55) },
      { value: "desktop", keyEvents: Math.round(all * 0.4), sessions: 5400, reached: Math.round(all * 0.4) },
    ],
    views: goal.clickedOn === null ? null : exactly(4000),
    incomplete: goal.id === "account_created" ? [{ parameter: "method", without: 9 }] : [],
  };
}

function traffic(sessions: number): Traffic {
  return {
    sessions: measured(sessions, "approximate"),
    engagedSessions: measured(Math.round(sessions * 0.61), "approximate"),
    users: measured(Math.round(sessions * 0.8), "approximate"),
    secondsPerSession: exactly(131.4),
    microWithoutMacro: exactly(2310),
  };
}

export function shopAnswers(questions: Questions): Answers {
  return {
    currency: "EUR",
    traffic: { current: traffic(14_400), previous: traffic(13_700) },
    goals: questions.goals.map((goal) => goalAnswer(goal, questions)),
    funnels: questions.funnels.map(({ id }) => ({
      id,
      unit: "user",
      nextOf: "left",
      steps: [
        { count: 1510, medianSeconds: null, next: [{ event: "view_item", count: 212 }] },
        { count: 602, medianSeconds: 95, next: [] },
        { count: 398, medianSeconds: 41, next: null },
      ],
    })),
    leads: questions.leads.map(({ micro, macro }, index) => ({
      micro,
      macro,
      unit: "session",
      within: 7,
      counts:
        index === 1
          ? { why: "Only 20 pairs are asked." }
          : { with: 500 + index, converted: 60, without: 13_000, convertedWithout: 390 },
    })),
    attribution: [
      {
        macro: "purchase",
        conversions: 437,
        shares: [
          { micro: "newsletter_signup", markov: 0.25, shapley: 0.2 },
          { micro: "callback_request", markov: 0.75, shapley: null },
        ],
      },
    ],
    experiments: [
      {
        id: "cart_button",
        unit: "user",
        variants: [
          { name: "grey", n: 10_000, conversions: [100, 12] },
          { name: "green", n: 10_000, conversions: [120, 14] },
        ],
      },
    ],
    otherKeyEvents: [
      { event: "old_form", keyEvents: 31, last: "2026-11-20" },
      { event: "close_convert_lead", keyEvents: 0, last: null },
    ],
    quality: [{ code: "sampled", message: "Google has read 40% of the events.", about: null }],
  };
}

export function shopReport(more: Partial<ReportParts> = {}): Report {
  const questions = shopQuestions();
  return buildReport({
    owner: "acme-shop",
    source: "ga4-data-api",
    calendar: { timeZone: "Europe/Berlin", first: null, settled: "2026-11-24", last: "2026-11-26" },
    questions,
    answers: shopAnswers(questions),
    changes: [
      { date: "2026-08-01", label: "Container version 30", name: "Old", version: "30" },
      { date: "2026-11-10", label: "Container version 33", name: "Size guide", version: "33" },
      { date: "2026-11-12", label: "Container version 34", name: "", version: "34" },
    ],
    silentAfter: 7,
    ...more,
  });
}
