/** What the figures of an export are not worth, as sentences. */
import type { Quality, QualityCode } from "../../figures/figure.ts";
import { type Day, daysOf, type Period } from "../../figures/period.ts";
import type { Questions } from "../../figures/question.ts";
import { dayNumber, dayOf, unique } from "../required-columns.ts";
import { moneyOf } from "./money.ts";
import type { AnswerRows } from "./rows.ts";

export function qualityOf(found: AnswerRows, questions: Questions): Quality[] {
  return [
    ...withoutConsent(found, questions),
    ...withoutSession(found),
    ...duplicates(found),
    ...missingDays(found, questions),
    ...torn(found),
    ...withoutParts(found, questions),
    ...converted(found),
  ];
}

/** Of figures that need a user or a session. */
export function ofPeople(found: AnswerRows): readonly QualityCode[] {
  return found.n("without-person") > 0 ? ["unconsented-left-out"] : [];
}

function withoutConsent(found: AnswerRows, questions: Questions): Quality[] {
  const { n = 0, m = 0 } = found.one("without-person") ?? {};
  if (n === 0) return [];
  const message = `${count(n, "event")} of ${grouped(m)} came without consent, and ${n === 1 ? "has" : "have"} neither a user nor a session: left out of all figures.${ofGoals(found, questions)}`;
  return [quality("unconsented-left-out", message)];
}

/** ` Of goals: order (12), sign_up (3).` */
function ofGoals(found: AnswerRows, { goals, period }: Questions): string {
  const days = new Set(daysOf(period).map(dayNumber));
  const counts = unique(goals.map(({ event }) => event)).flatMap((event) => {
    const own = found.all("day-unconsented", event).filter(({ b }) => days.has(Number(b)));
    const n = own.reduce((sum, row) => sum + row.n, 0);
    return n === 0 ? [] : [`${event} (${grouped(n)})`];
  });
  return counts.length === 0 ? "" : ` Events of goals among them: ${counts.join(", ")}.`;
}

function withoutSession(found: AnswerRows): Quality[] {
  const { n = 0, m = 0 } = found.one("without-session") ?? {};
  if (n === 0) return [];
  const message = `${count(n, "event")} of ${grouped(m)} ${n === 1 ? "has" : "have"} a user and no session: left out of sessions, and of what counts once per session, its value included.`;
  return [quality("incomplete-events", message)];
}

function duplicates(found: AnswerRows): Quality[] {
  const events = found.n("removed", "event");
  const purchases = found.n("removed", "purchase");
  const parts = [
    ...(events > 0
      ? [`${count(events, "event")} that ${events === 1 ? "was" : "were"} there several times`]
      : []),
    ...(purchases > 0
      ? [
          `${count(purchases, "purchase")} with ${purchases === 1 ? "a transaction id" : "transaction ids"} that had already been counted`,
        ]
      : []),
  ];
  return parts.length === 0 ? [] : [quality("duplicates-removed", `Left out: ${parts.join(", and ")}.`)];
}

/** Google's tag begins every session with an event of its own; where nobody has exported it, nothing can be said. */
function torn(found: AnswerRows): Quality[] {
  const { n = 0, m = 0 } = found.one("whole") ?? {};
  if (n === 0 || n > m / 2) return [];
  const message = `Only ${grouped(n)} of ${count(m, "session")} ${n === 1 ? "has its" : "have their"} beginning: this is a part of an export, in which sessions are torn. Sessions, funnels and leads are wrong.`;
  return [quality("sampled", message)];
}

const MOST_DAYS = 5;

/** Nothing at all of a period is not a count of 0. */
export function isThere(found: AnswerRows, period: Period | null): period is Period {
  const there = daysThere(found);
  return period !== null && daysOf(period).some((day) => there.has(day));
}

function daysThere(found: AnswerRows): ReadonlySet<Day> {
  return new Set(found.all("days").map(({ a }) => dayOf(Number(a))));
}

function missingDays(found: AnswerRows, { period, previous }: Questions): Quality[] {
  const there = daysThere(found);
  const missing = (of: Period): Day[] => daysOf(of).filter((day) => !there.has(day));
  const inPeriod = noEvents(missing(period), "the period");
  if (previous === null) return inPeriod;
  return [
    ...inPeriod,
    ...(isThere(found, previous) ? noEvents(missing(previous), "the period before") : NOTHING_BEFORE),
  ];
}

const NOTHING_BEFORE = [
  quality("truncated", "The export has nothing of the period before, so there is nothing to compare with."),
];

function noEvents(days: readonly Day[], of: string): Quality[] {
  if (days.length === 0) return [];
  const more = days.length > MOST_DAYS ? ` and ${days.length - MOST_DAYS} more` : "";
  const message = `The export has no events at all on ${days.slice(0, MOST_DAYS).join(", ")}${more}: what is counted in ${of} lacks ${days.length === 1 ? "this day" : "these days"}.`;
  return [quality("truncated", message)];
}

function converted(found: AnswerRows): Quality[] {
  if (moneyOf(found).is !== "dollars") return [];
  return [
    quality(
      "estimate",
      "The values are in several currencies: those in US dollars are Google's conversions.",
    ),
  ];
}

/** Columns that came to the export later, or that a converter has lost. */
function withoutParts(found: AnswerRows, { by, goals }: Questions): Quality[] {
  if (by === null || !isWithoutParts(found, goals)) return [];
  return [quality("not-measurable", `The export does not say the ${by} of these events.`)];
}

export function isWithoutParts(found: AnswerRows, goals: Questions["goals"]): boolean {
  const counted = goals.some(({ event }) => found.all("people-of", event, "current").length > 0);
  return counted && found.all("part").length === 0;
}

function quality(code: QualityCode, message: string): Quality {
  return { code, message, about: null };
}

function count(n: number, what: string): string {
  return `${grouped(n)} ${what}${n === 1 ? "" : "s"}`;
}

function grouped(n: number): string {
  return n.toLocaleString("en-US");
}
