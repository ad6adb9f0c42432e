/**
 * Days and periods. A day is a date of the property's time zone, `2026-11-01`; no clock and no time zone is read here.
 */

/** `YYYY-MM-DD`. */
export type Day = string;

/** Both days belong to it. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** What a source knows about its days before any question is asked. */
export interface Calendar {
  /** IANA name of the property's time zone; null where the source does not say. */
  readonly timeZone: string | null;
  /** The first day with figures; null where the source does not say. */
  readonly first: Day | null;
  /** The last day that is over and whose figures no longer change. */
  readonly settled: Day;
  /** The last day with any figures. */
  readonly last: Day;
}

/** Of a report. Analytics keeps the data of events for 14 months, and reports for longer; nobody compares more than two years. */
export const MOST_DAYS = 800;

const MILLISECONDS_A_DAY = 86_400_000;

/** Whether the text is a date that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(atNoon(text)) && plusDays(text, 0) === text;
}

export function plusDays(day: Day, days: number): Day {
  return new Date(atNoon(day) + days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** How many days it has, both ends included. */
export function lengthOf({ from, to }: Period): number {
  return Math.round((atNoon(to) - atNoon(from)) / MILLISECONDS_A_DAY) + 1;
}

export function daysOf(period: Period): Day[] {
  return Array.from({ length: lengthOf(period) }, (_, index) => plusDays(period.from, index));
}

/** Whatever the source: otherwise two reports of one day would be about different days. */
const UNSETTLED_DAYS = 1;

/**
 * Processing takes 24 to 48 hours, and figures change meanwhile (support.google.com/analytics/answer/11198161): the last
 * day that is over is not settled, and the one before it has been over for a whole day. What arrives later still (apps that
 * were offline, the Measurement Protocol) changes both, Analytics' reports and the tables of the export, for up to three
 * days (support.google.com/analytics/answer/7029846).
 */
export function lastSettled(today: Day): Day {
  return plusDays(today, -1 - UNSETTLED_DAYS);
}

/** `YYYY-MM`, every month that has a day in it. */
export function monthsOf(period: Period): string[] {
  return [...new Set(daysOf(period).map((day) => day.slice(0, 7)))];
}

/** As long, and directly before it. */
export function periodBefore(period: Period): Period {
  return { from: plusDays(period.from, -lengthOf(period)), to: plusDays(period.from, -1) };
}

/** This many whole calendar months, the last one being the month of `to`. */
export function monthsBack(to: Day, months: number): Period {
  const year = Number(to.slice(0, 4));
  const month = Number(to.slice(5, 7)) - 1;
  const first = new Date(Date.UTC(year, month - months + 1, 1, 12));
  return { from: first.toISOString().slice(0, 10), to };
}

/** The day at this moment in the time zone. `time`: milliseconds since 1970. */
export function dayIn(timeZone: string, time: number): Day {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(time);
  return parts.slice(0, 10);
}

function atNoon(day: Day): number {
  return Date.parse(`${day}T12:00:00Z`);
}
