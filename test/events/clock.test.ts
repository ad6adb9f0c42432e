/** Without the name of its time zone, an export shows how far the property's clock is ahead. */
import { expect, test } from "vitest";
import { clockOf } from "../../src/events/clock.ts";

const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 10, 9);

/** A day of a time zone that is so many hours ahead, from its first events to its last ones. */
function day(nth: number, ahead: number, { from = 0.01, to = 23.9 } = {}) {
  const midnight = MIDNIGHT + (nth * 24 - ahead) * HOUR;
  return { day: 20261109 + nth, first: midnight + from * HOUR, last: midnight + to * HOUR };
}

test("events from midnight to midnight show it to a quarter of an hour", () => {
  for (const ahead of [-11, -8, 0, 1, 5.75, 9, 14])
    expect(clockOf([day(0, ahead), day(1, ahead)])! / HOUR).toBeCloseTo(ahead);
});

test("of what is possible the nearest to UTC", () => {
  const office = { from: 8, to: 20 };
  expect(clockOf([day(0, 1, office)])).toBe(0);
  expect(clockOf([day(0, 12, office)])! / HOUR).toBe(4);
  expect(clockOf([day(0, -8, office)])! / HOUR).toBe(-4.25);
});

test("only the last days count, since summer time may have ended before", () => {
  expect(clockOf([day(0, 2), day(1, 1), day(2, 1), day(3, 1)])! / HOUR).toBe(1);
});

test("days that are no time zone's say nothing", () => {
  expect(clockOf([{ day: 20261109, first: MIDNIGHT, last: MIDNIGHT + 30 * HOUR }])).toBeNull();
  expect(clockOf([day(0, 20)])).toBeNull();
});
