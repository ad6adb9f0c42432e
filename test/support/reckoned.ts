/**
 * What an export of events says, reckoned in plain JavaScript, one visitor after the other, without SQL: the other way
 * to the same figures. It is meant to be read and believed, not to be fast.
 */
import type { FunnelQuestion, GoalQuestion, LeadQuestion } from "../../src/figures/question.ts";
import { dayAt, type Happening } from "./export-events.ts";

export interface Days {
  readonly from: string;
  readonly to: string;
}

/** In the order in which they happened; of purchases with one transaction the first, and of equal events one. */
export function settled(happenings: readonly Happening[]): Happening[] {
  const known = new Set<string>();
  return [...happenings].sort(inTime).filter((one) => {
    const key =
      one.event === "purchase" && one.transaction && one.transaction !== "(not set)"
        ? `transaction ${one.transaction}`
        : JSON.stringify(one);
    return !known.has(key) && known.add(key);
  });
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

function inTime(a: Happening, b: Happening): number {
  return (
    a.at - b.at || (a.place ?? 0) - (b.place ?? 0) || (a.event < b.event ? -1 : a.event > b.event ? 1 : 0)
  );
}

export function isIn({ from, to }: Days, { at }: Happening): boolean {
  return dayAt(at) >= from && dayAt(at) <= to;
}

function sessionOf({ person, session }: Happening): string | null {
  return person === null || session === null ? null : `${person} ${session ?? 1}`;
}

export function reckonTraffic(all: readonly Happening[], goals: readonly GoalQuestion[], days: Days) {
  const sessions = grouped(
    all.filter((one) => sessionOf(one) !== null),
    (one) => sessionOf(one)!,
  );
  const begun = [...sessions.values()].filter(([first]) => isIn(days, first!));
  const has = (events: readonly Happening[], role: string) =>
    events.some(({ event }) => goals.some((goal) => goal.role === role && goal.event === event));
  const people = all.filter((one) => one.person !== null && isIn(days, one)).map(({ person }) => person);
  return {
    sessions: begun.length,
    engaged: begun.filter((events) => (events[0]!.session ?? 1) % 2 === 1).length,
    seconds: begun.reduce((sum, events) => sum + events.at(-1)!.at - events[0]!.at, 0),
    people: new Set(people).size,
    microWithoutMacro: begun.filter((events) => has(events, "micro") && !has(events, "macro")).length,
  };
}

export function reckonGoal(all: readonly Happening[], { event, counting }: GoalQuestion, days: Days) {
  const own = all.filter((one) => one.event === event);
  const firsts = own.filter((one) => {
    const session = sessionOf(one);
    return session !== null && own.find((other) => sessionOf(other) === session) === one;
  });
  const counted = counting === "once_per_session" ? firsts : own;
  const starts = new Map<string, Happening>();
  for (const one of all) {
    const session = sessionOf(one);
    if (session !== null && !starts.has(session)) starts.set(session, one);
  }
  const reached = new Set(own.flatMap((one) => sessionOf(one) ?? []));
  const inPeriod = own.filter((one) => isIn(days, one));
  return {
    events: inPeriod.length,
    keyEvents: counted.filter((one) => isIn(days, one)).length,
    users: new Set(inPeriod.flatMap(({ person }) => person ?? [])).size,
    sessions: [...reached].filter((session) => isIn(days, starts.get(session)!)).length,
    value: inPeriod.reduce((sum, { parameters }) => sum + Number(parameters?.["value"] ?? 0), 0),
    onDay: (day: string) => counted.filter(({ at }) => dayAt(at) === day).length,
  };
}

/** Tries every way through the funnel: somebody is at a step if any chain of events, each in time, leads there. */
export function reckonFunnel(
  all: readonly Happening[],
  { open, within, steps }: Pick<FunnelQuestion, "open" | "within" | "steps">,
  days: Days,
  unit: "user" | "session" = "user",
) {
  const who = (one: Happening) => (unit === "user" ? one.person : sessionOf(one));
  const people = grouped(
    all.filter((one) => who(one) !== null && isIn(days, one)),
    (one) => who(one)!,
  );
  const walks = [...people.values()].map((events) =>
    walk(
      events,
      open,
      within,
      steps.map(({ event }) => event),
    ),
  );
  return steps.map((_, step) => {
    const times = walks.flatMap(({ took }) => took[step] ?? []).sort((a, b) => a - b);
    const middle = times.slice(Math.floor((times.length - 1) / 2), Math.floor(times.length / 2) + 1);
    return {
      count: walks.filter(({ done }) => done[step]!.length > 0).length,
      median: middle.length === 0 ? null : middle.reduce((a, b) => a + b) / middle.length,
      next: step === steps.length - 1 ? null : tally(walks.flatMap((one) => nextAfter(one, step) ?? [])),
    };
  });
}

interface Walk {
  readonly events: readonly Happening[];
  /** For each step the places of the events that completed it. */
  readonly done: readonly (readonly number[])[];
  readonly took: readonly (number | null)[];
}

function walk(
  events: readonly Happening[],
  open: boolean,
  within: number | null,
  names: readonly string[],
): Walk {
  const done: number[][] = [];
  const took: (number | null)[] = [];
  for (const [step, name] of names.entries()) {
    const before = done[step - 1] ?? [];
    const reaches = (place: number): boolean =>
      step === 0 ||
      open ||
      before.some(
        (from) => from < place && (within === null || events[place]!.at - events[from]!.at <= within),
      );
    done.push(events.flatMap(({ event }, place) => (event === name && reaches(place) ? [place] : [])));
    const [first] = done[step]!;
    const last = before.filter((from) => first !== undefined && from < first).at(-1);
    took.push(first === undefined || last === undefined ? null : events[first]!.at - events[last]!.at);
  }
  return { events, done, took };
}

function nextAfter({ events, done }: Walk, step: number): string | undefined {
  const last = done[step]!.at(-1);
  if (last === undefined || done.slice(step + 1).some((later) => later.length > 0)) return undefined;
  return events.slice(last + 1).find(({ event }) => !AUTOMATIC.includes(event))?.event;
}

const AUTOMATIC = ["session_start", "first_visit", "user_engagement"];

function tally(names: readonly string[]) {
  return [...grouped(names, (name) => name)]
    .map(([event, those]) => ({ event, count: those.length }))
    .sort((a, b) => b.count - a.count || (a.event < b.event ? -1 : 1))
    .slice(0, 5);
}

export function reckonLead(all: readonly Happening[], { microEvent, macroEvent }: LeadQuestion, days: Days) {
  const people = grouped(
    all.filter((one) => one.person !== null && isIn(days, one)),
    (one) => one.person!,
  );
  const each = [...people.values()].map((events) => {
    const names = events.map(({ event }) => event);
    const micro = names.indexOf(microEvent);
    const converted = micro >= 0 && names.lastIndexOf(macroEvent) > micro;
    return { hasMicro: micro >= 0, converted, hasMacro: names.includes(macroEvent) };
  });
  const number = (is: (one: (typeof each)[number]) => boolean) => each.filter(is).length;
  return {
    with: number(({ hasMicro }) => hasMicro),
    converted: number(({ converted }) => converted),
    without: number(({ hasMicro, hasMacro, converted }) => !hasMicro || (hasMacro && !converted)),
    convertedWithout: number(({ hasMacro, converted }) => hasMacro && !converted),
  };
}
