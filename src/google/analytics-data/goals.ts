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
import type { GoalQuestion, Questions } from "../../figures/question.ts";
import type { Answers, GoalAnswer, GoalCounts, Traffic } from "../../figures/source.ts";
import type { PropertyFacts } from "../property-facts.ts";
import type { Row } from "./answer.ts";
import type { ReportAnswers } from "./ask.ts";
import { type CountedAs, countedAs } from "./counted-as.ts";
import { breakdown, perDay, perMonth } from "./goal-series.ts";
import { keyEventQuality } from "./key-events.ts";
import { knownParameters, PURCHASE, type ReportName } from "./reports.ts";
import { figureOf, type RangeName, rangeOf } from "./table-figures.ts";

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
    value: carriedValue(goal, isRow, asked),
  };
}

/** Where the file says what one is worth, Analytics may have used that: `eventValue` has it, revenue has not. */
function carriedValue(
  { event, value }: GoalQuestion,
  isRow: (row: Row) => boolean,
  asked: ReportAnswers,
): Figure {
  const carried = figureOf(asked, "events", isRow, "eventValue", []);
  const table = asked.tables.get("revenue");
  if (event !== PURCHASE || table === undefined || (value !== null && "amount" in value)) return carried;
  const revenue = figureOf(asked, "revenue", isRow, "purchaseRevenue", []);
  return revenue.is === "not measurable" || revenue.value > 0 ? revenue : carried;
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
