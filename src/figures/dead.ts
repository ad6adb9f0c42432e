/** What looks wrong: goals that stopped counting, key events that nobody named, counts that suddenly doubled. */
import { numberOf, type QualityCode } from "./figure.ts";
import { type Calendar, type Day, lengthOf, type Period, plusDays } from "./period.ts";
import type { GoalQuestion, Questions } from "./question.ts";
import type { ChangeMark, DeadReport } from "./report.ts";
import type { Answers, DayCount, GoalAnswer, OtherKeyEvent } from "./source.ts";
import { suddenDoubling } from "./statistics/sudden-doubling.ts";

export type Change = ChangeMark;

export interface Judged {
  readonly calendar: Calendar;
  readonly questions: Questions;
  readonly answers: Answers;
  readonly changes: readonly Change[];
  /** Days without an event after which a goal is silent. */
  readonly silentAfter: number;
}

/** The loudest first: goals that count nothing. */
export function deadOf(judged: Judged): DeadReport[] {
  const { questions, answers } = judged;
  const pairs = questions.goals.map((goal, index) => [goal, answers.goals[index]!] as const);
  return [
    ...pairs.flatMap(([goal, answer]) => butHidden(silent(goal, answer, judged), answer, judged)),
    ...pairs.flatMap(([goal, answer]) => doubled(goal, answer, judged)),
    ...pairs.flatMap(([goal, answer]) => incomplete(goal, answer)),
    ...(answers.otherKeyEvents ?? []).map((one) => unnamed(one, questions.period)),
  ];
}

/** Whether a report should fail that is asked to fail on dead goals. */
export function isDead({ kind }: DeadReport): boolean {
  return kind === "silent" || kind === "never";
}

/** With these, an event that is not there may have been left out. */
const HIDING: readonly QualityCode[] = ["thresholded", "other-row"];

/** What Google leaves out of a report is not a goal that has stopped: what is not certain makes no job fail. */
function butHidden(
  dead: readonly DeadReport[],
  { current, perDay }: GoalAnswer,
  { answers, questions: { period } }: Judged,
): readonly DeadReport[] {
  const hiding = answers.quality.find(({ code }) => HIDING.includes(code));
  if (hiding === undefined) return dead;
  const ofDays = perDay.reduce(
    (sum, { date, events }) => (date < period.from || date > period.to ? sum : sum + events),
    0,
  );
  // Its total shows that only some of its days are missing.
  if ((numberOf(current.events) ?? 0) > ofDays) return [];
  return dead.map((one) => ({
    ...one,
    kind: "unseen",
    reason: `${one.reason} But this is not certain: ${hiding.message}`,
  }));
}

/** Fewer events than this in the silent days would be chance (Poisson: under 5%). */
const EXPECTED_AT_LEAST = 3;

/** A rare goal is silent only if the whole period is without an event: it may just not have happened yet. */
function silent(goal: GoalQuestion, { perDay }: GoalAnswer, judged: Judged): DeadReport[] {
  const { questions, silentAfter } = judged;
  const last = perDay.findLastIndex(({ events }) => events > 0);
  if (last === -1) return [never(goal, perDay, judged)];
  const days = perDay.length - 1 - last;
  if (days < silentAfter) return [];
  const isWholePeriod = days >= lengthOf(questions.period);
  if (!isWholePeriod && perDayBefore(perDay, last) * days < EXPECTED_AT_LEAST) return [];
  const since = perDay[last]!.date;
  const change = changeAt(judged.changes, since, plusDays(since, 1));
  const without = unconsentedIn(perDay.slice(last + 1));
  const reason = `No event ${goal.event}${without === 0 ? "" : " with consent"} for ${days} days: the last one was on ${since}${came(change)}.${butUnconsented(without)}`;
  return [{ goal: goal.id, kind: "silent", since, version: change?.version ?? null, reason }];
}

function never(
  { id, event }: GoalQuestion,
  perDay: readonly DayCount[],
  { questions: { history }, calendar: { first } }: Judged,
): DeadReport {
  const { to } = history;
  // An export may begin later than what is asked.
  const from = first !== null && first > history.from ? first : history.from;
  const without = unconsentedIn(perDay);
  const reason = `Not one event ${event}${without === 0 ? "" : " with consent"} was received from ${from} to ${to}.${butUnconsented(without)}`;
  return { goal: id, kind: "never", since: null, version: null, reason };
}

function unconsentedIn(days: readonly DayCount[]): number {
  return days.reduce((sum, { unconsented = 0 }) => sum + unconsented, 0);
}

/** Then the goal works, and consent may not. */
function butUnconsented(events: number): string {
  return events === 0 ? "" : ` ${events} came without consent.`;
}

/** The mean of the days from the first event on to the last one. */
function perDayBefore(perDay: readonly DayCount[], last: number): number {
  const first = perDay.findIndex(({ events }) => events > 0);
  const sum = perDay.slice(first, last + 1).reduce((all, { events }) => all + events, 0);
  return sum / (last + 1 - first);
}

function doubled(goal: GoalQuestion, { perDay }: GoalAnswer, { changes }: Judged): DeadReport[] {
  const jump = suddenDoubling(perDay.map(({ events }) => events));
  if (jump === null) return [];
  const since = perDay[jump.day]!.date;
  const change = changeAt(changes, plusDays(since, -1), since);
  const reason = `${jump.after} events ${goal.event} in the days from ${since} on, ${jump.before} in the same days a week earlier${came(change)}. Is it counted twice?`;
  return [{ goal: goal.id, kind: "doubled", since, version: change?.version ?? null, reason }];
}

function incomplete(goal: GoalQuestion, { incomplete: missing, current }: GoalAnswer): DeadReport[] {
  const of = numberOf(current.events);
  return (missing ?? [])
    .filter(({ without }) => without > 0)
    .map(({ parameter, without }) => ({
      goal: goal.id,
      kind: "incomplete",
      since: null,
      version: null,
      reason: `${without}${of === null ? "" : ` of ${of}`} events ${goal.event} came without ${parameter}.`,
    }));
}

function unnamed({ event, keyEvents, last }: OtherKeyEvent, { from, to }: Period): DeadReport {
  const counted = keyEvents === 0 ? "has counted nothing" : `has counted ${keyEvents}`;
  const reason = `${event} is a key event at Google that no goal names; it ${counted} from ${from} to ${to}.`;
  return { event, kind: "unnamed", since: last, version: null, reason };
}

/** The last of these days' changes. */
function changeAt(changes: readonly Change[], from: Day, to: Day): Change | null {
  return changes.filter(({ date }) => date >= from && date <= to).at(-1) ?? null;
}

function came(change: Change | null): string {
  return change === null ? "" : `, when ${change.label.toLowerCase()} came`;
}
