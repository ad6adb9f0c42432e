/** Days and hours in a property's time zone. */

/** A moment as the clock on the wall shows it. */
export interface LocalTime {
  /** `YYYYMMDD`. */
  readonly day: string;
  /** `00` to `23`. */
  readonly hour: string;
  readonly minute: string;
}

export type Zone = (at: number) => LocalTime;

const QUARTER = 15 * 60_000;

const known = new Map<string, Zone>();

/**
 * Offsets change at quarters of an hour at most, so one look for each of them is enough.
 *
 * @throws RangeError for a name that is not a time zone
 */
export function zoneOf(timeZone: string): Zone {
  const zone = known.get(timeZone) ?? newZone(timeZone);
  known.set(timeZone, zone);
  return zone;
}

function newZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const offsets = new Map<number, number>();
  const offsetAt = (quarter: number): number => {
    const parts = Object.fromEntries(
      format.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day, hour, minute } = parts;
    return Date.UTC(year, month - 1, day, hour, minute) - quarter;
  };
  return (at) => {
    const quarter = Math.floor(at / QUARTER) * QUARTER;
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      offset = offsetAt(quarter);
      offsets.set(quarter, offset);
    }
    const text = new Date(at + offset).toISOString();
    return {
      day: text.slice(0, 10).replaceAll("-", ""),
      hour: text.slice(11, 13),
      minute: text.slice(14, 16),
    };
  };
}

/** `20261101` and -1 → `20261031`. */
export function dayAfter(day: string, days: number): string {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6, 8)].map(Number);
  return new Date(Date.UTC(year!, month! - 1, date! + days)).toISOString().slice(0, 10).replaceAll("-", "");
}
