/** The tables that the questions share. */
import type { Questions } from "../../figures/question.ts";
import type { CoreTable, TextOf } from "../engine.ts";
import type { RequiredColumns } from "../required-columns.ts";
import { flag, isOneOf, ORDER, within } from "./sql.ts";

/** A session begins where its first event is, and belongs to that day. Times are microseconds. */
const SESSIONS = `select session, min(day) as day, max(ts) - min(ts) as length, max(engaged) as engaged, max(${flag("name = 'session_start'")}) as is_whole
from once where session is not null group by session`;

export function sharedTables({ goalEvents }: RequiredColumns, text: TextOf): CoreTable[] {
  return [
    { name: "sessions", sql: SESSIONS },
    { name: "hits", sql: hits(goalEvents, text) },
  ];
}

/**
 * What counts goals: every figure of a goal is about these events, so that counts, values and rates can be compared. Without
 * a person, an event belongs to no session and no user. `is_first`: of this event in its session.
 */
function hits(goalEvents: readonly string[], text: TextOf): string {
  const nth = `row_number() over (partition by session, name order by ${ORDER})`;
  return `select *, ${flag(`session is not null and ${nth} = 1`)} as is_first
from once where person is not null and ${isOneOf("name", goalEvents, text)}`;
}

/** Goals' events of the period in the order of each who did them: a person, or a session. */
export function pathTable({ period }: Questions, who: string): CoreTable {
  const sql = `select ${who} as who, name, day, ts, row_number() over (partition by ${who} order by ${ORDER}) as place
from hits where ${who} is not null and ${within(period)}`;
  return { name: "path", sql };
}
