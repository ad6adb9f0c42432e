/** What the figures of an export are not worth, as sentences. */
import type { Quality, QualityCode } from "../../figures/figure.ts";
import { type Day, daysOf, type Period } from "../../figures/period.ts";
import type { Questions } from "../../figures/question.ts";
import { dayOf } from "../wanted.ts";
import type { Found } from "./found.ts";

export function qualityOf(found: Found, questions: Questions): Quality[] {
  return [
    ...withoutConsent(found),
    ...withoutSession(found),
    ...duplicates(found),
    ...missingDays(found, questions),
    ...withoutParts(found, questions),
  ];
}

/** Of figures that need a user or a session. */
export function ofPeople(found: Found): readonly QualityCode[] {
  return found.n("without-person") > 0 ? ["unconsented-left-out"] : [];
}

function withoutConsent(found: Found): Quality[] {
  const { n = 0, m = 0 } = found.one("without-person") ?? {};
  if (n === 0) return [];
  const message = `${count(n, "event")} of ${grouped(m)} came without consent, and ${n === 1 ? "has" : "have"} neither a user nor a session: counted as ${n === 1 ? "an event" : "events"}, and left out of sessions, users, funnels and leads.`;
  return [quality("unconsented-left-out", message)];
}

function withoutSession(found: Found): Quality[] {
  const { n = 0, m = 0 } = found.one("without-session") ?? {};
  if (n === 0) return [];
  const message = `${count(n, "event")} of ${grouped(m)} ${n === 1 ? "has" : "have"} a user and no session: left out of sessions, and of what counts once per session.`;
  return [quality("incomplete-events", message)];
}

function duplicates(found: Found): Quality[] {
  const events = found.n("removed", "event");
  const purchases = found.n("removed", "purchase");
  const parts = [
    ...(events > 0 ? [`${count(events, "event")} that ${events === 1 ? "was" : "were"} there several times`] : []),
    ...(purchases > 0
      ? [`${count(purchases, "purchase")} with ${purchases === 1 ? "a transaction id" : "transaction ids"} that had been counted already`]
      : []),
  ];
  return parts.length === 0 ? [] : [quality("duplicates-removed", `Left out: ${parts.join(", and ")}.`)];
}

const MOST_DAYS = 5;

function missingDays(found: Found, { period, previous }: Questions): Quality[] {
  const there = new Set(found.all("days").map(({ a }) => dayOf(Number(a))));
  const missing = (of: Period | null): Day[] => (of === null ? [] : daysOf(of).filter((day) => !there.has(day)));
  return [
    ...noEvents(missing(period), "the period"),
    ...noEvents(missing(previous), "the period before"),
  ];
}

function noEvents(days: readonly Day[], of: string): Quality[] {
  if (days.length === 0) return [];
  const more = days.length > MOST_DAYS ? ` and ${days.length - MOST_DAYS} more` : "";
  const message = `The export has no events at all on ${days.slice(0, MOST_DAYS).join(", ")}${more}: what is counted in ${of} lacks ${days.length === 1 ? "this day" : "these days"}.`;
  return [quality("truncated", message)];
}

/** Columns that came to the export later, or that a converter has lost. */
function withoutParts(found: Found, { by, goals }: Questions): Quality[] {
  if (by === null || !isWithoutParts(found, goals)) return [];
  return [quality("not-measurable", `The export does not say the ${by} of these events.`)];
}

export function isWithoutParts(found: Found, goals: Questions["goals"]): boolean {
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
