/** The days that a report is about, as options say them. */
import {
  type Calendar,
  type Day,
  isDay,
  lengthOf,
  MOST_DAYS,
  monthsBack,
  type Period,
  plusDays,
} from "../figures/period.ts";
import { Refusal } from "./result/refusal.ts";

export interface PeriodOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly days?: string | undefined;
  readonly months?: string | undefined;
}

const DAYS = "28";

/** What options can ask for at most, from 1. */
export const MOST_MONTHS = 25;
export const MOST_LEAD_DAYS = 90;
export const MOST_SILENT_DAYS = 90;

/** Without dates: this many settled days. */
export function requestedPeriod({ from, to, days }: PeriodOptions, calendar: Calendar): Period {
  if (from !== undefined && to !== undefined && days !== undefined)
    throw new Refusal(
      "invalid-option",
      "--from and --to already say how many days.",
      "Leave one of the three out.",
    );
  const length = days === undefined ? null : wholeNumber(days, "--days", 1, MOST_DAYS);
  const first = from === undefined ? null : dayOf(from, "--from");
  const last = to === undefined ? null : dayOf(to, "--to");
  const period = periodOf(first, last, length, calendar);
  if (period.from > calendar.last && (last === null || last >= period.from))
    throw new Refusal(
      "invalid-option",
      `There are no figures for ${period.from} or later yet.`,
      `The last day with figures is ${calendar.last}.`,
    );
  if (period.from > period.to)
    throw new Refusal(
      "invalid-option",
      `The report would begin on ${period.from} and end on ${period.to}.`,
      last === null
        ? "Figures are settled only after two days: choose an earlier --from, or say --to as well."
        : "Swap --from and --to.",
    );
  if (lengthOf(period) > MOST_DAYS)
    throw new Refusal("invalid-option", `A report has at most ${MOST_DAYS} days.`, "Choose a later --from.");
  if (calendar.first !== null && period.to < calendar.first)
    throw new Refusal(
      "invalid-option",
      `The events begin on ${calendar.first}, and the report would end on ${period.to}.`,
      `The days with events are ${calendar.first} to ${calendar.last}.`,
    );
  return period;
}

function periodOf(first: Day | null, last: Day | null, days: number | null, calendar: Calendar): Period {
  const length = days ?? Number(DAYS);
  // An old export ends before the last settled day.
  const settled = calendar.settled < calendar.last ? calendar.settled : calendar.last;
  if (first !== null)
    return { from: first, to: last ?? (days === null ? settled : plusDays(first, length - 1)) };
  const to = last ?? settled;
  return { from: plusDays(to, 1 - length), to };
}

/** Whole months, this one included; null where nobody asked. */
export function requestedMonths({ months }: PeriodOptions, { to }: Period): Period | null {
  return months === undefined ? null : monthsBack(to, wholeNumber(months, "--months", 1, MOST_MONTHS));
}

function dayOf(text: string, option: string): Day {
  if (isDay(text)) return text;
  throw new Refusal(
    "invalid-option",
    `${option} is not a date: ${text.slice(0, 40)}.`,
    `Write it like ${option} 2026-11-01.`,
  );
}

export function wholeNumber(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new Refusal(
    "invalid-option",
    `${option} is not a whole number from ${least} to ${most}: ${text.slice(0, 40)}.`,
  );
}
