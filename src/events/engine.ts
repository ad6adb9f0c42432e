/** The port that engines implement: DuckDB over files, BigQuery over tables. Everything above it is the same SQL. */
import type { SourceName } from "../figures/source.ts";
import type { RequiredColumns } from "./required-columns.ts";

export interface EventEngine {
  readonly name: SourceName;
  readonly covered: () => Promise<Covered>;
  /** Flattens what is wanted, keeps each event once, and runs the core over it. The rows of all questions, in any order. */
  readonly run: (wanted: RequiredColumns, core: (text: TextOf) => Core) => Promise<readonly Row[]>;
}

export interface Covered {
  /** Days that have events, `YYYYMMDD`, in order. */
  readonly days: readonly number[];
  /** How far the property's clock is ahead of UTC at the end, in milliseconds; null: the source does not show it. */
  readonly ahead: number | null;
}

/** A text of the goals file as SQL: a literal or a parameter, never a part of the statement. */
export type TextOf = (text: string) => string;

/**
 * SQL that means the same to both engines. It reads `once`, the flat table with each event once, `copies`, all events
 * that were in it several times, and the tables before it.
 */
export interface Core {
  readonly tables: readonly CoreTable[];
  /** Each gives rows of `ROW`. */
  readonly selects: readonly string[];
}

/** Read more than once and much smaller than what it is made of, so it is worth storing. */
export interface CoreTable {
  readonly name: string;
  readonly sql: string;
}

/** The columns of every select of the core: what it is, three texts that say what it is about, and two numbers. */
export const ROW = ["what", "a", "b", "c", "n", "m"] as const;

export interface Row {
  readonly what: string;
  readonly a: string;
  readonly b: string;
  readonly c: string;
  readonly n: number;
  readonly m: number;
}
