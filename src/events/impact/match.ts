/** How often what goals mean was recorded: every event of an export is compared. */
import type { RecordedEvents, SessionMeasure } from "../../figures/impact/recorded.ts";
import type { Matches } from "../../figures/impact/source.ts";
import { type Period, plusDays } from "../../figures/period.ts";
import type { Questions } from "../../figures/question.ts";
import { qualityOf } from "../answers/quality.ts";
import { AnswerRows } from "../answers/rows.ts";
import { isOneOf, row, within } from "../core/sql.ts";
import { sharedTables } from "../core/tables.ts";
import { worthSelects } from "../core/traffic.ts";
import type { Core, EventEngine, TextOf } from "../engine.ts";
import { dayNumber, type Flag, type RequiredColumns } from "../required-columns.ts";

export async function matchesIn(
  engine: EventEngine,
  asked: readonly RecordedEvents[],
  ownEvents: readonly string[],
  period: Period,
): Promise<Matches> {
  const questions = nothingBut(period);
  const wanted = { ...onDays(period), flags: asked.flatMap(flagsOf) };
  const rows = await engine.run(wanted, (text) => coreOf(asked, ownEvents, questions, wanted, text));
  const found = new AnswerRows(rows);
  return {
    counts: asked.map((_, index) => ({
      count: found.n("match", String(index)),
      sessions: found.m("match", String(index)),
    })),
    received: new Map(found.all("received").map(({ a, n, m }) => [a, { count: n, sessions: m }])),
    quality: qualityOf(found, questions),
  };
}

/** A day more on either side, for sessions that are under way at midnight. */
export function onDays({ from, to }: Period): RequiredColumns {
  const [first, last] = [dayNumber(plusDays(from, -1)), dayNumber(plusDays(to, 1))];
  return { from: first, to: last, goalEvents: [], flags: [], parameters: [], by: null };
}

function nothingBut(period: Period): Questions {
  const nothing = { goals: [], funnels: [], leads: [], experiments: [] };
  return { period, previous: null, history: period, months: null, by: null, ...nothing };
}

const NOWHERE = { file: "", offset: 0, line: 1, column: 1 } as const;

/** Analytics numbers the sessions of a browser: support.google.com/analytics/answer/9191807. */
const RETURNING: Flag = {
  where: [{ key: "ga_session_number", is: [{ op: "at_least", value: 2, not: false, at: NOWHERE }] }],
};

function flagsOf({ events, session }: RecordedEvents): Flag[] {
  return session?.is === "returning" ? [RETURNING] : events.map((seen): Flag => ({ seen }));
}

function coreOf(
  asked: readonly RecordedEvents[],
  ownEvents: readonly string[],
  questions: Questions,
  wanted: RequiredColumns,
  text: TextOf,
): Core {
  const days = within(questions.period);
  let next = 0;
  const selects = asked.map((seen, index) => {
    const flags = flagsOf(seen).map(() => `f${next++}`);
    const a = `'${index}'`;
    if (seen.session !== null)
      return `${row("match", { a, n: "count(*)", m: "count(*)" })}
from ${sessionsWith(seen.session, flags)} where ${days}`;
    return `${row("match", { a, n: "count(*)", m: "count(distinct session)" })}
from once where person is not null and ${days} and (${flags.map((flag) => `${flag} = 1`).join(" or ")})`;
  });
  const received = `${row("received", { a: "name", n: "count(*)", m: "count(distinct session)" })}
from once where person is not null and ${days} and ${isOneOf("name", ownEvents, text)} group by name`;
  return {
    tables: sharedTables(wanted, text),
    selects: [...selects, received, ...worthSelects(questions)],
  };
}

/** Each belongs to the day on which it began. */
function sessionsWith(measure: SessionMeasure, [flag]: readonly string[]): string {
  return `(select session, min(day) as day from once where session is not null group by session having ${having(measure, flag)})`;
}

function having(measure: SessionMeasure, flag: string | undefined): string {
  switch (measure.is) {
    case "longer than":
      return `max(ts) - min(ts) > ${Math.round(measure.seconds * 1e6)}`;
    case "more views than":
      return `sum(case when name = 'page_view' then 1 else 0 end) > ${measure.views}`;
    case "returning":
      return `max(${flag}) = 1`;
  }
}
