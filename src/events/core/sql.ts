/** Pieces of SQL that both engines read alike. */
import type { Period } from "../../figures/period.ts";
import type { Questions } from "../../figures/question.ts";
import type { TextOf } from "../engine.ts";
import { dayNumber } from "../required-columns.ts";

/**
 * One order of events, whatever the order of rows: several may have one moment. `identity` is the same only for rows
 * that are the same event.
 */
export const ORDER = "ts, o1, o2, name, identity";

/** A select of the columns of `ROW`; what is left out is empty. Numbers become floats, which both engines sum alike. */
export function row(
  what: string,
  columns: { a?: string; b?: string; c?: string; n?: string; m?: string },
): string {
  const { a = "''", b = "''", c = "''", n = "0", m = "0" } = columns;
  return `select '${what}' as what, ${a} as a, ${b} as b, ${c} as c, 1e0 * ${n} as n, 1e0 * ${m} as m`;
}

export function within({ from, to }: Period, day = "day"): string {
  return `${day} between ${dayNumber(from)} and ${dayNumber(to)}`;
}

/** `current`, `previous` or null, by the day. */
export function spanOf({ period, previous }: Questions, day: string): string {
  const before = previous === null ? "" : ` when ${within(previous, day)} then 'previous'`;
  return `case when ${within(period, day)} then 'current'${before} end`;
}

/** `name in (…)`; nothing is in an empty list. */
export function isOneOf(column: string, texts: readonly string[], text: TextOf): string {
  return texts.length === 0 ? "false" : `${column} in (${texts.map(text).join(", ")})`;
}

/** 1 where it is true, otherwise 0. */
export function flag(condition: string): string {
  return `case when ${condition} then 1 else 0 end`;
}
