/** Tables of the Data API → figures of goals. A row that is missing is 0. */
import {
  type Figure,
  measured,
  notMeasurable,
  numberOf,
  type Quality,
  type QualityCode,
} from "../../figures/figure.ts";
import { matchesPage } from "../../figures/page-match.ts";
import { type Day, dayIn, daysOf, monthsOf } from "../../figures/period.ts";
import type { GoalQuestion, Questions } from "../../figures/question.ts";
import type {
  Answers,
  BreakdownCount,
  DayCount,
  GoalAnswer,
  GoalCounts,
  MonthCount,
  OtherKeyEvent,
  Traffic,
} from "../../figures/source.ts";
import type { PropertyFacts } from "../property-facts.ts";
import { qualityOf, type Row, restrictedMetrics, rowsOf } from "./answer.ts";
import type { ReportAnswers } from "./ask.ts";
import { DIMENSIONS, knownParameters, type ReportName } from "./reports.ts";

type RangeName = "current" | "previous";

export function trafficOf({ previous }: Questions, asked: ReportAnswers): Answers["traffic"] {
  const of = (name: RangeName): Traffic => {
    const total = (report: ReportName, metric: string, ...codes: readonly QualityCode[]) =>
      figureOf(asked, report, (row) => rangeOf(row, name), metric, codes);
    return {
      sessions: total("traffic", "sessions", "approximate"),
      engagedSessions: total("traffic", "engagedSessions", "approximate"),
      users: total("people", "totalUsers", "approximate"),
      secondsPerSession: total("traffic", "averageSessionDuration", "approximate"),
      microWithoutMacro: notMeasurable(
        "Only an export of events says which goals a visit had together. Report it with --events.",
      ),
    };
  };
  return { current: of("current"), previous: previous === null ? null : of("previous") };
}

export function goalAnswers(
  questions: Questions,
  property: PropertyFacts,
  asked: ReportAnswers,
): { readonly answers: GoalAnswer[]; readonly quality: Quality[] } {
  return {
    answers: questions.goals.map((goal) => goalAnswer(goal, questions, property, asked)),
    quality: keyEventQuality(questions, property, asked),
  };
}

function goalAnswer(
  goal: GoalQuestion,
  questions: Questions,
  property: PropertyFacts,
  asked: ReportAnswers,
): GoalAnswer {
  const counted = countedAs(goal, property);
  return {
    id: goal.id,
    current: countsOf(goal, counted, "current", asked),
    previous: questions.previous === null ? null : countsOf(goal, counted, "previous", asked),
    perDay: perDay(goal, questions, asked),
    perMonth: perMonth(goal, counted, questions, asked),
    by: breakdown(goal, counted, questions, asked),
    views: viewsOf(goal, asked),
    incomplete: incomplete(goal, asked),
  };
}

/** What Analytics can say: of dimensions, how many events have none; of values, only that all of them together are nothing. */
function incomplete(goal: GoalQuestion, asked: ReportAnswers): GoalAnswer["incomplete"] {
  const isRow = (row: Row) => rangeOf(row, "current") && row.of("eventName") === goal.event;
  const figure = (report: ReportName, metric: string) => numberOf(figureOf(asked, report, isRow, metric, []));
  const parameters = knownParameters(goal).flatMap((parameter) => {
    const without = figure(`missing:${parameter}`, "eventCount");
    return without === null ? [] : [{ parameter, without }];
  });
  const isSent = goal.value !== null && "source" in goal.value;
  const events = figure("events", "eventCount");
  const none = isSent && events !== null && figure("events", "eventValue") === 0;
  return none ? [...parameters, { parameter: "value", without: events }] : parameters;
}

/** As what Analytics counts it: a key event that the property does not know (yet) has no count at all. */
type CountedAs = "key event" | "event" | "unknown key event";

function countedAs({ event, isKeyEvent }: GoalQuestion, { keyEvents }: PropertyFacts): CountedAs {
  if (!isKeyEvent) return "event";
  return keyEvents.some((one) => one.event === event) ? "key event" : "unknown key event";
}

function countsOf(
  goal: GoalQuestion,
  counted: CountedAs,
  range: RangeName,
  asked: ReportAnswers,
): GoalCounts {
  const isRow = (row: Row) => rangeOf(row, range) && row.of("eventName") === goal.event;
  const events = figureOf(asked, "events", isRow, "eventCount", []);
  return {
    keyEvents:
      counted === "event"
        ? events
        : counted === "key event"
          ? figureOf(asked, "events", isRow, "keyEvents", [])
          : notMeasurable(`${goal.event} is not a key event of the property. Apply the file first.`),
    events,
    sessions: sessionsOf(goal, range, asked),
    users: figureOf(asked, "peopleOfEvents", isRow, "totalUsers", ["approximate"]),
    value: figureOf(asked, "events", isRow, "eventValue", []),
  };
}

/**
 * A rate times all sessions, which gives the rate back when it is divided again. Without a rate, `sessions` by the
 * event's name: sessions with such an event, as far as anybody has seen.
 */
function sessionsOf(goal: GoalQuestion, range: RangeName, asked: ReportAnswers): Figure {
  const metric = `sessionKeyEventRate:${goal.event}`;
  const inRange = (row: Row) => rangeOf(row, range);
  for (const [name, table] of asked.tables) {
    if (!name.startsWith("rates") || !table.metricHeaders?.some((header) => header.name === metric)) continue;
    const rate = figureOf(asked, name, inRange, metric, ["approximate"]);
    const sessions = figureOf(asked, "traffic", inRange, "sessions", ["approximate"]);
    if (rate.is === "not measurable" || sessions.is === "not measurable") return rate;
    return measured(wholeWhereNearly(rate.value * sessions.value), ...rate.quality, ...sessions.quality);
  }
  const isRow = (row: Row) => rangeOf(row, range) && row.of("eventName") === goal.event;
  return figureOf(asked, "sessionsOfEvents", isRow, "sessions", ["approximate", "estimate"]);
}

/** A rate has a limited number of digits; sessions are whole. */
function wholeWhereNearly(number: number): number {
  const whole = Math.round(number);
  return Math.abs(number - whole) < 0.001 ? whole : number;
}

function perDay(goal: GoalQuestion, { history }: Questions, asked: ReportAnswers): DayCount[] {
  const counts = new Map<Day, Row>();
  for (const row of rowsIn(asked, "days"))
    if (row.of("eventName") === goal.event) counts.set(dayOf(row.of("date")), row);
  return daysOf(history).map((date) => {
    const events = counts.get(date)?.number("eventCount") ?? 0;
    return {
      date,
      keyEvents: goal.isKeyEvent ? (counts.get(date)?.number("keyEvents") ?? 0) : events,
      events,
    };
  });
}

function perMonth(
  { event }: GoalQuestion,
  counted: CountedAs,
  { months }: Questions,
  asked: ReportAnswers,
): MonthCount[] | null {
  if (months === null || !asked.tables.has("months")) return null;
  const counts = new Map<string, number>();
  for (const row of rowsIn(asked, "months"))
    if (row.of("eventName") === event) counts.set(row.of("yearMonth"), row.number(metricOf(counted)));
  return monthsOf(months).map((month) => ({ month, keyEvents: counts.get(month.replace("-", "")) ?? 0 }));
}

function breakdown(
  { event }: GoalQuestion,
  counted: CountedAs,
  { by }: Questions,
  asked: ReportAnswers,
): BreakdownCount[] | null {
  if (by === null || !asked.tables.has("by")) return null;
  const dimension = DIMENSIONS[by];
  const sessions = new Map(
    rowsIn(asked, "sessionsBy").map((row) => [row.of(dimension), row.number("sessions")] as const),
  );
  return rowsIn(asked, "by")
    .filter((row) => row.of("eventName") === event)
    .map((row) => ({
      value: row.of(dimension),
      keyEvents: row.number(metricOf(counted)),
      sessions: sessions.get(row.of(dimension)) ?? null,
      reached: row.number("sessions"),
    }))
    .sort((a, b) => b.keyEvents - a.keyEvents || (a.value < b.value ? -1 : 1));
}

function metricOf(counted: CountedAs): string {
  return counted === "event" ? "eventCount" : "keyEvents";
}

function viewsOf({ clickedOn }: GoalQuestion, asked: ReportAnswers): Figure | null {
  if (clickedOn === null) return null;
  const anywhere = matchesPage({ ...clickedOn, path: [], host: [] }, { host: "", path: "" });
  if (anywhere === null) return notMeasurable("Views are known of paths and hosts only.");
  if (clickedOn.path.length === 0 && clickedOn.host.length === 0)
    return figureOf(asked, "traffic", (row) => rangeOf(row, "current"), "screenPageViews", []);
  const isRow = (row: Row) =>
    matchesPage(clickedOn, { host: row.of("hostName"), path: row.of("pagePath") }) === true;
  return figureOf(asked, "views", isRow, "screenPageViews", []);
}

export function otherKeyEvents(
  { goals }: Questions,
  { keyEvents }: PropertyFacts,
  asked: ReportAnswers,
): OtherKeyEvent[] | null {
  if (!asked.tables.has("others")) return null;
  const named = new Set(goals.map(({ event }) => event));
  const counts = new Map<string, OtherKeyEvent>();
  for (const { event, isDeletable } of keyEvents)
    if (isDeletable && !named.has(event)) counts.set(event, { event, keyEvents: 0, last: null });
  for (const row of rowsIn(asked, "others")) {
    const event = row.of("eventName");
    if (event === "" || named.has(event)) continue;
    const before = counts.get(event);
    const day = dayOf(row.of("date"));
    const last = before?.last && before.last > day ? before.last : day;
    counts.set(event, { event, keyEvents: (before?.keyEvents ?? 0) + row.number("keyEvents"), last });
  }
  return [...counts.values()].sort((a, b) => b.keyEvents - a.keyEvents || (a.event < b.event ? -1 : 1));
}

/** Google counts from the moment on which an event became a key event, never backwards. */
function keyEventQuality(questions: Questions, property: PropertyFacts, asked: ReportAnswers): Quality[] {
  const unknown = questions.goals.filter((goal) => countedAs(goal, property) === "unknown key event");
  const known = questions.goals.filter((goal) => countedAs(goal, property) === "key event");
  return [
    ...(unknown.length === 0 ? [] : [notApplied(unknown)]),
    ...known.flatMap((goal) => countedSince(goal, questions, property, asked)),
  ];
}

function notApplied(goals: readonly GoalQuestion[]): Quality {
  const [only, ...others] = goals;
  const events = goals.map(({ event }) => event).join(", ");
  const what = others.length === 0 ? `${events} is not a key event` : `${events} are not key events`;
  return {
    code: "no-key-event",
    message: `${what} of the property. Apply the file first.`,
    about: others.length === 0 ? { goal: only!.id } : null,
  };
}

/** Only where it makes a difference: there were events before, and they do not count. */
function countedSince(
  goal: GoalQuestion,
  questions: Questions,
  property: PropertyFacts,
  asked: ReportAnswers,
): Quality[] {
  const since = property.keyEvents.find(({ event }) => event === goal.event)?.since ?? null;
  const time = since === null ? Number.NaN : Date.parse(since);
  if (Number.isNaN(time)) return [];
  const day = dayIn(property.timeZone, time);
  const before = perDay(goal, questions, asked).filter(({ date }) => date < day);
  const uncounted =
    before.some(({ events }) => events > 0) && before.every(({ keyEvents }) => keyEvents === 0);
  if (!uncounted) return [];
  const message = `${goal.name}: ${goal.event} has been a key event since ${day}, and earlier events do not count.`;
  return [{ code: "no-key-event", message, about: { goal: goal.id } }];
}

/** The sum over the rows that count; not measurable where Google refused the report or hides the metric. */
function figureOf(
  asked: ReportAnswers,
  report: ReportName,
  counts: (row: Row) => boolean,
  metric: string,
  codes: readonly QualityCode[],
): Figure {
  const table = asked.tables.get(report);
  if (table === undefined) return notMeasurable(asked.refused.get(report) ?? "It was not asked for.");
  if (restrictedMetrics(table).includes(metric))
    return notMeasurable(`These credentials may not see ${metric}.`);
  let sum = 0;
  for (const row of rowsOf(table)) if (counts(row)) sum += row.number(metric);
  return measured(sum, ...codes, ...qualityOf(table).map(({ code }) => code));
}

function rowsIn({ tables }: ReportAnswers, report: ReportName): Row[] {
  const table = tables.get(report);
  return table === undefined ? [] : rowsOf(table);
}

/** With one range only, rows do not name it. */
function rangeOf(row: Row, range: RangeName): boolean {
  return (row.of("dateRange") || "current") === range;
}

/** `20261101` → `2026-11-01`. */
function dayOf(date: string): Day {
  return date.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}
