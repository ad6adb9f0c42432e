/** A source of figures: an export of events, which knows every single one. */
import { exactly, measured } from "../figures/figure.ts";
import type { ImpactSource, ValueCount } from "../figures/impact/source.ts";
import { type Calendar, dayIn, lastSettled } from "../figures/period.ts";
import type { Questions } from "../figures/question.ts";
import type { Answers, FigureSource, Traffic } from "../figures/source.ts";
import { experimentAnswer, funnelAnswer } from "./answers/funnels.ts";
import { goalAnswer } from "./answers/goals.ts";
import { attributionOf, leadAnswer } from "./answers/leads.ts";
import { currencyOf, moneyOf } from "./answers/money.ts";
import { isThere, ofPeople, qualityOf } from "./answers/quality.ts";
import { AnswerRows } from "./answers/rows.ts";
import { type CoreOptions, coreOf } from "./core/core.ts";
import type { Covered, EventEngine } from "./engine.ts";
import { EventsError } from "./events-error.ts";
import { dayOf, type RequiredColumns, requiredColumns } from "./required-columns.ts";

export interface EventsOptions extends Partial<CoreOptions> {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly progress: (doing: string) => void;
}

export function eventsSource(engine: EventEngine, options: EventsOptions): FigureSource & ImpactSource {
  const { now, progress, unit = "user", leadDays = null } = options;
  return {
    name: engine.name,
    calendar: async () => {
      progress("Finding out which days the events cover");
      return calendarOf(await engine.covered(), now());
    },
    answer: async (questions) => {
      progress("Counting the events");
      const wanted = requiredColumns(questions);
      const core = { unit, leadDays };
      const rows = await engine.run(wanted, (text) => coreOf(questions, wanted, core, text));
      return answersOf(questions, wanted, core, new AnswerRows(rows));
    },
    hasEveryEvent: true,
    match: async (asked, ownEvents, period) => {
      progress("Counting how often goals would have counted");
      const { matchesIn } = await import("./impact/match.ts");
      return matchesIn(engine, asked, ownEvents, period);
    },
    frequent: async (asked, period) => {
      const { frequentIn } = await import("./impact/frequent.ts");
      const all: (readonly ValueCount[])[] = [];
      for (const what of asked) {
        progress(`Reading which ${what}s were frequent`);
        all.push(await frequentIn(engine, what, period));
      }
      return all;
    },
  };
}

/** The export does not name its time zone. */
function calendarOf({ days, ahead }: Covered, now: number): Calendar {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined)
    throw new EventsError(
      "events-empty",
      "The export has no events.",
      "Look whether the files are the right ones.",
    );
  const settled = lastSettled(dayIn("Etc/UTC", now + (ahead ?? 0)));
  return { timeZone: null, first: dayOf(first), settled, last: dayOf(last) };
}

function answersOf(
  questions: Questions,
  wanted: RequiredColumns,
  { unit, leadDays }: CoreOptions,
  found: AnswerRows,
): Answers {
  const money = moneyOf(found);
  const { goals, funnels, leads, experiments, previous } = questions;
  return {
    currency: currencyOf(money),
    traffic: {
      current: trafficOf("current", found),
      previous: isThere(found, previous) ? trafficOf("previous", found) : null,
    },
    goals: goals.map((goal) => goalAnswer(goal, questions, wanted, found, money)),
    funnels: funnels.map((funnel, index) => funnelAnswer(funnel, index, unit, found)),
    leads: leads.map((lead) => leadAnswer(lead, questions, unit, leadDays, found)),
    attribution: leads.length === 0 ? [] : attributionOf(questions, found),
    experiments: experiments.map((experiment, index) => experimentAnswer(experiment, index, found)),
    otherKeyEvents: null,
    quality: qualityOf(found, questions),
  };
}

function trafficOf(span: "current" | "previous", found: AnswerRows): Traffic {
  const people = ofPeople(found);
  const sessions = found.n("sessions", span);
  return {
    sessions: measured(sessions, ...people),
    engagedSessions: measured(found.m("sessions", span), ...people),
    users: measured(found.n("people", span), ...people),
    secondsPerSession: sessions === 0 ? exactly(0) : measured(found.n("seconds", span) / sessions, ...people),
    microWithoutMacro: measured(found.n("micro", span), ...people),
  };
}
