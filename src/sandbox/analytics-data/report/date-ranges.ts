/** The periods of a request, as days of the property. */
import { dayAfter, zoneOf } from "../../events/zone.ts";
import type { Fields, PropertyState } from "../../state.ts";
import { invalid } from "../refusals.ts";

export interface DateRange {
  /** Given, or `date_range_0`. */
  readonly name: string;
  /** `YYYYMMDD`, both included. */
  readonly start: string;
  readonly end: string;
}

const MOST = 4;

/** @throws GoogleError 400 */
export function dateRangesOf(
  given: readonly Fields[],
  { timeZone }: Pick<PropertyState, "timeZone">,
  now: number,
): readonly DateRange[] {
  if (given.length === 0) throw invalid("At least one date range is required.");
  if (given.length > MOST) throw invalid(`Requests are limited to ${MOST} date ranges.`);
  const today = zoneOf(timeZone)(now).day;
  const ranges = given.map((range, index) => dateRange(range, index, today));
  if (new Set(ranges.map(({ name }) => name)).size < ranges.length)
    throw invalid("The names of date ranges must differ.");
  return ranges;
}

function dateRange({ startDate, endDate, name }: Fields, index: number, today: string): DateRange {
  const start = dayOf(startDate, "startDate", today);
  const end = dayOf(endDate, "endDate", today);
  if (start > end) throw invalid(`The start date ${startDate} cannot be after the end date ${endDate}.`);
  if (/^(?:date_range_|RESERVED_)/.test(String(name ?? "")))
    throw invalid(`The name of a date range cannot begin with date_range_ or RESERVED_: ${name}.`);
  return { name: String(name ?? `date_range_${index}`), start, end };
}

function dayOf(text: unknown, field: string, today: string): string {
  const daysAgo = /^(\d{1,5})daysAgo$/.exec(String(text))?.[1];
  if (daysAgo !== undefined) return dayAfter(today, -Number(daysAgo));
  if (text === "today") return today;
  if (text === "yesterday") return dayAfter(today, -1);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(String(text)) ? String(text).replaceAll("-", "") : "";
  if (day !== "" && dayAfter(day, 0) === day) return day;
  throw invalid(`Invalid ${field}: ${text ?? ""}. Use YYYY-MM-DD, NdaysAgo, yesterday or today.`);
}
