/** Which time the property's clock shows: days of the export are its own, and moments are those of UTC. */
import { dayOf } from "./required-columns.ts";

/** The first and the last event of a day, in milliseconds since 1970. */
export interface DaySpan {
  /** `YYYYMMDD`. */
  readonly day: number;
  readonly first: number;
  readonly last: number;
}

const QUARTER_OF_AN_HOUR = 15 * 60_000;
const A_DAY = 24 * 3_600_000;
/** How far the easternmost time zones are ahead of UTC. */
const FARTHEST = 14 * 3_600_000;

/** Summer time may have begun or ended before. */
const LAST_DAYS = 3;

/**
 * How far it is ahead of UTC, in milliseconds: of all that puts the last days' events on their days, what is nearest to UTC.
 * Time zones differ by quarters of an hour. Null where nothing does that.
 */
export function clockOf(spans: readonly DaySpan[]): number | null {
  const lasts = spans.slice(-LAST_DAYS).map(({ day, first, last }) => {
    const midnight = Date.parse(`${dayOf(day)}T00:00:00Z`);
    return { least: midnight - first, below: midnight + A_DAY - last };
  });
  const least = Math.ceil(Math.max(...lasts.map((one) => one.least)) / QUARTER_OF_AN_HOUR);
  const most = Math.ceil(Math.min(...lasts.map(({ below }) => below)) / QUARTER_OF_AN_HOUR) - 1;
  const ahead = Math.max(least, Math.min(0, most)) * QUARTER_OF_AN_HOUR;
  return least <= most && ahead >= -FARTHEST && ahead <= FARTHEST ? ahead : null;
}
