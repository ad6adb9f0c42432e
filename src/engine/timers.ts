import type { Trigger } from "./container.ts";
import { isEnabledHere } from "./listeners.ts";
import { resolveParameter } from "./parameters.ts";
import type { Lookup } from "./template.ts";
import { timerEvent, triggerAddress, triggersOfType } from "./triggers.ts";
import type { Sight } from "./variables/kind.ts";

/** The timers of a page. Times are milliseconds since 1970 on the page's own clock. */
export interface Timers {
  /** The next message due at or before a time, taken off the schedule; undefined when none is. */
  takeNext(until: number): { readonly at: number; readonly message: object } | undefined;
}

interface Timer {
  readonly event: string;
  readonly interval: number;
  /** How often it fires; Infinity for no limit. */
  readonly limit: number;
  readonly address: string;
  fired: number;
  due: number;
}

/** No browser repeats a timer faster than this, in milliseconds. */
const SHORTEST_REPEAT = 4;

export const NO_TIMERS: Timers = { takeNext: () => undefined };

/** Starts, at `gtm.js`, the timers that are enabled on this page. */
export function startTimers(
  triggers: ReadonlyMap<string, Trigger>,
  sight: Sight,
  lookup: Lookup,
  start: number,
): Timers {
  const timers = triggersOfType(triggers, "timer").flatMap(([id, trigger]) => {
    if (!isEnabledHere(trigger, sight, lookup)) return [];
    return startTimer(trigger, triggerAddress(sight.container, id), lookup, start) ?? [];
  });
  return {
    takeNext: (until) => {
      const next = timers
        .filter((timer) => timer.due <= until && timer.fired < timer.limit)
        .reduce<Timer | undefined>(
          (first, timer) => (first && first.due <= timer.due ? first : timer),
          undefined,
        );
      return next && fire(next, start);
    },
  };
}

/** An interval that is not a number never fires; zero, empty or negative fires at once. */
function startTimer(trigger: Trigger, address: string, lookup: Lookup, start: number): Timer | undefined {
  if (!trigger.interval) return undefined;
  const interval = Number(resolveParameter(trigger.interval, lookup));
  if (Number.isNaN(interval)) return undefined;
  const limit = Number(resolveParameter(trigger.limit, lookup)) || Number.POSITIVE_INFINITY;
  return {
    event: timerEvent(trigger, lookup),
    interval,
    limit,
    address,
    fired: 0,
    due: start + Math.max(interval, 0),
  };
}

function fire(timer: Timer, start: number): { at: number; message: object } {
  const at = timer.due;
  timer.fired += 1;
  timer.due = at + Math.max(timer.interval, SHORTEST_REPEAT);
  return { at, message: messageOf(timer, at, start) };
}

function messageOf(timer: Timer, at: number, start: number): object {
  return {
    event: timer.event,
    "gtm.timerId": timer.address,
    "gtm.timerEventNumber": timer.fired,
    "gtm.timerInterval": timer.interval,
    "gtm.timerLimit": Number.isFinite(timer.limit) ? timer.limit : 0,
    "gtm.timerStartTime": start,
    "gtm.timerCurrentTime": at,
    "gtm.timerElapsedTime": at - start,
    "gtm.triggers": timer.address,
  };
}
