/** Questions and their answers → the report. */

import { type Change, deadOf } from "./dead.ts";
import { experimentReport, mismatches } from "./experiments.ts";
import { type Figure, numberOf, type Quality, type QualityCode, ratio } from "./figure.ts";
import { funnelReport } from "./funnels.ts";
import { leadReport } from "./leads.ts";
import { type Calendar, type Day, plusDays } from "./period.ts";
import type { GoalQuestion, Questions } from "./question.ts";
import { type GoalReport, REPORT_FORMAT, type Report, type ReportTraffic } from "./report.ts";
import type { Answers, GoalAnswer, SourceName, Traffic } from "./source.ts";
import { worthOf } from "./worth.ts";

export interface ReportParts {
  /** `name:` of the goals file. */
  readonly owner: string;
  readonly source: SourceName;
  readonly calendar: Calendar;
  readonly questions: Questions;
  readonly answers: Answers;
  /** Container versions and the like, in time. */
  readonly changes: readonly Change[];
  /** Days without an event after which a goal is silent. */
  readonly silentAfter: number;
}

export function buildReport(parts: ReportParts): Report {
  const { owner, source, calendar, questions, answers, changes } = parts;
  const { period, previous } = questions;
  const goals = questions.goals.map((goal, index) => goalReport(goal, answers.goals[index]!, parts));
  return {
    format: REPORT_FORMAT,
    owner,
    source,
    period: { ...period, timeZone: calendar.timeZone, settled: period.to <= calendar.settled },
    previous,
    quality: once([
      ...provisional(parts),
      ...answers.quality,
      ...mismatches(answers.experiments, questions.experiments),
      ...unanswered(answers),
      ...unknownMoney(answers),
    ]),
    traffic: {
      current: trafficReport(answers.traffic.current),
      previous: answers.traffic.previous && trafficReport(answers.traffic.previous),
    },
    goals,
    funnels: questions.funnels.map((funnel, index) => funnelReport(funnel, answers.funnels[index]!, goals)),
    leads: answers.leads.map((lead) => leadReport(lead, answers.attribution, goals)),
    experiments: questions.experiments.map((one, index) =>
      experimentReport(one, answers.experiments[index]!),
    ),
    // What people wrote on a day says nothing about why a goal is silent.
    dead: deadOf({ ...parts, changes: changes.filter(({ version }) => version !== null) }),
    changes: changes.filter(({ date }) => date >= questions.history.from && date <= period.to),
  };
}

function provisional({ questions: { period }, calendar }: ReportParts): Quality[] {
  if (period.to <= calendar.settled) return [];
  const first = plusDays(calendar.settled, 1);
  const from = first > period.from ? first : period.from;
  const days = from === period.to ? `The figures of ${from}` : `The figures from ${from} to ${period.to}`;
  return [{ code: "provisional-days", message: `${days} may still change.`, about: null }];
}

/** Why there are figures that nobody can know, except for those of funnels and experiments, which say so themselves. */
function unanswered({ traffic, leads }: Answers): Quality[] {
  const figures = Object.values(traffic.current).flatMap((one: Figure) =>
    one.is === "not measurable" ? [{ why: one.why, about: null }] : [],
  );
  const pairs = leads.flatMap(({ micro, macro, counts }) =>
    "why" in counts ? [{ why: counts.why, about: { micro, macro } }] : [],
  );
  return [...figures, ...pairs].map(({ why, about }) => ({ code: "not-measurable", message: why, about }));
}

/** Why the value of a goal that was counted is missing. */
function unknownMoney({ goals }: Answers): Quality[] {
  return goals.flatMap(({ id, current: { events, value } }): Quality[] =>
    value.is === "not measurable" && (numberOf(events) ?? 0) > 0
      ? [{ code: "not-measurable", message: value.why, about: { goal: id } }]
      : [],
  );
}

function once(quality: readonly Quality[]): Quality[] {
  return [...new Map(quality.map((one) => [JSON.stringify(one), one])).values()];
}

function goalReport(goal: GoalQuestion, answer: GoalAnswer, { questions, answers }: ReportParts): GoalReport {
  const { current, previous } = answer;
  const { traffic } = answers;
  const counts = (day: GoalAnswer["perDay"][number]) => (goal.isKeyEvent ? day.keyEvents : day.events);
  const known = numberOf(current.keyEvents) !== null;
  return {
    id: goal.id,
    name: goal.name,
    event: goal.event,
    role: goal.role,
    stage: goal.stage,
    owner: goal.owner,
    leadsTo: goal.leadsTo,
    keyEvents: numberOf(current.keyEvents),
    previous: numberOf(previous?.keyEvents ?? null),
    events: numberOf(current.events),
    users: numberOf(current.users),
    perSession: rate(current.sessions, traffic.current.sessions),
    perUser: rate(current.users, traffic.current.users),
    perSessionPrevious: previous && rate(previous.sessions, traffic.previous?.sessions ?? null),
    ...worthOf(goal, answer, answers.currency),
    perDay: answer.perDay
      .filter(({ date }) => isIn(questions.period, date))
      .map((day) => ({ date: day.date, count: known ? counts(day) : day.events })),
    perMonth: answer.perMonth?.map(({ month, keyEvents }) => ({ month, count: keyEvents })) ?? null,
    by: breakdown(questions, answer),
    clickThrough: clickThrough(answer),
    incomplete: incomplete(answer),
    quality: codesOf(Object.values(current)),
  };
}

/** At most 1: both are estimates of distinct things, and an estimate of a part may exceed the whole. */
function rate(part: Figure, whole: Figure | null): number | null {
  const share = ratio(numberOf(part), numberOf(whole));
  return share === null ? null : Math.min(1, share);
}

function breakdown({ by }: Questions, { by: rows }: GoalAnswer): GoalReport["by"] {
  if (by === null || rows === null) return null;
  return {
    dimension: by,
    rows: rows.map(({ value, keyEvents, sessions, reached }) => {
      const share = ratio(reached, sessions);
      return { value, keyEvents, perSession: share === null ? null : Math.min(1, share) };
    }),
  };
}

function clickThrough({ views, current }: GoalAnswer): GoalReport["clickThrough"] {
  const seen = numberOf(views);
  const clicks = ratio(numberOf(current.events), seen);
  return seen === null || clicks === null ? null : { views: seen, rate: clicks };
}

function incomplete({ incomplete, current }: GoalAnswer): GoalReport["incomplete"] {
  const of = numberOf(current.events);
  if (incomplete === null || of === null) return [];
  return incomplete.filter(({ without }) => without > 0).map((one) => ({ ...one, of }));
}

function codesOf(figures: readonly Figure[]): QualityCode[] {
  const codes = figures.flatMap((one): readonly QualityCode[] =>
    one.is === "measured" ? one.quality : ["not-measurable"],
  );
  return [...new Set(codes)].sort();
}

function trafficReport(traffic: Traffic): ReportTraffic {
  return {
    sessions: numberOf(traffic.sessions),
    engagedSessions: numberOf(traffic.engagedSessions),
    users: numberOf(traffic.users),
    secondsPerSession: numberOf(traffic.secondsPerSession),
    microWithoutMacro: numberOf(traffic.microWithoutMacro),
  };
}

function isIn({ from, to }: Questions["period"], date: Day): boolean {
  return date >= from && date <= to;
}
