/** Questions → the reports of the Data API that answer them, each with a name. */

import type { Period } from "../../figures/period.ts";
import type { Breakdown, GoalQuestion, Questions } from "../../figures/question.ts";
import { isBuiltIn, ofParameter } from "./recorded-filter.ts";
import {
  type DateRange,
  eventIsOneOf,
  isPositive,
  METRICS_A_REPORT,
  not,
  REPORTS_A_BATCH,
  type ReportRequest,
} from "./request.ts";

export type ReportName =
  | "events"
  | "days"
  | "traffic"
  | "people"
  | "peopleOfEvents"
  | `rates${number}`
  | "sessionsOfEvents"
  | "revenue"
  | "others"
  | "months"
  | "by"
  | "sessionsBy"
  | `missing:${string}`
  | "views";

export type Reports = ReadonlyMap<ReportName, ReportRequest>;

/** Without these a report is still a report. */
export function isOptional(name: ReportName): boolean {
  return !["events", "days", "traffic", "people"].includes(name);
}

export const DIMENSIONS: Readonly<Record<Breakdown, string>> = {
  device: "deviceCategory",
  channel: "sessionDefaultChannelGroup",
  country: "country",
  page: "pagePath",
};

/** Rows that people look at are the largest ones. */
const MOST_VALUES = 10_000;

/**
 * A few reports for everybody, more for what else is asked. Metrics of people have reports of their own: with others in
 * one report, Google may pick another table and give other counts of events too (googleanalytics/ga-dev-tools#1800).
 *
 * @param keyEvents events that the property knows as key events: for others Google refuses to give a rate
 */
export function reportsFor(questions: Questions, keyEvents: ReadonlySet<string>): Reports {
  const events = [...new Set(questions.goals.map(({ event }) => event))];
  const both = rangesOf(questions);
  const current = both.slice(0, 1);
  const filter = eventIsOneOf(events);
  const dimensions = ["eventName"];
  const reports = new Map<ReportName, ReportRequest>();
  if (events.length > 0) {
    const metrics = ["eventCount", "keyEvents", "eventValue"];
    reports.set("events", { ranges: both, dimensions, metrics, filter });
    reports.set("days", {
      ranges: [range("all", questions.history)],
      dimensions: ["date", "eventName"],
      metrics: ["keyEvents", "eventCount"],
      filter,
    });
    reports.set("peopleOfEvents", { ranges: both, dimensions, metrics: ["totalUsers"], filter });
  }
  reports.set("traffic", {
    ranges: both,
    metrics: ["sessions", "engagedSessions", "averageSessionDuration", "screenPageViews"],
  });
  reports.set("people", { ranges: both, metrics: ["totalUsers", "activeUsers"] });
  for (const [name, metrics] of ratesOf(events.filter((event) => keyEvents.has(event))))
    reports.set(name, { ranges: both, metrics });
  if (events.length > 0)
    reports.set("sessionsOfEvents", { ranges: both, dimensions, metrics: ["sessions"], filter });
  if (events.includes(PURCHASE)) reports.set("revenue", revenue(both));
  for (const [name, report] of further(questions, current, filter, events)) reports.set(name, report);
  for (const parameter of parametersAsked(questions).slice(0, Math.max(0, MOST_REPORTS - reports.size)))
    reports.set(`missing:${parameter}`, missing(parameter, questions, current));
  return reports;
}

/** Analytics knows its money: revenue is in the property's currency, whereas `eventValue` adds up numbers of any currency. */
export const PURCHASE = "purchase";

function revenue(ranges: readonly DateRange[]): ReportRequest {
  return {
    ranges,
    dimensions: ["eventName"],
    metrics: ["purchaseRevenue"],
    filter: eventIsOneOf([PURCHASE]),
  };
}

/** Three batches: which events lack a parameter is asked where there is room. */
const MOST_REPORTS = 3 * REPORTS_A_BATCH;

/** Google refuses what is not a dimension. */
function parametersAsked({ goals }: Questions): string[] {
  return [...new Set(goals.flatMap(knownParameters))];
}

/** Parameters of the goal of which Analytics can say whether an event has them. */
export function knownParameters({ parameters, dimensions = [] }: GoalQuestion): string[] {
  return parameters.filter((name) => dimensions.includes(name) || isBuiltIn(name));
}

/** Events that came without it. An empty filter means "(not set)", too. */
function missing(parameter: string, { goals }: Questions, ranges: readonly DateRange[]): ReportRequest {
  const events = goals.filter((goal) => knownParameters(goal).includes(parameter)).map(({ event }) => event);
  const isEmpty = { filter: { fieldName: ofParameter(parameter), emptyFilter: {} } };
  return {
    ranges,
    dimensions: ["eventName"],
    metrics: ["eventCount"],
    filter: { andGroup: { expressions: [eventIsOneOf(events), isEmpty] } },
  };
}

function ratesOf(events: readonly string[]): [ReportName, string[]][] {
  const rates: [ReportName, string[]][] = [];
  for (let from = 0; from < events.length; from += METRICS_A_REPORT) {
    const part = events.slice(from, from + METRICS_A_REPORT);
    rates.push([`rates${from / METRICS_A_REPORT}`, part.map((event) => `sessionKeyEventRate:${event}`)]);
  }
  return rates;
}

function further(
  { months, by, goals }: Questions,
  current: readonly DateRange[],
  filter: ReportRequest["filter"] & object,
  events: readonly string[],
): [ReportName, ReportRequest][] {
  const others: ReportRequest = {
    ranges: current,
    dimensions: ["date", "eventName"],
    metrics: ["keyEvents"],
    ...(events.length === 0 ? {} : { filter: not(filter) }),
    metricFilter: isPositive("keyEvents"),
  };
  const hasPages = goals.some(({ clickedOn: page }) => page && page.path.length + page.host.length > 0);
  return [
    ["others", others],
    ...(months === null || events.length === 0 ? [] : [byMonth(months, filter)]),
    ...(by === null || events.length === 0 ? [] : byDimension(DIMENSIONS[by], current, filter)),
    ...(hasPages ? [viewsOfPages(current)] : []),
  ];
}

type NamedReport = [ReportName, ReportRequest];

function byMonth(months: Period, filter: ReportRequest["filter"] & object): NamedReport {
  return [
    "months",
    {
      ranges: [range("all", months)],
      dimensions: ["yearMonth", "eventName"],
      metrics: ["keyEvents", "eventCount"],
      filter,
    },
  ];
}

function byDimension(
  dimension: string,
  ranges: readonly DateRange[],
  filter: ReportRequest["filter"] & object,
): NamedReport[] {
  const ofEvents: ReportRequest = {
    ranges,
    dimensions: [dimension, "eventName"],
    metrics: ["keyEvents", "eventCount", "sessions"],
    filter,
    largest: "eventCount",
    limit: MOST_VALUES,
  };
  const ofSessions: ReportRequest = {
    ranges,
    dimensions: [dimension],
    metrics: ["sessions"],
    largest: "sessions",
    limit: MOST_VALUES,
  };
  return [
    ["by", ofEvents],
    ["sessionsBy", ofSessions],
  ];
}

function viewsOfPages(ranges: readonly DateRange[]): NamedReport {
  return [
    "views",
    {
      ranges,
      dimensions: ["hostName", "pagePath"],
      metrics: ["screenPageViews"],
      largest: "screenPageViews",
      limit: MOST_VALUES,
    },
  ];
}

function rangesOf({ period, previous }: Questions): DateRange[] {
  return [range("current", period), ...(previous === null ? [] : [range("previous", previous)])];
}

function range(name: DateRange["name"], { from, to }: Period): DateRange {
  return { name, from, to };
}
