import { expect, test } from "vitest";
import { requestedPeriod } from "../../src/app/report-period.ts";
import {
  dayIn,
  daysOf,
  isDay,
  lengthOf,
  monthsBack,
  monthsOf,
  periodBefore,
  plusDays,
} from "../../src/figures/period.ts";

test("a day is a date that exists", () => {
  expect(["2026-02-28", "2028-02-29"].every(isDay)).toBe(true);
  expect(["2026-02-29", "2026-2-1", "2026-13-01", "28daysAgo", ""].some(isDay)).toBe(false);
});

test("days go over months, years and changes of the clock", () => {
  expect(plusDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(plusDays("2026-03-01", -1)).toBe("2026-02-28");
  const march = { from: "2026-03-01", to: "2026-03-31" };
  expect(daysOf(march)).toHaveLength(31);
  expect(lengthOf(march)).toBe(31);
  expect(periodBefore(march)).toEqual({ from: "2026-01-29", to: "2026-02-28" });
});

test("months are whole calendar months, the one of the last day included", () => {
  const year = monthsBack("2026-11-25", 13);
  expect(year).toEqual({ from: "2025-11-01", to: "2026-11-25" });
  expect(monthsOf(year)).toHaveLength(13);
});

test("a moment belongs to the day of the property's time zone", () => {
  const newYear = Date.UTC(2026, 0, 1, 3);
  expect(dayIn("Europe/Berlin", newYear)).toBe("2026-01-01");
  expect(dayIn("America/New_York", newYear)).toBe("2025-12-31");
});

test("a report of an old export ends with it, and its last days no longer change", () => {
  const calendar = { timeZone: null, first: "2026-10-01", settled: "2026-12-22", last: "2026-11-10" };
  expect(requestedPeriod({ days: "7" }, calendar)).toEqual({ from: "2026-11-04", to: "2026-11-10" });
  const running = { ...calendar, last: "2026-12-23" };
  expect(requestedPeriod({ days: "7" }, running)).toEqual({ from: "2026-12-16", to: "2026-12-22" });
});
