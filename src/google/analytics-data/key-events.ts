/** Which events are key events of the property, and since when. */

import type { Quality } from "../../figures/figure.ts";
import { dayIn } from "../../figures/period.ts";
import type { GoalQuestion, Questions } from "../../figures/question.ts";
import type { OtherKeyEvent } from "../../figures/source.ts";
import type { PropertyFacts } from "../property-facts.ts";
import type { ReportAnswers } from "./ask.ts";
import { countedAs } from "./counted-as.ts";
import { perDay } from "./goal-series.ts";
import { dayOf, rowsIn } from "./table-figures.ts";

export function otherKeyEvents(
  { goals }: Questions,
  { keyEvents }: PropertyFacts,
  asked: ReportAnswers,
): OtherKeyEvent[] | null {
  if (!asked.tables.has("others")) return null;
  const named = new Set(goals.map(({ event }) => event));
  const counts = new Map<string, OtherKeyEvent>();
  for (const { event, isDeletable } of keyEvents)
    if (isDeletable && !named.has(event)) counts.set(event, { event, keyEvents: 0, last: null });
  for (const row of rowsIn(asked, "others")) {
    const event = row.of("eventName");
    if (event === "" || event === OTHER_ROW || named.has(event)) continue;
    const before = counts.get(event);
    const day = dayOf(row.of("date"));
    const last = before?.last && before.last > day ? before.last : day;
    counts.set(event, { event, keyEvents: (before?.keyEvents ?? 0) + row.number("keyEvents"), last });
  }
  return [...counts.values()].sort((a, b) => b.keyEvents - a.keyEvents || (a.event < b.event ? -1 : 1));
}

/** What Google calls the row of everything that it has no room for. */
const OTHER_ROW = "(other)";

/** Google counts from the moment on which an event became a key event, never backwards. */
export function keyEventQuality(
  questions: Questions,
  property: PropertyFacts,
  asked: ReportAnswers,
): Quality[] {
  const unknown = questions.goals.filter((goal) => countedAs(goal, property) === "unknown key event");
  const known = questions.goals.filter((goal) => countedAs(goal, property) === "key event");
  return [
    ...(unknown.length === 0 ? [] : [notApplied(unknown)]),
    ...known.flatMap((goal) => countedSince(goal, questions, property, asked)),
  ];
}

function notApplied(goals: readonly GoalQuestion[]): Quality {
  const [only, ...others] = goals;
  const events = goals.map(({ event }) => event).join(", ");
  const what = others.length === 0 ? `${events} is not a key event` : `${events} are not key events`;
  return {
    code: "no-key-event",
    message: `${what} of the property. Apply the file first.`,
    about: others.length === 0 ? { goal: only!.id } : null,
  };
}

/** Only where it makes a difference: there were events before, and they do not count. */
function countedSince(
  goal: GoalQuestion,
  questions: Questions,
  property: PropertyFacts,
  asked: ReportAnswers,
): Quality[] {
  const since = property.keyEvents.find(({ event }) => event === goal.event)?.since ?? null;
  const time = since === null ? Number.NaN : Date.parse(since);
  if (Number.isNaN(time)) return [];
  const day = dayIn(property.timeZone, time);
  const before = perDay(goal, questions, asked).filter(({ date }) => date < day);
  const uncounted =
    before.some(({ events }) => events > 0) && before.every(({ keyEvents }) => keyEvents === 0);
  if (!uncounted) return [];
  const message = `${goal.name}: ${goal.event} has been a key event since ${day}, and earlier events do not count.`;
  return [{ code: "no-key-event", message, about: { goal: goal.id } }];
}
